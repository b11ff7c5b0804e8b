package net.strata.stats;

import java.util.List;

/// What is kept of one host: its statistics, and traces for pictures.
public final class Tally {
    private final Statistics statistics;
    private final List<Trace> traces;

    public Tally(Statistics statistics, Trace... traces) {
        this.statistics = statistics;
        this.traces = List.of(traces);
    }

    /// Takes a fact.
    ///
    /// @param number of the probe, from 0 on in the order of sending
    /// @param rtt the round trip in ns, where the fact is a reply
    public void take(Fact fact, long number, long rtt) {
        switch (fact) {
            case SENT -> {
                statistics.sent();
                traces.forEach(each -> each.sent(number));
            }
            case REPLY -> {
                statistics.reply(number, rtt);
                traces.forEach(each -> each.reply(number, rtt));
            }
            case DUPLICATE -> statistics.duplicate(rtt);
            case LATE -> statistics.late();
            case CORRUPTED -> statistics.corrupted();
            case ERROR -> statistics.error();
            case ANSWERED -> statistics.settled(false);
            case LOST -> {
                statistics.settled(true);
                traces.forEach(each -> each.lost(number));
            }
        }
    }

    public Statistics statistics() {
        return statistics;
    }
}
