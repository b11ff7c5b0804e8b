package net.strata.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no filter is answered with a message and the place.
final class FilterErrorTest {
    private static FilterException error(String filter) {
        FilterException e = catchThrowableOfType(FilterException.class, () -> Filter.parse(filter));
        assertThat(e).as(filter).isNotNull();
        return e;
    }

    /// The place is what tshark 4.0.17 underlines, for those that it refuses too.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tcp.port == "abc"         | "abc"      | tcp.port is a number, "abc" is none
            ip.ttl contains "x"       | ip.ttl     | ip.ttl is a number: contains needs text or bytes
            tcp.flags.syn & 1         | tcp.flags.syn | there is no & of a flag
            ip.src == eth.src         | eth.src    | ip.src is an IPv4 address, eth.src is an Ethernet address
            tcp.port == 65536         | 65536      | 65536 is too large for tcp.port: at most 65535
            tcp.port == 80.0          | 80.0       | "80.0" is no number
            ip.ttl == 08              | 08         | "08" is no number
            ip.addr == 192.0.2        | 192.0.2    | "192.0.2" is not an IPv4 address
            ip.addr == 1.2.3.4/33     | 1.2.3.4/33 | at most 32 bits
            ip.addr == "192.0.2.1"    | "192.0.2.1" | an IPv4 address stands without quotes
            eth.addr == 02:00         | 02:00      | an Ethernet address has 6 bytes
            eth.addr[0] == 0x0202     | 0x0202     | "0x0202" is not bytes
            ip.ttl[0] == 40           | ip.ttl     | no slice can be cut of it
            frame[2-1] == 00          | 2-1        | the range 2-1 ends before it begins
            frame[0:0] == 00          | 0:0        | the range 0:0 has no length
            tcp matches get           | get        | matches needs a regular expression in double quotes
            tcp matches "a("          | "a("       | no regular expression: unclosed group
            tcp contains GET          | GET        | "GET" is not bytes
            foo(ip.ttl) == 3          | foo        | no function foo
            count(tcp)                | count(tcp) | a function's value has to be compared
            len() == 3                | len()      | len takes one field
            upper(ip.ttl) == "a"      | ip.ttl     | upper does not take a number
            80 == tcp.port            | 80         | a field or protocol is missing before 80
            "a" == "a"                | "a"        | begins with a field or function
            tcp.port in {80 443}      | 443        | a comma is missing
            tcp.port in {}            | }          | "}" was unexpected here
            tcp tcp                   | tcp        | "tcp" was unexpected here
            and tcp                   | and        | "and" was unexpected here
            ip.ttl=64                 | =          | is equal is ==
            (ip.ttl) == 64            | ==         | "==" was unexpected here
            tcp.port#x == 80          | #x         | # takes the number of a layer
            tcp.time_delta < "1"      | "1"        | a span of time stands without quotes
            frame.time > 1000         | 1000       | "1000" is no point of time
            ip.ttl == 'ab'            | 'ab'       | more than one character
            ip.tt == 64               | ip.tt      | did you mean ip.ttl?
            IP                        | IP         | did you mean ip?
            tcp.port == tcp.srcprt    | tcp.srcprt | did you mean tcp.srcport?
            ssl.record.version == 5   | ssl.record.version | tls.record.version
            bootp                     | bootp      | dhcp
            eth.no_such_field         | eth.no_such_field | no field or protocol eth.no_such_field
            """)
    void isShownWithItsPlace(String filter, String place, String message) {
        FilterException e = error(filter);
        assertThat(e).hasMessageContaining(message);
        assertThat(filter.substring(e.from(), e.to())).isEqualTo(place);
    }

    @Test
    void theMarkStandsUnderThePlace() {
        assertThat(error("tcp && ip.tt == 64").place()).containsExactly("    tcp && ip.tt == 64", "           ^~~~~");
        assertThat(error("tcp &&").place()).containsExactly("    tcp &&", "          ^");
        assertThat(error("tcp == \"abc").place()).containsExactly("    tcp == \"abc", "           ^~~~");
    }

    @Test
    void ofALongFilterAPieceIsShown() {
        String filter = "tcp || ".repeat(1000) + "ip.tt";
        assertThat(error(filter).place()).allMatch(line -> line.length() < 200).first().asString().startsWith("    ...")
                .endsWith("ip.tt");
    }

    @Test
    void nestingHasAnEnd() {
        for (String open : new String[]{"(", "!", "not ", "{", "ip.ttl == {", "len(", "ip.ttl + ",
                "frame[0]".repeat(2)})
            error(open.repeat(100_000));
        error("frame" + "[0]".repeat(100_000));
        error("ip.ttl" + " + 1".repeat(100_000) + " == 1");
        assertThat(error("(".repeat(100_000))).hasMessageContaining("200");
    }

    @Test
    void lengthHasNone() throws FilterException {
        assertThat(Filter.parse("tcp" + " or tcp".repeat(50_000)).matches(FilterTest.cursor("00"))).isFalse();
        Filter.parse("tcp.port in {1" + ", 2..3".repeat(50_000) + "}");
        Filter.parse("tcp contains \"" + "a".repeat(1_000_000) + "\"");
    }

    /// Pieces of the language in any order are a filter or not, and nothing else.
    @Test
    void anyTextIsAFilterOrAnError() {
        String[] pieces = {"ip.ttl", "tcp", "==", "!=", "===", "~", "\"a\"", "r\"\\d\"", "'", "\"", "80", "-", "+", "(",
                ")", "{", "}", "[", "]", "0:2", "..", ",", "#", "1", "in", "not", "and", "||", "any", "all", "len",
                "max", "eth.src", "192.0.2.0/24", "::1", "ff:ff", "0x", "1.5", "&", "/", "%", "contains", "matches",
                "frame.time", "\\", "\u00e9", "\ud800", "\0", "true", "ip.src", ":", ".", "99999999999999999999"};
        var random = new Random(7);
        int sound = 0;
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--)
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            try {
                Filter.parse(text.toString()).matches(FilterTest.cursor("0200"));
                sound++;
            } catch (FilterException e) {
                assertThat(e.place()).hasSize(2);
            }
        }
        assertThat(sound).isPositive();
    }
}
