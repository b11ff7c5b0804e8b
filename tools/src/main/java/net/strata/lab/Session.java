package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the two sides of a session share: who waits for whom, and what is recorded of both. Any thread may use it.
final class Session {
    /// Calls that are kept at most.
    private static final int MOST = 200_000;

    private record Signal(Side from, String what) {}

    private final List<Made> calls = new ArrayList<>();
    private final List<Recording.Note> notes = new ArrayList<>();
    private final Map<Signal, Integer> signals = new HashMap<>();
    private final Set<Side> ended = EnumSet.noneOf(Side.class);
    private boolean serverWaits;
    private boolean serverFailed;
    private long left;

    /// Waits until a side's program may begin: the server's at once, the client's when the server waits for somebody.
    ///
    /// @return whether it may: not if the server failed before, as who answers then is somebody else, or nobody
    synchronized boolean awaitTurn(Side side) throws InterruptedException {
        while (side == Side.CLIENT && !serverWaits && !ended.contains(Side.SERVER))
            wait();
        return side == Side.SERVER || serverWaits || !serverFailed;
    }

    /// A side begins to wait for somebody.
    synchronized void waits(Side side) {
        if (side != Side.SERVER || serverWaits) return;
        serverWaits = true;
        notifyAll();
    }

    /// @param failed whether its program did
    synchronized void ended(Side side, boolean failed) {
        ended.add(side);
        serverFailed |= failed && side == Side.SERVER;
        notifyAll();
    }

    /// Waits until both have ended, or until a time on the call clock.
    ///
    /// @return whether they have
    synchronized boolean awaitEnd(long deadline) throws InterruptedException {
        for (long left; ended.size() < 2; wait(left / 1_000_000 + 1)) {
            left = deadline - System.nanoTime();
            if (left <= 0) return false;
        }
        return true;
    }

    synchronized void signal(Side from, String what) {
        signals.merge(new Signal(from, what), 1, Integer::sum);
        notifyAll();
    }

    /// Waits for a signal that nobody has waited for.
    synchronized void await(Side from, String what) throws InterruptedException {
        var signal = new Signal(from, what);
        while (signals.getOrDefault(signal, 0) == 0) {
            if (ended.contains(from)) throw new InterruptedException("the " + from + " ended without " + what);
            wait();
        }
        signals.merge(signal, -1, Integer::sum);
    }

    synchronized void add(Made call) {
        if (calls.size() < MOST) calls.add(call);
        else
            left++;
    }

    synchronized void note(@Nullable Side side, String text) {
        notes.add(new Recording.Note(side, System.nanoTime(), Recordings.clean(text)));
    }

    /// Notes that a program did not end as it should.
    synchronized void failed(@Nullable Side side, String text) {
        notes.add(new Recording.Note(side, System.nanoTime(), Recordings.clean(text), true));
    }

    /// Notes that the user had enough.
    void interrupted() {
        note(null, "interrupted: the programs were ended");
    }

    synchronized void add(Recording.Note note) {
        notes.add(note);
    }

    /// In the order of their beginnings.
    synchronized List<Made> calls() {
        calls.sort(Comparator.comparingLong(made -> made.call().enter()));
        return List.copyOf(calls);
    }

    synchronized List<Recording.Note> notes() {
        if (left > 0) {
            note(null, "the last " + left + " calls were not kept: there are too many");
            left = 0;
        }
        notes.sort(Comparator.comparingLong(Recording.Note::time));
        return List.copyOf(notes);
    }
}
