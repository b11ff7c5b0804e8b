package net.strata.ping;

import static net.strata.ping.Run.A6;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.sim.Fate;
import net.strata.sim.Host;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import net.strata.sim.Which;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the network does, every probe is answered, lost or refused, and the engine and the network agree about each.
final class LawTest {
    /// Behind an ICMP header and the nonce.
    private static final int DATA = 16;

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sentIsAnsweredAndLostAndRefused(int seed) throws IOException {
        var random = new Random(seed);
        var network = new Network(random.nextBoolean());
        var run = new Run(network).size(random.nextInt(8, 200));
        var addresses = new ArrayList<SockAddr.Ip>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            SockAddr.Ip address = random.nextBoolean() ? in(i) : new SockAddr.In6(A6.high(), 0x100 + i, 0, 0, 0);
            addresses.add(address);
            anyRules(network.host(address), random);
        }
        network.sendStamps(Which.chance(0.9, seed)).arrivalStamps(Which.chance(0.9, seed + 1));
        if (random.nextBoolean()) network.step(random.nextLong(900 * MS), random.nextLong(-5000, 5000) * MS);
        if (random.nextInt(4) == 0) run.gap = random.nextLong(3 * MS);
        run.go(anyPlan(random), addresses.toArray(SockAddr.Ip[]::new));
        agree(run);
    }

    private static Plan anyPlan(Random random) {
        boolean flow = random.nextInt(4) == 0;
        return new Regular(random.nextLong(1, 20) * MS, random.nextInt(1, 100), Long.MAX_VALUE, random.nextInt(1, 4),
                flow, !flow && random.nextInt(4) == 0 ? MS : 0, random.nextLong(1, 100) * MS, 100 * MS);
    }

    private static void anyRules(Host host, Random random) {
        SockAddr.Ip near = host.address() instanceof SockAddr.In ? in(77) : new SockAddr.In6(A6.high(), 0x177, 0, 0, 0);
        boolean six = near instanceof SockAddr.In6;
        Rule error = Rule.error(any(random), near, six ? 1 : 3, 1, 0, random.nextBoolean() ? six ? 48 : 28 : 1000);
        host.out(some(random, near, List.of(error))).back(some(random, near, List.of()));
        if (random.nextInt(4) == 0) host.refuse(any(random), Errno.ENOBUFS);
    }

    private static LongPredicate any(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Which.chance(random.nextDouble() / 2, random.nextLong());
            case 1 -> Which.bursts(random.nextDouble() / 4, random.nextInt(2, 9), random.nextLong());
            default -> Which.every(random.nextInt(2, 20));
        };
    }

    private static Rule[] some(Random random, SockAddr.Ip near, List<Rule> others) {
        List<Rule> rules = new ArrayList<>(List.of(Rule.lose(any(random)), Rule.copy(any(random), 2, 3 * MS),
                Rule.delay(any(random), random.nextLong(50 * MS)),
                Rule.delay(Which.between(0, 10 * MS, random.nextLong())),
                Rule.delay(Which.exponential(5 * MS, random.nextLong())),
                Rule.corrupt(any(random), DATA + random.nextInt(100), 1 << random.nextInt(8), random.nextBoolean()),
                Rule.truncate(any(random), random.nextInt(DATA, 100)), Rule.from(any(random), near)));
        rules.addAll(others);
        Collections.shuffle(rules, random);
        return rules.subList(0, random.nextInt(5)).toArray(Rule[]::new);
    }

    private static void agree(Run run) {
        assertThat(run.settled).isEqualTo(run.sent);
        Map<Probe, Reply> first = new HashMap<>();
        Map<Probe, Integer> errors = new HashMap<>();
        for (Trouble trouble : run.troubles)
            errors.merge(trouble.probe(), 1, Integer::sum);
        Map<Probe, Integer> damaged = new HashMap<>();
        for (Reply reply : run.replies) {
            if (reply.checksumWrong()) damaged.merge(reply.probe(), 1, Integer::sum);
            else
                assertThat(reply.duplicate()).isEqualTo(first.putIfAbsent(reply.probe(), reply) != null);
        }
        long answered = 0;
        long lost = 0;
        long refused = 0;
        for (Probe probe : run.sent) {
            Fate fate = run.network.fate(probe.number());
            assertThat(probe.sentAt()).isEqualTo(fate.sent());
            assertThat(probe.isRefused()).isEqualTo(fate.errno() != 0);
            assertThat(probe.replies()).as("probe %d", probe.number()).isEqualTo(fate.replies());
            assertThat(damaged.getOrDefault(probe, 0)).isEqualTo(fate.damaged());
            assertThat(errors.getOrDefault(probe, 0)).isEqualTo(fate.errors());
            Reply reply = first.get(probe);
            if (reply != null) assertThat(reply.rtt()).isEqualTo(fate.answered() - fate.sent());
            if (probe.isRefused()) refused++;
            else if (probe.replies() > 0) answered++;
            else
                lost++;
        }
        assertThat(run.sent.size()).isEqualTo(answered + lost + refused);
        assertThat(run.received()).isEqualTo(answered);
        assertThat(run.refused).hasSize((int) refused);
        assertThat(run.targets.stream().mapToLong(Target::sent).sum()).isEqualTo(run.sent.size());
        assertThat(run.targets.stream().mapToLong(Target::errors).sum()).isEqualTo(run.troubles.size() + refused);
        assertThat(run.duplicates()).isEqualTo(run.count(reply -> !reply.checksumWrong()) - answered);
    }
}
