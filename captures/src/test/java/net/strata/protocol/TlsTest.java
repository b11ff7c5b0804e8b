package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// TLS records in segments to port 8765, which is nobody's. Built by hand from RFC 8446; values are those that tshark
/// 4.0.17 shows for the same bytes, but where a record goes on in another segment, for which tshark waits.
final class TlsTest {
    private static final String RANDOM = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String CLIENT_HELLO = "16030100a00100009c0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f02aa"
            + "bb00080a0a13011303c02b0100006900000014001200000f7777772e6578616d706c652e636f6d000a00060004"
            + "001d0017000d00060004040308040010000e000c02683208687474702f312e31002b00050403040303002d0002"
            + "01010033000a0008001d000401020304ff01000100000500050100000000";
    private static final String SERVER_HELLO = "0200003a 0303" + RANDOM + "00 1301 00 0012"
            + "002b00020304 00330008001d000405060708";
    /// Self-signed with OpenSSL, for `C = DE, O = Example, CN = example.com`.
    private static final String CERTIFICATE = "308201f130820196a003020102021474bc7f7668b2d858524905f018f8b18afc37f9a1300a06082a8648ce3d04"
            + "03023035310b30090603550406130244453110300e060355040a0c074578616d706c653114301206035504030c"
            + "0b6578616d706c652e636f6d301e170d3236313132313132343534395a170d3336313131383132343534395a30"
            + "35310b30090603550406130244453110300e060355040a0c074578616d706c653114301206035504030c0b6578"
            + "616d706c652e636f6d3059301306072a8648ce3d020106082a8648ce3d03010703420004e7e1a2a8780c875d0c"
            + "45ac3bd4b21e01a0a6f1905e5f804fc6e80aceef256b80df58015fafe20f936a910c5bc5c6f952fb6704c14a45"
            + "ff2cc5fb83851fa753b9a38183308180301d0603551d0e041604141bb9824e72b3576beeefcb964a2c8acf7088"
            + "7440301f0603551d230418301680141bb9824e72b3576beeefcb964a2c8acf70887440300f0603551d130101ff"
            + "040530030101ff302d0603551d1104263024820b6578616d706c652e636f6d820f7777772e6578616d706c652e"
            + "636f6d87040a000001300a06082a8648ce3d04030203490030460221008eb727060d233f888955e9aa403969cd"
            + "d7e98cde2207251eb8128510a108b35a022100b8cc1d17d46cfccbc44bc8d70389b79beac51c85e5e95b8d7a77"
            + "fc175d87f871";
    private static final String CHANGE = "140303 0001 01";

    private static Decoded segment(String payload) {
        int bytes = payload.replaceAll("\\s", "").length() / 2;
        return Decoded.of(LinkType.RAW, "4500%04x0001000040060000 0a000001 0a000002".formatted(40 + bytes)
                + "9c40223d 00000001 00000001 501803e8 00000000" + payload);
    }

    private static String record(int type, String content) {
        return "%02x0303%04x".formatted(type, content.replaceAll("\\s", "").length() / 2) + content;
    }

    @Test
    void aClientHelloSaysWhatItOffers() {
        Decoded d = segment(CLIENT_HELLO);
        assertThat(d.layers()).containsExactly("raw", "ip", "tcp", "tls");
        assertThat(d.info()).isEqualTo("Client Hello (SNI=www.example.com)");
        assertThat(d.get("tls.record.version") + "/" + d.get("tls.handshake.version")).isEqualTo("0x0301/0x0303");
        assertThat(d.get("tls.handshake.random")).isEqualTo(RANDOM);
        assertThat(d.get("tls.handshake.session_id")).isEqualTo("aabb");
        assertThat(d.get("tls.handshake.ciphersuite")).isEqualTo("0x0a0a,0x1301,0x1303,0xc02b");
        assertThat(d.get("tls.handshake.extension.type")).isEqualTo("0,10,13,16,43,45,51,65281,5");
        assertThat(d.get("tls.handshake.extensions_alpn_str")).isEqualTo("h2,http/1.1");
        assertThat(d.get("tls.handshake.extensions_supported_group")).isEqualTo("0x001d,0x0017");
        assertThat(d.get("tls.handshake.sig_hash_alg")).isEqualTo("0x0403,0x0804");
        assertThat(d.get("tls.handshake.extensions.supported_version")).isEqualTo("0x0304,0x0303");
        assertThat(d.get("tls.handshake.extensions_key_share_group")).isEqualTo("29");
        assertThat(d.get("tls.handshake.extensions_key_share_key_exchange")).isEqualTo("01020304");
    }

    @Test
    void severalRecordsStandInASegment() {
        Decoded d = segment(record(22, SERVER_HELLO) + CHANGE + record(23, "aabbccddeeff"));
        assertThat(d.get("tls.record.content_type")).isEqualTo("22,20,23");
        assertThat(d.get("tls.app_data")).isEqualTo("aabbccddeeff");
        assertThat(d.info()).isEqualTo("Server Hello, Change Cipher Spec, Application Data");
    }

    @Test
    void severalMessagesStandInARecord() {
        Decoded d = segment(record(22, SERVER_HELLO + "0b0001fb0001f80001f5" + CERTIFICATE + "0e000000"));
        assertThat(d.get("tls.handshake.type")).isEqualTo("2,11,14");
        assertThat(d.get("tls.certificate.subject")).isEqualTo("CN=example.com,O=Example,C=DE");
        assertThat(d.get("tls.certificate.not_after")).isEqualTo("2036-11-18T12:45:49Z");
        assertThat(d.get("x509ce.dNSName")).isEqualTo("example.com,www.example.com");
        assertThat(d.info()).isEqualTo("Server Hello, Certificate, Server Hello Done");
    }

    @Test
    void bytesThatAreNoCertificateHaveNoSubject() {
        Decoded d = segment(
                record(22, "0b0001fb0001f80001f5" + CERTIFICATE.replace("06082a8648ce3d0403", "06ffffffffffffff03")));
        assertThat(d.all("tls.handshake.certificate")).hasSize(1);
        assertThat(d.all("tls.certificate.subject")).isEmpty();
    }

    @Test
    void aRecordThatGoesOnInALaterSegmentIsReadAsFarAsItIsHere() {
        Decoded d = segment("1703030064" + "00".repeat(45));
        assertThat(d.get("tls.record.missing")).isEqualTo("55");
        assertThat(d.info()).isEqualTo("Application Data [continues]");
        Decoded cut = segment(record(22, "0b0001fb0001f80001f5" + CERTIFICATE).substring(0, 200));
        assertThat(cut.get("tls.handshake.certificate_length")).isEqualTo("501");
        assertThat(cut.all("tls.certificate.subject")).isEmpty();
        assertThat(cut.info()).isEqualTo("Certificate [continues]");
    }

    @Test
    void theMiddleOfARecordIsData() {
        assertThat(segment("00".repeat(45)).layers()).endsWith("tcp", "data");
        Decoded d = segment(CHANGE + "0000000000");
        assertThat(d.get("tls.segment.data")).isEqualTo("0000000000");
    }

    @Test
    void whatFollowsTheChangeOfKeysIsEncrypted() {
        Decoded d = segment(record(22, "100000020102") + CHANGE + record(22, "00".repeat(40)));
        assertThat(d.info()).isEqualTo("Client Key Exchange, Change Cipher Spec, Encrypted Handshake Message");
        assertThat(segment(record(22, "00".repeat(40))).info()).isEqualTo("Encrypted Handshake Message");
        assertThat(segment(record(22, "00000000")).info()).isEqualTo("Hello Request");
        assertThat(segment(record(21, "00".repeat(26))).info()).isEqualTo("Encrypted Alert");
    }

    /// RFC 8446 section 4.1.4 and appendix D.4: the server refuses the key, and the client asks again, behind a change of
    /// cipher that means nothing. tshark, which knows what was before, says "Hello Retry Request, Change Cipher Spec" and
    /// "Change Cipher Spec, Client Hello".
    @Test
    void afterARetryTheSecondClientHelloIsReadable() {
        String retry = "02000034 0303 cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c 00 1301 00 000c"
                + "002b00020304 003300020017";
        assertThat(segment(record(22, retry) + CHANGE).info())
                .isEqualTo("Hello Retry Request, Change Cipher Spec");
        Decoded d = segment(CHANGE + CLIENT_HELLO);
        assertThat(d.info()).isEqualTo("Change Cipher Spec, Client Hello (SNI=www.example.com)");
        assertThat(d.get("tls.handshake.type")).isEqualTo("1");
        assertThat(d.get("tls.handshake.extensions_key_share_group")).isEqualTo("29");
        // A message of the same type that is not as long as its record is an encrypted one.
        assertThat(segment(CHANGE + record(22, "0100001e0303" + "00".repeat(34))).info())
                .isEqualTo("Change Cipher Spec, Encrypted Handshake Message");
    }

    @Test
    void anAlertHasALevel() {
        Decoded d = segment(record(21, "0228"));
        assertThat(d.get("tls.alert_message.level") + "/" + d.get("tls.alert_message.desc")).isEqualTo("2/40");
        assertThat(d.info()).isEqualTo("Alert (Level: Fatal, Description: Handshake Failure)");
    }

    @Test
    void aServerNameCannotReachTheTerminalRaw() {
        String hello = CLIENT_HELLO.replace("7777772e6578616d706c652e636f6d", "1b5d303b787878787878787878780a");
        assertThat(segment(hello).info()).isEqualTo("Client Hello (SNI=\\x1b]0;xxxxxxxxxx\\n)");
    }
}
