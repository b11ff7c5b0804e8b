package net.strata.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;

/// The sample captures, and what tests do with any capture.
final class Samples {
    static final Path FOLDER = Path.of("../captures/samples");

    private Samples() {}

    static List<Path> all() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
        }
    }

    /// What is done with each batch of a capture.
    interface Batches {
        void take(Batch b);
    }

    /// Reads a capture to its end, or to where it is damaged.
    ///
    /// @return how many frames it has
    static long read(FrameSource source, Batch b, Batches batches) throws IOException {
        long frames = 0;
        try {
            while (source.read(b)) {
                frames += b.count;
                batches.take(b);
            }
        } catch (CaptureException e) {
            oneLine(e);
        }
        return frames;
    }

    static void oneLine(CaptureException e) {
        String message = String.valueOf(e.getMessage());
        if (message.chars().anyMatch(Character::isISOControl)) throw new AssertionError("not one line: " + message);
    }

    /// A frame of a sample.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sample(int linkType, byte[] bytes) {}

    /// The frames of all samples.
    static List<Sample> frames() throws IOException {
        var frames = new ArrayList<Sample>();
        var b = new Batch(1 << 16);
        for (Path file : all()) {
            try (FrameSource source = Captures.open(file)) {
                read(source, b, batch -> {
                    for (int i = 0; i < batch.count; i++) {
                        byte[] bytes = Arrays.copyOfRange(batch.data, batch.offset[i],
                                batch.offset[i] + batch.captured[i]);
                        frames.add(new Sample(batch.linkType[i], bytes));
                    }
                });
            }
        }
        return frames;
    }
}
