package net.strata.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames of any link type: what remembers, walks and tells holds whatever the bytes.
final class FramesFuzzTest {
    /// Says that the capture cut a frame.
    private static final int CUT = 0x8000;

    /// @param data the link type, then frames, each behind its length, in two bytes each
    @MethodSource("seeds")
    @FuzzTest
    void anyFrames(byte[] data) {
        var in = ByteBuffer.wrap(data);
        if (in.remaining() < 2) return;
        int link = in.getShort() & 0xffff;
        var batch = new Batch(data.length, 64);
        while (in.remaining() >= 2 && !batch.full()) {
            int length = in.getShort() & 0xffff;
            int here = Math.min(length & ~CUT, in.remaining());
            in.get(batch.data, batch.used, here);
            batch.used += here;
            int wire = here + ((length & CUT) != 0 ? 1000 : 0);
            batch.add(batch.used - here, here, wire, batch.count * 1_000_000L, 9, link, 0);
        }
        new Session().see(batch);
        var cursor = new Cursor(Protocols.DATA, null);
        var telling = new Telling();
        for (int i = 0; i < batch.count; i++) {
            cursor.walk(batch, i, Protocols.link(link));
            assertThat(cursor.layers()).isBetween(1, Cursor.DEEPEST);
            telling.tell(cursor);
        }
    }

    static Stream<byte[]> seeds() {
        return Seeds.of(Seeds::layers, (c, b) -> {
            int i = c.frame();
            return ByteBuffer.allocate(4 + b.captured[i]).putShort((short) b.linkType[i])
                    .putShort((short) b.captured[i])
                    .put(b.data, b.offset[i], b.captured[i]).array();
        });
    }
}
