package net.strata.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.strata.file.CaptureFile;
import net.strata.file.CaptureWriter;
import net.strata.file.RecordBuffer;
import net.strata.file.SingleFile;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.Notes;

/// The frames of a recording as a capture file (pcapng), with an interface for each side.
public final class Frames {
    private static final int ARENA = 1 << 16;
    private static final int COUNT = 512;

    private Frames() {}

    /// What the file says beside the frames.
    private record Described(List<Interface> interfaces, Notes notes) implements FrameSource {
        static Described of(Recording recording, String application) {
            Origin s = recording.origin();
            String comment = s.name() + ": the client has " + String.join(", ", s.clientAddresses()) + ", the server "
                    + String.join(", ", s.serverAddresses());
            return new Described(List.of(of(Side.CLIENT, s), of(Side.SERVER, s)), new Notes(
                    List.of(new Notes.Section(null, s.system(), application, List.of(comment))), List.of(), List.of(),
                    Map.of()));
        }

        private static Interface of(Side side, Origin origin) {
            return new Interface(side.toString(), "the " + side + "'s side", origin.link(), 0, List.of());
        }

        @Override
        public boolean read(Batch batch) {
            return false;
        }

        @Override
        public void close() {}
    }

    /// Makes the file, or empties it, and writes the frames.
    ///
    /// @param application what writes it, with its version
    public static void write(Recording recording, Path path, String application) throws IOException {
        var writer = CaptureWriter.of(CaptureWriter.Format.PCAPNG, Described.of(recording, application),
                Integer.MAX_VALUE);
        try (var file = new SingleFile(writer, CaptureFile.create(path, writer))) {
            var batch = new Batch(ARENA, COUNT);
            for (Seen each : recording.frames()) {
                add(each, recording.origin().link(), batch);
                if (batch.full()) flush(batch, file);
            }
            flush(batch, file);
            file.end();
        }
    }

    private static void add(Seen frame, int link, Batch batch) {
        int length = frame.bytes().length;
        batch.reserve(length);
        System.arraycopy(frame.bytes(), 0, batch.data, batch.used, length);
        batch.add(batch.used, length, frame.length(), frame.time(), 9, link, frame.side() == Side.CLIENT ? 0 : 1);
        batch.used += length;
        batch.comment(batch.count - 1,
                List.of(frame.sent() ? "left the " + frame.side() : "came to the " + frame.side()));
    }

    private static void flush(Batch batch, SingleFile file) throws IOException {
        var records = new RecordBuffer(ARENA);
        CaptureException trouble = file.prepare(batch, records);
        if (trouble != null) throw trouble;
        file.frames(batch, records);
        file.write(batch, records);
        batch.clear();
    }
}
