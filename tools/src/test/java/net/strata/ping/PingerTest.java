package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.A6;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.answering;
import static net.strata.ping.Run.each;
import static net.strata.ping.Run.in;
import static net.strata.ping.Run.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.sim.Host;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import net.strata.sim.Which;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import net.strata.probe.Timing;

/// What comes back is counted as it was arranged, and every round trip is what it was arranged to be.
final class PingerTest {
    private static final SockAddr.In ROUTER = in(999);
    private static final byte[] PATTERN = new byte[56];
    static {
        for (int i = 0; i < PATTERN.length; i++)
            PATTERN[i] = (byte) i;
    }
    private final Network network = new Network(true);

    private Run run() {
        return new Run(network);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuietNetworkAnswersAll(boolean raw) throws IOException {
        var plain = new Network(raw);
        answering(plain, A, 5 * MS);
        answering(plain, A6, 7 * MS);
        Run run = new Run(plain).go(each(10 * MS, 100), A, A6);
        assertThat(run.targets).extracting(Target::sent, Target::received, Target::errors)
                .containsExactly(tuple(100, 100, 0), tuple(100, 100, 0));
        assertThat(run.replies).hasSize(200).allSatisfy(reply -> {
            assertThat(reply.rtt()).isEqualTo(reply.probe().target().index() == 0 ? 5 * MS : 7 * MS);
            assertThat(reply.timing()).isEqualTo(Timing.KERNEL);
            assertThat(reply.host()).isZero();
            assertThat(reply.bytes()).isEqualTo(64);
            assertThat(reply.hops()).isEqualTo(64);
            assertThat(reply.duplicate() || reply.late() || reply.reordered() || reply.elsewhere()
                    || reply.checksumWrong() || reply.corruption() != null).isFalse();
        });
        assertThat(run.settled).isEqualTo(run.sent).hasSize(200);
        assertThat(run.ended).isTrue();
    }

    private static Tuple tuple(long sent, long received, long errors) {
        return new Tuple(sent, received, errors);
    }

    @Test
    void lostProbesAndLostAnswersAreMissingAlike() throws IOException {
        answering(network, A, MS).out(Rule.lose(Which.nth(2, 3)), Rule.lose(Which.burst(50, 4)));
        network.host(in(2)).back(Rule.lose(Which.every(10)));
        Run run = run().go(each(10 * MS, 100), A, in(2));
        assertThat(run.targets).extracting(Target::received).containsExactly(94L, 90L);
        assertThat(run.unanswered()).containsExactly(2, 3, 9, 19, 29, 39, 49, 50, 51, 52, 53, 59, 69, 79, 89, 99);
    }

    @Test
    void copiesAreDuplicatesAndChangeNoOtherCount() throws IOException {
        network.host(A).back(Rule.delay(_ -> 3 * MS), Rule.copy(Which.nth(0, 4), 2, MS));
        Run run = run().go(each(10 * MS, 5), A);
        assertThat(run.received()).isEqualTo(5);
        // The last probe's copies come at 44 and 45 ms, when the run has ended with its answer at 43 ms.
        assertThat(run.of(Reply::duplicate)).containsExactly(0, 0);
        assertThat(run.rtts()).containsExactly(3 * MS, 4 * MS, 5 * MS, 3 * MS, 3 * MS, 3 * MS, 3 * MS);
        assertThat(run.late()).isZero();
    }

    @Test
    void aDuplicateOfWhatIsSettledIsNotLate() throws IOException {
        network.host(A).back(Rule.copy(Which.nth(0), 1, 25 * MS));
        Run run = run().go(each(10 * MS, 5), A);
        assertThat(run.duplicates()).isOne();
        assertThat(run.late()).isZero();
    }

    @Test
    void whatIsOvertakenIsReordered() throws IOException {
        network.host(A).back(Rule.delay(_ -> MS), Rule.delay(Which.nth(2, 7), 24 * MS));
        Run run = run().go(each(10 * MS, 12), A);
        assertThat(run.of(Reply::reordered)).containsExactly(2, 7);
        assertThat(run.of(reply -> reply.rtt() == 25 * MS)).containsExactly(2, 7);
        assertThat(run.received()).isEqualTo(12);
        assertThat(run.settled).isEqualTo(run.sent);
    }

    @Test
    void whatComesAfterItsTimeIsLateAndStillReceived() throws IOException {
        network.host(A).back(Rule.delay(Which.nth(1), 1500 * MS), Rule.lose(Which.nth(2)));
        Run run = run().go(each(500 * MS, 6), A);
        assertThat(run.of(Reply::late)).containsExactly(1);
        assertThat(run.received()).isEqualTo(5);
        assertThat(run.rtts()).contains(1500 * MS);
    }

    @Test
    void changedDataIsShownByteForByte() throws IOException {
        // Bytes 8 to 15 of the message are the nonce; byte 30 is the 22nd of the data, which has its place as value.
        network.host(A).back(Rule.corrupt(Which.nth(1), 30, 0x80, true));
        Run run = run().go(each(10 * MS, 3), A);
        assertThat(run.of(reply -> reply.corruption() != null)).containsExactly(1);
        Corruption corruption = Objects.requireNonNull(run.replies.get(1).corruption());
        assertThat(corruption.first()).isEqualTo(22);
        assertThat(corruption.length()).isEqualTo(56);
        assertThat(corruption.expected(22)).isEqualTo(22);
        assertThat(corruption.got(22)).isEqualTo(22 ^ 0x80);
        assertThat(corruption.got(23)).isEqualTo(23);
        assertThat(run.replies.get(1).checksumWrong()).isFalse();
    }

    @Test
    void aWrongChecksumIsToldAndNotCountedWhereTheSocketShowsIt() throws IOException {
        network.host(A).back(Rule.corrupt(Which.nth(1), 30, 1, false));
        network.host(A6).back(Rule.corrupt(Which.nth(1), 30, 1, false));
        Run run = run().go(each(10 * MS, 3), A, A6);
        assertThat(run.of(Reply::checksumWrong)).containsExactly(1);
        assertThat(run.corrupted()).isOne();
        assertThat(run.targets).extracting(Target::received).containsExactly(2L, 2L);
        assertThat(run.unanswered()).containsExactly(1, 1);
        var datagrams = new Network(false);
        datagrams.host(A).back(Rule.corrupt(Which.nth(1), 30, 1, false));
        assertThat(new Run(datagrams).go(each(10 * MS, 3), A).received()).isEqualTo(2);
    }

    @Test
    void aProbeThatReachesTheHostChangedComesBackChanged() throws IOException {
        network.host(A).out(Rule.corrupt(Which.nth(0), 20, 1, true), Rule.corrupt(Which.nth(1), 20, 1, false));
        Run run = run().go(each(10 * MS, 3), A);
        assertThat(run.of(reply -> reply.corruption() != null)).containsExactly(0);
        assertThat(run.unanswered()).containsExactly(1); // Hosts do not answer what has a wrong checksum.
    }

    @Test
    void anAnswerFromElsewhereIsTold() throws IOException {
        network.host(A).back(Rule.from(Which.nth(1), in(77)));
        network.host(A6).back(Rule.from(Which.nth(2), new SockAddr.In6(A6.high(), 0x777, 0, 0, 0)));
        Run run = run().go(each(10 * MS, 3), A, A6);
        assertThat(run.of(Reply::elsewhere)).containsExactly(1, 2);
        assertThat(run.received()).isEqualTo(6);
        assertThat(run.replies).filteredOn(Reply::elsewhere).extracting(reply -> reply.from().host())
                .containsExactly("198.18.0.77", "2001:db8::777");
    }

    @Test
    void aShortenedAnswerIsAnAnswerAsLongAsItHasTheNonce() throws IOException {
        // Of the message, 8 bytes are header and 8 nonce.
        network.host(A).back(Rule.truncate(Which.nth(0), 32), Rule.truncate(Which.nth(1), 16),
                Rule.truncate(Which.nth(2), 15));
        Run run = run().go(each(10 * MS, 4), A);
        assertThat(run.replies).extracting(Reply::bytes).containsExactly(32, 16, 64);
        assertThat(run.unanswered()).containsExactly(2);
        assertThat(run.corrupted()).isZero();
    }

    @Test
    void aNonceThatIsHalfRightIsACorruptedAnswer() throws IOException {
        Rule first = Rule.corrupt(Which.nth(1, 2), 8, 0xff, true);
        Rule second = Rule.corrupt(Which.nth(1, 2), 15, 1, true);
        network.host(A).back(first, second, Rule.corrupt(Which.nth(1, 2), 9, 1, true),
                Rule.corrupt(Which.nth(1, 2), 10, 1, true), Rule.corrupt(Which.nth(2), 11, 1, true));
        Run run = run().go(each(10 * MS, 4), A);
        assertThat(run.unanswered()).containsExactly(2); // five bytes of eight are wrong
        assertThat(run.of(reply -> reply.corruption() != null)).containsExactly(1);
        assertThat(run.replies).filteredOn(reply -> reply.corruption() != null)
                .allSatisfy(reply -> assertThat(Objects.requireNonNull(reply.corruption()).first()).isZero());
    }

    private static byte[] reply(int sequence, byte[] data) {
        return Answers.given(Answers.echo(0, Run.IDENT, sequence, data, A, Network.HOME));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoDoesNotKnowTheNonceCannotAnswer(boolean alone) throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        answering(network, in(2), 5 * MS);
        for (int sequence = 1; sequence <= 3; sequence++) {
            for (int length : new int[]{0, 7, 8, 56}) {
                for (SockAddr.In from : List.of(A, in(2), in(3))) {
                    network.arrive(25 * MS, from, reply(sequence, new byte[length]));
                    network.arrive(25 * MS, from, reply(sequence, Arrays.copyOf(PATTERN, length)));
                }
            }
        }
        Run run = alone ? run().go(each(10 * MS, 4), A) : run().go(each(10 * MS, 4), A, in(2));
        assertThat(run.replies).hasSize(alone ? 0 : 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 40, Integer.MAX_VALUE})
    void errorsBelongToTheProbeThatTheyQuote(int quoted) throws IOException {
        for (boolean raw : new boolean[]{true, false}) {
            var routed = new Network(raw);
            routed.host(A).out(Rule.error(Which.nth(1), ROUTER, 3, 1, 0, quoted),
                    Rule.error(Which.nth(2), ROUTER, 11, 0, 0, quoted),
                    Rule.error(Which.nth(3), ROUTER, 3, 4, 1400, quoted));
            Run run = new Run(routed).go(each(10 * MS, 5), A);
            assertThat(run.troubles).extracting(trouble -> List.of(trouble.probe().count(), (long) trouble.type(),
                    (long) trouble.code(), (long) trouble.info()))
                    .containsExactly(List.of(1L, 3L, 1L, 0L), List.of(2L, 11L, 0L, 0L), List.of(3L, 3L, 4L, 1400L));
            assertThat(run.troubles).allSatisfy(trouble -> assertThat(trouble.from()).isEqualTo(ROUTER));
            assertThat(run.targets.getFirst().errors()).isEqualTo(3);
            assertThat(run.received()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void errorsOfIcmpv6BelongToTheProbeThatTheyQuote(boolean raw) throws IOException {
        var router = new SockAddr.In6(A6.high(), 9, 0, 0, 0);
        var routed = new Network(raw);
        routed.host(A6).out(Rule.error(Which.nth(1), router, 1, 3, 0, 48), Rule.error(Which.nth(2), router, 2, 0, 1280,
                Integer.MAX_VALUE));
        Run run = new Run(routed).go(each(10 * MS, 3), A6);
        assertThat(run.troubles).extracting(Trouble::type, Trouble::info, trouble -> trouble.probe().count())
                .containsExactly(Tuple.tuple(1, 0, 1L),
                        Tuple.tuple(2, 1280, 2L));
        assertThat(run.received()).isOne();
    }

    @Test
    void aRedirectIsAdviceAndTheProbeIsAnsweredNevertheless() throws IOException {
        network.host(A).out((packet, next) -> {
            next.accept(packet);
            if (packet.count() == 1) next.accept(packet.error(ROUTER, 5, 1, 0xc0000209, 28)); // to 192.0.2.9
        });
        Run run = run().go(each(10 * MS, 3), A);
        assertThat(run.advice).extracting(trouble -> trouble.probe().count(), Trouble::info)
                .containsExactly(Tuple.tuple(1L, 0xc0000209));
        assertThat(run.troubles).isEmpty();
        assertThat(run.targets).extracting(Target::sent, Target::received, Target::errors)
                .containsExactly(tuple(3, 3, 0));
    }

    @Test
    void anErrorThatDoesNotQuoteTheProbeIsNobodys() throws IOException {
        network.host(A).out(Rule.error(_ -> true, ROUTER, 3, 1, 0, 8)); // less than the IP header
        Run run = run().go(each(10 * MS, 3), A);
        assertThat(run.troubles).isEmpty();
        assertThat(run.unanswered()).containsExactly(0, 1, 2);
    }

    @Test
    void refusedProbesAreToldAtOnceAndNotWaitedFor() throws IOException {
        network.host(A).refuse(_ -> true, Errno.ENETUNREACH);
        Run run = run().go(each(10 * MS, 3), A);
        assertThat(run.refused).isEqualTo(run.sent).isEqualTo(run.settled).hasSize(3);
        assertThat(network.now()).isEqualTo(20 * MS);
        assertThat(run.targets).extracting(Target::sent, Target::received, Target::errors)
                .containsExactly(tuple(3, 0, 3));
    }

    @Test
    void manyMayAnswerABroadcast() throws IOException {
        Host[] members = {answering(network, in(21), MS), answering(network, in(22), 2 * MS),
                answering(network, in(23), 3 * MS)};
        network.group(in(255), members);
        Run run = run().go(each(10 * MS, 4), in(255));
        assertThat(run.received()).isEqualTo(4);
        // The run ends with the first answer to the last probe.
        assertThat(run.duplicates()).isEqualTo(3 * 2);
        assertThat(run.replies).allMatch(Reply::elsewhere);
        assertThat(run.rtts()).containsExactly(MS, 2 * MS, 3 * MS, MS, 2 * MS, 3 * MS, MS, 2 * MS, 3 * MS, MS);
    }

    @Test
    void whatTheHostAddsIsNotInTheRoundTrip() throws IOException {
        answering(network, A, 5 * MS);
        network.overhead(20_000, 70_000);
        Run run = run().go(each(10 * MS, 10), A);
        assertThat(run.rtts()).containsExactly(repeat(10, 5 * MS));
        assertThat(run.replies).allMatch(reply -> reply.host() == 90_000 && reply.timing() == Timing.KERNEL);
    }

    /// Of 90 µs that this host adds, 20 are before the probe leaves, and 70 behind the stamp of the reply.
    @Test
    void whereStampsAreMissingTheProgramsClockMeasures() throws IOException {
        answering(network, A, 5 * MS);
        network.overhead(20_000, 70_000).sendStamps(n -> n != 1).arrivalStamps(n -> n != 2);
        Run run = run().go(each(10 * MS, 4), A);
        assertThat(run.rtts()).containsExactly(5 * MS, 5 * MS + 20_000, 5 * MS + 90_000, 5 * MS);
        assertThat(run.replies).extracting(Reply::timing)
                .containsExactly(Timing.KERNEL, Timing.RECEIPT, Timing.PROGRAM, Timing.KERNEL);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000_000_000L, -3_600_000_000_000L, MS, -MS, -4 * MS})
    void settingTheSystemsClockChangesNoRoundTrip(long by) throws IOException {
        answering(network, A, 5 * MS);
        network.step(12 * MS, by).step(15 * MS + 1, -2 * by);
        Run run = run().go(each(10 * MS, 4), A);
        assertThat(run.rtts()).containsExactly(repeat(4, 5 * MS));
        assertThat(run.replies).extracting(Reply::timing)
                .containsExactly(Timing.KERNEL, Timing.PROGRAM, Timing.KERNEL, Timing.KERNEL);
    }
}
