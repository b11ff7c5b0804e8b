package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// IPv4 options (RFC 791 section 3.1). The packets are built by hand, checksums included; values are those that tshark
/// 4.0.17 shows for the same bytes.
class Ipv4OptionsTest {
    private static final String ENDS = "0a000001 0a000002";
    private static final String UDP = "13881770000a5f7d6162";

    private static Decoded decode(String packet) {
        Decoded d = Decoded.of(LinkType.IPV4, packet);
        assertThat(d.get("ip.checksum.status")).isEqualTo("1");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
        return d;
    }

    @Test
    void aSourceRouteWithStopsLeftEndsAtItsLastStop() {
        Decoded d = decode("4800002a 00010000 4011d99e" + ENDS + "830b04 0a000101 0a000102 00 13881770000a5e7d6162");
        assertThat(d.get("ip.dst")).isEqualTo("10.0.1.2");
        assertThat(d.get("ip.addr")).isEqualTo("10.0.0.1,10.0.1.2");
        assertThat(d.get("ip.cur_rt")).isEqualTo("10.0.0.2");
        assertThat(d.get("ip.src_rt")).isEqualTo("10.0.1.1");
        assertThat(d.get("ip.rec_rt")).isEmpty();
        assertThat(d.get("ip.opt.type")).isEqualTo("131,0");
    }

    @Test
    void aSourceRouteThatIsUsedUpIsARecord() {
        Decoded d = decode("4800002a 00010000 4011d19e" + ENDS + "830b0c 0a000101 0a000102 00" + UDP);
        assertThat(d.get("ip.dst")).isEqualTo("10.0.0.2");
        assertThat(d.get("ip.rec_rt")).isEqualTo("10.0.1.1,10.0.1.2");
        assertThat(d.get("ip.src_rt")).isEmpty();
    }

    @Test
    void aRecordedRouteHasRoomLeft() {
        Decoded d = decode("4900002e 00010000 40115097" + ENDS + "070f08 0a000101 0a000102 00000000 00" + UDP);
        assertThat(d.get("ip.opt.ptr")).isEqualTo("8");
        assertThat(d.get("ip.rec_rt")).isEqualTo("10.0.1.1");
        assertThat(d.get("ip.empty_rt")).isEqualTo("10.0.1.2,0.0.0.0");
    }

    @Test
    void timestampsStandAloneOrWithAddresses() {
        Decoded alone = decode("4800002a 00010000 401116b1" + ENDS + "440c0900 00000001 00000002" + UDP);
        assertThat(alone.get("ip.opt.time_stamp")).isEqualTo("1,2");
        assertThat(alone.get("ip.opt.time_stamp_addr")).isEmpty();
        Decoded pairs = decode("4800002a 00010000 4011088c" + ENDS + "440c0d21 0a000005 00000002" + UDP);
        assertThat(pairs.get("ip.opt.overflow")).isEqualTo("2");
        assertThat(pairs.get("ip.opt.time_stamp")).isEqualTo("2");
        assertThat(pairs.get("ip.opt.time_stamp_addr")).isEqualTo("10.0.0.5");
    }

    @Test
    void securityOptions() {
        Decoded cipso = decode("4900002e 00010000 401140d3" + ENDS + "860d00000005 01070001abcdef 000000" + UDP);
        assertThat(cipso.get("ip.cipso.doi")).isEqualTo("5");
        assertThat(cipso.get("ip.cipso.tag_type")).isEqualTo("1");
        assertThat(cipso.get("ip.cipso.sensitivity_level")).isEqualTo("1");
        assertThat(cipso.get("ip.cipso.tag_data")).isEqualTo("abcdef");
        Decoded basic = decode("46000022 00010000 40113843" + ENDS + "8204ab80" + UDP);
        assertThat(basic.get("ip.opt.sec_cl")).isEqualTo("0xab");
        assertThat(basic.get("ip.opt.sec_prot_auth_flags")).isEqualTo("0x80");
    }

    @Test
    void quickStartAndTraceroute() {
        Decoded quick = decode("47000026 00010000 4011e105" + ENDS + "1908020a12345678" + UDP);
        assertThat(quick.get("ip.opt.qs_rate")).isEqualTo("2");
        assertThat(quick.get("ip.opt.qs_nonce")).isEqualTo("0x048d159e");
        Decoded trace = decode("4800002a 00010000 401107a5" + ENDS + "520c0001000200030a000009" + UDP);
        assertThat(trace.get("ip.opt.ohc")).isEqualTo("2");
        assertThat(trace.get("ip.opt.rhc")).isEqualTo("3");
        assertThat(trace.get("ip.opt.originator")).isEqualTo("10.0.0.9");
    }
}
