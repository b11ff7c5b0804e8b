package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.strata.os.Abi;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.ping.NodeInformation.Query;
import net.strata.probe.Arrival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import net.strata.probe.Timing;

/// What ways to ask write and read, byte for byte.
class MethodBytesTest {
    private static final Target FOUR = new Target(0, "a", SockAddr.ip("192.0.2.1", 0));
    private static final Target SIX = new Target(0, "b", SockAddr.ip("2001:db8::1", 0));
    private static final long NONCE = 0x1122334455667788L;

    private static TcpSyn syn() {
        return new TcpSyn(443, 0x77, _ -> (SockAddr.In) SockAddr.ip("192.0.2.9", 0));
    }

    private static String written(Method method, Target target) {
        ByteBuffer b = ByteBuffer.allocate(100);
        method.write(new Probe(0, target, 0, 1, 8), NONCE, b);
        return HexFormat.of().formatHex(b.array(), 0, b.position());
    }

    private static Arrival arrival(int family, boolean queued, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var arrival = new Arrival().packet(family, ByteBuffer.wrap(bytes), 0, 0, bytes.length, bytes.length);
        return queued ? arrival.queued(3, 1, 0, FOUR.address()) : arrival;
    }

    /// RFC 1071: with the checksum and the pseudo-header (RFC 9293 section 3.1), the sum of all words is 0xffff.
    @Test
    void aSynCarriesTheNonceInItsSequenceNumberAndAnMss() {
        // Port 0xf000 + 0x77 + 1, to 443; 0x7788 of the nonce, sequence 1; 24 bytes, SYN, window 64240; MSS 1460.
        String start = "f07801bb" + "77880001" + "00000000" + "6002faf0";
        String end = "0000" + "020405b4";
        String segment = written(syn(), FOUR);
        assertThat(segment).startsWith(start).endsWith(end).hasSize(48);
        int sum = 0;
        String whole = segment + "c0000209" + "c0000201" + "0006" + "0018";
        for (int i = 0; i < whole.length(); i += 4)
            sum += Integer.parseInt(whole.substring(i, i + 4), 16);
        assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
        assertThat(written(syn(), SIX)).isEqualTo(start + "0000" + "0000" + "020405a0");
    }

    @Test
    void onlyAnswersToOurPortsAndNumbersAreTaken() {
        var reading = new Reading();
        String answer = "01bb f078 00000000 77880002 6012 0000 0000 0000";
        assertThat(syn().read(arrival(Abi.AF_INET, false, answer), reading)).isTrue();
        assertThat(reading.sequence).isEqualTo(1);
        assertThat(reading.nonce & reading.part).isEqualTo(NONCE & reading.part);
        for (String other : List.of("01bc f078 00000000 77880002 6012 0000 0000 0000",
                "01bb f079 00000000 77880002 6012 0000 0000 0000", "01bb f078 00000000 77880003 6012 0000 0000 0000",
                "01bb f078 00000000 77880002 6010 0000 0000 0000", "01bb f078 00000000 77880002 6002 0000 0000 0000",
                "01bb f078 00000000 77880002 6012 0000 0000"))
            assertThat(syn().read(arrival(Abi.AF_INET, false, other), reading)).as(other).isFalse();
    }

    /// RFC 792: an error quotes at least eight bytes.
    @Test
    void anErrorIsKnownByPortsAndSequenceNumberAlone() {
        var reading = new Reading();
        assertThat(syn().read(arrival(Abi.AF_INET, true, "f078 01bb 77880001"), reading)).isTrue();
        assertThat(reading.error).isTrue();
        assertThat(reading.sequence).isEqualTo(1);
        assertThat(syn().read(arrival(Abi.AF_INET, true, "f078 01bb 778800"), reading)).isFalse();
        assertThat(syn().read(arrival(Abi.AF_INET, true, "f079 01bb 77880001"), reading)).isFalse();
    }

    /// 43 200 001 ms are 0x02932e01; the checksum is the complement of 0d00+004d+0001+0293+2e01 = 0x3de2.
    @Test
    void aTimestampRequestHasTheTimeSinceMidnight() {
        var noon = new IcmpTimestamp(0x4d, () -> 43_200_001_000_000L);
        assertThat(written(noon, FOUR)).isEqualTo("0d00" + "c21d" + "004d0001" + "02932e01" + "00000000" + "00000000");
    }

    @Test
    void ofATimestampReplyIdentifierAndSequenceNumberAreRead() {
        var way = new IcmpTimestamp(0x4d, () -> 0);
        var reading = new Reading();
        String times = "02932e01 02932e02 02932e03";
        assertThat(way.read(arrival(Abi.AF_INET, false, "0e00 0000 004d 0005" + times), reading)).isTrue();
        assertThat(reading.sequence).isEqualTo(5);
        assertThat(reading.checksumWrong).isTrue();
        assertThat(way.read(arrival(Abi.AF_INET, false, "0e00 0000 004e 0005" + times), reading)).isFalse();
        assertThat(way.read(arrival(Abi.AF_INET, false, "0e00 0000 004d 0005 02932e01 02932e02"), reading)).isFalse();
    }

    @Test
    void arpRepliesToOthersAreOfNoUse() throws OsError {
        try (var netlink = Netlink.open()) {
            var way = new LinkRequest(new Neighbourhood(netlink, 0));
            var reading = new Reading();
            Arrival reply = arrival(Abi.AF_INET, false,
                    "0001 0800 06 04 0002 020000000002 c0000201 020000000001 c0000209");
            assertThat(way.read(reply, reading)).isTrue();
            assertThat(reading.destination).isEqualTo(FOUR.address());
            assertThat(LinkRequest.mac(reply)).isEqualTo("02:00:00:00:00:02");
            for (String other : List.of("0001 0800 06 04 0001 020000000002 c0000201 020000000001 c0000209",
                    "0001 86dd 06 04 0002 020000000002 c0000201 020000000001 c0000209",
                    "0001 0800 06 04 0002 020000000002 c0000201 020000000001"))
                assertThat(way.read(arrival(Abi.AF_INET, false, other), reading)).as(other).isFalse();
        }
    }

    /// RFC 4861 section 7.1.2: the hop limit is 255; section 4.4: the flag S says that it answers a solicitation.
    @Test
    void advertisementsThatCameByARouterOrUnaskedAreOfNoUse() throws OsError {
        try (var netlink = Netlink.open()) {
            var way = new LinkRequest(new Neighbourhood(netlink, 0));
            var reading = new Reading();
            String target = "20010db8000000000000000000000001 0201020000000002";
            Arrival solicited = arrival(Abi.AF_INET6, false, "8800 0000 60000000" + target).header(255, 0);
            assertThat(way.read(solicited, reading)).isTrue();
            assertThat(reading.destination).isEqualTo(SIX.address());
            assertThat(LinkRequest.mac(solicited)).isEqualTo("02:00:00:00:00:02");
            assertThat(way.read(arrival(Abi.AF_INET6, false, "8800 0000 60000000" + target).header(254, 0), reading))
                    .isFalse();
            assertThat(way.read(arrival(Abi.AF_INET6, false, "8800 0000 20000000" + target).header(255, 0), reading))
                    .isFalse();
        }
    }

    /// What is read is said, whatever it is.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyBytesAreRead(boolean six) throws OsError {
        try (var netlink = Netlink.open()) {
            anyBytes(six, syn());
            anyBytes(six, new UdpDatagram(new Payload(new byte[0], 64), 7));
            anyBytes(six, new IcmpTimestamp(1, () -> 0));
            anyBytes(six, new LinkRequest(new Neighbourhood(netlink, 0)));
            anyBytes(six, new NodeInformation(new Query(2, 0, 0, null)));
        }
    }

    private static <T extends Method & Wording> void anyBytes(boolean six, T way) {
        var random = new Random(4620);
        int[] types = {14, 136, 140, 3, 11, 0};
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = new byte[random.nextInt(90)];
            random.nextBytes(bytes);
            if (i % 2 == 0) begin(bytes, types[random.nextInt(types.length)], way instanceof TcpSyn, six, random);
            int header = six || bytes.length < 20 || random.nextInt(3) > 0 ? 0 : 20;
            var arrival = new Arrival().packet(six ? Abi.AF_INET6 : Abi.AF_INET, ByteBuffer.wrap(bytes), 0, header,
                    bytes.length, bytes.length - header).header(255, 0).from(1, 2, 0);
            if (random.nextInt(5) == 0) arrival.queued(random.nextInt(256), random.nextInt(8), 0, null);
            var reading = new Reading();
            if (!way.read(arrival, reading)) continue;
            taken++;
            assertThat(reading.sequence).isBetween(-1, 0xffff);
            if (reading.error) continue;
            var probe = new Probe(0, six ? SIX : FOUR, 0, 1, 56);
            way.corruption(probe, NONCE, arrival, reading);
            var line = new StringBuilder();
            Reply reply = probe.reply(arrival.source(), 1, bytes.length, 255, 1, Timing.PROGRAM, 0, 0, false, false,
                    null);
            way.note(reply, arrival);
            way.began(reply, arrival, line);
            way.told(reply, arrival, line);
            assertThat(line.length()).isLessThan(1000);
        }
        assertThat(taken).isPositive();
    }

    /// Has bytes look like an answer to begin with.
    private static void begin(byte[] bytes, int type, boolean tcp, boolean six, Random random) {
        if (bytes.length < 28) return;
        ByteBuffer b = ByteBuffer.wrap(bytes);
        if (tcp) {
            int acknowledged = random.nextInt();
            int own = 0xf000 | 0x77 + (acknowledged - 1 & 0xffff) & 0xfff;
            b.putShort(0, (short) 443).putShort(2, (short) own).putInt(8, acknowledged).put(13, (byte) 0x12);
        } else if (six || type != 0) {
            b.put(0, (byte) type).put(1, (byte) 0);
            if (type == 136) b.put(4, (byte) 0x60);
            if (type == 14) b.putShort(4, (short) 1);
            if (type == 140) b.putShort(4, (short) (2 + random.nextInt(4)));
        } else {
            b.putLong(0, 0x0001_0800_0604_0002L);
        }
    }
}
