package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.strata.craft.Draft;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;

/// The simulated network's bytes are those that [Draft] builds.
final class PacketTest {
    private static final SockAddr.In HOST = new SockAddr.In(0xc6120001, 0);
    private static final SockAddr.In6 HOST6 = new SockAddr.In6(0x20010db8_00000000L, 2, 0, 0, 0);
    private static final byte[] DATA = HexFormat.of().parseHex("000102030405060708090a");

    /// An echo request without its checksum.
    private static byte[] request(int type) {
        byte[] message = Arrays.copyOf(new byte[]{(byte) type, 0, 0, 0, 0x5a, 0x01, 0, 7}, 8 + DATA.length);
        System.arraycopy(DATA, 0, message, 8, DATA.length);
        return message;
    }

    private static Draft ip(SockAddr.Ip from, SockAddr.Ip to) {
        return Draft.of("ip").set("ip.src", from.host()).set("ip.dst", to.host()).set("ip.ttl", 64);
    }

    private static Draft ip6(SockAddr.Ip from, SockAddr.Ip to) {
        return Draft.of("ipv6").set("ipv6.src", from.host()).set("ipv6.dst", to.host()).set("ipv6.hlim", 64);
    }

    @Test
    void anEchoRequest() {
        Packet packet = new Packet(0, 0, Network.HOME, HOST, 0, 64, request(8)).summed();
        assertThat(packet.isSound()).isTrue();
        assertThat(packet.withHeader()).isEqualTo(ip(Network.HOME, HOST).then("icmp").set("icmp.type", 8)
                .set("icmp.ident", 0x5a01).set("icmp.seq", 7).payload(DATA).build());
    }

    @Test
    void anEchoRequestOfIpv6() {
        Packet packet = new Packet(0, 0, Network.HOME6, HOST6, 0, 64, request(128)).summed();
        assertThat(packet.isSound()).isTrue();
        assertThat(packet.withHeader()).isEqualTo(ip6(Network.HOME6, HOST6).then("icmpv6").set("icmpv6.type", 128)
                .set("icmpv6.echo.identifier", 0x5a01).set("icmpv6.echo.sequence_number", 7).payload(DATA).build());
    }

    @Test
    void anErrorQuotesAsMuchAsIsSaid() {
        Packet request = new Packet(0, 0, Network.HOME, HOST, 0, 64, request(8)).summed();
        Packet error = request.error(HOST, 3, 4, 1400, 28);
        assertThat(error.isSound()).isTrue();
        assertThat(error.withHeader()).isEqualTo(ip(HOST, Network.HOME).then("icmp").set("icmp.type", 3)
                .set("icmp.code", 4).set("icmp.mtu", 1400).payload(Arrays.copyOf(request.withHeader(), 28)).build());
    }
}
