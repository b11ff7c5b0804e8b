package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// SSH (RFC 4253): segments between port 22 and port 50000.
final class SshTest {
    private static final String FROM_SERVER = "0016c350";
    private static final String FROM_CLIENT = "c3500016";

    private static Decoded segment(String ports, String payload) {
        int bytes = payload.replaceAll("\\s", "").length() / 2;
        return Decoded.of(LinkType.RAW, "4500%04x0001000040060000 0a000001 0a000002".formatted(40 + bytes) + ports
                + "00000001 00000001 501803e8 00000000" + payload);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachSideBeginsWithALine() {
        Decoded d = segment(FROM_SERVER, hex("SSH-2.0-OpenSSH_9.9\r\n"));
        assertThat(d.get("ssh.protocol")).isEqualTo("SSH-2.0-OpenSSH_9.9");
        assertThat(d.info()).isEqualTo("Server: Protocol (SSH-2.0-OpenSSH_9.9)");
        assertThat(segment(FROM_CLIENT, hex("SSH-2.0-\033[2J\n")).info())
                .isEqualTo("Client: Protocol (SSH-2.0-\\x1b[2J)");
    }

    /// RFC 4253 section 7.1. Padding length 1, message 1, cookie 16, ten lists 43, flag 1, reserved 4, padding 10: 76
    /// bytes, and with the length itself 80, a multiple of 8.
    @Test
    void keysAreAgreedOnInTheOpen() {
        String lists = "00000003" + hex("a,b") + "00000000".repeat(9);
        String cookie = "000102030405060708090a0b0c0d0e0f";
        Decoded d = segment(FROM_CLIENT, "0000004c 0a 14" + cookie + lists + "00 00000000" + "00".repeat(10)
                + "0000000c 0a 15" + "00".repeat(10));
        assertThat(d.get("ssh.message_code")).isEqualTo("20,21");
        assertThat(d.get("ssh.packet_length")).isEqualTo("76,12");
        assertThat(d.get("ssh.cookie")).isEqualTo(cookie);
        assertThat(d.get("ssh.kex_algorithms")).isEqualTo("a,b");
        assertThat(d.get("ssh.first_kex_packet_follows")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("Client: Key Exchange Init");
    }

    @Test
    void allElseIsEncrypted() {
        Decoded d = segment(FROM_SERVER, "5a22103b 1a93e66a");
        assertThat(d.get("ssh.packet_length_encrypted") + "/" + d.get("ssh.encrypted_packet"))
                .isEqualTo("5a22103b/1a93e66a");
        assertThat(d.info()).isEqualTo("Server: Encrypted packet (len=8)");
    }
}
