package net.strata.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.strata.os.SockAddr;
import net.strata.trace.AsNumbers.As;
import net.strata.trace.AsNumbers.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AsNumbersTest {
    private static AsNumbers read(String... lines) throws Exception {
        return AsNumbers.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)), "asn.csv");
    }

    private static String of(AsNumbers numbers, String address) {
        return numbers.traceroute(SockAddr.ip(address, 0));
    }

    @Test
    void theLongestPrefixCounts() throws Exception {
        AsNumbers numbers = read("prefix,asn,name", "10.0.0.0/8,64500", "10.1.0.0/16,AS64501,Inner", "10.1.2.0/24,0",
                "10.1.2.3,4294967295", "", "# comment", "2001:db8::/32,64502,\"Example, \"\"Inc\"\"\"",
                "2001:db8::8000:0:0:0/65,64503");
        assertThat(of(numbers, "9.255.255.255")).isEqualTo("[*]");
        assertThat(of(numbers, "10.0.0.0")).isEqualTo("[AS64500]");
        assertThat(of(numbers, "10.1.0.0")).isEqualTo("[AS64501]");
        assertThat(of(numbers, "10.1.2.2")).isEqualTo("[*]");
        assertThat(of(numbers, "10.1.2.3")).isEqualTo("[AS4294967295]");
        assertThat(of(numbers, "10.1.2.4")).isEqualTo("[*]");
        assertThat(of(numbers, "10.1.3.0")).isEqualTo("[AS64501]");
        assertThat(of(numbers, "10.255.255.255")).isEqualTo("[AS64500]");
        assertThat(of(numbers, "11.0.0.0")).isEqualTo("[*]");
        assertThat(of(numbers, "2001:db8::7fff:ffff:ffff:ffff")).isEqualTo("[AS64502]");
        assertThat(of(numbers, "2001:db8::8000:0:0:0")).isEqualTo("[AS64503]");
        assertThat(of(numbers, "2001:db8:0:1::")).isEqualTo("[AS64502]");
        assertThat(numbers.find(SockAddr.ip("2001:db8::1", 0))).isEqualTo(new As(64502, "Example, \"Inc\""));
        assertThat(numbers.find(SockAddr.ip("10.1.1.1", 0))).isEqualTo(new As(64501, "Inner"));
        assertThat(numbers.find(SockAddr.ip("10.2.1.1", 0))).isEqualTo(new As(64500, null));
    }

    @Test
    void theEndsOfTheAddressSpaceAreInIt() throws Exception {
        AsNumbers numbers = read("0.0.0.0/0,1", "255.255.255.255/32,2", "::/0,3", "ffff::/16,4");
        assertThat(of(numbers, "0.0.0.0")).isEqualTo("[AS1]");
        assertThat(of(numbers, "255.255.255.254")).isEqualTo("[AS1]");
        assertThat(of(numbers, "255.255.255.255")).isEqualTo("[AS2]");
        assertThat(of(numbers, "fffe::1")).isEqualTo("[AS3]");
        assertThat(of(numbers, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo("[AS4]");
    }

    @Test
    void rangesMayBeginAndEndAnywhere() throws Exception {
        AsNumbers numbers = read("1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUD, with a comma",
                "1.0.1.3\t1.0.3.5\t64500\tZZ\t-\r",
                "2001:db8::5\t2001:db8:1::\t64501\tNone\t", "1.0.4.0\t1.0.4.255\t0\tNone\tNot routed",
                "0.0.0.0,0.0.0.7,None,None,None");
        assertThat(numbers.find(SockAddr.ip("1.0.0.255", 0))).isEqualTo(new As(13335, "CLOUD, with a comma"));
        for (String in : List.of("1.0.1.3", "1.0.2.77", "1.0.3.5"))
            assertThat(of(numbers, in)).isEqualTo("[AS64500]");
        for (String out : List.of("1.0.1.2", "1.0.3.6", "2001:db8::4", "2001:db8:1::1", "1.0.4.1", "0.0.0.3"))
            assertThat(of(numbers, out)).isEqualTo("[*]");
        for (String in : List.of("2001:db8::5", "2001:db8:0:ffff::", "2001:db8:1::"))
            assertThat(of(numbers, in)).isEqualTo("[AS64501]");
    }

    @Test
    void ofTheSamePrefixTheLastLineCounts() throws Exception {
        AsNumbers numbers = read("10.0.0.0/8,1", "10.0.0.0/9,2", "10.0.0.0/8,3", "10.0.0.0/9,4");
        assertThat(of(numbers, "10.0.0.1")).isEqualTo("[AS4]");
        assertThat(of(numbers, "10.200.0.1")).isEqualTo("[AS3]");
        assertThat(of(numbers, "11.0.0.0")).isEqualTo("[*]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "10.0.0.0/33,1 | a prefix of IPv4 has 0 to 32 bits: 10.0.0.0/33",
            "10.0.0/8,1 | no address: 10.0.0", "10.0.0.256/8,1 | no address: 10.0.0.256",
            "::g/8,1 | no address: ::g", "2001:db8::/129,1 | a prefix of IPv6 has 0 to 128 bits: 2001:db8::/129",
            "10.0.0.0/8 | a line has a prefix and a number, or first, last and number",
            "10.0.0.0/8,x | no number of an autonomous system: x",
            "10.0.0.0/8,4294967296 | no number of an autonomous system: 4294967296",
            "10.0.0.0/8,-1 | no number of an autonomous system: -1",
            "10.0.0.9,10.0.0.1,1 | 10.0.0.1 is before 10.0.0.9",
            "10.0.0.1,2001:db8::,1 | 10.0.0.1 and 2001:db8:: are of two families", "example,1 | no address: example"})
    void aMistakeIsOneLineWithItsNumber(String line, String why) {
        assertThatThrownBy(() -> read("10.0.0.0/8,1", "", line, "x")).isInstanceOf(Mistake.class)
                .hasMessage("asn.csv:3: " + why);
    }

    @Test
    void aMistakeIsFitForATerminal() {
        assertThatThrownBy(() -> read("1\u001b[2J/8,1")).hasMessage("asn.csv:1: no address: 1\\x1b[2J");
        assertThatThrownBy(() -> read("1".repeat(10_000))).hasMessage("asn.csv:1: a line of more than 8192 bytes");
    }

    @Test
    void aFileMayBeCompressed(@TempDir Path folder) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("10.0.0.0/8,64500\n".getBytes(UTF_8));
        }
        Path file = Files.write(folder.resolve("asn.csv.gz"), packed.toByteArray());
        assertThat(of(AsNumbers.read(file), "10.1.1.1")).isEqualTo("[AS64500]");
        assertThat(AsNumbers.read(Files.writeString(folder.resolve("empty"), "")).size()).isZero();
    }

    /// Prefixes and ranges in any order, against a search through all of them: a range counts as the prefixes that it is made of.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverTheTableItIsTheLongestPrefix(boolean six) throws Exception {
        var random = new Random(six ? 6 : 4);
        int width = six ? 128 : 32;
        for (int run = 0; run < 200; run++) {
            record Known(BigInteger first, int length, int number) {}
            List<Known> known = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            // Few bits differ, so that prefixes are often inside each other.
            BigInteger base = new BigInteger(width, random);
            for (int i = 1; i <= 1 + random.nextInt(60); i++) {
                BigInteger address = near(base, width, random);
                int length = random.nextInt(4) == 0 ? random.nextInt(width + 1) : width - random.nextInt(10);
                BigInteger first = address.shiftRight(width - length).shiftLeft(width - length);
                known.add(new Known(first, length, i % 7));
                lines.add(text(address, six) + "/" + length + "," + i % 7);
            }
            AsNumbers numbers = read(lines.toArray(String[]::new));
            for (int i = 0; i < 200; i++) {
                BigInteger address = near(base, width, random);
                int expected = 0;
                int longest = -1;
                for (Known each : known)
                    if (each.length >= longest
                            && address.xor(each.first).shiftRight(width - each.length).signum() == 0) {
                        longest = each.length;
                        expected = each.number;
                    }
                assertThat(of(numbers, text(address, six))).isEqualTo(expected == 0 ? "[*]" : "[AS" + expected + "]");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRangeIsWhatIsInIt(boolean six) throws Exception {
        var random = new Random(six ? 66 : 44);
        int width = six ? 128 : 32;
        for (int run = 0; run < 300; run++) {
            BigInteger a = new BigInteger(width, random);
            BigInteger b = random.nextBoolean() ? near(a, width, random) : new BigInteger(width, random);
            BigInteger first = a.min(b);
            BigInteger last = a.max(b);
            AsNumbers numbers = read(text(first, six) + "," + text(last, six) + ",9");
            assertThat(numbers.size()).isLessThanOrEqualTo(2 * width);
            for (BigInteger each : List.of(first, last, first.add(last).shiftRight(1)))
                assertThat(of(numbers, text(each, six))).isEqualTo("[AS9]");
            if (first.signum() > 0) assertThat(of(numbers, text(first.subtract(BigInteger.ONE), six))).isEqualTo("[*]");
            if (last.add(BigInteger.ONE).bitLength() <= width)
                assertThat(of(numbers, text(last.add(BigInteger.ONE), six))).isEqualTo("[*]");
        }
    }

    @Test
    void whateverTheBytesThereIsATableOrAMistake() throws Exception {
        var random = new Random(7);
        String some = "0123456789abf:./,,\t\"\n\n#AS xé\r";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "10.0.0.0/8,1\n" : "");
            for (int j = random.nextInt(40); j > 0; j--)
                text.append(some.charAt(random.nextInt(some.length())));
            try {
                read += read(text.toString()).size();
            } catch (Mistake e) {
                assertThat(e.getMessage()).startsWith("asn.csv:").hasLineCount(1);
            }
        }
        assertThat(read).isPositive();
    }

    private static BigInteger near(BigInteger base, int width, Random random) {
        return base.xor(BigInteger.valueOf(random.nextInt(1 << random.nextInt(1, 12))))
                .mod(BigInteger.ONE.shiftLeft(width));
    }

    private static String text(BigInteger address, boolean six) {
        long low = address.longValue();
        return six
                ? new SockAddr.In6(address.shiftRight(64).longValue(), low, 0, 0, 0).host()
                : new SockAddr.In((int) low, 0).host();
    }
}
