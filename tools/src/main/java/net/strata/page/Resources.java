package net.strata.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Style sheets and scripts that come with the classes.
public final class Resources {
    private Resources() {}

    /// The text of a file, in UTF-8.
    ///
    /// @param beside a class of the package whose folder the file is in
    public static String text(Class<?> beside, String name) {
        try (var in = beside.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("no " + name + " beside " + beside.getName());
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
