package net.strata.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Objects;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import org.junit.jupiter.params.provider.MethodSource;

/// DNS messages: pointers that turn in circles, names without end, records that claim too much.
final class DnsFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void anyMessage(byte[] data) {
        var batch = new Batch(0, 1);
        batch.data = data;
        batch.used = data.length;
        batch.add(0, data.length, data.length, Batch.NO_TIME, 9, -1, 0);
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(batch, 0, Objects.requireNonNull(Protocols.named("dns")));
        new Telling().tell(cursor);
    }

    static Stream<byte[]> seeds() {
        return Seeds.of(c -> String.valueOf(c.end() - c.at), (c, _) -> Seeds.layer(c, "dns"));
    }
}
