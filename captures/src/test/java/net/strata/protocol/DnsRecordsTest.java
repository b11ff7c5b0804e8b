package net.strata.protocol;

import static net.strata.protocol.DnsBytes.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The data of records. Expected values are those of tshark 4.0.17 on the same bytes, where no RFC is named.
class DnsRecordsTest {
    /// RFC 4034 section 5.4: the key of dskey.example.com, whose tag is 60485.
    private static final String KEY = "01039e8a247418e318903b215a848acfd5f37f026bd4062db26c774c690968d5d56df8bfda91e6f3"
            + "6d9a279888f41333357c5e6029990d10fdf5663062a512763326980a615ddbf17a05ddfcce7e5fb3abcca05a31b0957452d4521e"
            + "83870789063115bf97f6c308ccf57cdc9ce7fe10f6ed1bd0cc0660038c50dcdb0feb963c2f17";

    private static Decoded answer(int type, String hex) {
        return message(0x8180, 1, 1, 0, 0).query("a.example.com", type).record(type, new DnsBytes().hex(hex)).dns();
    }

    private static Decoded edns(String options) {
        return message(0x8180, 0, 0, 0, 1).name("").u16(41, 1232).u32(0x01008000).u16(options.length() / 2).hex(options)
                .dns();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            1   | c0000201                           | dns.a                | 192.0.2.1
            28  | 20010db8000000000000000000000001   | dns.aaaa             | 2001:db8::1
            2   | 026e73017800                       | dns.ns               | ns.x
            5   | 026e73017800                       | dns.cname            | ns.x
            39  | 026e73017800                       | dns.dname            | ns.x
            12  | c00e                               | dns.ptr.domain_name  | example.com
            10  | 010203                             | dns.null             | 010203
            16  | 05763d6f6e650374776f               | dns.txt              | v=one,two
            16  | 05763d6f6e650374776f               | dns.txt.length       | 5,3
            99  | 0b763d73706631202d616c6c           | dns.spf              | v=spf1 -all
            13  | 025043054c696e7578                 | dns.hinfo.os         | Linux
            15  | 000a046d61696c017800               | dns.mx.mail_exchange | mail.x
            18  | 0001026166017800                   | dns.afsdb.hostname   | af.x
            33  | 0001000213c403736970017800         | dns.srv.port         | 5060
            33  | 0001000213c403736970017800         | dns.srv.name         | com
            36  | 0007026b78017800                   | dns.kx.key_exchange  | kx.x
            37  | 0001123408aabbccdd                 | dns.cert.key_tag     | 0x1234
            44  | 0102aabbccdd                       | dns.sshfp.fingerprint| aabbccdd
            52  | 030101d2abde24                     | dns.tlsa.certificate_association_data | d2abde24
            257 | 8005697373756563612e6578           | dns.caa.issue        | ca.ex
            257 | 8005697373756563612e6578           | dns.caa.flags.issuer_critical | 1
            257 | 000374627378                       | dns.caa.unknown      | x
            108 | 00005ef0010a                       | dns.eui48            | 00:00:5e:f0:01:0a
            42  | 00011583c00002                     | dns.apl.afdpart.ipv4 | 192.0.2.0
            45  | 0a0302026777017800010351           | dns.ipseckey.gateway_dns | gw.x
            55  | 0202000401020301000103727673017800 | dns.hip.rendezvous_server | rvs.x
            256 | 000a00016674703a2f2f78             | dns.uri.target       | ftp://x
            """)
    void theDataOfCommonTypesIsTold(int type, String hex, String field, String value) {
        assertThat(answer(type, hex).get(field)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            15  | 000a046d61696c017800               | MX 10 mail.x
            33  | 0001000213c403736970017800         | SRV 1 2 5060 sip.x
            13  | 025043054c696e7578                 | HINFO PC Linux
            35  | 0064000a015300000e666c616700       | NAPTR 100 10 S
            47  | 016e0178000006400000000003         | NSEC n.x
            16  | 0161                               | TXT
            """)
    void theLineShowsWhatMatters(int type, String hex, String words) {
        assertThat(answer(type, hex).info()).endsWith("a.example.com " + words);
    }

    /// RFC 4034 section 5.4.
    @Test
    void theTagOfAKeyIsComputed() {
        var d = answer(48, "01000305" + KEY);
        assertThat(d.get("dns.dnskey.key_id")).isEqualTo("60485");
        assertThat(d.get("dns.dnskey.flags")).isEqualTo("0x0100");
        assertThat(d.get("dns.dnskey.flags.zone_key")).isEqualTo("1");
        assertThat(d.get("dns.dnskey.flags.secure_entry_point")).isEqualTo("0");
        assertThat(d.get("dns.dnskey.public_key")).isEqualTo(KEY);
    }

    /// RFC 4034 section 5.4: the digest of the same key. 60485 is 0xec45.
    @Test
    void aDelegationNamesKeyAndDigest() {
        var d = answer(43, "ec450501 2bb183af5f22588179a53b0a98631fad1a292118");
        assertThat(d.get("dns.ds.key_id")).isEqualTo("0xec45");
        assertThat(d.get("dns.ds.digest")).isEqualTo("2bb183af5f22588179a53b0a98631fad1a292118");
    }

    @Test
    void aSignatureTellsWhenItHolds() {
        var d = answer(46, "0001 08 02 00000e10 6553f100 64bb5a80 1267 017300 aabbcc");
        assertThat(d.get("dns.rrsig.signature_expiration")).isEqualTo("Nov 14, 2023 22:13:20.000000000 UTC");
        assertThat(d.get("dns.rrsig.signature_inception")).isEqualTo("Jul 22, 2023 04:26:40.000000000 UTC");
        assertThat(d.get("dns.rrsig.key_tag")).isEqualTo("4711");
        assertThat(d.get("dns.rrsig.signers_name")).isEqualTo("s");
        assertThat(d.get("dns.rrsig.signature")).isEqualTo("aabbcc");
    }

    /// RFC 5155 appendix A: the hash of "example".
    @Test
    void aHashedNameIsWrittenInBase32() {
        var d = answer(50, "01 01 000c 04 aabbccdd 14 065368abeed7ec6e9feba96b8c8bc3e8b791f716 0007 22000000000290");
        assertThat(d.get("dns.nsec3.hash_value")).isEqualTo("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom");
        assertThat(d.get("dns.nsec3.salt_value")).isEqualTo("aabbccdd");
        assertThat(d.get("dns.nsec3.flags.opt_out")).isEqualTo("1");
        assertThat(d.get("dns.resp.type")).isEqualTo("50,2,6,46,48,51");
    }

    /// RFC 4034 section 4.3: A, MX, RRSIG, NSEC and TYPE1234.
    @Test
    void aBitMapNamesTypes() {
        var d = answer(47, "04686f7374 07 6578616d706c65 03 636f6d 00 0006 400100000003"
                + "041b 0000000000000000000000000000000000000000000000000000 20");
        assertThat(d.get("dns.nsec.next_domain_name")).isEqualTo("host.example.com");
        assertThat(d.get("dns.resp.type")).isEqualTo("47,1,15,46,47,1234");
    }

    @Test
    void aServiceBindingHasParameters() {
        var d = answer(65, "0001 00 0001 0006 026832 026833 0003 0002 01bb 0004 0008 c0000201 c0000202 fde8 0002 beef");
        assertThat(d.get("dns.svcb.svcpriority")).isEqualTo("1");
        assertThat(d.get("dns.svcb.targetname")).isEqualTo("<Root>");
        assertThat(d.get("dns.svcb.svcparam.key")).isEqualTo("1,3,4,65000");
        assertThat(d.get("dns.svcb.svcparam.alpn")).isEqualTo("h2,h3");
        assertThat(d.get("dns.svcb.svcparam.port")).isEqualTo("443");
        assertThat(d.get("dns.svcb.svcparam.ipv4hint.ip")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.get("dns.svcb.svcparam.value")).isEqualTo("beef");
    }

    @Test
    void anOptRecordTellsItsExtensions() {
        var d = edns("");
        assertThat(d.get("dns.rr.udp_payload_size")).isEqualTo("1232");
        assertThat(d.get("dns.resp.ext_rcode")).isEqualTo("0x01");
        assertThat(d.get("dns.resp.edns0_version")).isEqualTo("0");
        assertThat(d.get("dns.resp.z")).isEqualTo("0x8000");
        assertThat(d.get("dns.resp.z.do")).isEqualTo("1");
        assertThat(d.fields()).doesNotContainKeys("dns.resp.class", "dns.resp.ttl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            000300036e7331                           | dns.opt.data                        | 6e7331
            0008000700011800c00002                   | dns.opt.client.addr4                | 192.0.2.0
            0008000b0002380020010db8000000           | dns.opt.client.addr6                | 2001:db8::
            000800050003080aff                       | dns.opt.client.addr                 | ff
            000a00080102030405060708                 | dns.opt.cookie.client               | 0102030405060708
            000a0010010203040506070811121314 15161718 | dns.opt.cookie.server              | 1112131415161718
            000b00020064                             | dns.opt.edns_tcp_keepalive.timeout  | 100
            000c000400000000                         | dns.opt.padding                     | 00000000
            000f00090012626c6f636b6564               | dns.opt.ext_error.info_code         | 18
            000f00090012626c6f636b6564               | dns.opt.ext_error.extra_text        | blocked
            000500020508                             | dns.opt.dau                         | 5,8
            fde90002aabb                             | dns.opt.data                        | aabb
            """)
    void optionsOfEdnsAreTold(String option, String field, String value) {
        assertThat(edns(option.replace(" ", "")).get(field)).isEqualTo(value);
    }

    @Test
    void aStatefulOperationIsTold() {
        var d = message(0x3000, 0, 0, 0, 0).hex("00010008 00003a98 000036b0").dns(); // RFC 8490 section 7.1
        assertThat(d.get("dns.dso.tlv.type")).isEqualTo("1");
        assertThat(d.get("dns.dso.tlv.keepalive.inactivity")).isEqualTo("15000");
        assertThat(d.get("dns.dso.tlv.keepalive.interval")).isEqualTo("14000");
    }

    @Test
    void dataThatIsTooShortTellsWhatFits() {
        var d = answer(33, "00010002");
        assertThat(d.get("dns.srv.weight")).isEqualTo("2");
        assertThat(d.fields()).doesNotContainKeys("dns.srv.port", "dns.srv.target");
    }
}
