package net.strata.trace.verdict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.trace.Answer;
import net.strata.trace.Plan;
import net.strata.trace.Probe;
import net.strata.trace.Request;
import net.strata.trace.Waits;
import org.jspecify.annotations.Nullable;

/// How big packets may be to each hop: whole packets (DF), hop by hop, as big as got to the hop before. Who says that they
/// are too big also says how big they may be (RFC 1191 section 4; RFC 8201 section 4).
///
/// Where big ones vanish but small ones are answered, and nobody says why, the size is searched: between the usual MTUs of
/// links first, then to the byte (after RFC 8899 section 5).
public final class MtuSearch implements Plan {
    /// MTUs of links that there are (RFC 1191 section 7.1, those in use today, and what tunnels leave of Ethernet's).
    private static final int[] USUAL = {68, 296, 508, 576, 1006, 1280, 1400, 1420, 1450, 1460, 1472, 1476, 1480, 1492,
            1500, 2002, 4352, 8166, 9000, 17914, 32000, 65535};
    private static final int LEAST = 68;
    private static final int LEAST6 = 1280;
    /// What is small enough for about any link.
    private static final int SMALL = 576;
    /// So many more must vanish where small ones do not.
    private static final int SURE = 5;
    /// Who shrinks packets more often than that is not believed any more.
    private static final int MOST_CHANGES = 64;
    /// After so many hops that do not answer nothing else is expected.
    private static final int MOST_SILENT = 5;
    private static final long SECOND = 1_000_000_000;

    /// A hop that limits the size.
    ///
    /// @param hop the nearest that the bigger ones do not get to
    /// @param mtu bytes of a packet that does
    /// @param tooBig bytes of one that did not
    /// @param from who says so; null if nobody does
    /// @param probes that vanished
    public record Limit(int hop, int mtu, int tooBig, SockAddr.@Nullable Ip from, int probes) {}

    /// Is told of each hop once it is known.
    @FunctionalInterface
    public interface Watching {
        /// All that was wanted of a hop is known.
        ///
        /// @param probes to it, of the size that gets there
        void known(int hop, List<Probe> probes) throws IOException;
    }

    /// What is wanted.
    ///
    /// @param first hop that is probed
    /// @param last one
    /// @param queries probes to each
    /// @param many how many wait for an answer at most
    /// @param largest packet to begin with, in bytes
    /// @param link the MTU of the first link; 0 if that is not known
    /// @param least bytes that a probe must have
    public record Settings(int first, int last, int queries, int many, int largest, int link,
            int least, boolean six, Waits waits) {}

    /// What a batch of probes is for.
    private enum Step {
        /// Do they get there?
        BIG,
        /// Do small ones?
        SMALL,
        /// Do big ones really not?
        AGAIN,
        /// Do these?
        SEARCH
    }

    private final Settings settings;
    private final Watching watching;
    private final List<Limit> limits = new ArrayList<>();
    private final List<Probe> batch = new ArrayList<>();
    private List<Probe> shown = List.of();
    private Step step = Step.BIG;
    private int hop;
    /// The biggest packet that got to the hop before.
    private int size;
    private int batchSize;
    private int unsent;
    private int answered;
    private int settled;
    private int good;
    private int bad;
    private int vanished;
    private int changes;
    private int silent;
    private long longest = -1;
    private boolean ends;
    private boolean done;

    public MtuSearch(Settings settings, Watching watching) {
        this.settings = settings;
        this.watching = watching;
        hop = settings.first();
        size = Math.max(settings.largest(), least());
        batch(Step.BIG, size, settings.queries());
    }

    /// What was found, from near to far.
    public List<Limit> limits() {
        return Collections.unmodifiableList(limits);
    }

    /// The biggest packet that gets as far as is known.
    public int size() {
        return size;
    }

    private int least() {
        return Math.max(settings.least(), settings.six() ? LEAST6 : LEAST);
    }

    private int small() {
        return Math.max(least(), settings.six() ? LEAST6 : SMALL);
    }

    private void batch(Step next, int bytes, int count) {
        step = next;
        batch.clear();
        batchSize = bytes;
        unsent = count;
        answered = 0;
        settled = 0;
    }

    @Override
    public long act(Prober prober, long now) throws IOException {
        while (!done) {
            while (unsent > 0 && batch.size() - settled < settings.many()) {
                if (prober.allowance() == 0) return now + SECOND / 100;
                unsent--;
                batch.add(prober.send(new Request(hop, 0, batchSize, true)));
            }
            if (settled < batch.size()) return Long.MAX_VALUE;
            next();
        }
        return Long.MAX_VALUE;
    }

    /// What follows when all of a batch are settled.
    private void next() throws IOException {
        boolean any = answered > 0;
        switch (step) {
            case BIG -> {
                shown = List.copyOf(batch);
                if (any || size <= small()) known(any);
                else
                    batch(Step.SMALL, small(), settings.queries());
            }
            case SMALL -> {
                if (any) batch(Step.AGAIN, size, SURE);
                else
                    known(false);
            }
            case AGAIN -> {
                vanished = shown.size() + batch.size();
                if (any) known(true);
                else
                    search(small(), size);
            }
            case SEARCH -> {
                if (any) search(batchSize, bad);
                else
                    search(good, batchSize);
            }
        }
    }

    private void search(int gets, int vanishes) {
        good = gets;
        bad = vanishes;
        if (bad - good > 1) {
            batch(Step.SEARCH, between(good, bad), settings.queries());
            return;
        }
        limits.add(new Limit(hop, good, bad, null, vanished));
        shrink(good);
    }

    /// A usual size between two others, or the middle.
    private static int between(int low, int high) {
        int[] inside = java.util.Arrays.stream(USUAL).filter(each -> each > low && each < high).toArray();
        return inside.length == 0 ? (low + high) >>> 1 : inside[inside.length / 2];
    }

    /// Asks the hop again, with smaller packets.
    private void shrink(int bytes) {
        size = bytes;
        if (++changes > MOST_CHANGES) done = true;
        batch(Step.BIG, size, settings.queries());
    }

    private void known(boolean any) throws IOException {
        watching.known(hop, shown);
        silent = any ? 0 : silent + 1;
        if (ends || hop >= settings.last() || silent >= MOST_SILENT) {
            done = true;
            return;
        }
        hop++;
        batch(Step.BIG, size, settings.queries());
    }

    @Override
    public long patience(Probe probe) {
        return longest < 0
                ? settings.waits().most()
                : Math.min(settings.waits().most(), Math.max(SECOND, 10 * longest));
    }

    @Override
    public void answered(Answer answer) {
        longest = Math.max(longest, answer.rtt());
        if (!batch.contains(answer.probe())) return;
        if (answer.isTooBig() && answer.probe().size() > least()) {
            told(answer);
            return;
        }
        settled++;
        answered++;
        if (answer.isFinal()) ends = true;
    }

    private void told(Answer answer) {
        int asked = answer.probe().size();
        long says = Integer.toUnsignedLong(answer.info());
        int mtu = says >= least() && says < asked ? (int) says : usualBelow(asked);
        if (mtu < size) {
            int tooBig = asked;
            if (!limits.isEmpty() && limits.getLast().hop() == hop && answer.from().equals(limits.getLast().from()))
                tooBig = limits.removeLast().tooBig();
            limits.add(new Limit(hop, mtu, tooBig, answer.from(), 0));
        }
        again(answer.probe(), mtu);
    }

    /// Sends a probe again, shorter.
    private void again(Probe probe, int bytes) {
        if (step != Step.BIG) {
            shrink(Math.min(size, bytes));
            return;
        }
        if (bytes < size && ++changes > MOST_CHANGES) done = true;
        size = Math.min(size, bytes);
        batchSize = size;
        batch.remove(probe);
        unsent++;
    }

    private int usualBelow(int bytes) {
        int best = least();
        for (int each : USUAL)
            if (each < bytes) best = Math.max(best, each);
        return best;
    }

    @Override
    public void lost(Probe probe) {
        if (!batch.contains(probe)) return;
        if (probe.errno() == Errno.EMSGSIZE && probe.size() > least()) {
            // The first link is smaller than was thought.
            int link = settings.link();
            again(probe, link >= least() && link < probe.size() ? link : usualBelow(probe.size()));
            return;
        }
        settled++;
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
