package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.strata.os.SockAddr;
import net.strata.trace.Kind;

/// Ways that nobody measured.
final class Made {
    static final SockAddr.In HOST = new SockAddr.In(0x0a0000ff, 0);
    private static final long MS = 1_000_000;

    private Made() {}

    static SockAddr.In router(int hop) {
        return new SockAddr.In(0x0a000001 | hop << 8, 0);
    }

    /// A router that answered all but `lost`, the times all `ms`.
    static Stop stop(int hop, long settled, long lost, double ms) {
        long answered = Math.min(settled - lost, Evidence.KEPT);
        return new Stop(hop, settled, lost, List.of(voice(router(hop), settled - lost, Kind.EXPIRED)),
                Collections.nCopies((int) answered, Math.round(ms * MS)));
    }

    static Stop host(int hop, long settled, long lost, double ms) {
        var stop = stop(hop, settled, lost, ms);
        return new Stop(hop, settled, lost, List.of(voice(HOST, settled - lost, Kind.REACHED)), stop.times());
    }

    static Stop silent(int hop, long settled) {
        return new Stop(hop, settled, settled, List.of(), List.of());
    }

    static Stop from(int hop, SockAddr.In router) {
        return new Stop(hop, 3, 0, List.of(voice(router, 3, Kind.EXPIRED)), times(hop));
    }

    static Stop seen(int hop, Sight sight) {
        return new Stop(hop, 3, 0,
                List.of(new Stop.Voice(router(hop), 3, Kind.EXPIRED, 11, 0, sight)), times(hop));
    }

    static Stop refusing(int hop, int type, int code) {
        return new Stop(hop, 3, 0,
                List.of(new Stop.Voice(router(hop), 3, Kind.UNREACHABLE, type, code, Sight.NONE)), times(hop));
    }

    private static List<Long> times(int hop) {
        return LongStream.range(0, 3).map(i -> hop * MS + i).boxed().toList();
    }

    private static Stop.Voice voice(SockAddr.In from, long count, Kind kind) {
        return new Stop.Voice(from, count, kind, kind == Kind.EXPIRED ? 11 : 3, kind == Kind.EXPIRED ? 0 : 3,
                Sight.NONE);
    }

    static Evidence way(Stop... stops) {
        Stop last = stops[stops.length - 1];
        boolean ends = last.answers() && last.voice().kind() != Kind.EXPIRED;
        return new Evidence(HOST, List.of(stops), ends, Map.of(), List.of());
    }

    /// A way as it would be measured.
    ///
    /// @param loss of each link
    /// @param limit what each hop leaves out of its answers
    /// @param delay of each link there and back, in ms
    /// @param jitter of the whole, in ms at most
    static Evidence measured(Random random, int probes, double[] loss, double[] limit, double[] delay, double jitter) {
        var stops = new ArrayList<Stop>();
        for (int hop = 1; hop <= loss.length; hop++) {
            var times = new ArrayList<Long>();
            for (int i = 0; i < probes; i++) {
                boolean comes = random.nextDouble() >= limit[hop - 1];
                double ms = random.nextDouble() * jitter;
                for (int link = 0; link < hop; link++) {
                    comes &= random.nextDouble() >= loss[link];
                    ms += delay[link];
                }
                if (comes) times.add(Math.round(ms * MS));
            }
            Collections.sort(times);
            boolean end = hop == loss.length;
            stops.add(new Stop(hop, probes, probes - times.size(),
                    times.isEmpty()
                            ? List.of()
                            : List.of(voice(end ? HOST : router(hop), times.size(), end ? Kind.REACHED : Kind.EXPIRED)),
                    times));
        }
        return way(stops.toArray(Stop[]::new));
    }
}
