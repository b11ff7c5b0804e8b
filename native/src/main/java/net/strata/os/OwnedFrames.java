package net.strata.os;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import net.strata.decode.Cursor;
import net.strata.decode.Observer;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.Notes;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import net.strata.protocol.Protocols;
import org.jspecify.annotations.Nullable;

/// Frames of a live source, each with the processes at those of its ends that are here.
///
/// Owners are looked up when a flow is new, when it begins again, and now and then; what is known of a flow stays with it
/// after its socket is gone. A lookup is made in a thread of its own, and waited for a short while. All waiting together
/// takes no more than a part of the time: when more flows begin than that allows, packets stay without an owner, and are
/// counted.
final class OwnedFrames implements FrameSource {
    /// Most flows that are remembered; the longest silent are forgotten first.
    static final int FLOWS = 1 << 15;
    /// How long an answer holds.
    static final long HOLDS = Duration.ofSeconds(10).toNanos();
    /// How long an answer holds at first that may soon be another; each time it is the same, twice as long.
    static final long HOLDS_UNSETTLED = Duration.ofMillis(100).toNanos();
    /// A flow that was silent for longer is a new one.
    static final long SILENT = Duration.ofSeconds(60).toNanos();
    /// How long one lookup is waited for.
    static final long WAIT = Duration.ofMillis(100).toNanos();
    /// One of so many parts of the time may be spent waiting.
    static final int SHARE = 5;
    /// What may be spent at once.
    static final long MOST_AT_ONCE = Duration.ofMillis(100).toNanos();

    /// Keeps nothing: only the frame's own layers are walked.
    static final Observer NOBODY = new Observer() {
        @Override
        public void conversation(Cursor c, int row) {}

        @Override
        public void fragment(Cursor c, int row, int protocol, int id, int offset, boolean more) {}
    };

    private final FrameSource source;
    private final FlowOwners owners;
    private final Executor worker;
    private final LongSupplier clock;
    private final Cursor cursor = new Cursor(Protocols.DATA, NOBODY);
    private final Flow flow = new Flow();
    private final Map<Flow, Known> flows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Flow, Known> eldest) {
            return size() > FLOWS;
        }
    };

    private long now;
    private long spendable = MOST_AT_ONCE;
    private long spendableSince;
    private @Nullable Pending pending;
    private long missed;
    private @Nullable String trouble;

    /// What is known of a flow.
    private static final class Known {
        @Nullable
        Owner first;
        @Nullable
        Owner second;
        /// Of packets that the first and the second end sent.
        final @Nullable Owners[] sent = new Owners[2];
        long until;
        int unsettled;

        void learn(FlowOwners.Ends ends, long now) {
            Owner a = better(first, ends.first());
            Owner b = better(second, ends.second());
            if (!Objects.equals(a, first) || !Objects.equals(b, second)) {
                first = a;
                second = b;
                sent[0] = Owners.of(a, b);
                sent[1] = Owners.of(b, a);
            }
            unsettled = ends.settled() ? 0 : Math.min(unsettled + 1, 8);
            until = now + (ends.settled() ? HOLDS : Math.min(HOLDS, HOLDS_UNSETTLED << unsettled - 1));
        }

        private static @Nullable Owner better(@Nullable Owner known, @Nullable Owner told) {
            boolean keep = told == null || told.equals(known) || known != null && told.equals(Owner.UNKNOWN);
            return keep ? known : told;
        }

        void forget() {
            first = second = null;
            sent[0] = sent[1] = null;
            unsettled = 0;
        }
    }

    /// A lookup that took too long to be waited for.
    private record Pending(FutureTask<FlowOwners.Ends> task, Known flow) {}

    /// @param worker makes lookups, one after the other
    /// @param clock in ns
    OwnedFrames(FrameSource source, FlowOwners owners, Executor worker, LongSupplier clock) {
        this.source = source;
        this.owners = owners;
        this.worker = worker;
        this.clock = clock;
        now = clock.getAsLong();
        spendableSince = now;
    }

    @Override
    public boolean read(Batch batch) throws IOException {
        if (!source.read(batch)) return false;
        now = clock.getAsLong();
        for (int i = 0; i < batch.count; i++)
            own(batch, i);
        batch.facts.rows = 0; // of the walks here
        return true;
    }

    private void own(Batch batch, int i) {
        cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
        if (!flow.take(cursor)) return;
        Known known = flows.get(flow);
        if (known == null || flow.starts() || now - known.until >= 0) known = look(known);
        Owners sent = known == null ? null : known.sent[flow.sender()];
        if (sent != null) batch.own(i, sent);
    }

    /// Looks the flow up, if that may be now.
    private @Nullable Known look(@Nullable Known before) {
        if (before != null && (flow.starts() || now - before.until > SILENT)) before.forget();
        if (!mayLook()) {
            if (before == null || before.sent[flow.sender()] == null) missed++;
            return before;
        }
        Known known = before == null ? new Known() : before;
        var copy = new Flow(flow);
        if (before == null) flows.put(copy, known);
        String device = device(copy);
        var task = new FutureTask<>(() -> owners.find(copy, device));
        worker.execute(task);
        if (!learn(new Pending(task, known), WAIT)) missed++;
        long then = now;
        now = clock.getAsLong();
        spendable -= now - then;
        return known;
    }

    private boolean mayLook() {
        spendable = Math.min(MOST_AT_ONCE, spendable + (now - spendableSince) / SHARE);
        spendableSince = now;
        if (pending != null && learn(pending, 0)) pending = null;
        return pending == null && spendable > 0;
    }

    /// @return false if there is no answer yet
    private boolean learn(Pending lookup, long wait) {
        try {
            lookup.flow.learn(lookup.task.get(wait, TimeUnit.NANOSECONDS), now);
        } catch (TimeoutException e) {
            pending = lookup;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pending = lookup;
            return false;
        } catch (ExecutionException e) {
            if (trouble == null) trouble = reason(e.getCause());
            lookup.flow.learn(new FlowOwners.Ends(null, null, false), now);
        }
        return true;
    }

    private static String reason(@Nullable Throwable failure) {
        return failure instanceof IOException e && e.getMessage() != null ? e.getMessage() : String.valueOf(failure);
    }

    private @Nullable String device(Flow f) {
        List<Interface> all = source.interfaces();
        return f.iface() >= 0 && f.iface() < all.size() ? all.get(f.iface()).name() : null;
    }

    /// What was not looked up, and why; a line each.
    List<String> remarks() {
        var lines = new ArrayList<String>();
        if (missed > 0) lines.add(missed + " packets without process: flows began faster than they can be looked up");
        if (trouble != null) lines.add("some packets without process: " + trouble);
        return lines;
    }

    @Override
    public List<Interface> interfaces() {
        return source.interfaces();
    }

    @Override
    public Notes notes() {
        return source.notes();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
