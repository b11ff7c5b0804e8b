package net.strata.trace;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;

/// Probes and answers that were never on a wire.
final class Made {
    static final SockAddr.In HERE = new SockAddr.In(0x0a000001, 0);
    static final SockAddr.In HOST = new SockAddr.In(0x0a0000ff, 0);
    private static final int SIZE = 60;

    private Made() {}

    static Path path(int number) {
        return new Path(number, "host" + number, HERE, HOST,
                new Udp(new IpHeader(0, 0, List.of()), 40000, 33434, false));
    }

    static Probe probe(Path path, long number, int hops, long sentAt) {
        var probe = new Probe(number, path, new Request(hops, 0, SIZE, false), (int) number + 1);
        probe.sentAt = sentAt;
        probe.sentWall = sentAt;
        return probe;
    }

    /// The address 10.0.HOPS.LAST.
    static SockAddr.In router(int hops, int last) {
        return new SockAddr.In(0x0a000000 | hops << 8 | last, 0);
    }

    static Answer answer(Probe probe, Kind kind, SockAddr.In from, long rtt) {
        var reading = new Reading();
        reading.clear();
        reading.kind = kind;
        var arrival = new Arrival().packet(Abi.AF_INET, ByteBuffer.allocate(28), 0, 20, 28, 8)
                .from(0, from.address() & 0xffffffffL, 0).times(probe.sentAt + rtt, probe.sentWall + rtt, 0);
        var answer = new Answer(probe, reading, arrival, probe.lost);
        if (probe.answer == null) probe.answer = answer;
        return answer;
    }
}
