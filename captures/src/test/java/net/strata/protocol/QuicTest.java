package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// QUIC packets of RFC 9001 appendix A, of those with a length the header and as many zeros.
final class QuicTest {
    /// Appendix A.2: the length 449e is 1182 in two bytes.
    private static final String CLIENT_INITIAL = "c000000001 08 8394c8f03e515708 00 00 449e" + "00".repeat(1182);
    /// Appendix A.3: the length 4075 is 117.
    private static final String SERVER_INITIAL = "cf00000001 00 08 f067a5502a4262b5 00 4075" + "00".repeat(117);
    /// Appendix A.4.
    private static final String RETRY = "ff00000001 00 08 f067a5502a4262b5 746f6b656e 04a265ba2eff4d829058fb3f0f2496ba";
    /// Appendix A.5.
    private static final String SHORT = "4cfe4189655e5cd55c41f69080575d7999c25a5bfb";

    private static Decoded datagram(int port, String payload) {
        int bytes = payload.replaceAll("\\s", "").length() / 2;
        return Decoded.of(LinkType.RAW, "4500%04x0001000040110000 0a000001 0a000002".formatted(28 + bytes)
                + "c000%04x%04x0000".formatted(port, 8 + bytes) + payload);
    }

    @Test
    void anInitialPacketHasIdsATokenAndALength() {
        Decoded d = datagram(443, CLIENT_INITIAL);
        assertThat(d.layers()).containsExactly("raw", "ip", "udp", "quic");
        assertThat(d.get("quic.header_form") + d.get("quic.fixed_bit") + d.get("quic.long.packet_type"))
                .isEqualTo("110");
        assertThat(d.get("quic.version")).isEqualTo("0x00000001");
        assertThat(d.get("quic.dcil") + "/" + d.get("quic.dcid")).isEqualTo("8/8394c8f03e515708");
        assertThat(d.get("quic.scil") + "/" + d.get("quic.scid")).isEqualTo("0/");
        assertThat(d.get("quic.token_length") + "/" + d.get("quic.length")).isEqualTo("0/1182");
        assertThat(d.info()).isEqualTo("Initial, DCID=8394c8f03e515708");
    }

    @Test
    void severalPacketsStandInADatagram() {
        Decoded d = datagram(443, SERVER_INITIAL + SHORT);
        assertThat(d.layers()).containsExactly("raw", "ip", "udp", "quic", "quic");
        assertThat(d.get("quic.length")).isEqualTo("117");
        assertThat(d.get("quic.header_form")).isEqualTo("1,0");
        assertThat(d.info()).isEqualTo("Protected Payload");
    }

    @Test
    void aRetryEndsInATag() {
        Decoded d = datagram(443, RETRY);
        assertThat(d.get("quic.retry_token")).isEqualTo("746f6b656e");
        assertThat(d.get("quic.retry_integrity_tag")).isEqualTo("04a265ba2eff4d829058fb3f0f2496ba");
        assertThat(d.info()).isEqualTo("Retry, SCID=f067a5502a4262b5");
    }

    /// RFC 9000 section 17.2.1.
    @Test
    void versionNegotiationListsVersions() {
        Decoded d = datagram(443, "f5 00000000 00 01aa 00000001 6b3343cf");
        assertThat(d.get("quic.supported_version")).isEqualTo("0x00000001,0x6b3343cf");
        assertThat(d.info()).isEqualTo("Version Negotiation, SCID=aa");
    }

    /// RFC 9369 section 3.2: types are numbered anew.
    @Test
    void version2NumbersItsTypesAnew() {
        Decoded d = datagram(443, "d0 6b3343cf 01aa 00 00 02 0000");
        assertThat(d.get("quic.long.packet_type_v2")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Initial, DCID=aa");
    }

    @Test
    void aLongHeaderIsKnownByItsVersionOnAnyPort() {
        assertThat(datagram(4433, CLIENT_INITIAL).layers()).endsWith("quic");
        assertThat(datagram(4433, CLIENT_INITIAL.replace("c000000001", "c000000099")).layers()).endsWith("data");
        assertThat(datagram(4433, SHORT).layers()).endsWith("data");
        assertThat(datagram(443, "16feff").layers()).endsWith("data");
    }
}
