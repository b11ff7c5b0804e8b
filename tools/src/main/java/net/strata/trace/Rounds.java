package net.strata.trace;

import java.io.IOException;

/// The plan of mtr: in each round a probe to each hop, as far as the way is known.
///
/// The first round finds the way: a hop is probed when the one before it answered, or a little later. Where hops are silent
/// it looks some hops beyond the farthest that answered, and farther in each round. A round's probes are spread, so that they
/// do not come all at once. When the last is sent, answers are waited for as long as round trips took, and no longer.
public final class Rounds implements Plan {
    /// How many silent hops are looked beyond, times the number of the round.
    private static final int AHEAD = 5;
    /// Between two probes of a round at most, in ns.
    private static final long SPREAD = 50_000_000;
    /// Between two probes of the first round, as a part of the interval.
    private static final int FINDING = 40;
    /// How long a probe is waited for at least while others are sent, in ns.
    private static final long USUAL = 1_000_000_000;
    /// Added to a round trip that was seen.
    private static final long LEAST = 1_000_000;
    /// Until a rate allows the next probe.
    private static final long SOON = 5_000_000;

    private static final class Known {
        long sent;
        long settled;
        /// The longest round trip in ns; negative before the first.
        long worst = -1;
        boolean last;
    }

    private final HopByHop.Settings settings;
    private final long rounds;
    private final long interval;
    private final Known[] hops = new Known[Path.MOST_HOPS + 1];
    /// Which round it is, from 0, when it began, and the hop that is next in it.
    private long round;
    private long roundAt;
    private int next;
    /// When that is due.
    private long due;
    private long sentAt;
    private boolean begun;
    /// The farthest hop that answered.
    private int reached;

    /// @param settings those of a traceroute, but for the number of queries
    /// @param rounds how many
    /// @param interval between the beginnings of two rounds, in ns
    public Rounds(HopByHop.Settings settings, long rounds, long interval) {
        this.settings = settings;
        this.rounds = rounds;
        this.interval = interval;
        next = settings.first();
        reached = settings.first() - 1;
        for (int i = 0; i <= Path.MOST_HOPS; i++)
            hops[i] = new Known();
    }

    @Override
    public long act(Prober prober, long now) throws IOException {
        if (!begun) begin(now, now - settings.gap());
        begun = true;
        while (true) {
            if (next > limit()) {
                if (round + 1 >= rounds) return Long.MAX_VALUE;
                if (now < roundAt + interval) return roundAt + interval;
                round++;
                begin(Math.max(roundAt + interval, now - interval), sentAt);
            } else {
                long soonest = Math.max(isFound() ? roundAt : due, sentAt + settings.gap());
                if (now < soonest) return soonest;
                if (waiting(settings.last()) >= settings.many()) return Long.MAX_VALUE;
                if (prober.allowance() == 0) return now + SOON;
                sentAt = now;
                due = now + spread();
                hops[next].sent++;
                prober.send(new Request(next++, 0, settings.size(), settings.whole()));
            }
        }
    }

    private void begin(long at, long sent) {
        roundAt = at;
        due = at;
        sentAt = sent;
        next = settings.first();
    }

    /// Whether the next probe finds the way, and what is before it answered.
    private boolean isFound() {
        return round == 0 && next <= reached + 1;
    }

    private long spread() {
        return round == 0 ? interval / FINDING : Math.min(SPREAD, interval / (limit() - settings.first() + 1));
    }

    /// The farthest hop that this round goes to.
    private int limit() {
        int end = end();
        return end <= settings.last() ? end : (int) Math.min(settings.last(), reached + AHEAD * (round + 1));
    }

    /// The nearest hop whose last answer was final; beyond all others if there is none.
    private int end() {
        for (int i = settings.first(); i <= settings.last(); i++)
            if (hops[i].last) return i;
        return Path.MOST_HOPS + 1;
    }

    /// How many wait for an answer, up to a hop.
    private long waiting(int last) {
        long waiting = 0;
        for (int i = settings.first(); i <= last; i++)
            waiting += hops[i].sent - hops[i].settled;
        return waiting;
    }

    /// Whether there is nothing more to be sent, by what is known.
    private boolean isSent() {
        return round + 1 >= rounds && next > limit();
    }

    @Override
    public long patience(Probe probe) {
        Waits waits = settings.waits();
        Known hop = hops[probe.hops()];
        long longest = longest(probe.hops());
        boolean beyond = longest < 0;
        if (beyond) longest = longest(settings.first());
        if (longest < 0) return waits.most();
        if (!isSent()) return Math.max(Math.min(USUAL, waits.most()), waits.fromNear(longest));
        if (hop.worst < 0 && hop.settled > 0) return Math.min(waits.most(), longest + LEAST);
        return hop.worst < 0 ? waits.fromNear(longest) : waits.fromHere(longest);
    }

    /// The longest round trip to any hop from a certain one on.
    private long longest(int from) {
        long longest = -1;
        for (int i = from; i <= reached; i++)
            longest = Math.max(longest, hops[i].worst);
        return longest;
    }

    @Override
    public void answered(Answer answer) {
        int hops = answer.probe().hops();
        Known hop = settled(answer.probe());
        hop.worst = Math.max(hop.worst, answer.rtt());
        hop.last = answer.isFinal();
        reached = Math.max(reached, hops);
    }

    @Override
    public void lost(Probe probe) {
        settled(probe);
    }

    private Known settled(Probe probe) {
        Known hop = hops[probe.hops()];
        hop.settled++;
        return hop;
    }

    @Override
    public boolean isDone() {
        return begun && isSent() && waiting(limit()) == 0;
    }
}
