package net.strata.explain.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.strata.explain.term.Entry.Command;
import net.strata.explain.term.Entry.Correction;
import net.strata.explain.term.Entry.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryTextTest {
    @Test
    void everyPartOfAnEntryIsRead() {
        Entry entry = EntryText.parse("""
                # TTL = time to live = 生存时间
                concept

                How many routers
                a packet may pass.

                A second paragraph.

                wrong: It is a time.
                right: It is a count
                  of hops.
                spec: RFC 791 section 3.1; ip(7)
                see: router, hop limit
                run: strata echo lab -- a ::: b -- two programs
                run: strata ping -t 5 192.0.2.1
                field: ip.ttl, ipv6.hlim
                sample: traceroute -- ip.ttl == 1 && udp
                """);
        assertThat(entry.name()).isEqualTo("TTL");
        assertThat(entry.others()).containsExactly("time to live", "生存时间");
        assertThat(entry.kind()).isEqualTo(Kind.CONCEPT);
        assertThat(entry.text()).containsExactly("How many routers a packet may pass.", "A second paragraph.");
        assertThat(entry.corrections()).containsExactly(new Correction("It is a time.", "It is a count of hops."));
        assertThat(entry.sources()).containsExactly("RFC 791 section 3.1", "ip(7)");
        assertThat(entry.related()).containsExactly("router", "hop limit");
        assertThat(entry.commands()).containsExactly(new Command("strata echo lab -- a ::: b", "two programs"),
                new Command("strata ping -t 5 192.0.2.1", ""));
        assertThat(entry.fields()).containsExactly("ip.ttl", "ipv6.hlim");
        assertThat(entry.sample()).isEqualTo(new Sample("traceroute", "ip.ttl == 1 && udp"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "concept//What it is.                                     | x: no spec:",
            "concept//spec: ip(7)                                     | x: nothing says what it is",
            "thing//What it is./spec: ip(7)                           | x: there is no kind thing",
            "concept//What it is./wrong: A./spec: ip(7)               | x: no right: after wrong:",
            "concept//What it is./right: A./spec: ip(7)               | x: no wrong: before right:",
            "concept//What it is./spec: ip(7)/spec: tcp(7)            | x: a key is there twice, with [tcp(7)]",
            "concept//What it is./spec: ip(7)//More./                 | x: a paragraph after the rest, or an unknown key: More.",
            "concept//What it is./spec: ip(7)/sees: bind              | x: a paragraph after the rest, or an unknown key: sees: bind",
            "concept//What it is./spec: ip(7)/sample: ping            | x: no filter for the sample ping"})
    void whatIsNoEntryIsToldWithItsName(String written, String told) {
        assertThatThrownBy(() -> EntryText.parse("# x\n" + written.replace('/', '\n')))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(told);
    }
}
