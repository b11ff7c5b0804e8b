package net.strata.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;

/// What is expected is what `tcpdump -A` (4.99.3) shows below its line, but for tabs, which it leaves in.
final class AsciiViewTest {
    private static final ViewOptions OPTIONS = new ViewOptions(TimeStyle.R, true, new Palette(false));
    private static final String ADDRESSES = "020000000002" + "020000000001";

    /// What is below the line.
    private static String shown(String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        var b = new Batch(0);
        b.data = frame;
        b.add(0, frame.length, frame.length, 0, 6, LinkType.ETHERNET, 0);
        var text = new Text(64);
        new AsciiView(OPTIONS).frame(b, 0, text);
        String all = text.toString();
        return all.substring(all.indexOf('\n') + 1);
    }

    @Test
    void headersAboveTheLinkAndPayloadAreText() {
        String payload = HexFormat.of().formatHex("Aa~\r\nb\rc\u001b\t\u007f \r".getBytes(US_ASCII));
        // IPv4 (RFC 791): 20 bytes, total length 20 + 8 + 14, TTL 64, UDP; 0x45 is E, 0x40 @, 0x7b {.
        String ip = "4500002a0001000040110000" + "7f000001" + "7f000001";
        String udp = "007b007b00160000";
        assertThat(shown(ADDRESSES + "0800" + ip + udp + payload + "00"))
                .isEqualTo("E..*....@............{.{....Aa~\nb.c... ..\n");
    }

    @Test
    void tagsOfTheLinkAreLeftOutAndArpIsShown() {
        // ARP (RFC 826) for 192.0.2.66, in VLAN 66 (0x42 is B).
        String arp = "0001080006040001" + "020000000001" + "c0000201" + "000000000000" + "c0000242";
        assertThat(shown(ADDRESSES + "81000042" + "0806" + arp)).isEqualTo("...........................B\n");
    }
}
