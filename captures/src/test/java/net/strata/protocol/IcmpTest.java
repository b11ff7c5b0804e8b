package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// ICMP (RFC 792). The packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class IcmpTest {
    private static Decoded decode(String packet) {
        return Decoded.of(LinkType.ETHERNET, "020000000002 020000000001 0800" + packet);
    }

    @Test
    void anEchoHasIdentifierAndSequenceNumberInBothByteOrders() {
        Decoded d = decode("""
                4500001f 00010000 4001f6d9 c0000201 c0000202 0800339a 00010002 616263""");
        assertThat(d.get("icmp.type")).isEqualTo("8");
        assertThat(d.get("icmp.code")).isEqualTo("0");
        assertThat(d.get("icmp.checksum")).isEqualTo("0x339a");
        assertThat(d.get("icmp.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmp.ident")).isEqualTo("1");
        assertThat(d.get("icmp.ident_le")).isEqualTo("256");
        assertThat(d.get("icmp.seq")).isEqualTo("2");
        assertThat(d.get("icmp.seq_le")).isEqualTo("512");
        assertThat(d.get("data.data")).isEqualTo("616263");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "data");
        assertThat(d.info()).isEqualTo("Echo (ping) request  id=0x0001, seq=2/512, ttl=64");
    }

    @Test
    void aWrongChecksumIsBad() {
        Decoded d = decode("""
                4500001f 00010000 4001f6d9 c0000201 c0000202 00001234 00010002 616263""");
        assertThat(d.get("icmp.checksum.status")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("Echo (ping) reply  id=0x0001, seq=2/512, ttl=64");
    }

    @Test
    void anErrorQuotesThePacketAsLayers() {
        Decoded d = decode("""
                45000040 00010000 4001f6b8 c0000201 c0000202 030346a0 000005dc 45000024 00010000
                011135c5 c0000201 c0000202 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmp.type")).isEqualTo("3");
        assertThat(d.get("icmp.code")).isEqualTo("3");
        assertThat(d.get("icmp.unused")).isEqualTo("000005dc");
        assertThat(d.get("icmp.mtu")).isEqualTo("");
        assertThat(d.get("data.data")).isEqualTo("6162636465666768");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "ip", "udp", "data");
        assertThat(d.info()).isEqualTo("Destination unreachable (Port unreachable)");
    }

    @Test
    void eightBytesOfAQuotedSegmentAreEnough() {
        Decoded d = decode("""
                45000038 00010000 4001f6c0 c0000201 c0000202 03033032 00000000 4500001c 00010000
                4006f6d7 c0000201 c0000202 9c410050 00003039""");
        assertThat(d.get("icmp.checksum.status")).isEqualTo("1");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "ip", "tcp");
        assertThat(d.get("tcp.srcport")).isEqualTo("40001");
        assertThat(d.get("tcp.seq_raw")).isEqualTo("12345");
        assertThat(d.problem()).isNull();
    }

    @Test
    void fragmentationNeededTellsTheNextHopsMtu() {
        Decoded d = decode("""
                45000040 00010000 4001f6b8 c0000201 c0000202 0304469f 000005dc 45000024 00010000
                011135c5 c0000201 c0000202 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmp.unused")).isEqualTo("0000");
        assertThat(d.get("icmp.mtu")).isEqualTo("1500");
        assertThat(d.info()).isEqualTo("Destination unreachable (Fragmentation needed), MTU 1500");
    }

    @Test
    void aRedirectNamesTheBetterGateway() {
        Decoded d = decode("""
                45000040 00010000 4001f6b8 c0000201 c0000202 05018874 c0000209 45000024 00010000
                011135c5 c0000201 c0000202 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmp.redir_gw")).isEqualTo("192.0.2.9");
        assertThat(d.info()).isEqualTo("Redirect (Redirect for host) to 192.0.2.9");
    }

    @Test
    void aParameterProblemPointsAtTheByte() {
        Decoded d = decode("""
                45000040 00010000 4001f6b8 c0000201 c0000202 0c002f7f 14000000 45000024 00010000
                011135c5 c0000201 c0000202 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmp.pointer")).isEqualTo("20");
        assertThat(d.get("icmp.unused")).isEqualTo("000000");
        assertThat(d.info()).isEqualTo("Parameter problem (Pointer indicates the error) at byte 20");
    }

    @Test
    void extensionsFollow128BytesEvenIfNoLengthIsGiven() {
        Decoded d = decode("""
                450000ac 00010000 4001f64c c0000201 c0000202 0b00d5b8 00000000 45000080 00010000
                01113569 c0000201 c0000202 9c40829a 006c0000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 2000c8bb 000c0101 00fa0141 00fa1302""");
        assertThat(d.get("icmp.length")).isEqualTo("");
        assertThat(d.get("icmp.ext.version")).isEqualTo("2");
        assertThat(d.get("icmp.ext.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmp.ext.length")).isEqualTo("12");
        assertThat(d.get("icmp.ext.class")).isEqualTo("1");
        assertThat(d.get("icmp.ext.ctype")).isEqualTo("1");
        assertThat(d.get("icmp.mpls.label")).isEqualTo("4000,4001");
        assertThat(d.get("icmp.mpls.exp")).isEqualTo("0,1");
        assertThat(d.get("icmp.mpls.s")).isEqualTo("1,1");
        assertThat(d.get("icmp.mpls.ttl")).isEqualTo("65,2");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "ip", "udp", "data");
    }

    @Test
    void extensionsFollowTheQuotedPacketWhoseLengthIsGiven() {
        Decoded d = decode("""
                450000c8 00010000 4001f630 c0000201 c0000202 0b00d598 00200000 45000080 00010000
                01113569 c0000201 c0000202 9c40829a 006c0000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 20001e7c 000c0101 00fa0141 00fa1302 001c020f 00000002
                00010000 c0000209 08657468 312e3230 000005dc""");
        assertThat(d.get("icmp.unused")).isEqualTo("00,0000");
        assertThat(d.get("icmp.length")).isEqualTo("32");
        assertThat(d.get("icmp.length.original_datagram")).isEqualTo("128");
        assertThat(d.get("icmp.ext.class")).isEqualTo("1,2");
        assertThat(d.get("icmp.ext.ctype")).isEqualTo("1,15");
        assertThat(d.get("icmp.int_info.role")).isEqualTo("0");
        assertThat(d.get("icmp.int_info.ifindex")).isEqualTo("1");
        assertThat(d.get("icmp.int_info.ipaddr")).isEqualTo("1");
        assertThat(d.get("icmp.int_info.name_present")).isEqualTo("1");
        assertThat(d.get("icmp.int_info.mtu_present")).isEqualTo("1");
        assertThat(d.get("icmp.int_info.index")).isEqualTo("2");
        assertThat(d.get("icmp.int_info.afi")).isEqualTo("1");
        assertThat(d.get("icmp.int_info.ipv4")).isEqualTo("192.0.2.9");
        assertThat(d.get("icmp.int_info.name_length")).isEqualTo("8");
        assertThat(d.get("icmp.int_info.name")).isEqualTo("eth1.20");
        assertThat(d.get("icmp.int_info.mtu")).isEqualTo("1500");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "ip", "udp", "data");
    }

    @Test
    void aWrongChecksumOfExtensionsIsBad() {
        Decoded d = decode("""
                450000a8 00010000 4001f650 c0000201 c0000202 0b00a143 00200000 45000080 00010000
                01113569 c0000201 c0000202 9c40829a 006c0000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                00000000 00000000 00000000 20001111 00080101 00fa0141""");
        assertThat(d.get("icmp.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmp.ext.checksum")).isEqualTo("0x1111");
        assertThat(d.get("icmp.ext.checksum.status")).isEqualTo("0");
        assertThat(d.get("icmp.mpls.label")).isEqualTo("4000");
    }

    @Test
    void timestampsAreMillisecondsSinceMidnight() {
        Decoded d = decode("""
                45000028 00010000 4001f6d0 c0000201 c0000202 0e0014d4 00010002 00000001 80000002
                052657ff""");
        assertThat(d.get("icmp.originate_timestamp")).isEqualTo("1");
        assertThat(d.get("icmp.receive_timestamp")).isEqualTo("2147483650");
        assertThat(d.get("icmp.transmit_timestamp")).isEqualTo("86398975");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp");
    }

    @Test
    void aMaskReplyHasTheMask() {
        Decoded d = decode("""
                45000020 00010000 4001f6d8 c0000201 c0000202 1200eefb 00010002 ffffff00""");
        assertThat(d.get("icmp.address_mask")).isEqualTo("255.255.255.0");
        assertThat(d.info()).isEqualTo("Address mask reply  id=0x0001, seq=2/512, ttl=64");
    }

    @Test
    void aRouterAdvertisementListsRouters() {
        Decoded d = decode("""
                4500002c 00010000 4001f6cc c0000201 c0000202 0900e9ef 02020708 c0000201 00000001
                c0000202 80000000""");
        assertThat(d.get("icmp.num_addrs")).isEqualTo("2");
        assertThat(d.get("icmp.addr_entry_size")).isEqualTo("2");
        assertThat(d.get("icmp.lifetime")).isEqualTo("1800");
        assertThat(d.get("icmp.router_address")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.get("icmp.pref_level")).isEqualTo("1,-2147483648");
        assertThat(d.info()).isEqualTo("Router advertisement (Normal router advertisement)");
    }

    @Test
    void aMobilityAgentAddsExtensions() {
        Decoded d = decode("""
                45000033 00010000 4001f6c5 c0000201 c0000202 091029c4 01020708 c0000201 00000001
                100a0001 0708ff00 c0000209 130118""");
        assertThat(d.get("icmp.code")).isEqualTo("16");
        assertThat(d.get("icmp.mip.type")).isEqualTo("16,19");
        assertThat(d.get("icmp.mip.length")).isEqualTo("10,1");
        assertThat(d.get("icmp.mip.life")).isEqualTo("1800");
        assertThat(d.get("icmp.mip.flags")).isEqualTo("0xff00");
        assertThat(d.get("icmp.mip.rt")).isEqualTo("1");
        assertThat(d.get("icmp.mip.u")).isEqualTo("0");
        assertThat(d.get("icmp.mip.coa")).isEqualTo("192.0.2.9");
        assertThat(d.get("icmp.mip.prefixlength")).isEqualTo("24");
    }

    @Test
    void anExtendedEchoAsksByName() {
        Decoded d = decode("""
                45000028 00010000 4001f6d0 c0000201 c0000202 2a00d3fd 00010201 20000f52 00080301
                65746830""");
        assertThat(d.get("icmp.ident")).isEqualTo("1");
        assertThat(d.get("icmp.ident_le")).isEqualTo("256");
        assertThat(d.get("icmp.ext.echo.seq")).isEqualTo("2");
        assertThat(d.get("icmp.ext.echo.req.local")).isEqualTo("1");
        assertThat(d.get("icmp.ext.class")).isEqualTo("3");
        assertThat(d.get("icmp.int_ident.name")).isEqualTo("eth0");
        assertThat(d.info()).isEqualTo("Extended echo request  id=0x0001, seq=2");
    }

    @Test
    void anExtendedEchoAsksByAddress() {
        Decoded d = decode("""
                45000038 00010000 4001f6c0 c0000201 c0000202 2a00d3fe 00010200 20009f28 00180303
                00021000 20010db8 00000000 00000000 00000001""");
        assertThat(d.get("icmp.ext.ctype")).isEqualTo("3");
        assertThat(d.get("icmp.int_ident.afi")).isEqualTo("2");
        assertThat(d.get("icmp.int_ident.addr_length")).isEqualTo("16");
        assertThat(d.get("icmp.int_ident.ipv6")).isEqualTo("2001:db8::1");
    }

    @Test
    void anExtendedEchoReplyTellsTheState() {
        Decoded d = decode("""
                4500001c 00010000 4001f6dc c0000201 c0000202 2b00d2b8 00010246""");
        assertThat(d.get("icmp.ext.echo.seq")).isEqualTo("2");
        assertThat(d.get("icmp.ext.echo.rsp.state")).isEqualTo("2");
        assertThat(d.get("icmp.ext.echo.rsp.active")).isEqualTo("1");
        assertThat(d.get("icmp.ext.echo.rsp.ipv4")).isEqualTo("1");
        assertThat(d.get("icmp.ext.echo.rsp.ipv6")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("Extended echo reply (No error)  id=0x0001, seq=2");
    }

    /// A quoted packet's checksum cannot be verified: most of it may be missing.
    @Test
    void aQuotedChecksumIsNotVerified() {
        Decoded d = decode("""
                45000038 00010000 4001f6bf c0000201 c0000202 0303fcfc 00000000
                4500001c 00010000 4001f6db c0000201 c0000202 08001234 00010002""");
        assertThat(d.layers()).containsExactly("eth", "ip", "icmp", "ip", "icmp");
        assertThat(d.get("icmp.checksum.status").substring(1)).isEqualTo(",2");
    }
}
