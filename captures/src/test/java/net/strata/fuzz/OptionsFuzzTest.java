package net.strata.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import org.junit.jupiter.params.provider.MethodSource;

/// Options of IPv4, TCP, IPv6 and neighbour discovery: each takes a byte at least, and is told within its header.
final class OptionsFuzzTest {
    private static final String[] PROTOCOLS = {"ip", "tcp", "ipv6.hopopts", "icmpv6"};

    /// @param data whose options, in one byte, and the options
    @MethodSource("seeds")
    @FuzzTest
    void anyOptions(byte[] data) {
        if (data.length == 0) return;
        var table = Objects.requireNonNull(
                Objects.requireNonNull(Protocols.named(PROTOCOLS[data[0] & 3])).options());
        for (int at = 1; at < data.length;) {
            int size = table.size(data, at, data.length);
            assertThat(size).isBetween(1, data.length - at);
            at += size;
        }
        var batch = new Batch(0, 1);
        batch.data = data;
        batch.used = data.length;
        batch.add(0, data.length, data.length, Batch.NO_TIME, 9, -1, 0);
        new Telling().options(batch, table);
    }

    static Stream<byte[]> seeds() {
        return Stream.of("00 07270800000000c000020100000000 00", "00 442405 00 00000001 00000002",
                "00 44240d 01 c0000201 01e08a35",
                "00 830b04 c6336401 c6336402", "00 94040000 01 820b 0000000000000000 00",
                "00 86160000000101100005 0003000200010007",
                "01 020405b4 0402 080a0000004d00000000 01 030307", "01 01 01 05120000000100000002 0000000500000006",
                "01 1304 1d060102 1c048000 1e0c0001 22021100", "02 0502 0000 0100 c204 00010000",
                "02 c910 20010db8000000000000000000000001",
                "02 110a 0000 0001 28020000 ff00 6304 00000100", "03 0101 020000000001 0501 0000000005dc",
                "03 0304 40c0 00015180 00003840 00000000 20010db8000000000000000000000000",
                "03 1903 0000 00000e10 20010db8000000000000000000000001",
                "03 1f03 0000 00000e10 07 6578616d706c65 00 0000000000000000")
                .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
