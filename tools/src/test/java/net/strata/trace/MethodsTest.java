package net.strata.trace;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.IPPROTO_TCP;
import static net.strata.os.Abi.IPPROTO_UDP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.wire.Checksum;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MethodsTest {
    private static final SockAddr.In HERE = new SockAddr.In(0xc0000201, 0);
    private static final SockAddr.In THERE = new SockAddr.In(0xc6336409, 0);
    private static final SockAddr.In ROUTER = new SockAddr.In(0x0a000001, 0);
    private static final SockAddr.In6 HERE6 = new SockAddr.In6(0x20010db800000000L, 1, 0, 0, 0);
    private static final SockAddr.In6 THERE6 = new SockAddr.In6(0x20010db800990000L, 9, 0, 0, 0);
    private static final SockAddr.In6 ROUTER6 = new SockAddr.In6(0x20010db800110000L, 1, 0, 0, 0);
    private static final IpHeader PLAIN = new IpHeader(0, 0, List.of());

    private static byte[] packet(Method method, Path path, int number, int flow, int size, Probe[] made) {
        made[0] = new Probe(number, path, new Request(5, flow, size, false), number + 1);
        ByteBuffer b = ByteBuffer.allocate(2000);
        method.write(made[0], b);
        return Arrays.copyOf(b.array(), b.position());
    }

    private static byte[] packet(Method method, Path path, int number, int flow, int size) {
        return packet(method, path, number, flow, size, new Probe[1]);
    }

    private static Path four(Method method) {
        return new Path(0, "there", HERE, THERE, method);
    }

    private static Path six(Method method) {
        return new Path(0, "there", HERE6, THERE6, method);
    }

    private static int half(byte[] packet, int at) {
        return ByteBuffer.wrap(packet).getShort(at) & 0xffff;
    }

    /// The sum over the message and its pseudo-header, which of a right checksum is 0xffff (RFC 1071).
    private static boolean good(byte[] packet, boolean pseudo) {
        boolean six = packet[0] >>> 4 == 6;
        int header = six ? 40 : (packet[0] & 0xf) * 4;
        int protocol = packet[six ? 6 : 9] & 0xff;
        int addresses = six ? 8 : 12;
        long start = pseudo
                ? Checksum.sum(packet, addresses, six ? 32 : 8, protocol + packet.length - header)
                : 0;
        return Checksum.good(Checksum.sum(packet, header, packet.length - header, start));
    }

    @Test
    void udpKeepsItsPortsAndIsToldByItsChecksum() {
        var method = new Udp(PLAIN, 50000, 33434, false);
        for (Path path : List.of(four(method), six(method))) {
            int header = path.isSix() ? 40 : 20;
            for (int number : new int[]{0, 1, 77, 0xfffd}) {
                byte[] packet = packet(method, path, number, 3, 60);
                assertThat(packet).hasSize(60);
                assertThat(half(packet, header)).isEqualTo(50003);
                assertThat(half(packet, header + 2)).isEqualTo(33434);
                assertThat(half(packet, header + 4)).isEqualTo(60 - header);
                assertThat(half(packet, header + 6)).isEqualTo(number + 1);
                assertThat(good(packet, true)).isTrue();
            }
        }
    }

    @Test
    void everyKeyAndSizeHasARightChecksum() {
        var random = new Random(1);
        for (Method method : List.of(new Udp(PLAIN, 50000, 33434, false), new Udp(PLAIN, 50000, 33434, true),
                new IcmpEcho(PLAIN, 7, 0x1234, false), new IcmpEcho(PLAIN, 7, 0x1234, true),
                new TcpSyn(PLAIN, 50000, 80, 0x12345678))) {
            for (Path path : List.of(four(method), six(method))) {
                for (int i = 0; i < 2000; i++) {
                    int number = random.nextInt(Method.KEYS);
                    int size = method.shortest(path.isSix()) + random.nextInt(70);
                    byte[] packet = packet(method, path, number, random.nextInt(100), size);
                    assertThat(packet).hasSize(size);
                    boolean pseudo = method.protocol() != IPPROTO_ICMP || path.isSix();
                    assertThat(good(packet, pseudo)).as("%s %s bytes, number %s", method, size, number).isTrue();
                }
            }
        }
    }

    @Test
    void echoesOfAFlowHaveOneChecksum() {
        var method = new IcmpEcho(PLAIN, 0x4242, 0x1000, false);
        for (Path path : List.of(four(method), six(method))) {
            int header = path.isSix() ? 40 : 20;
            var sums = new HashSet<Integer>();
            for (int number = 0; number < 50; number++) {
                byte[] packet = packet(method, path, number, 2, 60);
                assertThat(half(packet, header + 4)).isEqualTo(0x4242);
                assertThat(half(packet, header + 6)).isEqualTo(number + 1);
                sums.add(half(packet, header + 2));
            }
            assertThat(sums).containsExactly(0x1003); // 1 + (first + flow), as 0 is none
        }
    }

    @Test
    void theOldWayCountsThePortUp() {
        var method = new Udp(PLAIN, 50000, 33434, true);
        assertThat(IntStream.range(0, 3).map(i -> half(packet(method, four(method), i, 0, 60), 22)).toArray())
                .containsExactly(33434, 33435, 33436);
    }

    @Test
    void theHeaderOfIpv4IsThatOfRfc791() {
        var header = new IpHeader(0x10, 0, List.of(ROUTER, new SockAddr.In(0x0a000002, 0)));
        var method = new Udp(header, 50000, 33434, false);
        byte[] packet = packet(method, four(method), 0x122, 0, 60);
        assertThat(Arrays.copyOf(packet, 10)).containsExactly(0x48, 0x10, 0, 60, 1, 0x23, 0, 0, 5, IPPROTO_UDP);
        assertThat(Checksum.good(Checksum.sum(packet, 0, 32, 0))).isTrue();
        // From here to the first gateway; nothing, loose source route of 11 bytes, pointer 4, the other gateway, the host.
        assertThat(Arrays.copyOfRange(packet, 12, 32)).containsExactly((byte) 192, 0, 2, 1, 10, 0, 0, 1, 1, (byte) 131,
                11, 4, 10, 0, 0, 2, (byte) 198, 51, 100, 9);
    }

    @Test
    void theHeaderOfIpv6IsThatOfRfc8200() {
        var method = new IcmpEcho(new IpHeader(0x10, 0xabcde, List.of()), 7, 9, false);
        byte[] packet = packet(method, six(method), 0, 0, 80);
        assertThat(Arrays.copyOf(packet, 8)).containsExactly(0x61, 0x0a, (byte) 0xbc, (byte) 0xde, 0, 40,
                IPPROTO_ICMPV6, 5);
    }

    /// An ICMP error, as a raw socket gives it.
    /// A fragment's length is not that of the packet (RFC 791 section 3.2).
    @Test
    void ofAFragmentTheLengthOfThePacketIsNotKnown() {
        var method = new Udp(PLAIN, 50000, 33434, false);
        byte[] packet = packet(method, four(method), 1, 0, 60);
        var reading = new Reading();
        assertThat(method.read(error(11, 0, packet, 28), reading)).isTrue();
        assertThat(length(reading)).isEqualTo(60);
        packet[6] |= 0x20; // more fragments
        reading.clear();
        assertThat(method.read(error(11, 0, packet, 28), reading)).isTrue();
        assertThat(length(reading)).isEqualTo(-1);
    }

    private static int length(Reading reading) {
        Quote quote = reading.quote;
        return quote == null ? -2 : quote.length();
    }

    private static Arrival error(int type, int code, byte[] packet, int quoted) {
        boolean six = packet[0] >>> 4 == 6;
        byte[] quote = Arrays.copyOf(packet, Math.min(quoted, packet.length));
        ByteBuffer b = ByteBuffer.allocate((six ? 0 : 20) + 8 + quote.length);
        if (!six) b.put((byte) 0x45).position(20);
        b.put((byte) type).put((byte) code).putShort((short) 0).putInt(0).put(quote);
        if (six)
            return new Arrival().packet(AF_INET6, b, 0, 0, b.capacity(), b.capacity())
                    .from(ROUTER6.high(), ROUTER6.low(), 0).protocol(IPPROTO_ICMPV6);
        return new Arrival().behindIpv4(b, b.capacity(), b.capacity()).from(0, ROUTER.address(), 0)
                .protocol(IPPROTO_ICMP);
    }

    /// What 28 bytes of a packet tell (RFC 792: the header and 64 bits).
    @Test
    void errorsAreKnownByTheShortestQuotation() {
        for (Method method : List.of(new Udp(PLAIN, 50000, 33434, false), new Udp(PLAIN, 50000, 33434, true),
                new IcmpEcho(PLAIN, 7, 0x1234, false), new TcpSyn(PLAIN, 50000, 80, 0x12345678))) {
            for (Path path : List.of(four(method), six(method))) {
                var made = new Probe[1];
                byte[] packet = packet(method, path, 41, 1, 60, made);
                var reading = new Reading();
                reading.clear();
                boolean six = path.isSix();
                assertThat(method.read(error(six ? 3 : 11, 0, packet, six ? 48 : 28), reading)).isTrue();
                assertThat(reading.kind).isEqualTo(Kind.EXPIRED);
                assertThat(reading.key).isEqualTo(42);
                assertThat(reading.fits(made[0])).isTrue();
                assertThat(reading.fits(new Probe(41, path, made[0].request(), 43))).isFalse();
                for (int quoted = 0; quoted < 28; quoted++) {
                    reading.clear();
                    method.read(error(six ? 3 : 11, 0, packet, quoted), reading); // does not throw
                }
            }
        }
    }

    @Test
    void whatEndsTheWayIsToldFromWhatDoesNot() {
        var method = new Udp(PLAIN, 50000, 33434, false);
        byte[] packet = packet(method, four(method), 1, 0, 60);
        byte[] packet6 = packet(method, six(method), 1, 0, 60);
        assertThat(kind(method, 11, 0, packet)).isEqualTo(Kind.EXPIRED);
        assertThat(kind(method, 3, 3, packet)).isEqualTo(Kind.REACHED);
        assertThat(kind(method, 3, 1, packet)).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(method, 5, 1, packet)).isNull(); // a redirect went on
        assertThat(kind(method, 3, 0, packet6)).isEqualTo(Kind.EXPIRED);
        assertThat(kind(method, 1, 4, packet6)).isEqualTo(Kind.REACHED);
        assertThat(kind(method, 1, 0, packet6)).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(method, 2, 0, packet6)).isEqualTo(Kind.UNREACHABLE);
    }

    private static @Nullable Kind kind(Method method, int type, int code, byte[] packet) {
        var reading = new Reading();
        reading.clear();
        return method.read(error(type, code, packet, 60), reading) ? reading.kind : null;
    }

    @Test
    void segmentsThatAnswerAreKnownByTheirAcknowledgment() {
        var method = new TcpSyn(PLAIN, 50000, 80, 0x12345678);
        var made = new Probe[1];
        packet(method, four(method), 41, 1, 60, made);
        var reading = new Reading();
        for (int flags : new int[]{0x12, 0x14}) { // SYN and ACK; RST and ACK
            ByteBuffer b = ByteBuffer.allocate(40);
            b.put(0, (byte) 0x45).putShort(20, (short) 80).putShort(22, (short) 50001).putInt(28, 0x1234002a + 1)
                    .putShort(32, (short) (0x5000 | flags));
            Arrival arrival = new Arrival().behindIpv4(b, 40, 40).from(0, THERE.address(), 0).protocol(IPPROTO_TCP);
            reading.clear();
            assertThat(method.read(arrival, reading)).isTrue();
            assertThat(reading.kind).isEqualTo(Kind.REACHED);
            assertThat(reading.fits(made[0])).isTrue();
            b.putInt(28, 0x5678002b);
            reading.clear();
            method.read(arrival, reading);
            assertThat(reading.fits(made[0])).isFalse();
        }
    }

    @Test
    void randomBytesAnswerNothing() {
        var random = new Random(5);
        for (Method method : List.of(new Udp(PLAIN, 50000, 33434, false), new IcmpEcho(PLAIN, 7, 0x1234, false),
                new TcpSyn(PLAIN, 50000, 80, 0x12345678))) {
            var made = new Probe[1];
            packet(method, four(method), 41, 1, 60, made);
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = new byte[random.nextInt(90)];
                random.nextBytes(bytes);
                if (bytes.length > 20) bytes[0] = 0x45;
                var arrival = new Arrival().behindIpv4(ByteBuffer.wrap(bytes), bytes.length, bytes.length)
                        .from(0, random.nextInt(), 0)
                        .protocol(new int[]{IPPROTO_ICMP, IPPROTO_UDP, IPPROTO_TCP}[i % 3]);
                var reading = new Reading();
                reading.clear();
                if (method.read(arrival, reading)) assertThat(reading.fits(made[0])).isFalse();
            }
        }
    }
}
