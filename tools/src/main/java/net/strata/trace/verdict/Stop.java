package net.strata.trace.verdict;

import java.util.Comparator;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.trace.Kind;

/// A hop, as verdicts see it.
///
/// @param hops how far it is, from 1
/// @param settled probes whose fate is known
/// @param lost those of them that were not answered
/// @param voices who answered
/// @param times round trips in ns, in ascending order: of the latest probes
public record Stop(int hops, long settled, long lost, List<Voice> voices, List<Long> times) {
    /// Somebody who answers.
    ///
    /// @param count how often
    /// @param type of its last answer if that is an ICMP message, else -1
    /// @param code likewise
    public record Voice(SockAddr.Ip from, long count, Kind kind, int type, int code, Sight sight) {}

    /// Fewer probes than that say little of times.
    static final int FEW = 10;

    public Stop {
        voices = voices.stream().sorted(Comparator.comparingLong(Voice::count).reversed()).toList();
        times = List.copyOf(times);
    }

    boolean answers() {
        return !voices.isEmpty();
    }

    /// Who answers most often; only of one that answers.
    Voice voice() {
        return voices.getFirst();
    }

    /// How it is called in sentences.
    String name() {
        return answers() ? "hop " + hops + " (" + voice().from().host() + ")" : "hop " + hops;
    }

    long median() {
        return times.get((times.size() - 1) / 2);
    }
}
