package net.strata.trace.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Something that is to be said of a way.
///
/// @param hop at which it begins, from 1; 0 if that is not known
/// @param words one or two sentences: where, what is seen, what it means
/// @param evidence the numbers in them, by their names in JSON (docs/json.md)
public record Verdict(Type type, int hop, String words, SequencedMap<String, Object> evidence) {
    /// What there is to say, the more important first.
    public enum Type {
        /// Nothing answers at all.
        SILENT,
        /// Somebody says that packets cannot go on.
        UNREACHABLE,
        /// Somebody says that packets may not go on.
        PROHIBITED,
        /// Routers hand packets to each other in a circle.
        LOOP,
        /// Nothing answers from a hop on.
        FILTERED,
        /// The way is longer than what was looked at.
        TOO_FAR,
        /// Big packets vanish, and nobody says why.
        BLACK_HOLE,
        /// The way loses packets from a hop on.
        LOSS,
        /// Only the last hop loses: the way's last link, or its answers are limited.
        LOSS_OR_LIMIT,
        /// Delay begins at a hop and stays.
        DELAY,
        /// A hop limits the size of packets, and says so.
        MTU,
        /// A hop limits its answers; packets that go on are not lost.
        LIMITS,
        /// A hop takes long to answer; packets that go on do not wait.
        SLOW,
        /// A router hands on packets whose time to live has ended.
        ZERO_TTL,
        /// Addresses, ports or checksums are changed.
        NAT,
        /// The differentiated services field is changed.
        DSCP,
        /// A congestion mark, or one that was wiped out.
        ECN,
        /// Hops are hidden.
        TUNNEL,
        /// The way back is longer or shorter.
        RETURN;

        /// Whether it is something wrong; the others are worth knowing.
        public boolean isTrouble() {
            return compareTo(MTU) < 0;
        }

        /// Its name in JSON.
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Members for JSON, in order.
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("verdict", type.label());
        members.put("trouble", type.isTrouble());
        if (hop > 0) members.put("hop", hop);
        members.putAll(evidence);
        members.put("words", words);
        return members;
    }
}
