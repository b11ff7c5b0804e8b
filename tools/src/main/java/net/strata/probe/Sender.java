package net.strata.probe;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import net.strata.os.OsError;
import org.jspecify.annotations.Nullable;

/// A thread that sends, while the engine's looks at what came: where very many probes are sent, the kernel needs one core
/// for sending alone.
final class Sender implements AutoCloseable {
    /// How many boxes there are: one is filled while others are sent.
    private static final int BOXES = 4;
    /// How long it looks for the next box before it sleeps, in ns: less than waking up takes.
    private static final long SPIN = 50_000;

    private final BlockingQueue<Outbox> filled = new ArrayBlockingQueue<>(BOXES);
    private final BlockingQueue<Outbox> empty = new ArrayBlockingQueue<>(BOXES);
    private final Outbox.Refusals refusals;
    private final Thread thread;
    private volatile @Nullable OsError failure;

    Sender(Lane lane, Outbox.Refusals refusals) {
        this.refusals = refusals;
        for (int i = 0; i < BOXES; i++)
            empty.add(lane.outbox());
        thread = Thread.ofPlatform().daemon().name("sender").start(this::send);
    }

    private void send() {
        try {
            while (true)
                send(next(filled));
        } catch (InterruptedException e) {
            // It is closed: what was handed over is sent all the same, as it counts as sent.
            for (Outbox box = filled.poll(); box != null; box = filled.poll())
                send(box);
        }
    }

    /// A failure is told where the next probes come from: they are not sent.
    private void send(Outbox box) {
        try {
            if (failure == null) box.send(refusals);
        } catch (OsError e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new OsError("sending: " + e);
        }
        empty.add(box);
    }

    /// An empty box.
    Outbox box() throws OsError, InterruptedException {
        check();
        return next(empty);
    }

    /// Whether all is well.
    void check() throws OsError {
        OsError failed = failure;
        if (failed != null) throw failed;
    }

    /// Takes a box that is to be sent.
    void take(Outbox box) {
        filled.add(box);
    }

    private static Outbox next(BlockingQueue<Outbox> queue) throws InterruptedException {
        Outbox box = queue.poll();
        if (box == null) for (long end = System.nanoTime() + SPIN; box == null && System.nanoTime() < end;) {
            Thread.onSpinWait();
            box = queue.poll();
        }
        return box == null ? queue.take() : box;
    }

    /// Has it end once it has sent what it is sending.
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
