package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.answering;
import static net.strata.ping.Run.each;
import static net.strata.ping.Run.in;
import static net.strata.ping.Run.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import net.strata.sim.Which;
import org.junit.jupiter.api.Test;

/// More probes in flight than there are sequence numbers, and more than are remembered.
final class ManyProbesTest {
    private static final long SECOND = 1000 * MS;
    private static final long NEVER = Long.MAX_VALUE;
    private final Network network = new Network(true);
    private final Run run = new Run(network);

    private static SockAddr.Ip[] hosts(int count) {
        return IntStream.range(0, count).mapToObj(Run::in).toArray(SockAddr.Ip[]::new);
    }

    @Test
    void twoHundredThousandHostsAreAskedAtOnce() throws IOException {
        int count = 200_000;
        LongUnaryOperator rtts = Which.between(SECOND, 9 * SECOND, 5);
        for (int i = 0; i < count; i++)
            answering(network, in(i), rtts.applyAsLong(i));
        run.go(new Regular(SECOND, 1, NEVER, 1, false, 0, 10 * SECOND, 10 * SECOND), hosts(count));
        assertThat(run.replies).hasSize(count).allSatisfy(reply -> {
            int index = reply.probe().target().index();
            if (reply.rtt() != rtts.applyAsLong(index) || !reply.from().equals(in(index)) || reply.duplicate()
                    || reply.late())
                throw new AssertionError(reply);
        });
        assertThat(run.targets).allMatch(target -> target.received() == 1);
        assertThat(run.settled).isEqualTo(run.sent);
    }

    @Test
    void aHostMayHaveMoreProbesInFlightThanThereAreSequenceNumbers() throws IOException {
        // 100 000 probes, 20 000 a second, each answered after 4 s: 80 000 are in flight.
        answering(network, A, 4 * SECOND).out(Rule.lose(Which.every(100)));
        run.go(new Regular(MS / 20, 100_000, NEVER, 1, false, 0, 10 * SECOND, 10 * SECOND), A);
        assertThat(run.received()).isEqualTo(99_000);
        assertThat(run.rtts()).containsExactly(repeat(99_000, 4 * SECOND));
        assertThat(run.duplicates() + run.late() + run.reordered()).isZero();
        assertThat(run.unanswered()).containsExactly(LongStream.range(0, 1000).map(i -> i * 100 + 99).toArray());
    }

    @Test
    void sequenceNumbersBeginAgain() throws IOException {
        run.size(4); // no room for a nonce
        answering(network, A, 2 * MS).out(Rule.lose(Which.every(1000)));
        run.go(each(MS, 140_000), A);
        assertThat(run.received()).isEqualTo(140_000 - 140);
        assertThat(run.rtts()).containsOnly(2 * MS);
        assertThat(run.duplicates() + run.late() + run.reordered()).isZero();
        assertThat(run.replies.get(70_000 - 70).sequence()).isEqualTo(70_001 - 65_536);
    }

    @Test
    void aDuplicateIsKnownSixtyThousandProbesLater() throws IOException {
        network.host(A).back(Rule.copy(Which.nth(0), 1, 60_000 * MS));
        run.go(each(MS, 60_002), A);
        assertThat(run.of(Reply::duplicate)).containsExactly(0);
        assertThat(run.received()).isEqualTo(60_002);
    }

    @Test
    void aMillionProbesAreRememberedAndTheOldestAreGivenUpForMore() throws IOException {
        int count = (1 << 20) + 1000;
        var nonces = new Nonces(run.secret[0], run.secret[1]);
        int oldest = 1000;
        for (int number : new int[]{0, oldest - 1, oldest, count - 1})
            network.arrive(2000 * SECOND, A, Answers.given(Answers.echo(0, Run.IDENT, number + 1 & 0xffff,
                    Answers.nonce(nonces.nonce(number)), A, Network.HOME)));
        var silent = new Run(network) {
            private long given;

            @Override
            public void sent(Probe probe) {}

            @Override
            public void settled(Probe probe) {
                if (probe.number() != given++) throw new AssertionError(probe.number() + " is out of order");
            }

        };
        silent.size(8).go(new Regular(MS, count, NEVER, 1, false, 0, 3000 * SECOND, 3000 * SECOND), A);
        assertThat(silent.of(_ -> true)).containsExactly(oldest, count - 1);
        assertThat(silent.given).isEqualTo(count); // each once, and in order
    }
}
