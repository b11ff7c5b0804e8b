package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.Notes;

/// A whole capture, read by batches.
///
/// @param frames those that were delivered
/// @param trouble the message that ended reading, empty if it ended well
record Read(List<Frame> frames, String trouble, List<Interface> interfaces, Notes notes) {

    /// One frame, `bytes` as Latin-1 text.
    record Frame(long number, int length, String bytes, long time, int linkType, int iface, List<String> comments) {
        int captured() {
            return bytes.length();
        }
    }

    static Read of(CaptureBytes capture) throws IOException {
        return of(capture.array(), 4096);
    }

    static Read of(byte[] capture, int arena) throws IOException {
        return of(new ByteArrayInputStream(capture), arena);
    }

    static Read of(java.io.InputStream in, int arena) throws IOException {
        var frames = new ArrayList<Frame>();
        try (FrameSource source = Captures.open(in, "x.cap")) {
            var batch = new Batch(arena);
            String trouble = "";
            try {
                while (source.read(batch))
                    add(batch, frames);
            } catch (CaptureException e) {
                trouble = String.valueOf(e.getMessage());
            }
            assertThat(batch.count).as("frames in the batch after the end").isZero();
            return new Read(frames, trouble, source.interfaces(), source.notes());
        } catch (CaptureException e) {
            return new Read(frames, String.valueOf(e.getMessage()), List.of(), Notes.NONE);
        }
    }

    private static void add(Batch b, List<Frame> to) {
        assertThat(b.count).isPositive();
        assertThat(b.firstNumber).isEqualTo(to.size() + 1L);
        assertThat(b.timeBefore).isEqualTo(to.isEmpty() ? Batch.NO_TIME : to.getLast().time());
        assertThat(b.captureStart).isEqualTo(to.isEmpty() ? b.time[0] : to.getFirst().time());
        assertThat(b.used).isLessThanOrEqualTo(b.data.length);
        for (int i = 0; i < b.count; i++) {
            assertThat(b.offset[i] + b.captured[i]).isLessThanOrEqualTo(b.used);
            byte[] bytes = Arrays.copyOfRange(b.data, b.offset[i], b.offset[i] + b.captured[i]);
            to.add(new Frame(b.firstNumber + i, b.length[i],
                    new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1), b.time[i], b.linkType[i],
                    b.interfaceId[i], b.comments(i)));
        }
        // Later stages may write behind what was read.
        Arrays.fill(b.data, b.used, b.data.length, (byte) 0xee);
    }
}
