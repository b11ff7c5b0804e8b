package net.strata.trace;

import java.io.IOException;
import net.strata.os.Errno;

/// The plan of a traceroute: so many probes to each hop, to many hops at a time, until the host answers.
///
/// It looks a few hops beyond the farthest that answered, with one probe each, and farther as time goes by; the others
/// follow where the way is known to go on. So no more probes than needed reach the host, which may limit its answers.
public final class HopByHop implements Plan {
    /// How many hops are looked ahead.
    private static final int AHEAD = 6;
    /// After how long without an answer it looks one hop farther, in ns, at least.
    private static final long PACE = 50_000_000;

    private static final class Hop {
        int sent;
        int settled;
        long firstSent;
        /// Of the last answer in time, in ns; negative before the first.
        long rtt = -1;
    }

    private final Settings settings;
    private final Hop[] hops = new Hop[Path.MOST_HOPS + 1];
    /// The farthest hop that answered.
    private int reached;
    /// Where the way ends.
    private int end;
    private long longest;
    private long news;
    private long nextSend = Long.MIN_VALUE;
    private boolean begun;

    /// What traceroute's letters say.
    ///
    /// @param first hop that is probed, from 1
    /// @param last hop that is probed, up to 255
    /// @param queries probes to each
    /// @param many how many wait for an answer at most
    /// @param gap between two probes at least, in ns
    /// @param size bytes of the whole packet
    /// @param whole whether routers may not fragment it
    public record Settings(int first, int last, int queries, int many, long gap, int size, boolean whole,
            Waits waits) {}

    public HopByHop(Settings settings) {
        this.settings = settings;
        reached = settings.first() - 1;
        end = settings.last();
        for (int i = 0; i <= Path.MOST_HOPS; i++)
            hops[i] = new Hop();
    }

    @Override
    public long act(Prober prober, long now) throws IOException {
        if (!begun) news = now;
        begun = true;
        while (waiting() < settings.many()) {
            if (now < nextSend) return nextSend;
            if (prober.allowance() == 0) return now + PACE / 10;
            int next = next(now);
            if (next < 0) break;
            Hop hop = hops[next];
            if (hop.sent++ == 0) hop.firstSent = now;
            nextSend = now + settings.gap();
            prober.send(new Request(next, 0, settings.size(), settings.whole()));
        }
        return news + ((now - news) / pace() + 1) * pace();
    }

    /// The hop that the next probe is for, -1 if that is not known yet.
    private int next(long now) {
        long ahead = reached + AHEAD + (now - news) / pace();
        for (int i = settings.first(); i <= end; i++) {
            Hop hop = hops[i];
            if (hop.sent == 0 && i > ahead) return -1;
            boolean known = i <= reached || hop.sent > 0 && now - hop.firstSent >= pace();
            if (hop.sent == 0 || hop.sent < settings.queries() && known) return i;
        }
        return -1;
    }

    /// How many wait for an answer that matters.
    private int waiting() {
        int waiting = 0;
        for (int i = settings.first(); i <= end; i++)
            waiting += hops[i].sent - hops[i].settled;
        return waiting;
    }

    private long pace() {
        return Math.max(PACE, 2 * longest);
    }

    @Override
    public long patience(Probe probe) {
        Waits waits = settings.waits();
        long rtt = hops[probe.hops()].rtt;
        if (rtt >= 0) return waits.fromHere(rtt);
        for (int i = probe.hops() + 1; i <= reached; i++)
            if (hops[i].rtt >= 0) return waits.fromNear(hops[i].rtt);
        return waits.most();
    }

    @Override
    public void answered(Answer answer) {
        Probe probe = answer.probe();
        Hop hop = settled(probe);
        hop.rtt = answer.rtt();
        longest = Math.max(longest, answer.rtt());
        if (probe.hops() > reached) {
            reached = probe.hops();
            news = Math.max(news, probe.sentAt() + answer.rtt());
        }
        if (answer.isFinal()) end = Math.min(end, probe.hops());
    }

    /// What this host refuses to send for one hop, it refuses for those behind it, unless it only has no room just now.
    @Override
    public void lost(Probe probe) {
        settled(probe);
        int errno = probe.errno();
        if (errno != 0 && errno != Errno.ENOBUFS) end = Math.min(end, probe.hops());
    }

    private Hop settled(Probe probe) {
        Hop hop = hops[probe.hops()];
        hop.settled++;
        return hop;
    }

    @Override
    public boolean isDone() {
        for (int i = settings.first(); i <= end; i++)
            if (hops[i].settled < settings.queries()) return false;
        return true;
    }
}
