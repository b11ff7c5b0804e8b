package net.strata.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.strata.file.CaptureWriter.Format;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import org.junit.jupiter.api.Test;

/// Processes are comments of packets in pcapng.
final class OwnersInFilesTest {
    private static byte[] file(String... comments) {
        var b = CaptureBytes.pcapng(true).iface(1);
        var options = b.bytes();
        for (String comment : comments)
            options.option(1, comment);
        return (comments.length == 0 ? b.enhanced(0, 1, 2, 2, 'a') : b.enhanced(0, 1, 2, 2, 'a', options)).array();
    }

    private static List<String> written(byte[] file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var batch = new Batch(4096);
        try (FrameSource source = Captures.open(new ByteArrayInputStream(file), "test")) {
            var writer = CaptureWriter.of(Format.PCAPNG, source, Integer.MAX_VALUE);
            var records = new RecordBuffer(4096);
            source.read(batch);
            batch.own(0, requireNonNull(Owners.of(new Owner("curl", 12), null)));
            writer.prepare(batch, records);
            writer.frames(batch, records);
            records.writeTo(bytes);
        }
        try (FrameSource again = Captures.open(new ByteArrayInputStream(bytes.toByteArray()), "test")) {
            again.read(batch);
            assertThat(batch.owners(0)).as("owners of a frame from a file").isNull();
            return batch.comments(0);
        }
    }

    @Test
    void theyComeBehindCommentsThatWereThere() throws IOException {
        assertThat(written(file())).containsExactly("sent by curl[12]");
        assertThat(written(file("mine"))).containsExactly("mine", "sent by curl[12]");
    }
}
