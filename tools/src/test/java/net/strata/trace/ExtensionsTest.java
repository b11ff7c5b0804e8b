package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import net.strata.trace.ExtensionObject.Interface;
import net.strata.trace.ExtensionObject.Label;
import net.strata.trace.ExtensionObject.Mpls;
import net.strata.trace.ExtensionObject.Other;
import net.strata.trace.ExtensionObject.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionsTest {
    /// Labels 16010 (traffic class 5, TTL 254) and 3 (bottom, TTL 1): RFC 3032 section 2.1.
    static final String MPLS = "000c0101" + "03e8aafe" + "00003101";
    static final String NAMED = "0c65746830" + "00000000000000"; // "eth0", in 12 bytes

    /// A structure with its checksum.
    static byte[] structure(String objects) {
        byte[] bytes = HexFormat.of().parseHex("20000000" + objects);
        var b = ByteBuffer.wrap(bytes);
        b.putShort(2, (short) Icmp.checksum(b, 0, bytes.length));
        return bytes;
    }

    /// A time exceeded.
    ///
    /// @param claimed what it says of the length of the quoted packet, in its own unit
    /// @param quoted bytes of it
    static ByteBuffer message(boolean six, int claimed, int quoted, byte[] structure) {
        return ByteBuffer.allocate(8 + quoted + structure.length).put(0, (byte) (six ? 3 : 11))
                .put(six ? 4 : 5, (byte) claimed).put(8 + quoted, structure);
    }

    private static Extensions read(ByteBuffer message, boolean six) {
        return Extensions.of(message, 0, message.capacity(), six);
    }

    private static Extensions read(String objects) {
        return read(message(false, 32, 128, structure(objects)), false);
    }

    @Test
    void aLabelStackIsRead() {
        Extensions found = read(MPLS);
        assertThat(found.objects()).containsExactly(
                new Mpls(List.of(new Label(16010, 5, false, 254), new Label(3, 0, true, 1))));
        assertThat(found.traceroute()).isEqualTo("<MPLS:L=16010,E=5,S=0,T=254/L=3,E=0,S=1,T=1>");
    }

    /// RFC 5837 section 4: type bits are role (2), reserved (2), index, address, name, MTU.
    @Test
    void anInterfaceIsRead() {
        Extensions found = read("0020020f" + "00000007" + "00010000c0000201" + NAMED + "000005dc");
        assertThat(found.objects())
                .containsExactly(new Interface(Role.INCOMING, 7, SockAddr.ip("192.0.2.1", 0), "eth0", 1500));
        assertThat(found.traceroute()).isEqualTo("<INC:7,192.0.2.1,\"eth0\",mtu=1500>");
        found = read("00180284" + "00020000" + "20010db8000000000000000000000001" + "00080248ffffffff" + "000402c0");
        assertThat(found.objects()).containsExactly(
                new Interface(Role.OUTGOING, -1, SockAddr.ip("2001:db8::1", 0), null, -1),
                new Interface(Role.SUBORDINATE, 0xffffffffL, null, null, -1),
                new Interface(Role.NEXT_HOP, -1, null, null, -1));
        assertThat(found.traceroute()).isEqualTo("<OUT:2001:db8::1;SUB:4294967295;NXT:>");
    }

    @Test
    void aNameIsAsTheRouterHasItAndTracerouteEscapesIt() {
        // An escape character, a quotation mark, a blank, and u with a diaeresis in UTF-8.
        Extensions found = read("000c0202" + "081b22" + "20c3bc" + "0000");
        assertThat(found.objects()).containsExactly(new Interface(Role.INCOMING, -1, null, "\u001b\" ü", -1));
        assertThat(found.traceroute()).isEqualTo("<INC:\"%1B%22%20%C3%BC\">");
    }

    /// Length of the name 0, not in words, longer than the object; a family that is no number of RFC 5837; too short.
    @ParameterizedTest
    @ValueSource(strings = {"0008020200000000", "0008020207616161", "0008020208616161", "000c020400030000c0000201",
            "0008020400010000", "0008020f00000001"})
    void anInterfaceThatIsNotAsItHasToBeIsLikeAnUnknownObject(String object) {
        assertThat(read(object).objects()).singleElement().isInstanceOfSatisfying(Other.class,
                other -> assertThat(other.number()).isEqualTo(2));
    }

    @Test
    void anUnknownObjectIsItsBytes() {
        Extensions found = read("000cfd07" + "0123456789abcdef" + "00040a01");
        assertThat(found.objects()).containsExactly(
                new Other(0xfd, 7, ByteBuffer.wrap(HexFormat.of().parseHex("0123456789abcdef"))),
                new Other(10, 1, ByteBuffer.allocate(0)));
        assertThat(found.traceroute()).isEqualTo("<253/7:01234567,89abcdef;10/1:>");
    }

    /// RFC 4884 section 3: words of 4 bytes in the sixth byte; of ICMPv6, of 8 in the fifth. Without one: section 5.5.
    @ParameterizedTest
    @CsvSource({"false,32,128", "false,64,256", "true,16,128", "true,20,160", "false,0,128", "true,0,128"})
    void theLengthSaysWhereTheStructureIs(boolean six, int claimed, int quoted) {
        assertThat(read(message(six, claimed, quoted, structure(MPLS)), six).objects()).hasSize(1);
        assertThat(read(message(six, claimed, quoted + 8, structure(MPLS)), six)).isEqualTo(Extensions.NONE);
        assertThat(read(message(six, claimed + 40, quoted, structure(MPLS)), six)).isEqualTo(Extensions.NONE);
    }

    @Test
    void aStructureWithoutChecksumCountsOnlyWhereALengthSaysThatItIsThere() {
        byte[] bytes = structure(MPLS);
        bytes[2] = bytes[3] = 0;
        assertThat(read(message(false, 32, 128, bytes), false).isEmpty()).isFalse();
        assertThat(read(message(false, 0, 128, bytes), false).isEmpty()).isTrue();
    }

    @Test
    void aDamagedStructureIsNone() {
        byte[] bytes = structure(MPLS);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThat(read(message(false, 32, 128, damaged), false)).isEqualTo(Extensions.NONE);
        }
        for (String objects : List.of("", "000c0101", "00030101", "00060101000000000000", "00000101", MPLS + "00000000",
                MPLS + "0008"))
            assertThat(read(objects)).isEqualTo(Extensions.NONE);
    }

    /// RFC 4884 section 4: destination unreachable, time exceeded, parameter problem; of ICMPv6 the first two.
    @Test
    void onlySomeErrorsHaveAny() {
        for (boolean six : new boolean[]{false, true}) {
            for (int type = 0; type < 256; type++) {
                ByteBuffer message = message(six, six ? 16 : 32, 128, structure(MPLS)).put(0, (byte) type);
                boolean may = six ? type == 1 || type == 3 : type == 3 || type == 11 || type == 12;
                assertThat(read(message, six).isEmpty()).isEqualTo(!may);
            }
        }
    }

    /// The kernel takes IP's header from what is quoted, and UDP's; where there is no length it does not look for a structure.
    @ParameterizedTest
    @CsvSource({"false,17,28", "true,17,48", "false,1,20", "true,58,40", "false,6,20", "true,6,40"})
    void anErrorOfTheQueueHasThem(boolean six, int protocol, int headers) {
        byte[] structure = structure(MPLS);
        int at = 128 - headers;
        ByteBuffer data = ByteBuffer.allocate(at + structure.length).put(at, structure);
        var arrival = new Arrival();
        arrival.packet(six ? Abi.AF_INET6 : Abi.AF_INET, data, 0, 0, data.capacity(), data.capacity())
                .queued(six ? 3 : 11, 0, 0, null).protocol(protocol);
        assertThat(Extensions.of(arrival).objects()).hasSize(1);
        arrival.queued(six ? 2 : 5, 0, 0, null);
        assertThat(Extensions.of(arrival)).isEqualTo(Extensions.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverTheBytesThereIsAnAnswerOfBoundedLength(boolean six) {
        var random = new Random(4884);
        for (int i = 0; i < 20_000; i++) {
            byte[] objects = new byte[4 * random.nextInt(64)];
            random.nextBytes(objects);
            // Often, lengths and classes that are right.
            for (int at = 0; at + 4 <= objects.length && random.nextInt(8) > 0;) {
                int length = 4 * (1 + random.nextInt(8));
                objects[at] = 0;
                objects[at + 1] = (byte) length;
                objects[at + 2] = (byte) random.nextInt(4);
                if (random.nextBoolean()) objects[at + 3] = (byte) random.nextInt(4);
                at += length;
            }
            ByteBuffer message = message(six, six ? 16 : 32, 128, structure(HexFormat.of().formatHex(objects)));
            int end = random.nextInt(10) > 0 ? message.capacity() : random.nextInt(message.capacity() + 1);
            anyMessage(message, end, six);
        }
    }

    /// Laws of any message.
    static void anyMessage(ByteBuffer message, int end, boolean six) {
        Extensions found = Extensions.of(message, 0, end, six);
        assertThat(found.objects().size()).isLessThanOrEqualTo(end / 4);
        assertThat(found.traceroute().length()).isLessThanOrEqualTo(16 * end);
        assertThat(found.traceroute().chars()).allMatch(c -> c > ' ' && c < 0x7f);
    }
}
