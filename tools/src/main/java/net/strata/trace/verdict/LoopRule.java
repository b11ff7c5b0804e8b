package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import net.strata.trace.Kind;
import org.jspecify.annotations.Nullable;

/// Packets that go in a circle.
///
/// In a circle of p routers each is heard of again p hops farther, until the time to live of the farthest probe ends: p is at
/// least 2 and at least two different routers take part. The same address at hops next to each other is no circle: an
/// address translator speaks for those behind it, or a router handed on a packet whose time to live had ended.
final class LoopRule {
    /// How many hops have to be as those before them said, at least.
    private static final int LEAST = 3;

    private LoopRule() {}

    static void find(Evidence evidence, List<Verdict> out) {
        List<Stop> stops = evidence.stops();
        int last = stops.size() - 1;
        while (last >= 0 && !stops.get(last).answers())
            last--;
        if (last < 0 || stops.get(last).voice().kind() != Kind.EXPIRED) return;
        for (int period = 2; period <= last / 2; period++) {
            int agreed = 0;
            int first = last + 1;
            for (int i = last; i >= period; i--) {
                SockAddr.Ip here = address(stops.get(i));
                SockAddr.Ip there = address(stops.get(i - period));
                if (here == null || there == null) continue;
                if (!here.equals(there)) break;
                agreed++;
                first = i - period;
            }
            if (agreed < LEAST) continue;
            var circle = circle(stops, first, period);
            if (circle.size() < 2) continue;
            out.add(loop(stops.get(first), stops.get(last), period, agreed, circle));
            return;
        }
    }

    private static SockAddr.@Nullable Ip address(Stop stop) {
        return stop.answers() ? stop.voice().from() : null;
    }

    private static List<String> circle(List<Stop> stops, int first, int period) {
        var circle = new ArrayList<String>();
        for (int i = first; i < first + period; i++)
            if (stops.get(i).answers() && !circle.contains(stops.get(i).voice().from().host()))
                circle.add(stops.get(i).voice().from().host());
        return circle;
    }

    private static Verdict loop(Stop first, Stop last, int period, int agreed, List<String> circle) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("address", first.voice().from().host());
        facts.put("routers", circle);
        facts.put("period", period);
        facts.put("through", last.hops());
        return new Verdict(Verdict.Type.LOOP, first.hops(), "packets go in a circle from " + first.name() + " on: "
                + String.join(", ", circle) + " and again, every " + period + " hops up to hop " + last.hops()
                + " (" + Units.count(agreed, "hop") + " as those before). Their routes point to each other.", facts);
    }
}
