package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// UDP-Lite (RFC 3828): ports 5000 and 6000, coverage and checksum as given, four bytes of data.
///
/// The pseudo-header adds up to 0a00 + 0001 + 0a00 + 0002 + 0088 + 000c = 1497, the ports to 1388 + 1770 = 2af8.
final class UdpLiteTest {
    private static Decoded datagram(String coverageAndChecksum) {
        return Decoded.of(LinkType.RAW,
                "4500002000010000408866530a0000010a000002 1388 1770" + coverageAndChecksum + "61626364");
    }

    /// 1497 + 2af8 + coverage 0008 = 3f97, and its complement is c068.
    @Test
    void aChecksumOverTheHeaderAloneLeavesTheDataOut() {
        Decoded d = datagram("0008 c068");
        assertThat(d.layers()).containsExactly("raw", "ip", "udplite", "data");
        assertThat(d.get("udp.checksum_coverage")).isEqualTo("8");
        assertThat(d.get("udp.length")).isEqualTo("12");
        assertThat(d.get("udp.srcport") + d.get("udp.dstport")).isEqualTo("50006000");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("5000 → 6000 Len=4");
    }

    /// 3f97 - 0008 + 000a + 6162 = a0fb: the first two bytes of data count.
    @Test
    void aChecksumMayCoverSomeOfTheData() {
        assertThat(datagram("000a 5f04").get("udp.checksum.status")).isEqualTo("1");
        assertThat(datagram("000a 5f05").get("udp.checksum.status")).isEqualTo("0");
    }

    /// 3f97 - 0008 + 6162 + 6364 = 10455, folded 0456: all of the data counts.
    @Test
    void coverageOfZeroMeansAll() {
        assertThat(datagram("0000 fba9").get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void coverageBeyondTheDatagramOrShortOfTheHeaderIsAProblem() {
        assertThat(String.valueOf(datagram("0063 0000").problem())).contains("SHORT", "needed=99", "there=12");
        assertThat(String.valueOf(datagram("0003 0000").problem())).contains("SMALL", "needed=8", "there=3");
    }
}
