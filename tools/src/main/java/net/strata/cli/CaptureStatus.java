package net.strata.cli;

import java.util.Locale;
import net.strata.os.LiveCapture;

/// The line that says how a capture goes, on a terminal that shows no packets.
final class CaptureStatus implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final LiveCapture live;
    private final Console console;
    private final Thread thread = Thread.ofPlatform().daemon().name("status").unstarted(this::run);

    private CaptureStatus(LiveCapture live, Console console) {
        this.live = live;
        this.console = console;
    }

    /// @param shown whether there shall be one, if standard error is a terminal
    static CaptureStatus start(LiveCapture live, Console console, boolean shown) {
        var status = new CaptureStatus(live, console);
        if (shown && console.watched()) status.thread.start();
        return status;
    }

    private void run() {
        long frames = 0;
        long then = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                long now = System.nanoTime();
                long more = live.frames() - frames;
                frames += more;
                console.status(String.format(Locale.ROOT, "%,d packets, %,.0f/s, %,d dropped", frames,
                        more * 1e9 / (now - then), live.counts().dropped()));
                then = now;
            }
        } catch (InterruptedException e) {
            console.status("");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
