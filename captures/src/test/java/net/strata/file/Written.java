package net.strata.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.strata.file.CaptureWriter.Format;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;

/// A capture written anew.
///
/// @param trouble why reading or writing ended early, empty if it did not
@SuppressWarnings("ArrayRecordComponent") // never compared
record Written(byte[] bytes, long frames, String trouble) {

    static final int WHOLE = Integer.MAX_VALUE;

    static Written of(CaptureBytes capture, Format format) throws IOException {
        return of(capture.array(), format, WHOLE, 4096);
    }

    /// Reads `capture` through an arena of that size, and keeps `most` bytes of each frame.
    static Written of(byte[] capture, Format format, int most, int arena) throws IOException {
        var out = new ByteArrayOutputStream();
        var records = new RecordBuffer(16);
        String trouble = "";
        try (FrameSource source = Captures.open(new ByteArrayInputStream(capture), "x.cap")) {
            var writer = CaptureWriter.of(format, source, most);
            var batch = new Batch(arena);
            try {
                while (trouble.isEmpty() && source.read(batch)) {
                    CaptureException refused = writer.prepare(batch, records);
                    if (refused != null) trouble = String.valueOf(refused.getMessage());
                    writer.frames(batch, records);
                    records.writeTo(out);
                    records.clear();
                }
            } catch (CaptureException e) {
                trouble = String.valueOf(e.getMessage());
            }
            writer.end(records);
            records.writeTo(out);
            return new Written(out.toByteArray(), writer.frames(), trouble);
        }
    }

    Read read() throws IOException {
        return Read.of(bytes, 4096);
    }
}
