package net.strata.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// DNS messages: pointers that turn in circles, names without end, records that claim too much.
final class DnsFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void anyMessage(byte[] data) {
        new Telling().frame("dns", data);
    }

    static Stream<byte[]> seeds() {
        return Seeds.of(c -> String.valueOf(c.end() - c.at), (c, _) -> Seeds.layer(c, "dns"));
    }
}
