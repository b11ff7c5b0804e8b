package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.strata.craft.Draft;
import net.strata.events.Moment;
import net.strata.file.Captures;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Captures as others make them.
final class CaptureReplayTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.1";
    private static final String OTHER = "198.51.100.2";
    private static final String ROUTER = "192.0.2.254";
    private static final long TIMEOUT = 1_000_000_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long missed;

    CaptureReplayTest() {
        // A pcap file header (draft-ietf-opsawg-pcap section 4), times in ns.
        file.writeBytes(ByteBuffer.allocate(24).putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4).putLong(0)
                .putInt(262144).putInt(LinkType.ETHERNET).array());
    }

    private void frame(long nanos, Draft draft) {
        byte[] bytes = draft.build();
        frame(nanos, bytes, bytes.length);
    }

    private void frame(long nanos, byte[] bytes, int kept) {
        file.writeBytes(ByteBuffer.allocate(16).putInt((int) (nanos / 1_000_000_000)).putInt(
                (int) (nanos % 1_000_000_000)).putInt(kept).putInt(bytes.length).array());
        file.write(bytes, 0, kept);
    }

    private static Draft ip(String from, String to, int ttl) {
        return Draft.of("eth").then("ip").set("ip.src", from).set("ip.dst", to).set("ip.ttl", ttl);
    }

    private static Draft echo(Draft in, int type, int ident, int sequence, String data) {
        return in.then("icmp").set("icmp.type", type).set("icmp.ident", ident).set("icmp.seq", sequence)
                .payload(data.getBytes(StandardCharsets.US_ASCII));
    }

    private static Draft request(String to, int ident, int sequence, String data) {
        return echo(ip(HERE, to, 64), 8, ident, sequence, data);
    }

    private static Draft reply(String from, int ident, int sequence, String data) {
        return echo(ip(from, HERE, 57), 0, ident, sequence, data);
    }

    private Counted told() throws IOException {
        var told = new Counted();
        var replay = new Replay(told, new Moment());
        try (var source = Captures.open(new ByteArrayInputStream(file.toByteArray()), "capture")) {
            CaptureReplay.read(source, TIMEOUT, replay);
        }
        missed = replay.missed();
        return told;
    }

    @Test
    void aReplyIsThatToItsRequest() throws IOException {
        frame(1_000_000_000, request(THERE, 7, 0, "0123456789"));
        frame(1_000_123_457, reply(THERE, 7, 0, "0123456789"));
        var told = told();
        assertThat(told.events).containsExactly(THERE + " 0 from " + THERE + " 18 bytes ttl 57 123457 ns");
        assertThat(told.snapshots().get(THERE)).extracting(each -> each.sent(), each -> each.received())
                .containsExactly(1L, 1L);
    }

    @Test
    void hostsAndIdentifiersAreApart() throws IOException {
        frame(1_000, request(THERE, 7, 1, "to there"));
        frame(2_000, request(OTHER, 7, 1, "to other"));
        frame(3_000, request(THERE, 8, 1, "by other"));
        frame(4_000, reply(THERE, 8, 1, "by other"));
        frame(6_000, reply(OTHER, 7, 1, "to other"));
        frame(9_000, reply(THERE, 7, 1, "to there"));
        assertThat(told().events).containsExactly(THERE + " 1 from " + THERE + " 16 bytes ttl 57 1000 ns",
                OTHER + " 1 from " + OTHER + " 16 bytes ttl 57 4000 ns",
                THERE + " 1 from " + THERE + " 16 bytes ttl 57 8000 ns");
        assertThat(missed).isZero();
    }

    @Test
    void aSequenceNumberThatComesAgainIsAnotherProbe() throws IOException {
        frame(1_000, request(THERE, 7, 65535, "12345678"));
        frame(2_000, reply(THERE, 7, 65535, "12345678"));
        frame(3_000, request(THERE, 7, 0, "12345678"));
        frame(5_000, request(THERE, 7, 65535, "12345678"));
        frame(9_000, reply(THERE, 7, 65535, "12345678"));
        assertThat(told().events).containsExactly(THERE + " 65535 from " + THERE + " 16 bytes ttl 57 1000 ns",
                THERE + " 65535 from " + THERE + " 16 bytes ttl 57 4000 ns");
        assertThat(told().snapshots().get(THERE)).extracting(each -> each.sent(), each -> each.received(),
                each -> each.duplicates()).containsExactly(3L, 2L, 0L);
    }

    @Test
    void whatDiffersFromTheRequestIsCorrupt() throws IOException {
        frame(1_000, request(THERE, 7, 1, "0123456789abcdef"));
        frame(2_000, reply(THERE, 7, 1, "0123456789aBcdef"));
        frame(3_000, request(THERE, 7, 2, "0123456789abcdef"));
        frame(4_000, reply(THERE, 7, 2, "0123456789abcdef").set("icmp.checksum", 1));
        assertThat(told().events).containsExactly(
                THERE + " 1 from " + THERE + " 24 bytes ttl 57 1000 ns corrupt at 11",
                THERE + " 2 from " + THERE + " 24 bytes ttl 57 1000 ns checksum");
    }

    @Test
    void laterOnesAreDuplicatesLateOrOutOfOrder() throws IOException {
        frame(0, request(THERE, 7, 1, "12345678"));
        frame(1_000, request(THERE, 7, 2, "12345678"));
        frame(2_000, reply(THERE, 7, 2, "12345678"));
        frame(3_000, reply(THERE, 7, 1, "12345678"));
        frame(4_000, reply(THERE, 7, 1, "12345678"));
        frame(5_000, request(THERE, 7, 3, "12345678"));
        frame(5_000 + TIMEOUT, reply(THERE, 7, 3, "12345678"));
        assertThat(told().events).containsExactly(THERE + " 2 from " + THERE + " 16 bytes ttl 57 1000 ns",
                THERE + " 1 from " + THERE + " 16 bytes ttl 57 3000 ns reordered",
                THERE + " 1 from " + THERE + " 16 bytes ttl 57 4000 ns duplicate",
                THERE + " 3 from " + THERE + " 16 bytes ttl 57 " + TIMEOUT + " ns late");
    }

    @Test
    void anErrorIsForTheProbeThatItQuotes() throws IOException {
        frame(1_000, request(THERE, 7, 1, "12345678"));
        frame(2_000, request(THERE, 7, 2, "12345678"));
        Draft quoted = echo(Draft.of("ip").set("ip.src", HERE).set("ip.dst", THERE), 8, 7, 1, "12345678");
        frame(3_000, ip(ROUTER, HERE, 64).then("icmp").set("icmp.type", 3).set("icmp.code", 4).set("icmp.mtu", 1400)
                .payload(quoted, 28));
        Draft foreign = echo(Draft.of("ip").set("ip.src", HERE).set("ip.dst", OTHER), 8, 7, 1, "12345678");
        frame(4_000, ip(ROUTER, HERE, 64).then("icmp").set("icmp.type", 11).set("icmp.code", 0).payload(foreign, 28));
        var told = told();
        assertThat(told.events).containsExactly(THERE + " 1 error 3/4 1400 from " + ROUTER);
        assertThat(missed).isEqualTo(1);
        assertThat(told.snapshots().get(THERE)).extracting(each -> each.sent(), each -> each.errors())
                .containsExactly(2L, 1L);
    }

    @Test
    void aReplyFromAnotherAddressIsKnownByItsData() throws IOException {
        frame(1_000, request("224.0.0.1", 7, 1, "12345678 and more"));
        frame(2_000, reply(THERE, 7, 1, "12345678 and more"));
        frame(3_000, reply(OTHER, 7, 1, "12345678 and more"));
        frame(4_000, reply(OTHER, 7, 1, "somebody else's"));
        assertThat(told().events).containsExactly("224.0.0.1 1 from " + THERE + " 25 bytes ttl 57 1000 ns elsewhere",
                "224.0.0.1 1 from " + OTHER + " 25 bytes ttl 57 2000 ns duplicate elsewhere");
        assertThat(missed).isEqualTo(1);
    }

    /// Of a frame of 14 + 20 + 8 + 100 bytes 60 are kept: 18 of the data.
    @Test
    void cutFramesTellTheirLengthAndWhatTheyKeepIsCompared() throws IOException {
        byte[] there = request(THERE, 7, 1, "x".repeat(100)).build();
        byte[] back = reply(THERE, 7, 1, "x".repeat(17) + "y".repeat(83)).build();
        frame(1_000, there, 60);
        frame(2_000, back, 60);
        assertThat(told().events)
                .containsExactly(THERE + " 1 from " + THERE + " 108 bytes ttl 57 1000 ns corrupt at 17");
    }

    @Test
    void addressesOfIpv6AndTagsAreReadAsWell() throws IOException {
        Draft request = Draft.of("eth").then("vlan").set("vlan.id", 5).then("ipv6").set("ipv6.src", "2001:db8::1")
                .set("ipv6.dst", "2001:db8::2").then("icmpv6").set("icmpv6.type", 128)
                .set("icmpv6.echo.identifier", 9).set("icmpv6.echo.sequence_number", 3).payload(new byte[16]);
        Draft reply = Draft.of("eth").then("vlan").set("vlan.id", 5).then("ipv6").set("ipv6.src", "2001:db8::2")
                .set("ipv6.dst", "2001:db8::1").set("ipv6.hlim", 250).then("icmpv6").set("icmpv6.type", 129)
                .set("icmpv6.echo.identifier", 9).set("icmpv6.echo.sequence_number", 3).payload(new byte[16]);
        frame(1_000, request);
        frame(4_000, reply);
        assertThat(told().events).containsExactly("2001:db8::2 3 from 2001:db8::2 24 bytes ttl 250 3000 ns");
    }

    @Test
    void otherPacketsSayNothing() throws IOException {
        frame(1_000, ip(HERE, THERE, 64).then("udp").payload(new byte[20]));
        frame(2_000, reply(THERE, 7, 1, "12345678"));
        assertThat(told().events).isEmpty();
        assertThat(missed).isEqualTo(1);
    }

    @Test
    void aCaptureThatIsCutShortIsToldUpToThere() throws IOException {
        frame(1_000, request(THERE, 7, 1, "12345678"));
        frame(2_000, reply(THERE, 7, 1, "12345678"));
        byte[] whole = file.toByteArray();
        var told = new Counted();
        assertThatThrownBy(() -> {
            var replay = new Replay(told, new Moment());
            try (var source = Captures
                    .open(new ByteArrayInputStream(whole, 0, whole.length - 1), "capture")) {
                CaptureReplay.read(source, TIMEOUT, replay);
            }
        }).isInstanceOf(IOException.class).hasMessageContaining("capture: cut short");
        assertThat(told.snapshots().get(THERE)).extracting(each -> each.sent()).isEqualTo(1L);
    }
}
