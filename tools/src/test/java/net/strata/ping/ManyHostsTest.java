package net.strata.ping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.ping.Run.A;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.answering;
import static net.strata.ping.Run.each;
import static net.strata.ping.Run.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.strata.cli.Output;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Many hosts in one run: their turns, the rate, those who come later, and the table.
final class ManyHostsTest {
    private final Network network = new Network(true);
    private final Run run = new Run(network);

    private static SockAddr.Ip[] hosts(int count) {
        return IntStream.range(0, count).mapToObj(Run::in).toArray(SockAddr.Ip[]::new);
    }

    @Test
    void theRateHoldsAndHostsTakeTurnsWhereTheIntervalIsTooShortForAll() throws IOException {
        run.gap = MS;
        run.go(each(10 * MS, 10), hosts(20));
        assertThat(run.sentAt()).containsExactly(LongStream.range(0, 200).map(k -> k * MS).toArray());
        assertThat(run.sent.stream().mapToInt(probe -> probe.target().index()))
                .containsExactlyElementsOf(IntStream.range(0, 200).map(k -> k % 20).boxed().toList());
    }

    @Test
    void theIntervalHoldsWhereThereIsTime() throws IOException {
        run.gap = MS;
        run.go(each(10 * MS, 3), hosts(3));
        assertThat(run.sentAt())
                .containsExactly(LongStream.of(0, 1, 2, 10, 11, 12, 20, 21, 22).map(t -> t * MS).toArray());
    }

    @Test
    void hostsThatComeLaterAreProbedAsTheyCome() throws IOException {
        answering(network, A, MS);
        answering(network, in(2), MS);
        var pinger = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, 64, _ -> 56),
                new Echo(new Payload(new byte[0], 56), Run.IDENT, Run.IDENT6), each(10 * MS, 2), network, network,
                network::wall, run, run.secret);
        pinger.feed(new Feed() {
            private int given;

            @Override
            public @Nullable Target next(long now) {
                return now < due() || given == 2 ? null : new Target(given, "", given++ == 0 ? A : in(2));
            }

            @Override
            public long due() {
                return 35L * MS * given;
            }

            @Override
            public boolean isOver() {
                return given == 2;
            }
        });
        pinger.run();
        assertThat(run.sentAt()).containsExactly(LongStream.of(0, 10, 35, 45).map(t -> t * MS).toArray());
        assertThat(run.rtts()).containsExactly(Run.repeat(4, MS));
    }

    /// What is printed of hosts, of which the first is called `a.test`, and all but the second answer.
    private String printed(int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var text = new ManyText(false, false, new Output(bytes));
        var pinger = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, 64, _ -> 56),
                new Echo(new Payload(new byte[0], 56), Run.IDENT, Run.IDENT6), each(10 * MS, 2), network, network,
                network::wall, text, run.secret);
        for (int i = 0; i < count; i++) {
            if (i != 1) answering(network, in(i + 1), MS);
            else
                network.host(in(i + 1)).out(Rule.lose(_ -> true));
            var target = new Target(i, i == 0 ? "a.test" : in(i + 1).host(), in(i + 1));
            text.place(target, i);
            pinger.add(target);
        }
        text.unresolved("b.test", "Name or service not known");
        pinger.run();
        return bytes.toString(UTF_8);
    }

    @Test
    void ofAFewEveryReplyAndEveryHostIsShown() throws IOException {
        assertThat(printed(2)).isEqualTo("""
                64 bytes from a.test (198.18.0.1): icmp_seq=1 ttl=64 time=1.00 ms
                64 bytes from a.test (198.18.0.1): icmp_seq=2 ttl=64 time=1.00 ms

                --- ping statistics ---
                host           sent received   loss  min/avg/max/mdev in ms
                a.test            2        2     0%  1.00/1.00/1.00/0.000
                198.18.0.2        2        0   100%  -
                b.test: Name or service not known
                1 of 3 hosts answered; 4 packets transmitted, 2 received, 50% packet loss, time 10ms
                """);
    }

    @Test
    void ofManyOnlyThoseAreShownThatLostSomething() throws IOException {
        assertThat(printed(60)).isEqualTo("""

                --- ping statistics ---
                host           sent received   loss  min/avg/max/mdev in ms
                198.18.0.2        2        0   100%  -
                59 hosts lost nothing
                b.test: Name or service not known
                59 of 61 hosts answered; 120 packets transmitted, 118 received, 1.7% packet loss, time 10ms
                """);
    }
}
