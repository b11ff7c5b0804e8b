package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterAdviceTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', value = {"tcp port 80; tcp.port == 80",
            "port 53; (tcp.port == 53 || udp.port == 53)", "udp dst port 53; udp.dstport == 53", "icmp6; icmpv6",
            "host 10.0.0.1; ip.addr == 10.0.0.1", "src 10.0.0.1 and tcp; ip.src == 10.0.0.1 && tcp",
            "dst net 10.0.0.0/8; ip.dst == 10.0.0.0/8", "ip6 host fe80::1; ipv6.addr == fe80::1",
            "ether src 00:11:22:33:44:55; eth.src == 00:11:22:33:44:55", "not (arp or ip6); !(arp || ipv6)",
            "tcp && ! port 22; tcp && !(tcp.port == 22 || udp.port == 22)"})
    void aSimpleCaptureFilterIsSaidBothWays(String typed, String display) {
        assertThat(FilterAdvice.of(List.of(typed.split(" ", -1)))).isEqualTo(
                "a filter needs its option: -f '" + typed + "' as in tcpdump, -Y '" + display + "' as in tshark");
    }

    /// `and` and `or` have the same rank in one language and not in the other.
    @ParameterizedTest
    @CsvSource({"tcp port http", "net 10", "tcp[13] = 2", "less 64", "tcp and udp or icmp", "host www.example.com",
            "ether",
            "host", "greater"})
    void aCaptureFilterThatIsNotSimpleIsLeftAsItIs(String typed) {
        assertThat(FilterAdvice.of(List.of(typed.split(" ", -1)))).isEqualTo(
                "a filter needs its option: -f '" + typed + "' as in tcpdump, or -Y with fields, as in tshark");
    }

    @ParameterizedTest
    @CsvSource({"tcp.port == 80", "!ip.src==10.0.0.1", "(dns.flags and ip)", "tcp contains x"})
    void aDisplayFilterIsKnownByItsFields(String typed) {
        assertThat(FilterAdvice.of(List.of(typed))).isEqualTo("a filter needs its option: -Y '" + typed + "'");
    }

    @org.junit.jupiter.api.Test
    void whatIsShownCanBeCopiedIntoAShell() {
        assertThat(FilterAdvice.of(List.of("it's"))).contains("-f 'it'\\''s' as");
    }
}
