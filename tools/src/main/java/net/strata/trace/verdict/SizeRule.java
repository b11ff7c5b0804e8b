package net.strata.trace.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import net.strata.stats.Units;

/// Where packets are too big.
final class SizeRule {
    private SizeRule() {}

    static void find(Evidence evidence, List<Verdict> out) {
        for (MtuSearch.Limit each : evidence.limits()) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("mtu", each.mtu());
            facts.put("too_big", each.tooBig());
            if (each.from() == null) {
                facts.put("probes", each.probes());
                out.add(new Verdict(Verdict.Type.BLACK_HOLE, each.hop(), "big packets vanish before hop " + each.hop()
                        + ": packets of " + each.mtu() + " bytes get there, of " + Units.count(each.probes(), "probe")
                        + " with " + each.tooBig() + " bytes or more none does, and nobody says that they are too big."
                        + " Connections hang as soon as they send much.", facts));
            } else {
                facts.put("address", each.from().host());
                out.add(new Verdict(Verdict.Type.MTU, each.hop(),
                        "packets to hop " + each.hop() + " and farther may have "
                                + each.mtu() + " bytes: " + each.from().host() + " says so of one of " + each.tooBig()
                                + ".",
                        facts));
            }
        }
    }
}
