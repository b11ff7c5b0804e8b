package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where nothing else is said. Behind the names of
/// records it adds in words what the last byte means, and leaves that byte out of own names: not so here.
class NbnsTest {
    private static final String HEADER = "1234 8400 0000 0001 0000 0000";

    /// RFC 1001 section 14.1: every half byte as a letter from A to P.
    private static String name(String name, int kind) {
        var coded = new StringBuilder();
        for (byte b : (name + " ".repeat(15 - name.length()) + (char) kind).getBytes(StandardCharsets.ISO_8859_1))
            coded.append((char) ('A' + (b >> 4))).append((char) ('A' + (b & 15)));
        return coded.toString();
    }

    @Test
    void aQueryAsksForAName() {
        var d = new DnsBytes().hex("1234 0110 0001 0000 0000 0000").name(name("WORKGROUP", 0x1d)).u16(32, 1).udp(137);
        assertThat(d.layers()).endsWith("udp", "nbns");
        assertThat(d.get("nbns.id")).isEqualTo("0x1234");
        assertThat(d.get("nbns.flags")).isEqualTo("0x0110");
        assertThat(d.get("nbns.flags.opcode")).isEqualTo("0");
        assertThat(d.get("nbns.flags.broadcast")).isEqualTo("1");
        assertThat(d.fields()).doesNotContainKeys("nbns.flags.rcode", "nbns.flags.authoritative",
                "nbns.flags.recavail");
        assertThat(d.get("nbns.count.queries")).isEqualTo("1");
        assertThat(d.get("nbns.name")).isEqualTo("WORKGROUP<1d>");
        assertThat(d.get("nbns.type")).isEqualTo("32");
        assertThat(d.get("nbns.class")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Name query NB WORKGROUP<1d>");
    }

    @Test
    void aRegistrationTellsFlagsAndAddress() {
        var d = new DnsBytes().hex("1234 2910 0001 0000 0000 0001").name(name("HOST", 0)).u16(32, 1).pointer(12)
                .u16(32, 1).u32(300000).u16(6).hex("e000 c0000201").udp(137);
        assertThat(d.get("nbns.name")).isEqualTo("HOST<00>,HOST<00>");
        assertThat(d.get("nbns.ttl")).isEqualTo("300000");
        assertThat(d.get("nbns.data_length")).isEqualTo("6");
        assertThat(d.get("nbns.nb_flags")).isEqualTo("0xe000");
        assertThat(d.get("nbns.nb_flags.group")).isEqualTo("1");
        assertThat(d.get("nbns.nb_flags.ont")).isEqualTo("3");
        assertThat(d.get("nbns.addr")).isEqualTo("192.0.2.1");
        assertThat(d.info()).isEqualTo("Registration NB HOST<00>");
    }

    @Test
    void aStatusResponseListsOwnNamesAndCounters() {
        var d = new DnsBytes().hex(HEADER).name("CK" + "A".repeat(30)).u16(33, 1).u32(0).u16(79)
                .u8(2).raw("HOST           \0".getBytes(StandardCharsets.US_ASCII)).u16(0x0400)
                .raw("WORKGROUP      \36".getBytes(StandardCharsets.US_ASCII)).u16(0x8400)
                .hex("020000000001 01 02 0003 0004 0005 0006 0007 0008 00000009 0000000a 000b 000c 000d 000e 000f"
                        + "0010 0011")
                .udp(137);
        assertThat(d.get("nbns.name")).isEqualTo("*" + "<00>".repeat(15));
        assertThat(d.get("nbns.number_of_names")).isEqualTo("2");
        assertThat(d.get("nbns.netbios_name")).isEqualTo("HOST<00>,WORKGROUP<1e>");
        assertThat(d.get("nbns.name_flags.act")).isEqualTo("1,1");
        assertThat(d.get("nbns.name_flags.group")).isEqualTo("0,1");
        assertThat(d.get("nbns.unit_id")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("nbns.jumpers")).isEqualTo("0x01");
        assertThat(d.get("nbns.num_good_sends")).isEqualTo("9");
        assertThat(d.get("nbns.session_data_packet_size")).isEqualTo("17");
    }

    @Test
    void aNameMayHaveAScope() {
        var d = new DnsBytes().hex("1234 8180 0000 0001 0000 0000").name(name("A.B", 0x20) + ".foo").u16(10, 1).u32(0)
                .u16(1).hex("ab").udp(137);
        assertThat(d.get("nbns.name")).isEqualTo("A.B<20>.foo");
        assertThat(d.get("nbns.data")).isEqualTo("ab");
    }

    /// Letters beyond P, and names that are too short to be coded.
    @ParameterizedTest
    @CsvSource({"ZZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "host", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aNameThatIsNotCodedIsShownAsItIs(String name) {
        assertThat(new DnsBytes().hex(HEADER).name(name).u16(32, 1).u32(0).u16(0).udp(137).get("nbns.name"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"''", "20", "c00c", "00 0021 0001 00000000 0040 ff", "00 0020 0001 00000000 ffff 0000 c0"})
    void aRecordThatBreaksOffIsReadSoFar(String hex) {
        assertThat(new DnsBytes().hex(HEADER + hex).udp(137).layers()).endsWith("nbns");
    }
}
