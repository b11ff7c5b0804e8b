package net.strata.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private static int interfaces(String name) {
        return switch (name) {
            case "eth0" -> 2;
            case "br-lan" -> 7;
            default -> 0;
        };
    }

    private static Expression parse(String text) throws TargetException {
        return Expression.parse(text, ExpressionTest::interfaces);
    }

    private static Expression.Span span(String text) throws TargetException {
        return (Expression.Span) parse(text);
    }

    private static String all(Expression.Span span) {
        return LongStream.range(0, span.count()).mapToObj(i -> span.at(i).toString()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "example.com.", "web-1", "10-20", "1-2", "10.0.0.1-web.example.com", "_dns.x",
            "1.2.3.4.in-addr.arpa", "face", "deadbeef", "1e3", "0xg", "256.1.1.x", "-x"})
    void aNameIsANameAlsoIfItLooksLikeNumbers(String name) throws TargetException {
        assertThat(parse(name)).isEqualTo(new Expression.Name(name, name));
    }

    @Test
    void aNameInAnotherScriptIsLookedUpInAscii() throws TargetException {
        // RFC 3492 section 7.1 has the algorithm; "xn--bcher-kva" is the usual example
        assertThat(parse("b\u00fccher.example"))
                .isEqualTo(new Expression.Name("b\u00fccher.example", "xn--bcher-kva.example"));
    }

    /// Each as `getent ahosts` has it.
    @ParameterizedTest
    @CsvSource({"192.0.2.1,192.0.2.1", "127.1,127.0.0.1", "1,0.0.0.1", "0x7f.1,127.0.0.1", "010.0.0.1,8.0.0.1",
            "2130706433,127.0.0.1", "1.2.3,1.2.0.3", "2001:DB8::1,2001:db8::1", "::ffff:192.0.2.1,192.0.2.1",
            "fe80::1%eth0,fe80::1%2", "fe80::1%br-lan,fe80::1%7", "fe80::1%9,fe80::1%9", "ff02::1%eth0,ff02::1%2",
            "fe80::1,fe80::1"})
    void anAddressIsAnAddress(String typed, String address) throws TargetException {
        assertThat(parse(typed)).isInstanceOf(Expression.Literal.class);
        var literal = (Expression.Literal) parse(typed);
        assertThat(literal.address()).hasToString(address);
        assertThat(literal.typed()).isEqualTo(typed);
    }

    /// The first eight as `fping -g` lists them; -g takes two operands for a range.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10.0.0.8/30|10.0.0.9 10.0.0.10", "10.0.0.11/30|10.0.0.9 10.0.0.10",
            "10.0.0.1/31|10.0.0.0 10.0.0.1", "10.0.0.1/32|10.0.0.1",
            "255.255.255.255/30|255.255.255.253 255.255.255.254",
            "10.0.0.254-10.0.1.1|10.0.0.254 10.0.0.255 10.0.1.0 10.0.1.1", "10.0.0.1-10.0.0.1|10.0.0.1",
            "255.255.255.254-255.255.255.255|255.255.255.254 255.255.255.255",
            "10.0.0.1-3|10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.1..3|10.0.0.1 10.0.0.2 10.0.0.3",
            "10.0.0.1..10.0.0.2|10.0.0.1 10.0.0.2", "2001:db8::f-11|2001:db8::f 2001:db8::10 2001:db8::11",
            "2001:db8::..1|2001:db8:: 2001:db8::1", "2001:db8::ffff-2001:db8::1:0|2001:db8::ffff 2001:db8::1:0",
            "2001:db8::5/127|2001:db8::4 2001:db8::5", "2001:db8::5/128|2001:db8::5",
            "fe80::%eth0/127|fe80::%2 fe80::1%2", "fe80::1-2%eth0|fe80::1%2 fe80::2%2",
            "fe80::1..fe80::2%br-lan|fe80::1%7 fe80::2%7", "::ffff:10.0.0.1-2|10.0.0.1 10.0.0.2"})
    void addressesThatFollowEachOther(String typed, String addresses) throws TargetException {
        assertThat(all(span(typed))).isEqualTo(addresses);
    }

    @Test
    void aSixteenHasNeitherItsFirstNorItsLastAddress() throws TargetException {
        Expression.Span span = span("10.7.0.0/16");
        assertThat(span.count()).isEqualTo(65534);
        assertThat(span.at(0)).hasToString("10.7.0.1");
        assertThat(span.at(65533)).hasToString("10.7.255.254");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0,4294967294", "::/0,9223372036854775807", "::/65,9223372036854775807",
            "::/66,4611686018427387904", "::..ffff::,9223372036854775807"})
    void whatIsMoreThanCanBeCountedIsTheLargestNumber(String typed, long count) throws TargetException {
        assertThat(span(typed).count()).isEqualTo(count);
    }

    @Test
    void fpingsRangeIsEmptyIfItsEndComesFirst() throws TargetException {
        assertThat(Expression.range("127.0.0.5", "127.0.0.2", ExpressionTest::interfaces).count()).isZero();
        assertThat(all(Expression.range("127.0.0.2", "127.0.0.3", ExpressionTest::interfaces)))
                .isEqualTo("127.0.0.2 127.0.0.3");
        assertThatThrownBy(() -> Expression.range("127.0.0.2", "3.example", ExpressionTest::interfaces))
                .hasMessage("127.0.0.2 3.example: '3.example' is not an address");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', commentCharacter = '!', value = {
            "300.1.1.1|an IPv4 address has four numbers up to 255",
            "10.0.0.250-300|an IPv4 address has four numbers up to 255",
            "10.0.0.9-3|the range ends before it begins", "2001:db8::9-3|the range ends before it begins",
            "10.0.0.1-|a range is FIRST-LAST, where LAST is an address or only its last number",
            "10.0.0.1-1.5|a range is FIRST-LAST, where LAST is an address or only its last number",
            "10.0.0.1-::5|a range has two addresses of one family, IPv4 or IPv6",
            "2001:db8::1-10.0.0.1|a range has two addresses of one family, IPv4 or IPv6",
            "10.0.0.0/33|behind the / stands the length of the prefix, from 0 to 32",
            "10.0.0.0/|behind the / stands the length of the prefix, from 0 to 32",
            "10.0.0.0/255.255.255.0|behind the / stands the length of the prefix, from 0 to 32",
            "2001:db8::/129|behind the / stands the length of the prefix, from 0 to 128",
            "web/24|'web' is not an address", "2001:db8::g|not an IPv6 address", "10.0.0.1:80|not an IPv6 address",
            "fe80::1%nope|there is no interface 'nope'", "fe80::1%|there is no interface ''",
            "fe80::1%99999999999|there is no interface '99999999999'", "fe80::1%0|there is no interface '0'",
            "2001:db8::1%eth0|only a link-local address has an interface behind %",
            "a..b|neither an address nor a host name, which has letters, digits and - between dots",
            "a b|neither an address nor a host name, which has letters, digits and - between dots",
            "127.0.0.2#c|neither an address nor a host name, which has letters, digits and - between dots"})
    void anythingElseIsToldInOneLine(String typed, String why) {
        assertThatThrownBy(() -> parse(typed)).isInstanceOf(TargetException.class).hasMessage(typed + ": " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31mred", "a\nb", "\0", "\u202eabc", "\ufffd", "\ud800", "a\u0007", "xn--\u00fc",
            "\u3002", "%", "%%", "/", "..", ":", "::%", "["})
    void aHostileTextIsOneLineFitForATerminal(String typed) {
        assertThatThrownBy(() -> parse(typed)).isInstanceOf(TargetException.class).message().matches("\\P{Cc}*")
                .doesNotContain("\u202e");
    }

    @Test
    void aLongTextIsCut() {
        assertThatThrownBy(() -> parse("x".repeat(100_000))).isInstanceOf(TargetException.class)
                .hasMessage("x".repeat(100) + "...: a host name has at most 253 characters");
    }

    /// No text does anything but be read or refused.
    @Test
    void anyTextIsReadOrRefused() {
        String alphabet = "0123456789abcfx:.-%/[]eth0 \u00fc\u001b";
        var random = new Random(4);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            String text = random.ints(random.nextInt(1, 14), 0, alphabet.length()).mapToObj(alphabet::charAt)
                    .map(Object::toString).collect(Collectors.joining());
            try {
                Expression e = parse(text);
                assertThat(e.typed()).isEqualTo(text);
                assertThat(e.count()).isPositive();
                read++;
            } catch (TargetException e) {
                assertThat(e).message().matches("\\P{Cc}*");
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    private static BigInteger number(SockAddr.Ip address) {
        return new BigInteger(1, address.bytes());
    }

    private static SockAddr.Ip random(Random random, boolean six) {
        if (!six) return new SockAddr.In(random.nextInt(), 0);
        // often near the borders of its two halves
        long high = 0x2001_0db8_0000_0000L + random.nextInt(3);
        long low = random.nextBoolean() ? random.nextLong() : (random.nextBoolean() ? -1L : 1L) * random.nextInt(1000);
        return new SockAddr.In6(high, low, 0, 0, 0);
    }

    @Test
    void rangesAreThoseOfWholeNumbers() throws TargetException {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            boolean six = random.nextBoolean();
            SockAddr.Ip from = random(random, six);
            SockAddr.Ip to = random(random, six);
            BigInteger count = number(to).subtract(number(from)).add(BigInteger.ONE).max(BigInteger.ZERO);
            Expression.Span span = Expression.range(from.toString(), to.toString(), ExpressionTest::interfaces);
            assertThat(BigInteger.valueOf(span.count())).as("%s to %s", from, to).isEqualTo(count.min(LARGEST));
            if (span.count() == 0) continue;
            long step = random.nextLong(span.count());
            assertThat(number(span.at(step))).isEqualTo(number(from).add(BigInteger.valueOf(step)));
        }
    }

    @Test
    void prefixesAreThoseOfWholeNumbers() throws TargetException {
        var random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            boolean six = random.nextBoolean();
            SockAddr.Ip base = random(random, six);
            int width = six ? 128 : 32;
            int length = random.nextInt(width + 1);
            BigInteger size = BigInteger.ONE.shiftLeft(width - length);
            BigInteger first = number(base).divide(size).multiply(size);
            BigInteger left = BigInteger.valueOf(six || length > 30 ? 0 : 1);
            Expression.Span span = span(base + "/" + length);
            assertThat(number(span.first())).isEqualTo(first.add(left));
            assertThat(BigInteger.valueOf(span.count())).isEqualTo(size.subtract(left).subtract(left).min(LARGEST));
            var prefix = new Prefix(base, length);
            assertThat(number(prefix.last())).isEqualTo(first.add(size).subtract(BigInteger.ONE));
            SockAddr.Ip other = random(random, six);
            assertThat(prefix.contains(other)).isEqualTo(number(other).divide(size).equals(number(base).divide(size)));
        }
    }
}
