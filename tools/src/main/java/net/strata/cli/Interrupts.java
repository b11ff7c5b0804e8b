package net.strata.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.Signals;

/// What happens on signals, and after a time. On signals until it is closed: then what happened before.
final class Interrupts implements AutoCloseable {
    /// What takes time.
    interface Work {
        void run() throws IOException;
    }

    private record Previous(String signal, Object handler) {}

    /// A signal that comes sooner after another is the same one: some come twice.
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final Deque<Previous> before = new ArrayDeque<>();

    /// Runs `action` whenever a signal comes, in a thread of its own.
    ///
    /// @param signal such as `INT`
    void on(String signal, Runnable action) {
        before.push(new Previous(signal, Signals.register(signal, action)));
    }

    /// Runs `action` on the first of some signals. If the program still runs when another comes, some time later, it ends
    /// at once: it may wait for one who never reads its output.
    ///
    /// @param last what is done before it ends so
    void end(List<String> signals, Runnable action, Runnable last) {
        var first = new AtomicLong();
        for (String signal : signals)
            on(signal, () -> {
                long now = System.nanoTime() | 1; // 0 is none
                if (first.compareAndSet(0, now)) {
                    action.run();
                } else if (now - first.get() > PATIENCE_NANOS) {
                    last.run();
                    Runtime.getRuntime().exit(Status.FAILED);
                }
            });
    }

    /// Does something that the user may end before it is done, by SIGINT.
    ///
    /// @param stop has it end
    /// @return whether the user did
    static boolean end(Work work, Runnable stop) throws IOException {
        var interrupted = new AtomicBoolean();
        try (var signals = new Interrupts()) {
            signals.on("INT", () -> {
                interrupted.set(true);
                stop.run();
            });
            work.run();
        }
        return interrupted.get();
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
