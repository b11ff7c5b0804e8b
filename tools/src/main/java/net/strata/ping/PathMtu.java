package net.strata.ping;

import java.io.IOException;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import org.jspecify.annotations.Nullable;

/// Finds the longest packet that gets to a host in one piece, by echoes that routers may not fragment. Routers that have to
/// discard one say what fits (RFC 1191, RFC 8201); where none says so, halving finds it (RFC 4821 section 7.3).
///
/// It is the plan of a run with one host, one probe under way at a time, and watches what becomes of each.
public final class PathMtu implements Plan, Watcher, Pinger.Sizes {
    /// What every link has (RFC 791; RFC 8200 section 5).
    private static final int LEAST = 68;
    private static final int LEAST6 = 1280;
    private static final int TRIES = 3;
    private static final long SECOND = 1_000_000_000;
    private static final long SHORTEST_WAIT = SECOND / 5;
    private static final int PATIENCE = 5;
    /// From when a probe is given up until the next one is sent.
    private static final long PAUSE = 1_000_000;
    private static final int TOO_BIG = 2;
    private static final int FRAGMENTATION_NEEDED = 4;

    private final boolean six;
    private final int header;
    private final int least;
    private final int most;
    private final Steps steps;
    private final Runnable over;
    private long wait = SECOND;
    /// The longest that got there, and the shortest that did not.
    private int good;
    private int bad;
    private int trying;
    private int tries;
    /// What a router said, and who.
    private int hint;
    private SockAddr.@Nullable Ip router;
    private boolean done;
    /// Whether another length was chosen since an error last asked.
    private boolean chosen;

    /// Who is told how the search goes.
    public interface Steps {
        /// A packet of some size was tried.
        ///
        /// @param size in bytes
        /// @param what became of it, in words
        void step(int size, String what) throws IOException;
    }

    /// @param link the longest packet of the link that it goes out by
    /// @param over is run when the search is
    public PathMtu(boolean six, int link, Steps steps, Runnable over) {
        this.six = six;
        header = six ? 48 : 28;
        least = six ? LEAST6 : LEAST;
        most = Math.max(least, Math.min(link, six ? 65_535 + 40 : 65_535));
        bad = most + 1;
        trying = most;
        this.steps = steps;
        this.over = over;
    }

    /// The path's MTU, 0 if nothing got there.
    public int mtu() {
        return good;
    }

    /// Whether the search came to its end.
    public boolean isDone() {
        return done;
    }

    /// The router that said it; null if none did.
    public SockAddr.@Nullable Ip router() {
        return good == hint ? router : null;
    }

    /// Whether longer packets vanish without a word.
    public boolean isSilent() {
        return good < most && good != hint;
    }

    @Override
    public int of(long count) {
        tries++;
        return trying - header;
    }

    @Override
    public long next(Target target, long sent) {
        return done ? Target.NEVER : sent + wait + PAUSE;
    }

    @Override
    public long timeout(Probe probe) {
        return wait;
    }

    @Override
    public long answered(Target target, long due, long now) {
        return now;
    }

    @Override
    public long failed(Target target, long due, long now) {
        boolean another = chosen;
        chosen = false;
        return another ? now : due;
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        int size = reply.probe().size() + header;
        if (done || reply.duplicate() || reply.late()) return;
        wait = Math.clamp(PATIENCE * reply.rtt(), SHORTEST_WAIT, SECOND);
        var time = new StringBuilder("answered in ");
        IputilsStatistics.rounded(time, (reply.rtt() + 500) / 1000);
        steps.step(size, time.append(" ms").toString());
        good = Math.max(good, size);
        choose();
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        int size = trouble.probe().size() + header;
        if (done || size != trying) return;
        if (trouble.type() != (six ? TOO_BIG : Icmp.UNREACHABLE) || !six && trouble.code() != FRAGMENTATION_NEEDED) {
            steps.step(size, trouble.from().host() + " says that it cannot get there");
            giveUp(size);
            return;
        }
        steps.step(size, "too long: " + trouble.from().host() + " says " + trouble.info());
        tooLong(size, trouble.info(), trouble.from());
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        int size = probe.size() + header;
        steps.step(size, errno == Errno.EMSGSIZE ? "too long for this host" : Errno.of(errno).meaning());
        if (done || size != trying) return;
        if (errno == Errno.EMSGSIZE) tooLong(size, 0, null);
        else
            giveUp(size);
    }

    /// After some tries, a length does not get there.
    private void giveUp(int size) {
        if (tries < TRIES) return;
        bad = Math.min(bad, size);
        choose();
    }

    private void tooLong(int size, int says, SockAddr.@Nullable Ip from) {
        bad = Math.min(bad, size);
        if (says >= least && says < bad && says > good) {
            hint = says;
            router = from;
        }
        choose();
    }

    @Override
    public void settled(Probe probe) throws IOException {
        int size = probe.size() + header;
        if (done || probe.isAnswered() || probe.isRefused() || size != trying || tries < TRIES) return;
        steps.step(size, "no answer, " + tries + " times");
        giveUp(size);
    }

    /// What is tried next.
    private void choose() {
        tries = 0;
        chosen = true;
        if (bad <= least || bad - good <= 1 || good > 0 && good == hint) {
            done = true;
            over.run();
        } else if (hint > good && hint < bad) {
            trying = hint;
        } else {
            trying = good == 0 ? least : good + (bad - good) / 2;
        }
    }
}
