package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rounds over a chain of routers that is not there: hop h answers after h ms.
final class RoundsTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;

    /// A chain, and all that is sent along it.
    private static final class Chain implements Plan.Prober {
        /// When the answer comes, or the probe is given up.
        private record Event(long at, Probe probe, boolean answer) {}

        final Path path = Made.path(0);
        final HopTable table = new HopTable(false, 0);
        final List<Probe> sent = new ArrayList<>();
        final List<Probe> waiting = new ArrayList<>();
        final int end;
        /// The round trip of a probe to a hop, by its number among that hop's; negative if it is lost.
        final LongUnaryOperator[] rtts = new LongUnaryOperator[256];
        long now = 1_000_000_007;
        int most;

        Chain(int end) {
            this.end = end;
            for (int i = 0; i < rtts.length; i++) {
                long rtt = Math.min(i, end) * MS;
                rtts[i] = _ -> rtt;
            }
            table.began(path);
        }

        Chain silent(int... hops) {
            for (int each : hops)
                rtts[each] = _ -> -1;
            return this;
        }

        @Override
        public Probe send(Request request) {
            Probe probe = Made.probe(path, sent.size(), request.hops(), now);
            sent.add(probe);
            waiting.add(probe);
            most = Math.max(most, waiting.size());
            table.sent(probe);
            return probe;
        }

        @Override
        public int allowance() {
            return 100;
        }

        private Event next(Plan plan) {
            Event next = new Event(Long.MAX_VALUE, sent.getFirst(), false);
            for (Probe each : waiting) {
                long number = sent.stream().filter(p -> p.hops() == each.hops() && p.number() < each.number()).count();
                long rtt = rtts[each.hops()].applyAsLong(number);
                long given = each.sentAt() + plan.patience(each);
                boolean answers = rtt >= 0 && each.sentAt() + rtt <= given;
                long at = answers ? each.sentAt() + rtt : given;
                if (at < next.at) next = new Event(at, each, answers);
            }
            return next;
        }

        void run(Plan plan) throws IOException {
            while (true) {
                long wake = plan.isDone() ? -1 : plan.act(this, now);
                if (wake < 0 || plan.isDone()) break;
                Event next = next(plan);
                now = Math.max(now, Math.min(wake, next.at));
                assertThat(now).isLessThan(Long.MAX_VALUE);
                if (next.at > now) continue;
                waiting.remove(next.probe);
                if (next.answer) {
                    boolean last = next.probe.hops() >= end;
                    Answer answer = Made.answer(next.probe, last ? Kind.REACHED : Kind.EXPIRED,
                            last ? Made.HOST : Made.router(next.probe.hops(), 1), next.at - next.probe.sentAt());
                    plan.answered(answer);
                    table.answered(answer);
                } else {
                    next.probe.lost = true;
                    plan.lost(next.probe);
                    table.lost(next.probe);
                }
            }
        }

        Hop hop(int number) {
            return table.of(path).hop(number);
        }

        long lastSent() {
            return sent.getLast().sentAt();
        }
    }

    private static Rounds rounds(long count, long interval, int many) {
        return new Rounds(new HopByHop.Settings(1, 30, 3, many, 0, 60, false, Waits.USUAL), count, interval);
    }

    private static Chain run(Chain chain, long count) throws IOException {
        chain.run(rounds(count, SECOND, 100));
        return chain;
    }

    @Test
    void eachRoundSendsAProbeToEachHop() throws IOException {
        Chain chain = run(new Chain(12), 10);
        for (int hop = 1; hop <= 12; hop++) {
            assertThat(chain.hop(hop).sent()).as("hop " + hop).isEqualTo(10);
            assertThat(chain.hop(hop).answered()).as("hop " + hop).isEqualTo(10);
        }
        assertThat(chain.table.of(chain.path).end()).isEqualTo(12);
    }

    /// The host answers after 12 ms, and the last round begins after 9 s.
    @Test
    void itEndsWhenTheLastRoundIsAnswered() throws IOException {
        Chain chain = run(new Chain(12), 10);
        assertThat(chain.now - chain.lastSent()).isEqualTo(12 * MS);
        assertThat(chain.lastSent() - chain.sent.getFirst().sentAt()).isBetween(9 * SECOND, 10 * SECOND);
    }

    @Test
    void aHostThatAnswersSoonIsFoundWithoutProbesBeyondIt() throws IOException {
        Chain chain = new Chain(12);
        for (int i = 1; i < 256; i++)
            chain.rtts[i] = _ -> 10_000;
        run(chain, 1);
        assertThat(chain.sent).hasSize(12);
        assertThat(chain.now - chain.sent.getFirst().sentAt()).isEqualTo(12 * 10_000);
    }

    @Test
    void silentHopsAreNotWaitedForOnceOthersAnswered() throws IOException {
        Chain chain = run(new Chain(12).silent(3, 7, 11), 10);
        assertThat(chain.now - chain.lastSent()).isLessThan(15 * MS);
        assertThat(chain.hop(7).sent()).isEqualTo(10);
        assertThat(chain.hop(7).lost()).isEqualTo(10);
        assertThat(chain.hop(12).answered()).isEqualTo(10);
    }

    @Test
    void fiveSilentHopsAreLookedBeyondAtOnce() throws IOException {
        assertThat(run(new Chain(12).silent(4, 5, 6, 7), 1).table.ways().getFirst().end()).isEqualTo(12);
    }

    @Test
    void moreOfThemInLaterRounds() throws IOException {
        Chain chain = run(new Chain(12).silent(3, 4, 5, 6, 7, 8, 9, 10, 11), 3);
        assertThat(chain.table.ways().getFirst().end()).isEqualTo(12);
        assertThat(chain.hop(2).answered()).isEqualTo(3);
    }

    @Test
    void aHostThatNeverAnswersEndsSoonAllTheSame() throws IOException {
        int[] all = IntStream.range(4, 256).toArray();
        Chain chain = run(new Chain(255).silent(all), 2);
        assertThat(chain.table.ways().getFirst().answered()).isEqualTo(3);
        assertThat(chain.now - chain.lastSent()).isLessThan(100 * MS);
    }

    @Test
    void nothingAtAllEndsAfterTheLongestWait() throws IOException {
        int[] all = IntStream.range(1, 256).toArray();
        Chain chain = run(new Chain(255).silent(all), 1);
        assertThat(chain.now - chain.lastSent()).isEqualTo(5 * SECOND);
        assertThat(chain.sent).hasSize(5);
    }

    /// The last round trip of hop 2 is twice as long as any before.
    @Test
    void theLastProbeIsNotLostBecauseNobodyWaited() throws IOException {
        Chain chain = new Chain(3);
        chain.rtts[2] = number -> number == 9 ? 20 * MS : 10 * MS;
        run(chain, 10);
        assertThat(chain.hop(2).answered()).isEqualTo(10);
    }

    @Test
    void aRoundTripThatIsLongForOnceIsNoLossWhileOthersAreSent() throws IOException {
        Chain chain = new Chain(3);
        chain.rtts[2] = number -> number == 3 ? 900 * MS : 10 * MS;
        run(chain, 10);
        assertThat(chain.hop(2).answered()).isEqualTo(10);
    }

    @Test
    void noMoreThanSoManyWaitForAnAnswer() throws IOException {
        Chain chain = new Chain(12);
        for (int i = 1; i < 256; i++)
            chain.rtts[i] = _ -> 700 * MS;
        chain.run(rounds(5, 100 * MS, 7));
        assertThat(chain.most).isEqualTo(7);
        assertThat(chain.hop(12).answered()).isPositive().isEqualTo(chain.hop(12).sent());
    }

    @Test
    void aWayThatGetsLongerIsFollowed() throws IOException {
        Chain chain = new Chain(8);
        Rounds rounds = rounds(3, SECOND, 100);
        rounds.act(chain, chain.now);
        Probe first = chain.sent.getFirst();
        chain.waiting.remove(first);
        rounds.answered(Made.answer(first, Kind.UNREACHABLE, Made.router(1, 1), MS));
        chain.run(rounds);
        assertThat(chain.hop(8).answered()).isGreaterThan(0);
    }
}
