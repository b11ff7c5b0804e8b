package net.strata.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jline.utils.Signals;

/// What happens on signals, and after a time. On signals until it is closed: then what happened before.
final class Interrupts implements AutoCloseable {
    private record Previous(String signal, Object handler) {}

    private final Deque<Previous> before = new ArrayDeque<>();

    /// Runs `action` whenever a signal comes, in a thread of its own.
    ///
    /// @param signal such as `INT`
    void on(String signal, Runnable action) {
        before.push(new Previous(signal, Signals.register(signal, action)));
    }

    /// Runs `action` after a time, if the program still runs.
    static void after(long millis, Runnable action) {
        Thread.ofPlatform().daemon().name("timer").start(() -> {
            try {
                Thread.sleep(millis);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        for (Previous previous : before)
            Signals.unregister(previous.signal, previous.handler);
    }
}
