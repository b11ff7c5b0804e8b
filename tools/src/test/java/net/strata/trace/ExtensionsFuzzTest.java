package net.strata.trace;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class ExtensionsFuzzTest {
    /// @param data a byte for the version of IP, then an ICMP message
    @MethodSource("seeds")
    @FuzzTest
    void anyBytes(byte[] data) {
        if (data.length == 0) return;
        ByteBuffer message = ByteBuffer.wrap(data, 1, data.length - 1).slice();
        ExtensionsTest.anyMessage(message, message.capacity(), (data[0] & 1) != 0);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(ExtensionsTest.MPLS, "0014020a00000007" + ExtensionsTest.NAMED, "0008fd07ffffffff")
                .flatMap(objects -> Stream.of(false, true).map(six -> {
                    byte[] message = ExtensionsTest
                            .message(six, six ? 16 : 32, 128, ExtensionsTest.structure(objects)).array();
                    return ByteBuffer.allocate(1 + message.length).put((byte) (six ? 1 : 0)).put(message).array();
                }));
    }
}
