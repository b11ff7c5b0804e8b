package net.strata.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import net.strata.frame.FrameSource;
import org.jspecify.annotations.Nullable;

/// The sample captures that come with Strata. The table in their README.md lists them.
public final class Samples {
    /// A row of the table: file, frames, what it shows, how it was made.
    private static final Pattern ROW = Pattern
            .compile("\\| \\[((.+)\\.pcap(?:ng)?)]\\(.*\\) \\| (\\d+) \\| (.+) \\| (.+) \\|");

    private Samples() {}

    /// A sample.
    ///
    /// @param name its file's name without ending, such as `tcp-echo`
    /// @param frames how many it has
    /// @param shows what it shows, in one line; code in it stands between backticks
    /// @param madeBy the programs that talk in it, in one line like `shows`
    public record Sample(String name, String file, int frames, String shows, String madeBy) {
        /// Opens it as a capture file.
        public FrameSource open() throws IOException {
            return Captures.open(resource(file), file);
        }
    }

    /// All samples, in the order of the table: from simple to special, like beside like.
    public static List<Sample> all() throws IOException {
        try (InputStream in = resource("README.md")) {
            return ROW.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).results()
                    .map(row -> new Sample(row.group(2), row.group(1), Integer.parseInt(row.group(3)), row.group(4),
                            row.group(5)))
                    .toList();
        }
    }

    /// The sample of a name, with or without ending; null if there is none.
    public static @Nullable Sample named(String name) throws IOException {
        return all().stream().filter(s -> s.name().equals(name) || s.file().equals(name)).findFirst().orElse(null);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Samples.class.getResourceAsStream("samples/" + name);
        if (in == null) throw new IOException("no sample " + name + " came with Strata");
        return in;
    }
}
