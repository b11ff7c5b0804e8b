package net.strata.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// TLS records: handshake messages, extensions and certificates whose lengths contradict one another.
final class TlsFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void anyRecords(byte[] data) {
        new Telling().frame("tls", data);
    }

    static Stream<byte[]> seeds() {
        return Seeds.of(c -> String.valueOf(c.end() - c.at), (c, _) -> Seeds.layer(c, "tls"));
    }
}
