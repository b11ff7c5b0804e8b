package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.A6;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.each;
import static net.strata.ping.Run.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Packet;
import net.strata.sim.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes, nothing is thrown, and nothing counts but what answers a probe. Which those are is told here anew, from
/// the bytes.
final class HostileArrivalsTest {
    private static final int PROBES = 10;
    private static final int TRIES = 20_000;
    private static final int[] EDGES = {0, 1, 3, 4, 5, 0x40, 0x45, 0x4f, 0x60, 0x7f, 0x80, 0x81, 0xff};
    private static final SockAddr.In SILENT = in(0x0a0b0c);
    private final Network network = new Network(true);
    private final Run run = new Run(network);
    private final Nonces nonces = new Nonces(run.secret[0], run.secret[1]);

    /// Of every two probes, the other is for a host that never answers, so that the run goes on.
    private long nonce(int number) {
        return nonces.nonce(2L * number);
    }

    private byte[] data(int number) {
        return ByteBuffer.allocate(16).putLong(nonce(number)).putLong(0x08090a0b0c0d0e0fL).array();
    }

    private static byte[] changed(byte[] right, Random random) {
        byte[] bytes = Arrays.copyOf(right, random.nextInt(3) == 0 ? random.nextInt(right.length + 9) : right.length);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^ 1 << random.nextInt(8);
                case 1 -> EDGES[random.nextInt(EDGES.length)];
                default -> random.nextInt();
            };
        }
        return bytes;
    }

    /// Whether bytes answer a probe to [Run#A], or quote one.
    private boolean answers(byte[] bytes, boolean six) {
        int ihl = six || bytes.length < 20 ? 0 : bytes[0] & 15;
        if (!six && ihl < 5) return false;
        byte[] m = ihl * 4 > bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, ihl * 4, bytes.length);
        if (m.length < 8) return false;
        int type = m[0] & 0xff;
        if (type == (six ? 129 : 0)) return echoes(m, six, false);
        if (six ? type >= 128 : !List.of(3, 4, 5, 11, 12).contains(type)) return false;
        return quotes(Arrays.copyOfRange(m, 8, m.length), six);
    }

    private boolean quotes(byte[] q, boolean six) {
        if (q.length < (six ? 40 : 20) || (q[0] & 0xff) >> 4 != (six ? 6 : 4)) return false;
        int header = six ? 40 : (q[0] & 15) * 4;
        if (q[six ? 6 : 9] != (six ? 58 : 1) || header < 20 || header + 8 > q.length) return false;
        if (!six && ((q[6] & 0x1f) != 0 || q[7] != 0)) return false;
        byte[] to = six ? Arrays.copyOfRange(q, 24, 40) : Arrays.copyOfRange(q, 16, 20);
        if (!Arrays.equals(to, (six ? A6 : A).bytes())) return false;
        byte[] m = Arrays.copyOfRange(q, header, q.length);
        return (m[0] & 0xff) == (six ? 128 : 8) && echoes(m, six, true);
    }

    private boolean echoes(byte[] m, boolean six, boolean quoted) {
        var b = ByteBuffer.wrap(m);
        int number = (b.getShort(6) & 0xffff) - 1;
        if (b.getShort(4) != (six ? Run.IDENT6 : Run.IDENT) || number < 0 || number >= PROBES) return false;
        if (m.length < 16) return quoted;
        byte[] nonce = ByteBuffer.allocate(8).putLong(nonce(number)).array();
        int same = 0;
        for (int i = 0; i < 8; i++)
            if (nonce[i] == m[8 + i]) same++;
        return same >= 4 || quoted && b.getLong(8) == 0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofPacketsThatWereChangedOnlyThoseCountThatStillAnswer(boolean six) throws IOException {
        var random = new Random(6);
        List<byte[]> right = new ArrayList<>();
        for (int i = 0; i < PROBES; i++)
            right.addAll(Answers.all(six ? A6 : A, i + 1, data(i)));
        network.host(six ? A6 : A).out(Rule.lose(_ -> true));
        int answers = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = changed(right.get(random.nextInt(right.size())), random);
            if (answers(bytes, six)) answers++;
            network.arrive(PROBES * MS + i, six ? A6 : A, bytes);
        }
        run.go(each(MS, PROBES), six ? A6 : A, SILENT);
        assertThat(run.replies.size() + run.troubles.size() + run.advice.size()).isEqualTo(answers);
        assertThat(answers).isBetween(TRIES / 10, TRIES * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void randomBytesCountNothing(boolean raw) throws IOException {
        var noisy = new Network(raw);
        var random = new Random(7);
        noisy.host(A).out(Rule.lose(_ -> true));
        noisy.host(A6).out(Rule.lose(_ -> true));
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) bytes[0] = 0x45;
            noisy.arrive(5 * MS + i, random.nextBoolean() ? A : A6, bytes);
        }
        Run listening = new Run(noisy).go(each(MS, PROBES), A, A6);
        assertThat(listening.replies).isEmpty();
        assertThat(listening.troubles).isEmpty();
        assertThat(listening.unanswered()).hasSize(2 * PROBES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersToOthersCountNothing(boolean six) throws IOException {
        network.host(six ? A6 : A).out(Rule.lose(_ -> true));
        SockAddr.Ip host = six ? A6 : A;
        SockAddr.Ip home = six ? Network.HOME6 : Network.HOME;
        SockAddr.Ip other = six ? new SockAddr.In6(1, 2, 0, 0, 0) : in(9);
        int ident = six ? Run.IDENT6 : Run.IDENT;
        int[] reply = six ? new int[]{129, 128} : new int[]{0, 8};
        byte[] first = data(0);
        int unreachable = six ? 1 : 3;
        List<Packet> strangers = List.of( //
                Answers.echo(reply[0], ident + 1, 1, first, host, home), // another program's
                Answers.echo(reply[0], ident, 201, data(200), host, home), // one that was never sent
                Answers.echo(reply[1], ident, 1, first, host, home), // a request
                Answers.echo(reply[1], ident + 1, 1, first, home, host).error(other, unreachable, 1, 0, 1000),
                Answers.echo(reply[1], ident, 201, data(200), home, host).error(other, unreachable, 1, 0, 1000),
                Answers.echo(reply[1], ident, 1, first, home, other).error(other, unreachable, 1, 0, 1000),
                Answers.echo(reply[0], ident, 1, first, home, host).error(other, unreachable, 1, 0, 1000));
        for (Packet stranger : strangers)
            network.arrive(15 * MS, stranger.from(), Answers.given(stranger));
        run.go(each(MS, PROBES), host, SILENT);
        assertThat(run.replies).isEmpty();
        assertThat(run.troubles).isEmpty();
    }
}
