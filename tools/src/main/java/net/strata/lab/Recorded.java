package net.strata.lab;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Sessions of all presets that were recorded once and come with Strata, for where none can run. docs/echo-lab.md tells how they
/// were made.
public final class Recorded {
    private Recorded() {}

    /// The recording of a preset.
    public static Recording read(String name) throws IOException {
        try (InputStream in = Recorded.class.getResourceAsStream("recorded/" + name + ".jsonl.gz")) {
            if (in == null) throw new IOException("no recording of " + name + " came with Strata");
            return Recordings.read(new GZIPInputStream(in), "the recording of " + name);
        }
    }
}
