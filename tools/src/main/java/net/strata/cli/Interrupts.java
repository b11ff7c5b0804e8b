package net.strata.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
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

    private static final int SIGNALLED = 128;
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

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
        return end(List.of("INT"), work, stop, _ -> {
        }) != Status.DONE;
    }

    /// Does something that signals end before it is done, and that has to tidy up then. If it does not end soon, since it
    /// waits for one who says nothing, the program ends without it.
    ///
    /// @param signals the names of some
    /// @param stop has it end
    /// @return the exit status that the first of them has (128 and its number: signal(7)); [Status#DONE] if there was none
    static int endOn(List<String> signals, Work work, Runnable stop) throws IOException {
        var done = new AtomicBoolean();
        return end(signals, () -> {
            try {
                work.run();
            } finally {
                done.set(true);
            }
        }, stop, status -> {
            if (!done.get()) Runtime.getRuntime().exit(status);
        });
    }

    /// @param late what is done some time after the first signal
    private static int end(List<String> signals, Work work, Runnable stop, IntConsumer late) throws IOException {
        var status = new AtomicInteger(Status.DONE);
        try (var all = new Interrupts()) {
            for (String signal : signals)
                all.on(signal, () -> {
                    if (!status.compareAndSet(Status.DONE, SIGNALLED + NUMBERS.getOrDefault(signal, 0))) return;
                    stop.run();
                    after(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS), () -> late.accept(status.get()));
                });
            work.run();
        }
        return status.get();
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
