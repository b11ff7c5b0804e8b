package net.strata.trace.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import net.strata.trace.Kind;

/// Where the way ends, if not at the host.
final class EndRule {
    /// Fewer that are lost may be so by chance: 0.01² is less than the level ([LossRule]).
    private static final int LEAST = 2;

    private EndRule() {}

    static void find(Evidence evidence, List<Verdict> out) {
        List<Stop> stops = evidence.stops();
        if (stops.isEmpty() || evidence.isReached()) return;
        List<Stop> answering = evidence.answering();
        if (answering.isEmpty()) {
            if (evidence.probes() < LEAST) return;
            var facts = new LinkedHashMap<String, Object>();
            facts.put("sent", evidence.probes());
            out.add(new Verdict(Verdict.Type.SILENT, 0, "nothing answers: none of " + Units.count(evidence.probes(),
                    "probe") + " to hops " + stops.getFirst().hops() + " to " + stops.getLast().hops()
                    + " was. The link, this host's firewall, or the first router keeps them or their answers.", facts));
            return;
        }
        Stop last = answering.getLast();
        Stop.Voice voice = last.voice();
        if (evidence.ends() && voice.kind() == Kind.UNREACHABLE) {
            refused(evidence.to(), speaker(answering), voice, out);
            return;
        }
        if (out.stream().anyMatch(each -> each.type() == Verdict.Type.LOOP)) return;
        var facts = facts(last, voice);
        if (last.hops() < stops.getLast().hops()) {
            List<Stop> behind = stops.stream().filter(each -> each.hops() > last.hops()).toList();
            long lost = Say.pool(behind).settled();
            if (lost < LEAST) return;
            facts.put("sent", lost);
            out.add(new Verdict(Verdict.Type.FILTERED, last.hops() + 1, "nothing answers from hop " + (last.hops() + 1)
                    + " on: none of " + Units.count(lost, "probe") + " to " + Say.hops(behind)
                    + " was answered; the last that answers is " + last.name()
                    + ". Behind it something filters the probes or their answers, or the host is off; --auto tries other"
                    + " kinds of probes.", facts));
        } else {
            out.add(new Verdict(Verdict.Type.TOO_FAR, last.hops(), "the way goes on behind " + last.name()
                    + ", the last that was probed: -m looks farther.", facts));
        }
    }

    /// Who refuses may have let packets for itself expire one hop nearer.
    private static Stop speaker(List<Stop> answering) {
        Stop last = answering.getLast();
        return answering.stream().filter(each -> each.voice().from().equals(last.voice().from())).findFirst()
                .orElse(last);
    }

    private static void refused(SockAddr.Ip to, Stop stop, Stop.Voice voice, List<Verdict> out) {
        boolean six = voice.from() instanceof SockAddr.In6;
        Refusal refusal = Refusal.of(voice.type(), voice.code(), six);
        var facts = facts(stop, voice);
        facts.put("says", refusal.says());
        facts.put("icmp_type", voice.type());
        facts.put("icmp_code", voice.code());
        facts.put("answers", voice.count());
        String who = voice.from().port(0).equals(to.port(0)) ? "the host itself, " + stop.name() + "," : stop.name();
        out.add(new Verdict(refusal.type(), stop.hops(), who + " says: " + refusal.says() + " ("
                + Units.count(voice.count(), "time") + "). " + refusal.means(), facts));
    }

    private static SequencedMap<String, Object> facts(Stop stop, Stop.Voice voice) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("address", voice.from().host());
        facts.put("last_hop", stop.hops());
        return facts;
    }
}
