package net.strata.file;

import java.io.IOException;
import java.io.OutputStream;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.jspecify.annotations.Nullable;

/// All frames in one file.
///
/// @param writer makes the records
/// @param sink takes them, whole ones at each call
public record SingleFile(CaptureWriter writer, OutputStream sink) implements Recording {
    @Override
    public @Nullable CaptureException prepare(Batch b, RecordBuffer out) {
        return writer.prepare(b, out);
    }

    @Override
    public void frames(Batch b, RecordBuffer out) {
        writer.frames(b, out);
    }

    @Override
    public void write(Batch b, RecordBuffer records) throws IOException {
        records.writeTo(sink);
        sink.flush();
    }

    @Override
    public long packets() {
        return writer.frames();
    }

    @Override
    public void end() throws IOException {
        var records = new RecordBuffer(4096);
        writer.end(records);
        records.writeTo(sink);
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
