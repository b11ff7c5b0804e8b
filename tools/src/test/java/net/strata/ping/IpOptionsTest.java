package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.strata.os.SockAddr;
import net.strata.ping.IpOptions.Kind;
import net.strata.ping.IpOptions.Stamp;
import org.junit.jupiter.api.Test;

/// Options of headers of the sample ip-options.pcapng, with what tshark 4.0.17 says of them, and of RFC 791.
class IpOptionsTest {
    private static final String HEADER = "4f00007c2242000040010000c6336402c0000201";

    @Test
    void aRecordedRouteHasTheAddressesBeforeThePointer() {
        assertThat(read("01 07 27 18 c0000201 c63364fe c6336402 c6336402 c00002fe" + " 00000000".repeat(4)))
                .containsExactly(new IpOptions.Nop(), new IpOptions.RecordRoute(addresses("192.0.2.1",
                        "198.51.100.254", "198.51.100.2", "198.51.100.2", "192.0.2.254"), 4));
    }

    @Test
    void timestampsAreThoseBeforeThePointer() {
        var stamp = new Stamp(null, 31_492_618, true);
        assertThat(read("44 28 19 00" + " 01e08a0a".repeat(5) + " 00000000".repeat(4)))
                .containsExactly(new IpOptions.Timestamps(Kind.ONLY, List.of(stamp, stamp, stamp, stamp, stamp), 0, 4));
    }

    @Test
    void timestampsStandWithAddresses_andRoutersThatFoundNoRoomAreCounted() {
        int time = 31_492_661;
        assertThat(read("44 24 25 11 c0000201 01e08a35 c00002fe 01e08a35 c6336402 01e08a35 c6336402 01e08a35"))
                .containsExactly(new IpOptions.Timestamps(Kind.ADDRESSES, List.of(
                        new Stamp(address("192.0.2.1"), time, true), new Stamp(address("192.0.2.254"), time, true),
                        new Stamp(address("198.51.100.2"), time, true),
                        new Stamp(address("198.51.100.2"), time, true)), 1, 0));
    }

    /// RFC 791: of a time that is not one of midnight UT, the highest bit is set.
    @Test
    void aTimeThatIsNotStandardSaysSo() {
        assertThat(read("44 0c 0d 00 80000005 00000007")).containsExactly(new IpOptions.Timestamps(Kind.ONLY,
                List.of(new Stamp(null, 5, false), new Stamp(null, 7, true)), 0, 0));
    }

    @Test
    void ofPrespecifiedAddressesThoseBeforeThePointerWrote() {
        assertThat(read("44 14 0d 03 c0000201 01e08a35 c00002fe 00000000")).containsExactly(new IpOptions.Timestamps(
                Kind.PRESPECIFIED, List.of(new Stamp(address("192.0.2.1"), 31_492_661, true)), 0, 1));
    }

    @Test
    void aSourceRouteHasAllItsAddresses() {
        assertThat(read("01 83 0b 08 c0000201 c00002fe")).containsExactly(new IpOptions.Nop(),
                new IpOptions.SourceRoute(false, addresses("192.0.2.1", "192.0.2.254"), 1));
        assertThat(read("89 07 08 c0000201 00")).containsExactly(
                new IpOptions.SourceRoute(true, addresses("192.0.2.1"), 1));
    }

    @Test
    void othersAreKnownByNumberAndLength() {
        assertThat(read("94 04 0000 00")).containsExactly(new IpOptions.Other(148, 4));
    }

    @Test
    void whatDoesNotFitTheHeaderIsLeftOut() {
        assertThat(read("01 07 27 04 00000000")).containsExactly(new IpOptions.Nop());
        assertThat(read("01 01 01 07")).hasSize(3);
        assertThat(read("07 01 04 00")).isEmpty();
    }

    @Test
    void anyBytesAreRead() {
        var random = new Random(791);
        byte[] bytes = new byte[60];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            int[] kinds = {7, 68, 131, 137};
            bytes[20] = (byte) kinds[i % 4];
            bytes[21] = (byte) random.nextInt(41);
            assertThat(IpOptions.of(ByteBuffer.wrap(bytes), 0, 20 + i % 41).toString()).hasSizeLessThan(4000);
        }
    }

    /// As ping -R, -T tsonly and -T tsandaddr of iputils 20221126 sent them: frames 3, 5 and 7 of the sample, before the
    /// kernel wrote its own address or time.
    @Test
    void routesAndTimesAreAskedForAsIputilsDoes() {
        assertThat(hex(IpOptions.recordRoute())).isEqualTo("01072704" + "00".repeat(36));
        assertThat(hex(IpOptions.timestamps(Kind.ONLY))).isEqualTo("44280500" + "00".repeat(36));
        assertThat(hex(IpOptions.timestamps(Kind.ADDRESSES))).isEqualTo("44240501" + "00".repeat(32));
    }

    @Test
    void prespecifiedAddressesStandBeforeTheRoomForTheirTimes() {
        assertThat(hex(IpOptions.timestamps(addresses("192.0.2.1", "192.0.2.254"))))
                .isEqualTo("44140503c000020100000000c00002fe00000000");
        assertThatThrownBy(() -> IpOptions.timestamps(addresses("1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4",
                "5.5.5.5"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static List<IpOptions.Option> read(String options) {
        byte[] bytes = HexFormat.of().parseHex(HEADER + options.replace(" ", ""));
        return IpOptions.of(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    private static List<SockAddr.In> addresses(String... all) {
        return Arrays.stream(all).map(IpOptionsTest::address).toList();
    }

    private static SockAddr.In address(String literal) {
        return (SockAddr.In) SockAddr.of(InetAddress.ofLiteral(literal), 0);
    }
}
