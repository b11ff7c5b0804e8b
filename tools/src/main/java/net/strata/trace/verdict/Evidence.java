package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.stats.Cell;
import net.strata.stats.Losses;
import net.strata.trace.Answer;
import net.strata.trace.Hop;
import net.strata.trace.Kind;
import net.strata.trace.Way;

/// What is known of a way.
///
/// @param to the host
/// @param stops the hops that were probed, up to the one where the way ends
/// @param ends whether the last of them is where the way ends
/// @param slow what was lost when hops were asked at half the rate, by hop
/// @param limits who limits the size of packets, where that was looked for
public record Evidence(SockAddr.Ip to, List<Stop> stops, boolean ends, Map<Integer, Losses.Summary> slow,
        List<MtuSearch.Limit> limits) {
    /// How many round trips of a hop are looked at.
    public static final int KEPT = 500;
    /// So few probes at half the rate say nothing.
    public static final int LEAST = 20;

    public Evidence {
        stops = List.copyOf(stops);
        slow = Map.copyOf(slow);
        limits = List.copyOf(limits);
    }

    /// What a table knows by now, which keeps at least the latest [#KEPT] probes to each hop.
    public static Evidence of(Way way) {
        var stops = new ArrayList<Stop>();
        int end = way.end();
        int last = end == 0 ? way.probed() : end;
        for (int i = way.first(); i > 0 && i <= last; i++) {
            Hop hop = way.hop(i);
            var voices = new ArrayList<Stop.Voice>();
            for (Hop.Responder each : hop.responders()) {
                Answer answer = each.last();
                voices.add(new Stop.Voice(each.address(), each.count(), answer.kind(), answer.type(), answer.code(),
                        Sight.of(answer)));
            }
            List<Long> times = hop.recent().stream().filter(each -> each.answered() > 0).map(Cell::min).sorted()
                    .toList();
            // What the kernel refused was not lost on the way.
            stops.add(new Stop(i, hop.answered() + hop.lost() - hop.refused(), hop.lost() - hop.refused(), voices,
                    times));
        }
        return new Evidence(way.path().to(), stops, end != 0, Map.of(), List.of());
    }

    /// With what was lost when a hop was asked at half the rate.
    public Evidence slower(int hop, Losses.Summary loss) {
        var more = new HashMap<>(slow);
        more.put(hop, loss);
        return new Evidence(to, stops, ends, more, limits);
    }

    /// With what was found of the size of packets.
    public Evidence sizes(List<MtuSearch.Limit> found) {
        return new Evidence(to, stops, ends, slow, found);
    }

    /// Those that ever answered.
    List<Stop> answering() {
        return stops.stream().filter(Stop::answers).toList();
    }

    /// Whether the host answered, or somebody in its name.
    public boolean isReached() {
        return ends && stops.getLast().answers() && stops.getLast().voice().kind() == Kind.REACHED;
    }

    long probes() {
        return stops.stream().mapToLong(Stop::settled).sum();
    }
}
