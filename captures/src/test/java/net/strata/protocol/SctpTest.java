package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// SCTP (RFC 9260). Packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes. Checksums
/// are from an implementation whose CRC32c of `123456789` is the well-known e3069283.
final class SctpTest {
    private static Decoded packet(String checksum, String chunks) {
        int bytes = 12 + chunks.replaceAll("\\s", "").length() / 2;
        return Decoded.of(LinkType.RAW, "4500%04x000100004084000001020304 01020305".formatted(20 + bytes)
                + "04d2162e 01020304" + checksum + chunks);
    }

    @Test
    void theFirstDataChunkCarriesTheNextLayerAndOthersShowTheirs() {
        Decoded d = packet("097dddd3", "00030013 00000001 0002 0003 00000000 616263 00"
                + "00030012 00000002 0002 0004 00000033 7a7a 0000");
        assertThat(d.layers()).containsExactly("raw", "ip", "sctp", "data");
        assertThat(d.get("sctp.checksum.status")).isEqualTo("1");
        assertThat(d.parts()).containsExactly("DATA", "DATA");
        assertThat(d.get("sctp.data_ssn")).isEqualTo("3,4");
        assertThat(d.get("sctp.chunk_padding")).isEqualTo("00,0000");
        assertThat(d.get("data.data") + "/" + d.get("sctp.data")).isEqualTo("616263/7a7a");
        assertThat(d.info()).isEqualTo("DATA (TSN=1) DATA (TSN=2)");
    }

    @Test
    void aSackHasBlocksAndDuplicates() {
        Decoded d = packet("fbf4223c", "03000018 00000005 00010000 0001 0001 0002 0003 00000004");
        assertThat(d.get("sctp.checksum.status")).isEqualTo("1");
        assertThat(d.get("sctp.sack_gap_block_start") + "-" + d.get("sctp.sack_gap_block_end")).isEqualTo("2-3");
        assertThat(d.get("sctp.sack_duplicate_tsn")).isEqualTo("4");
        assertThat(d.info()).isEqualTo("SACK (Ack=5, Arwnd=65536)");
    }

    @Test
    void anAbortHasCauses() {
        Decoded d = packet("49ddce8c", "06010010 0001 0008 0007 0000 000c 0004");
        assertThat(d.get("sctp.cause_code")).isEqualTo("0x0001,0x000c");
        assertThat(d.get("sctp.cause_information")).isEqualTo("00070000");
        assertThat(d.get("sctp.abort_t_bit")).isEqualTo("1");
    }

    @Test
    void anAddressIsAParameterWithinAParameter() {
        Decoded d = packet("f02a0c2f", "c1000020 00000009 c001 0010 0000000a 0005 0008 0a000003 8008 0006 c180 0000");
        assertThat(d.get("sctp.parameter_type")).isEqualTo("0xc001,0x0005,0x8008");
        assertThat(d.get("sctp.parameter_ipv4_address")).isEqualTo("10.0.0.3");
        assertThat(d.get("sctp.supported_chunk_type")).isEqualTo("193,128");
        assertThat(d.get("sctp.correlation_id")).isEqualTo("0x0000000a");
    }

    @Test
    void aWrongSumIsBadAndNoSumIsLeftToTheNetworkCard() {
        String cookieAck = "0b000004";
        assertThat(packet("00000001", cookieAck).get("sctp.checksum.status")).isEqualTo("0");
        Decoded none = packet("00000000", cookieAck);
        assertThat(none.get("sctp.checksum.status")).isEqualTo("2");
        assertThat(none.get("sctp.checksum.why")).isEqualTo("3");
    }

    @Test
    void chunksThatClaimNoLengthOrTooMuchEndWithThePacket() {
        assertThat(packet("00000001", "00000000".repeat(4)).all("sctp.chunk_type")).hasSize(4);
        assertThat(packet("00000001", "0100ffff aabbccdd").get("sctp.init_initiate_tag")).isEqualTo("0xaabbccdd");
    }

    /// The middle of a message to the port of DNS is not a DNS message.
    @Test
    void onlyTheBeginningOfAMessageIsReadOn() {
        String dns = "0001 0100 0000 0000 0000 0000";
        assertThat(port53("0003001c 00000001 00020003 00000000" + dns).layers()).endsWith("sctp", "dns");
        assertThat(port53("0001001c 00000001 00020003 00000000" + dns).layers()).endsWith("sctp", "data");
    }

    private static Decoded port53(String chunk) {
        return Decoded.of(LinkType.RAW,
                "4500003c000100004084000001020304 01020305 04d20035 01020304 00000001" + chunk);
    }
}
