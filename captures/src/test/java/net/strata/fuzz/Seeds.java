package net.strata.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import org.jspecify.annotations.Nullable;

/// Where fuzzing starts: parts of the samples.
final class Seeds {
    private static final int LONGEST = 600;

    private Seeds() {}

    /// The sample captures, shortest first.
    static List<Path> captures() {
        try (var files = Files.list(Path.of("samples"))) {
            return files.filter(f -> f.toString().matches(".*\\.pcap(ng)?"))
                    .sorted(Comparator.<Path>comparingLong(f -> f.toFile().length()).thenComparing(f -> f)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a function makes of the first short frame of each kind, where it makes something.
    ///
    /// @param kind what tells frames apart
    static Stream<byte[]> of(Function<Cursor, String> kind, BiFunction<Cursor, Batch, byte @Nullable []> function) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        var cursor = new Cursor(Protocols.DATA, null);
        for (Path file : captures()) {
            try (var source = Captures.open(file)) {
                var batch = new Batch(1 << 16);
                while (source.read(batch)) {
                    for (int i = 0; i < batch.count; i++) {
                        cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
                        byte[] seed = batch.captured[i] > LONGEST ? null : function.apply(cursor, batch);
                        if (seed != null) found.putIfAbsent(kind.apply(cursor), seed);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.values().stream();
    }

    /// Frames of one kind have the same layers.
    static String layers(Cursor c) {
        var names = new StringBuilder();
        for (int i = 0; i < c.layers(); i++)
            names.append(c.protocol(i).layout().prefix()).append(' ');
        return names.toString();
    }

    /// The bytes of the layer of a protocol, null if there is none.
    static byte @Nullable [] layer(Cursor c, String prefix) {
        for (int i = 0; i < c.layers(); i++) {
            c.select(i);
            if (c.protocol().layout().prefix().equals(prefix)) return Arrays.copyOfRange(c.data, c.at, c.end());
        }
        return null;
    }
}
