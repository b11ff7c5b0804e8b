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
            while (true) {
                Outbox box = next(filled);
                try {
                    box.send(refusals);
                } finally {
                    empty.add(box);
                }
            }
        } catch (InterruptedException e) {
            // It is closed.
        } catch (OsError e) {
            failure = e;
        }
    }

    /// An empty box.
    Outbox box() throws OsError, InterruptedException {
        OsError failed = failure;
        if (failed != null) throw failed;
        return next(empty);
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
