package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same 20 bytes as programs write them.
final class HexTextTest {
    private static final String BYTES = "4500001c00010000400130313233343536373839";

    private static String parsed(String text) {
        return HexFormat.of().formatHex(OneFrame.parse(text));
    }

    /// In turn: od -A x -t x1z; od -A d -t x1; od -t x1; od -A x -t x1 -w4; tcpdump -x, with its heading; tcpdump 3; tshark -x; xxd;
    /// xxd -c 8; hexdump -C; Wireshark's hex dump.
    @ParameterizedTest
    @ValueSource(strings = {
            """
                    000000 45 00 00 1c 00 01 00 00 40 01 30 31 32 33 34 35  >E.......@.012345<
                    000010 36 37 38 39                                      >6789<
                    000014
                    """, """
                    0000000 45 00 00 1c 00 01 00 00 40 01 30 31 32 33 34 35
                    0000016 36 37 38 39
                    0000020
                    """, """
                    0000000 45 00 00 1c 00 01 00 00 40 01 30 31 32 33 34 35
                    0000020 36 37 38 39
                    0000024
                    """, """
                    000000 45 00 00 1c
                    000004 00 01 00 00
                    000008 40 01 30 31
                    00000c 32 33 34 35
                    000010 36 37 38 39
                    """, """
                    00:00:01.000000 IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 1, seq 1, length 8
                    \t0x0000:  4500 001c 0001 0000 4001 3031 3233 3435
                    \t0x0010:  3637 3839
                    """, """
                    0x0000   4500 001c 0001 0000 4001 3031 3233 3435        E.......@.012345
                    0x0010   3637 3839                                      6789
                    """, """
                    0000  45 00 00 1c 00 01 00 00 40 01 30 31 32 33 34 35   E.......@.012345
                    0010  36 37 38 39                                       6789
                    """, """
                    00000000: 4500 001c 0001 0000 4001 3031 3233 3435  E.......@.012345
                    00000010: 3637 3839                                6789
                    """, """
                    00000000: 4500 001c 0001 0000  E.......
                    00000008: 4001 3031 3233 3435  @.012345
                    00000010: 3637 3839            6789
                    """, """
                    00000000  45 00 00 1c 00 01 00 00  40 01 30 31 32 33 34 35  |E.......@.012345|
                    00000010  36 37 38 39                                       |6789|
                    00000014
                    """, """
                    0000   45 00 00 1c 00 01 00 00 40 01 30 31 32 33 34 35
                    0010   36 37 38 39
                    """})
    void aDumpIsReadByItsOffsets(String dump) {
        assertThat(parsed(dump)).isEqualTo(BYTES);
    }

    /// In turn: xxd -i FILE; Wireshark's array and its escaped string; xxd -p.
    @ParameterizedTest
    @ValueSource(strings = {"""
            unsigned char raw_bin[] = {
              0x45, 0x00, 0x00, 0x1c, 0x00, 0x01, 0x00, 0x00, 0x40, 0x01, 0x30, 0x31,
              0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39
            };
            unsigned int raw_bin_len = 20;
            """, """
            /* Packet 1 {20 bytes} */
            static const unsigned char pkt1[20] = {
            0x45, 0x00, 0x00, 0x1c, 0x00, 0x01, 0x00, 0x00, /* E....... */
            0x40, 0x01, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, // @.012345
            0x36, 0x37, 0x38, 0x39
            };
            """, """
            "\\x45\\x00\\x00\\x1c\\x00\\x01\\x00\\x00\\x40\\x01\\x30\\x31\\x32\\x33\\x34\\x35" \\
            "\\x36\\x37\\x38\\x39"
            """, """
            4500001c00010000400130313233
            343536373839
            """})
    void bytesAreReadAsProgramsQuoteThem(String text) {
        assertThat(parsed(text)).isEqualTo(BYTES);
    }

    /// In turn: hexdump, od -x and od of the same bytes, xxd -e, xxd -b, hexdump -C with lines left out, two packets, the
    /// second line of a dump, one with a line lost, half a byte, decimal numbers, Python's bytes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0000000 0045 1c00 0100 0000 0140 3130 3332 3534\\n0000010 3736 3938\\n0000014 | words",
            "000000 0045 1c00 0100 0000 0140 3130 3332 3534\\n000010 3736 3938\\n000014 | words",
            "0000000 000105 016000 000400 000000 000500 030460 031462 032464\\n0000020 033466 034470\\n0000024 | odd number",
            "00000000: 1c000045 00000100 | offsets", "00000000: 01000101 00000000 | offsets",
            "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00\\n*\\n00000020 | left out",
            "0000  45 00\\n0000  45 00 | more than one dump", "0010: 45 00 | begins at 0010",
            "0000  45 00 00 1c\\n0008  45 00 | offsets", "45 0 | odd number", "{ 69, 0 } | not 69",
            "b'\\x45E\\x00' | other characters", "'' | no bytes"})
    void whatCouldBeReadInTwoWaysIsRefused(String text, String says) {
        assertThatThrownBy(() -> OneFrame.parse(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(says);
    }

    @Test
    void aByteInCMayHaveOneDigit() {
        assertThat(parsed("0x45, 0x0, 0x1c")).isEqualTo("45001c");
        assertThat(parsed("{0x45, 0x0, 0x1c,}")).isEqualTo("45001c");
    }

    @Test
    void whatOnlyLooksLikeAnOffsetIsBytes() {
        assertThat(parsed("0000 4500 001c")).isEqualTo("00004500001c");
        assertThat(parsed("00000000 4500001c")).isEqualTo("000000004500001c");
        assertThat(parsed("45000014 00010000")).isEqualTo("4500001400010000");
    }

    /// The same 20 bytes by xxd -c 32, in one line.
    @Test
    void aSingleLineMayBeLong() {
        assertThat(parsed("00000000: 4500 001c 0001 0000 4001 3031 3233 3435 3637 3839  E.......@.0123456789\n"))
                .isEqualTo(BYTES);
    }

    @Test
    @Timeout(20)
    void longTextThatIsNoneIsRefusedSoon() {
        assertThatThrownBy(() -> OneFrame.parse("g ".repeat(500_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OneFrame.parse("{" + "/*".repeat(500_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
