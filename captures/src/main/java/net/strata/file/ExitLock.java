package net.strata.file;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Held while a file is written. The end of the program waits for it (the system would cut the write), does what is left
/// to do, and keeps it: no write begins any more.
final class ExitLock implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable last;
    private final Thread hook = new Thread(this::finish, "capture-file");

    /// @param last what is left to do when the program ends before this was closed
    ExitLock(Runnable last) {
        this.last = last;
    }

    /// From now on the end of the program waits.
    ExitLock register() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    private void finish() {
        try {
            if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) last.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook at work.
        }
    }
}
