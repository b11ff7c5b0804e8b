package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import net.strata.trace.Kind;
import org.jspecify.annotations.Nullable;

/// What hops tell beside that they are there: how the packets that they quote differ from those sent, and how far their
/// answers came.
final class QuoteRule {
    /// The way back may differ by that without a word: guesses of where answers began are rough.
    private static final int ASYMMETRY = 2;
    /// So many hops in a row that answer with one address do so for a reason.
    private static final int ROW = 3;

    private final List<Stop> stops;
    private final List<Verdict> out;

    private QuoteRule(Evidence evidence, List<Verdict> out) {
        // What comes round again is known already.
        int circle = out.stream().filter(each -> each.type() == Verdict.Type.LOOP).mapToInt(Verdict::hop).findFirst()
                .orElse(Integer.MAX_VALUE);
        stops = evidence.answering().stream().filter(each -> each.hops() <= circle).toList();
        this.out = out;
    }

    static void find(Evidence evidence, List<Verdict> out) {
        var rule = new QuoteRule(evidence, out);
        rule.translator();
        rule.trafficClass();
        rule.labels();
        rule.tunnel();
        rule.zero();
        rule.back();
    }

    private static boolean isExpired(Stop stop) {
        return stop.voice().kind() == Kind.EXPIRED;
    }

    private static Sight sight(Stop stop) {
        return stop.voice().sight();
    }

    /// The nearest hop of which something holds.
    private @Nullable Stop first(Predicate<Stop> what) {
        return stops.stream().filter(what).findFirst().orElse(null);
    }

    /// Where the way to a hop comes from: the last one before it that answers.
    private String between(Stop stop) {
        int at = stops.indexOf(stop);
        return at == 0 ? "before " + stop.name() : "between " + stops.get(at - 1).name() + " and " + stop.name();
    }

    private void translator() {
        Stop first = first(each -> !sight(each).changed().isEmpty());
        if (first != null) {
            var facts = facts(first);
            facts.put("changed", sight(first).changed());
            out.add(new Verdict(Verdict.Type.NAT, first.hops(), "an address translator stands " + between(first)
                    + ": the probe that it quotes has another " + String.join(", ", sight(first).changed()) + ".",
                    facts));
            return;
        }
        for (int i = 0; i + ROW <= stops.size(); i++) {
            int end = i + 1;
            while (end < stops.size() && address(end).equals(address(i)))
                end++;
            if (end - i < ROW) continue;
            var facts = facts(stops.get(i));
            facts.put("through", stops.get(end - 1).hops());
            out.add(new Verdict(Verdict.Type.NAT, stops.get(i).hops(), Say.hops(stops.subList(i, end))
                    + " answer with one address, " + address(i).host()
                    + ": an address translator there speaks for those behind it.", facts));
            return;
        }
    }

    private SockAddr.Ip address(int i) {
        return stops.get(i).voice().from();
    }

    private void trafficClass() {
        Stop dscp = first(each -> sight(each).seenClass() >= 0
                && sight(each).seenClass() >> 2 != sight(each).sentClass() >> 2);
        if (dscp != null) {
            var facts = facts(dscp);
            facts.put("dscp_sent", sight(dscp).sentClass() >> 2);
            facts.put("dscp_seen", sight(dscp).seenClass() >> 2);
            out.add(new Verdict(Verdict.Type.DSCP, dscp.hops(), "DSCP is rewritten " + between(dscp) + ": "
                    + (sight(dscp).sentClass() >> 2) + " was sent, and it quotes " + (sight(dscp).seenClass() >> 2)
                    + ".", facts));
        }
        Stop ecn = first(each -> sight(each).seenClass() >= 0
                && (sight(each).seenClass() & 3) != (sight(each).sentClass() & 3));
        if (ecn == null) return;
        int seen = sight(ecn).seenClass() & 3;
        var facts = facts(ecn);
        facts.put("ecn_sent", sight(ecn).sentClass() & 3);
        facts.put("ecn_seen", seen);
        out.add(new Verdict(Verdict.Type.ECN, ecn.hops(), seen == 3
                ? "congestion is marked " + between(ecn) + " (ECN 3)."
                : "ECN bits are changed " + between(ecn) + ": " + (sight(ecn).sentClass() & 3)
                        + " was sent, and it quotes "
                        + seen + ".",
                facts));
    }

    /// Each row of hops whose packets came with labels.
    private void labels() {
        for (int i = 0; i < stops.size(); i++) {
            int end = i;
            var labels = new ArrayList<Integer>();
            for (; end < stops.size() && !sight(stops.get(end)).labels().isEmpty(); end++)
                labels.addAll(sight(stops.get(end)).labels());
            if (end == i) continue;
            var facts = facts(stops.get(i));
            facts.put("through", stops.get(end - 1).hops());
            facts.put("labels", labels);
            String list = labels.stream().map(String::valueOf).collect(Collectors.joining(", "));
            out.add(new Verdict(Verdict.Type.TUNNEL, stops.get(i).hops(), Say.hops(stops.subList(i, end))
                    + (end - i == 1 ? " is" : " are") + " in an MPLS tunnel: the probe came with "
                    + (labels.size() == 1 ? "label " : "labels ") + list + ".", facts));
            i = end;
        }
    }

    private void tunnel() {
        // In an MPLS tunnel the time to live may stand still.
        Stop first = first(each -> isExpired(each) && sight(each).quotedHops() > 1
                && sight(each).labels().isEmpty());
        if (first != null) {
            var facts = facts(first);
            facts.put("quoted_ttl", sight(first).quotedHops());
            out.add(new Verdict(Verdict.Type.TUNNEL, first.hops(), first.name()
                    + " stands in a tunnel: the probe it quotes still had a time to live of "
                    + sight(first).quotedHops()
                    + ", where it ends with 1.", facts));
        }
        Stop longer = first(each -> sight(each).seenLength() > 0
                && sight(each).seenLength() != sight(each).sentLength());
        if (longer == null) return;
        var facts = facts(longer);
        facts.put("length_sent", sight(longer).sentLength());
        facts.put("length_seen", sight(longer).seenLength());
        out.add(new Verdict(Verdict.Type.TUNNEL, longer.hops(),
                "the length of packets is changed " + between(longer) + ": "
                        + sight(longer).sentLength() + " bytes were sent, and it quotes " + sight(longer).seenLength()
                        + ".",
                facts));
    }

    private void zero() {
        Stop first = first(each -> isExpired(each) && sight(each).quotedHops() == 0);
        if (first == null) return;
        int at = stops.indexOf(first);
        boolean twice = at + 1 < stops.size() && address(at).equals(address(at + 1));
        out.add(new Verdict(Verdict.Type.ZERO_TTL, first.hops(), "the router before " + first.name()
                + " hands on packets whose time to live has ended: the probe is quoted with 0"
                + (twice ? ", and the next hop answers twice; that is no loop." : "."), facts(first)));
    }

    private void back() {
        int begin = stops.size();
        int known = 0;
        for (int i = stops.size() - 1; i >= 0; i--) {
            int back = sight(stops.get(i)).back();
            if (back < 0) continue;
            if (Math.abs(back - stops.get(i).hops()) < ASYMMETRY) break;
            begin = i;
            known++;
        }
        if (known < 2) return;
        Stop stop = stops.get(begin);
        int more = sight(stop).back() - stop.hops();
        var facts = facts(stop);
        facts.put("reply_ttl", sight(stop).replyHops());
        facts.put("hops_back", sight(stop).back());
        facts.put("asymmetry", more);
        out.add(new Verdict(Verdict.Type.RETURN, stop.hops(), "from " + stop.name() + " on the way back is "
                + Units.count(Math.abs(more), "hop") + (more > 0 ? " longer" : " shorter")
                + " than the way there (answers come with a time to live of "
                + sight(stop).replyHops() + "): "
                + (more > 0 ? "another way, or a tunnel that hides hops on the way there." : "another way."), facts));
    }

    private static SequencedMap<String, Object> facts(Stop stop) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("address", stop.voice().from().host());
        return facts;
    }
}
