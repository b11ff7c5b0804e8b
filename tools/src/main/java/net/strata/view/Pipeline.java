package net.strata.view;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.strata.file.Recording;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.session.Session;
import org.jspecify.annotations.Nullable;

/// Runs a capture through the ordered stage and a view, and writes what the view makes of it; or into a capture file, or
/// both.
///
/// The calling thread reads and does the ordered stage. Formatters, a thread each with a view of its own, turn batches
/// into text, and into records; whoever finishes the oldest batch writes it, and those after it that are done. Nobody
/// waits for a batch to be followed by another, so that a stream is shown as it arrives.
public final class Pipeline {
    /// Text of one batch longer than this is written in parts.
    private static final int LONGEST = 2 << 20;

    /// One thread reads; more formatters than this would wait for it, and each takes memory.
    private static final int MOST_FORMATTERS = 4;
    /// Batches under way for each formatter: enough that nobody waits for a thread that the system has put aside.
    private static final int SLOTS_EACH = 3;

    private final FrameSource source;
    private final OutputStream out;
    private final @Nullable Supplier<View> views;
    private final @Nullable Recording recording;
    private final Selection selection;
    /// Null where frames are only copied: they need not be understood for that.
    private final @Nullable Session session;

    /// Guards all that follows; signalled whenever any of it changes.
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Slot> free = new ArrayDeque<>();
    /// Slots to be formatted.
    private final ArrayDeque<Slot> waiting = new ArrayDeque<>();
    /// Slots to be written, oldest first.
    private final ArrayDeque<Slot> order = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;
    private int formatters;
    private @Nullable Throwable failure;
    /// Why text cannot be written any more while frames are still kept; null as long as it can.
    private volatile @Nullable IOException unheard;

    /// A pipeline that shows all frames of a selection.
    public Pipeline(FrameSource source, OutputStream out, Supplier<View> views, Selection selection) {
        this(source, out, views, selection, null);
    }

    /// @param views make the views that show frames on `out`, null to show none
    /// @param recording what keeps frames, null for nothing; whoever made it closes it
    public Pipeline(FrameSource source, OutputStream out, @Nullable Supplier<View> views, Selection selection,
            @Nullable Recording recording) {
        Filter filter = selection.displayFilter();
        Filter watch = selection.watch();
        session = views == null && filter == null && watch == null ? null : new Session(filter, watch);
        this.source = source;
        this.out = out;
        this.views = views;
        this.selection = selection;
        this.recording = recording;
        // To make records takes less time than to read them.
        formatters = views == null
                ? 1
                : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_FORMATTERS);
    }

    /// Runs to the end of the capture or of the selection. All that was read is written, also if reading fails.
    ///
    /// @throws IOException if reading or writing fails
    public void run() throws IOException {
        int threads = formatters;
        for (int i = 0; i < threads; i++) {
            for (int k = 0; k < SLOTS_EACH; k++)
                free.add(new Slot());
            Thread.ofPlatform().daemon().name("formatter-" + i).start(this::format);
        }
        try {
            feed();
        } finally {
            change(() -> ended = true);
            await(() -> formatters == 0);
            if (failure == null && recording != null) recording.end();
        }
        rethrow();
    }

    private void feed() throws IOException {
        while (!selection.satisfied() && unheard == null && (recording == null || !recording.full())) {
            Slot slot = take(free, () -> false);
            if (slot == null || !source.read(slot.batch)) return;
            IOException refused = selection.filter(slot.batch);
            if (session != null) session.see(slot.batch);
            selection.apply(slot.batch);
            if (recording != null) {
                CaptureException before = recording.prepare(slot.batch, slot.records);
                if (before != null) refused = before;
            }
            change(() -> {
                slot.done = false;
                slot.kept = false;
                order.add(slot);
                waiting.add(slot);
            });
            if (refused != null) throw refused;
        }
    }

    private void format() {
        try {
            View view = views == null ? null : views.get();
            for (Slot slot = take(waiting, () -> ended); slot != null; slot = take(waiting, () -> ended)) {
                show(slot, view);
                write(slot);
            }
        } catch (IOException | RuntimeException | Error e) {
            change(() -> failure = failure == null ? e : failure);
        } finally {
            change(() -> formatters--);
        }
    }

    private void show(Slot slot, @Nullable View view) throws IOException {
        Batch b = slot.batch;
        if (recording != null) recording.frames(b, slot.records);
        if (view == null) return;
        if (b.firstNumber == 1 && b.count > 0) view.head(slot.text);
        for (int i = 0; i < b.count; i++) {
            if (b.hidden[i]) continue;
            view.frame(b, i, slot.text);
            if (slot.text.length() > LONGEST) writeEarly(slot);
        }
    }

    /// Writes what there is of a slot's text when its turn comes, and goes on with it. Frames made for that give
    /// hundreds of times their size as text.
    private void writeEarly(Slot slot) throws IOException {
        if (!awaitTurn(slot)) return;
        keep(slot);
        tell(slot);
        change(() -> writing = false);
    }

    /// Waits until all slots before this one are written, and takes the pen.
    ///
    /// @return false if the run failed
    private boolean awaitTurn(Slot slot) {
        lock.lock();
        try {
            while (failure == null && (writing || order.peek() != slot))
                changed.awaitUninterruptibly();
            if (failure != null) return false;
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Writes every slot whose turn it is, unless another thread is at it; that one then writes this slot too.
    private void write(Slot finished) throws IOException {
        change(() -> finished.done = true);
        for (Slot slot = nextToWrite(); slot != null; slot = nextToWrite()) {
            pass(slot);
            Slot written = slot;
            change(() -> {
                writing = false;
                free.add(written);
            });
        }
    }

    private void pass(Slot slot) throws IOException {
        keep(slot);
        if (views == null) return;
        tell(slot);
    }

    private void keep(Slot slot) throws IOException {
        if (recording == null || slot.kept) return;
        slot.kept = true;
        recording.write(slot.batch, slot.records);
        slot.records.clear();
    }

    /// Writes a slot's text. When nobody reads it any more, frames that were read are still kept.
    private void tell(Slot slot) throws IOException {
        try {
            if (unheard == null) {
                slot.text.writeTo(out);
                out.flush();
            }
        } catch (IOException e) {
            if (recording == null) throw e;
            unheard = e;
        }
        slot.text.clear();
    }

    private @Nullable Slot nextToWrite() {
        lock.lock();
        try {
            Slot oldest = order.peek();
            if (writing || oldest == null || !oldest.done) return null;
            writing = true;
            return order.poll();
        } finally {
            lock.unlock();
        }
    }

    /// The next slot of a queue, waited for; null if the run failed, or if there is none and none will come.
    private @Nullable Slot take(ArrayDeque<Slot> queue, BooleanSupplier over) {
        lock.lock();
        try {
            while (queue.isEmpty() && !over.getAsBoolean() && failure == null)
                changed.awaitUninterruptibly();
            return failure == null ? queue.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean())
                changed.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rethrow() throws IOException {
        IOException lost = unheard;
        if (failure == null && lost != null) throw lost;
        if (failure == null) return; // a switch over types costs each start some ms
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
