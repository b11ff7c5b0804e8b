package net.strata.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTest {
    /// Starts with no room at all, so that every method has to make some.
    private final Text text = new Text(0);

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// Zero, all powers of two and of ten with their neighbours, and numbers of every length at random.
    static LongStream numbers() {
        var random = new Random(1);
        var powers = LongStream.concat(LongStream.range(0, 64).map(i -> 1L << i),
                LongStream.iterate(1, p -> p * 10).limit(19));
        var edges = powers.flatMap(p -> LongStream.of(p - 1, p, p + 1, -p));
        return LongStream.concat(edges, LongStream.range(0, 1000).map(i -> random.nextLong() >>> i % 64));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersAreWrittenAsJavaWritesThem(long v) {
        assertThat(text.number(v)).hasToString(Long.toUnsignedString(v));
        text.clear();
        assertThat(text.signed(v)).hasToString(Long.toString(v));
        text.clear();
        assertThat(text.hex(v, 16)).hasToString(String.format(Locale.ROOT, "%016x", v));
        text.clear();
        int low = (int) v & 0xff;
        assertThat(text.hex(v, 2)).hasToString(String.format(Locale.ROOT, "%02x", low));
        text.clear();
        long positive = v & Long.MAX_VALUE;
        assertThat(text.digits(positive, 19)).hasToString(String.format(Locale.ROOT, "%019d", positive));
        text.clear();
        assertThat(text.right(positive, 12)).hasToString(String.format(Locale.ROOT, "%12d", positive));
    }

    @ParameterizedTest
    @CsvSource({"0, 9, 0.000000000", "1, 9, 0.000000001", "999999999, 6, 0.999999", "-1, 9, -0.000000001",
            "-1500000000, 1, -1.5", "1999999999, 0, 1", "9223372036854775807, 9, 9223372036.854775807",
            "-9223372036854775808, 9, -9223372036.854775808"})
    void nanosecondsAreWrittenAsSecondsRoundedTowardsZero(long nanos, int decimals, String expected) {
        assertThat(text.seconds(nanos, decimals)).hasToString(expected);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void everyCountOfDecimalsIsACutOfTheExactValue(long nanos) {
        String exact = new java.math.BigDecimal(BigInteger.valueOf(nanos).abs(), 9).toPlainString();
        for (int decimals = 1; decimals <= 9; decimals++) {
            text.clear();
            assertThat(text.seconds(nanos, decimals))
                    .hasToString((nanos < 0 ? "-" : "") + exact.substring(0, exact.length() - 9 + decimals));
        }
    }

    @Test
    void hardwareAddressesHaveColonsBetweenBytes() {
        assertThat(text.mac(hex("00 02ffa9 10 fe"), 0, 6)).hasToString("00:02:ff:a9:10:fe");
        text.clear();
        assertThat(text.mac(hex("0a"), 0, 1).mac(new byte[0], 0, 0)).hasToString("0a");
    }

    @Test
    void everyByteOfAnIpv4AddressIsWrittenInDecimal() {
        for (int i = 0; i < 256; i++) {
            text.clear();
            byte[] address = {9, (byte) i, (byte) (255 - i), 0, (byte) i};
            assertThat(text.ipv4(address, 1)).hasToString(i + "." + (255 - i) + ".0." + i);
        }
    }

    /// The examples of RFC 5952, sections 4.1, 4.2.1, 4.2.2, 4.2.3 (twice), 4.3 and 5; then both ends, and all or nothing.
    @ParameterizedTest
    @CsvSource({"20010db8000000000000000000000001, 2001:db8::1", "20010db8000000000000000000020001, 2001:db8::2:1",
            "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1", "20010000000000010000000000000001, 2001:0:0:1::1",
            "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
            "20010db80000000000000000aaaaabcd, 2001:db8::aaaa:abcd",
            "00000000000000000000ffffc0000201, ::ffff:192.0.2.1", "00000000000000000000000000000000, ::",
            "00000000000000000000000000000001, ::1", "ff020000000000000000000000000000, ff02::",
            "00010002000300040005000600070008, 1:2:3:4:5:6:7:8", "00000002000300040005000600070000, 0:2:3:4:5:6:7:0",
            "00000000000000000001ffffc0000201, ::1:ffff:c000:201"})
    void ipv6AddressesAreWrittenAsRfc5952Has(String bytes, String expected) {
        assertThat(text.ipv6(hex("ff" + bytes), 1)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {"41207e|A ~", "0a0d09|\\n\\r\\t",
            "5c|\\\\", "00071b7f|\\x00\\x07\\x1b\\x7f", "c3a9e282acf09f9880|é€😀", "a9|\\xa9", "c3|\\xc3",
            "e282|\\xe2\\x82", "c080|\\xc0\\x80", "e08080|\\xe0\\x80\\x80", "f0808080|\\xf0\\x80\\x80\\x80",
            "eda080|\\xed\\xa0\\x80", "f4908080|\\xf4\\x90\\x80\\x80", "f5808080|\\xf5\\x80\\x80\\x80",
            "c285|\\xc2\\x85", "c29b|\\xc2\\x9b", "c2a0|\u00a0", "e280ae|\\xe2\\x80\\xae", "e280a8|\\xe2\\x80\\xa8",
            "e281a6|\\xe2\\x81\\xa6", "d89c|\\xd8\\x9c", "efbbbf|\\xef\\xbb\\xbf", "ee8080|\ue000",
            "f48fbfbf|\udbff\udfff"})
    void whatIsNotPrintableIsEscaped(String bytes, String expected) {
        byte[] data = hex("aa" + bytes + "bb");
        assertThat(text.text(data, 1, data.length - 2)).hasToString(expected);
    }

    @Test
    void aStringIsEscapedAsBytesAre() {
        assertThat(text.text("é\u001b[2J\\")).hasToString("é\\x1b[2J\\\\");
    }

    /// RFC 8259 section 7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped, all others may stand.
    @Test
    void jsonStringsEscapeWhatTheyMustAndWhatATerminalObeys() {
        for (int b = 0; b < 128; b++) {
            text.clear();
            String inside = b == '"' || b == '\\'
                    ? "\\" + (char) b
                    : b < 0x20 || b == 0x7f
                            ? String.format(Locale.ROOT, "\\u%04x", b)
                            : Character.toString(b);
            assertThat(text.json(new byte[]{(byte) b}, 0, 1)).hasToString('"' + inside + '"');
        }
    }

    @Test
    void bytesThatAreNotUtf8BecomeReplacementCharactersInJson() {
        byte[] data = "é".getBytes(UTF_8);
        assertThat(text.json(data, 0, 2).json(data, 0, 1).json(data, 1, 1).json(data, 0, 0))
                .hasToString("\"é\"\"\\ufffd\"\"\\ufffd\"\"\"");
    }

    /// Ports from 32768 on, as in Linux's `ip_local_port_range`.
    @Test
    void aStableTextHidesWhatVaries() {
        var stable = new Text(0, true);
        byte[] mac = hex("020000000001");
        stable.port(32767).put(' ').port(32768).put(' ').varying(7).put(' ').varyingHex(7, 4).put(' ').varyingMac(mac,
                0, 6);
        assertThat(stable).hasToString("32767 ephemeral * * *");
        text.port(32767).put(' ').port(32768).put(' ').varying(7).put(' ').varyingHex(7, 4).put(' ').varyingMac(mac, 0,
                6);
        assertThat(text).hasToString("32767 32768 7 0x0007 02:00:00:00:00:01");
    }

    @Test
    void piecesAreAppendedInOrder() throws IOException {
        text.ascii("ab").put('c').utf8("ä").raw("12".getBytes(UTF_8)).raw("345".getBytes(UTF_8), 1, 1).arrow().spaces(2)
                .spaces(-1).append(new Text(0).ascii("end")).hex(hex("00ff7f"), 1, 2);
        assertThat(text).hasToString("abcä124 →   endff7f");
        assertThat(text.length()).isEqualTo(text.toString().getBytes(UTF_8).length);
        var out = new ByteArrayOutputStream();
        text.writeTo(out);
        assertThat(out.toString(UTF_8)).isEqualTo(text.toString());
        text.cut(2);
        assertThat(text).hasToString("ab");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8})
    void paddingFillsUpToTheWidthAndNeverCuts(int width) {
        text.ascii("x");
        int start = text.length();
        text.ascii("12345").pad(start, width);
        assertThat(text.length() - start).isEqualTo(Math.max(5, width));
    }
}
