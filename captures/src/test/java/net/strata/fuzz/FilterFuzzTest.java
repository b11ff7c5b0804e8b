package net.strata.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;
import org.junit.jupiter.params.provider.MethodSource;

/// Display filters: any text is a filter or is answered with what is wrong, and a filter decides on any frame.
final class FilterFuzzTest {
    /// An HTTP request over TCP, IPv4 and Ethernet.
    private static final byte[] FRAME = HexFormat.of().parseHex("020000000002" + "020000000001" + "0800"
            + "4500003a0001400040060000c0000201c0000202" + "c0000050000000010000000150180400" + "00000000"
            + "474554202f20485454502f312e310d0a0d0a");
    /// What a message says at most, besides the text it is about.
    private static final int LONGEST_MESSAGE = 1000;

    @MethodSource("seeds")
    @FuzzTest
    void anyText(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Filter filter;
        try {
            filter = Filter.parse(text);
        } catch (FilterException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE + text.length());
            return;
        }
        var batch = new Batch(0, 1);
        batch.data = FRAME;
        batch.used = FRAME.length;
        batch.add(0, FRAME.length, FRAME.length, 0, 9, LinkType.ETHERNET, 0);
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(batch, 0, Protocols.link(LinkType.ETHERNET));
        boolean first = filter.matches(cursor);
        assertThat(filter.matches(cursor)).as("asked again").isEqualTo(first);
        filter.explain(cursor, new Text(1 << 12));
    }

    static Stream<byte[]> seeds() {
        return Stream.of("tcp.port == 80 && ip.ttl < 65", "http", "not (arp or icmp)", "ip.addr == 192.0.2.0/24",
                "eth.src[0:3] == 02:00:00", "tcp.port in {80, 443, 8000..8010}",
                "all tcp.port > 1024 || any ip.addr != 1.2.3.4",
                "http.request.method matches \"^(GET|POST)$\"", "frame contains \"GET\"", "ip.src#1 == ip.dst",
                "len(http.request.uri) > 3 and lower(http.request.method) == \"get\"", "tcp.flags & 0x12",
                "tcp.srcport + 1 >= tcp.dstport * 2", "frame[0:2,4-5,-1:] == 02:00:00:02:0a", "udp.payload",
                "ipv6.addr == 2001:db8::/32 xor !dns.qry.name", "tcp.checksum.status == \"Bad\"", "ip.id === 0b1",
                "frame.time_relative <= 1.5e-3", "tcp contains r\"\\x47\" ~ 'G'")
                .map(s -> s.getBytes(StandardCharsets.UTF_8));
    }
}
