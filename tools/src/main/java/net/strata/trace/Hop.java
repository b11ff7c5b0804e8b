package net.strata.trace;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.stats.Cell;
import net.strata.stats.Recent;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import org.jspecify.annotations.Nullable;

/// What is known of one hop of a way. Takes memory that does not grow with the probes.
public final class Hop {
    /// How many addresses that answered are remembered.
    private static final int MOST = 64;
    /// How many probes are kept that wait, or come behind one that waits.
    private static final int MOST_OPEN = 1 << 12;

    /// Somebody who answered.
    ///
    /// @param count how often, late answers and further ones not among them
    /// @param last the last answer, whatever it was
    public record Responder(SockAddr.Ip address, long count, Answer last) {}

    /// A probe that is not settled, or was sent after one that is not.
    private static final class Sent {
        final Probe probe;
        /// Its place among this hop's probes, from 0.
        final long number;
        boolean settled;
        boolean lost;

        Sent(Probe probe, long number) {
            this.probe = probe;
            this.number = number;
        }
    }

    private final int hops;
    private final Statistics statistics;
    private final @Nullable Recent recent;
    private final ArrayDeque<Sent> open = new ArrayDeque<>();
    private final Map<SockAddr.Ip, Responder> responders = new LinkedHashMap<>();
    private long sent;
    private long answered;
    private long lost;
    private long refused;
    private long duplicates;
    private @Nullable Answer last;
    /// The sum of the round trips' logarithms.
    private double logarithms;
    private long rtt = -1;
    private long jitter = -1;

    Hop(int hops, boolean percentiles, int kept) {
        this.hops = hops;
        statistics = new Statistics(percentiles);
        recent = kept == 0 ? null : new Recent(kept);
    }

    void sent(Probe probe) {
        if (open.size() == MOST_OPEN) {
            open.remove(); // it waits for ever, as records may say
            statistics.settled(true);
        }
        open.add(new Sent(probe, sent));
        statistics.sent();
        if (recent != null) recent.sent(sent);
        sent++;
    }

    void answered(Answer answer) {
        answered++;
        note(answer, 1);
        long number = settle(answer.probe(), false);
        if (number < 0) return;
        statistics.reply(number, answer.rtt());
        logarithms += Math.log((double) answer.rtt());
        if (rtt >= 0) jitter = Math.abs(answer.rtt() - rtt);
        rtt = answer.rtt();
        if (recent != null) recent.reply(number, answer.rtt());
    }

    void again(Answer answer) {
        if (answer.isLate() && answer.probe().answer() == answer) statistics.late();
        else
            duplicates++;
        note(answer, 0);
    }

    void lost(Probe probe) {
        lost++;
        if (probe.errno() != 0) refused++;
        long number = settle(probe, true);
        if (number >= 0 && recent != null) recent.lost(number);
    }

    private void note(Answer answer, int more) {
        last = answer;
        Responder known = responders.get(answer.from());
        if (known == null && responders.size() >= MOST) return;
        responders.put(answer.from(),
                new Responder(answer.from(), more + (known == null ? 0 : known.count()), answer));
    }

    /// Notes what became of a probe, and tells of all that have come to it in the order in which they were sent.
    ///
    /// @return its number; -1 of one that was settled before
    private long settle(Probe probe, boolean isLost) {
        Sent found = null;
        for (Sent each : open)
            if (each.probe == probe) {
                found = each;
                break;
            }
        if (found == null) return -1;
        found.settled = true;
        found.lost = isLost;
        while (!open.isEmpty() && open.element().settled)
            statistics.settled(open.remove().lost);
        return found.number;
    }

    /// How far it is, from 1.
    public int hops() {
        return hops;
    }

    public long sent() {
        return sent;
    }

    /// Probes that were answered in time.
    public long answered() {
        return answered;
    }

    /// Probes that were given up, and those that the kernel refused to send.
    public long lost() {
        return lost;
    }

    /// Probes that may still be answered.
    public long waiting() {
        return sent - answered - lost;
    }

    /// Those of the lost that the kernel refused to send.
    public long refused() {
        return refused;
    }

    /// Answers beyond the first to a probe.
    public long duplicates() {
        return duplicates;
    }

    /// Round trips, losses with their interval, jitter; percentiles where they were asked for.
    public Snapshot snapshot() {
        return statistics.snapshot();
    }

    /// The geometric mean of the round trips in ns, NaN before the first.
    public double geometricMean() {
        return Math.exp(logarithms / answered);
    }

    /// How much the last round trip differs from the one before it, in ns; -1 before the second.
    public long lastJitter() {
        return jitter;
    }

    /// Who answered, in the order in which they first did.
    public Collection<Responder> responders() {
        return Collections.unmodifiableCollection(responders.values());
    }

    /// The last answer, late or not; null before the first.
    public @Nullable Answer last() {
        return last;
    }

    /// Whether the way ended here when it was last answered.
    public boolean isFinal() {
        return last != null && last.isFinal();
    }

    /// The latest probes, for pictures; empty where none are wanted.
    public List<Cell> recent() {
        return recent == null ? List.of() : recent.cells();
    }
}
