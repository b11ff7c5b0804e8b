package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SockAddrTest {
    private static ByteBuffer room() {
        return ByteBuffer.allocate(Abi.SIZEOF_SOCKADDR).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String hex(SockAddr a) {
        var bytes = new byte[Abi.SIZEOF_SOCKADDR];
        int length = SockAddrBytes.put(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0, a);
        return HexFormat.of().formatHex(bytes, 0, length);
    }

    @Test
    void addressesHaveTheBytesOfC() {
        // The family in the machine's order, ports and addresses in network order (ip(7), ipv6(7), packet(7)).
        assertThat(hex(SockAddr.ip("192.0.2.1", 80))).isEqualTo("0200" + "0050" + "c0000201" + "0000000000000000");
        assertThat(hex(new SockAddr.In6(0x20010db800000000L, 1, 443, 0x12345, 3)))
                .isEqualTo("0a00" + "01bb" + "00012345" + "20010db8000000000000000000000001" + "03000000");
        assertThat(hex(new SockAddr.Un("/a"))).isEqualTo("0100" + "2f6100");
        assertThat(hex(SockAddr.Un.abstractName("a"))).isEqualTo("0100" + "0061");
        assertThat(hex(SockAddr.Ll.to(0x0800, 2, new byte[]{2, 0, 0, 0, 0, 9})))
                .isEqualTo("1100" + "0800" + "02000000" + "0000" + "00" + "06" + "020000000009" + "0000");
        assertThat(hex(new SockAddr.Nl(7, 1))).isEqualTo("1000" + "0000" + "07000000" + "01000000");
    }

    @Test
    void whatWasWrittenIsRead() {
        for (SockAddr a : List.of(SockAddr.ip("192.0.2.255", 65535), SockAddr.ip("::1", 1),
                new SockAddr.In6(-1, -2, 2, 0xfffff, -1), new SockAddr.Un("/run/é"), SockAddr.Un.UNNAMED,
                SockAddr.Un.abstractName("a\0b"), new SockAddr.Ll(0x86dd, 5, 772, 4, -1, 8),
                new SockAddr.Ll(3, 0), new SockAddr.Nl(-1, -1))) {
            ByteBuffer b = room();
            assertThat(SockAddrBytes.get(b, 0, SockAddrBytes.put(b, 0, a))).isEqualTo(a);
        }
    }

    /// Sent to, it would be another file's.
    @Test
    void aPathThatIsNotUtf8IsNotTold() {
        ByteBuffer b = room();
        b.put(2, new byte[]{'/', (byte) 0xe9, 0}).putShort(0, (short) Abi.AF_UNIX);
        assertThat(SockAddrBytes.get(b, 0, 5)).isEqualTo(new SockAddr.Other(Abi.AF_UNIX));
    }

    @Test
    void anyBytesAreAnAddress() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[Abi.SIZEOF_SOCKADDR];
            random.nextBytes(bytes);
            ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            b.putShort(0, new short[]{1, 2, 10, 16, 17, 99}[i % 6]);
            for (int length : new int[]{0, 1, 2, random.nextInt(128), 128, 1000})
                assertThat(SockAddrBytes.get(b, 0, length).toString()).isNotEmpty();
        }
    }

    @Test
    void theTextIsWhatAUserWouldType() {
        assertThat(SockAddr.ip("192.0.2.1", 80)).hasToString("192.0.2.1:80");
        assertThat(SockAddr.ip("192.0.2.1", 0)).hasToString("192.0.2.1");
        assertThat(SockAddr.ip("2001:db8::1", 80)).hasToString("[2001:db8::1]:80");
        assertThat(SockAddr.ip("fe80::1%7", 0)).hasToString("fe80::1%7");
        assertThat(SockAddr.Un.abstractName("x\u001b")).hasToString("@x\\x1b");
        assertThat(SockAddr.Un.UNNAMED).hasToString("*");
        assertThat(SockAddr.Ll.to(0x0806, 2, new byte[]{2, 0, 0, 0, 0, 9}))
                .hasToString("0x0806 on interface 2 02:00:00:00:00:09");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> SockAddr.ip("127.0.0.1", 65536)).hasMessage("a port is from 0 to 65535: 65536");
        assertThatThrownBy(() -> SockAddr.ip("localhost", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SockAddr.Un("x".repeat(108))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new SockAddr.Un("x".repeat(107)).name()).hasSize(107);
        assertThatThrownBy(() -> new SockAddr.Un("a\0b")).hasMessage("a path has no character 0");
    }

    @Test
    void javaNetHasTheSameHost() throws Exception {
        for (String host : List.of("192.0.2.1", "2001:db8::1", "fe80::1%1"))
            assertThat(SockAddr.ip(host, 0).toInetAddress()).isEqualTo(InetAddress.ofLiteral(host));
    }
}
