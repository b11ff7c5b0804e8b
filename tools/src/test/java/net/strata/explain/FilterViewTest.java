package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
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
}
