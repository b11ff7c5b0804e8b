package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The filters that are shown for a packet find it, and what is said of them.
final class FilterViewTest {
    private static List<Anatomy> packets(Samples.Sample sample, @Nullable Filter filter) throws Exception {
        try (FrameSource source = sample.open()) {
            return Packets.choose(source, filter, 0, 1000);
        }
    }

    private static List<Long> numbers(Samples.Sample sample, String filter) throws Exception {
        return packets(sample, Filter.parse(filter)).stream().map(Anatomy::number).toList();
    }

    @Test
    void everyFilterFindsThePacketItIsFor() throws Exception {
        for (Samples.Sample sample : Samples.all()) {
            for (Anatomy packet : packets(sample, null)) {
                FilterView.Filters filters = FilterView.filters(packet);
                for (String each : List.of(filters.like(), filters.conversation(), filters.stream())) {
                    if (each.isEmpty()) continue;
                    assertThat(numbers(sample, each)).as(sample.name() + " " + packet.number() + ": " + each)
                            .contains(packet.number());
                }
            }
        }
    }

    /// What tshark's `tcp.stream` has in common is what the ends have in common: the sample has each pair of ports once.
    @Test
    void theEndsFindTheSamePacketsAsTheNumberOfTheStream() throws Exception {
        for (String name : List.of("tcp-echo", "tls13", "udp-echo", "dns-tcp")) {
            Samples.Sample sample = Objects.requireNonNull(Samples.named(name));
            int compared = 0;
            for (Anatomy packet : packets(sample, null)) {
                FilterView.Filters filters = FilterView.filters(packet);
                if (filters.stream().isEmpty()) continue;
                assertThat(numbers(sample, filters.conversation())).isEqualTo(numbers(sample, filters.stream()));
                compared++;
            }
            assertThat(compared).isPositive();
        }
    }

    /// RFC 826: the answer names the same two addresses the other way round.
    @Test
    void aQuestionOfArpAndItsAnswerAreOneConversation() throws Exception {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("arp"));
        List<Anatomy> both = packets(sample,
                Filter.parse("arp.src.proto_ipv4 == 192.0.2.1 || arp.dst.proto_ipv4 == 192.0.2.1"));
        assertThat(both.getFirst().info()).isEqualTo("Who has 192.0.2.2? Tell 192.0.2.1");
        assertThat(numbers(sample, FilterView.filters(both.getFirst()).conversation())).contains(
                both.getFirst().number(), both.get(1).number());
        assertThat(both.get(1).info()).startsWith("192.0.2.2 is at");
    }

    /// RFC 9293 section 3.5: a connection begins with a segment whose only flag is SYN, 0x002.
    @Test
    void aSynIsLikeOthers() throws Exception {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("tcp-echo"));
        Anatomy syn = packets(sample, Filter.parse("tcp.flags.syn == 1 && tcp.flags.ack == 0")).getFirst();
        assertThat(FilterView.filters(syn).like()).isEqualTo("tcp && tcp.flags == 0x2");
    }

    private static Anatomy ethernet(String hex) throws Exception {
        try (var frame = new OneFrame(OneFrame.parse(hex), LinkType.ETHERNET)) {
            return Packets.choose(frame, null, 0, 1).getFirst();
        }
    }

    private static Anatomy datagram(String addresses, String udp) throws Exception {
        int bytes = OneFrame.parse(udp).length + 20;
        return ethernet("ffffffffffff 020000000001 0800 4500 %04x 0000 0000 4011 0000 %s %s"
                .formatted(bytes, addresses, udp));
    }

    /// RFC 4861 section 4.3 and 4.4: question and answer have the target address in common, no other. `tshark -r
    /// ping-ipv6.pcapng -Y "icmpv6.nd.ns.target_address == 2001:db8::2 || icmpv6.nd.na.target_address == 2001:db8::2"` has
    /// packets 1 and 2.
    @Test
    void aQuestionForANeighbourAndItsAnswerAreOneConversation() throws Exception {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("ping-ipv6"));
        List<Anatomy> all = packets(sample, null);
        String question = FilterView.filters(all.getFirst()).conversation();
        assertThat(numbers(sample, question)).containsExactly(1L, 2L);
        assertThat(FilterView.filters(all.get(1)).conversation()).isEqualTo(question);
    }

    /// RFC 2131 section 4.1: a client without an address has only its transaction number in common with the answers.
    @Test
    void dhcpIsKnownByItsTransaction() throws Exception {
        Anatomy discover = datagram("00000000 ffffffff", "0044 0043 00f8 0000 01010600 11223344" + "00".repeat(228)
                + "63825363");
        assertThat(FilterView.filters(discover).conversation()).isEqualTo("dhcp.id == 0x11223344");
        assertThat(FilterView.filters(discover).stream()).isEmpty();
    }

    /// RFC 6762 section 6.7: who answers a question to the group has an address of his own.
    @Test
    void anAnswerDoesNotComeFromTheGroupThatWasAsked() throws Exception {
        Anatomy question = datagram("0a000001 e00000fb", "c000 14e9 000c 0000 00000000");
        assertThat(FilterView.filters(question).conversation())
                .isEqualTo("ip.addr == 10.0.0.1 && udp.port == 49152 && udp.port == 5353");
        assertThat(FilterView.filters(question).stream()).isEmpty();
    }

    /// RFC 7348 section 5: the source port of the outer header differs from one direction to the other.
    @Test
    void inATunnelTheInnerConversationIsTheOne() throws Exception {
        Anatomy packet = ethernet("020000000001 020000000002 0800 4500005d 00010000 4011f68b c0000201 c0000202"
                + "9c40 12b5 0049 687f 08000000 00006400 020000000001 020000000002 0800 4500002b 00010000 400666ca"
                + "0a000001 0a000002 1388 0050 00000001 00000002 50180064 c3250000 616263");
        FilterView.Filters filters = FilterView.filters(packet);
        assertThat(filters.conversation())
                .isEqualTo("ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2 && tcp.port == 5000 && tcp.port == 80");
        assertThat(filters.stream()).isEqualTo("tcp.stream == 0");
    }

    /// RFC 791 section 3.1. `tshark -r fragments.pcapng -Y "ip.flags.mf == 1 || ip.frag_offset > 0"` has twelve packets.
    @Test
    void aFragmentIsLikeOtherFragments() throws Exception {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("fragments"));
        String like = FilterView.filters(packets(sample, null).get(2)).like();
        assertThat(like).isEqualTo("ip.flags.mf == 1 || ip.frag_offset > 0");
        assertThat(numbers(sample, like)).isEqualTo(LongStream.rangeClosed(3, 14).boxed().toList());
    }

    /// `tshark -G protocols` has no `discard`, and its `pppoe` has no packets: they are of `pppoed` or `pppoes`.
    @Test
    void protocolsThatWiresharkCallsOtherwiseAreFoundByAField() throws Exception {
        assertThat(FilterView.filters(datagram("0a000001 0a000002", "c000 0009 000c 0000 61626364")).like())
                .isEqualTo("udp.port == 9");
        assertThat(FilterView.filters(ethernet("ffffffffffff 020000000001 8863 1109 0000 0000")).like())
                .isEqualTo("pppoe.code");
    }
}
