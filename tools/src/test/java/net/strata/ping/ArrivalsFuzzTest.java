package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import org.junit.jupiter.params.provider.MethodSource;

/// Packets that come while probes are in flight: whatever their bytes, the engine goes on and its counts agree.
final class ArrivalsFuzzTest {
    private static final int PROBES = 4;
    private static final int SIX = 0x8000;
    private static final int[] SIZES = {56, 8, 4, 0};

    /// @param data a byte for the kind of sockets and the size of the probes; then packets, each behind its length and
    /// family in two bytes
    @MethodSource("seeds")
    @FuzzTest
    void anyArrivals(byte[] data) throws IOException {
        var in = ByteBuffer.wrap(data);
        int kind = in.hasRemaining() ? in.get() : 0;
        var network = new Network((kind & 1) == 0);
        network.host(Run.A).out(Rule.lose(_ -> true));
        network.host(Run.A6).out(Rule.lose(_ -> true));
        while (in.remaining() >= 2) {
            int head = in.getShort();
            byte[] packet = new byte[Math.min(head & ~SIX & 0xffff, in.remaining())];
            in.get(packet);
            network.arrive(PROBES * Run.MS, (head & SIX) != 0 ? Run.A6 : Run.A, packet);
        }
        Run run = new Run(network).size(SIZES[kind >> 1 & 3]).go(Run.each(Run.MS, PROBES + 1), Run.A, Run.A6);
        assertThat(run.settled).isEqualTo(run.sent);
        assertThat(run.received()).isEqualTo(run.count(reply -> !reply.duplicate() && !reply.checksumWrong()));
        assertThat(run.targets.stream().mapToLong(Target::errors).sum()).isEqualTo(run.troubles.size());
        assertThat(run.sent).hasSize(2 * (PROBES + 1));
    }

    static Stream<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        var nonces = new Nonces(new Run(new Network(true)).secret[0], new Run(new Network(true)).secret[1]);
        for (byte kind = 0; kind < 8; kind++) {
            for (SockAddr.Ip host : List.of(Run.A, Run.A6)) {
                int flag = host instanceof SockAddr.In6 ? SIX : 0;
                byte[] nonce = Answers.nonce(nonces.nonce(flag == 0 ? 0 : 1));
                for (byte[] packet : Answers.all(host, 1, (kind & 4) == 0 ? nonce : new byte[0]))
                    seeds.add(ByteBuffer.allocate(3 + packet.length).put(kind).putShort((short) (flag | packet.length))
                            .put(packet).array());
            }
        }
        return seeds.stream();
    }
}
