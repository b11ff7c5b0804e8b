package net.strata.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.os.LiveCapture;
import net.strata.os.LiveSettings;

/// Records the frames that pass interfaces, each read by a thread of its own.
final class Tap implements AutoCloseable {
    private static final int BUFFER = 8 << 20;
    private static final int ARENA = 1 << 20;
    /// What is kept at most, in bytes of all frames.
    private static final long MOST = 256L << 20;

    /// Where two were stamped alike, one has left before the other came.
    static final Comparator<Seen> ORDER = Comparator.comparingLong(Seen::time).thenComparing(Seen::sent,
            Comparator.reverseOrder());

    private final List<LiveCapture> captures = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final List<Seen> frames = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private long kept;
    private long left;
    private long dropped;
    private volatile long last = System.nanoTime();

    /// Tells whose frame it is.
    interface Sorter {
        /// Makes a record of it.
        ///
        /// @param time in ns since the epoch
        Seen seen(byte[] frame, long time, int length);
    }

    static LiveCapture capture(String device) throws IOException {
        return LiveCapture.open(List.of(device), new LiveSettings(LiveSettings.WHOLE, false, BUFFER,
                LiveSettings.Direction.INOUT, LiveSettings.PROMPT_BLOCK_MILLIS, null), says -> {
                });
    }

    /// Whether a frame of Ethernet is from a hardware address.
    static boolean from(byte[] mac, byte[] frame) {
        return frame.length >= 12 && Arrays.equals(mac, 0, 6, frame, 6, 12);
    }

    void add(LiveCapture capture, Sorter sorter) {
        captures.add(capture);
        readers.add(Thread.ofPlatform().name("lab tap").daemon().start(() -> read(capture, sorter)));
    }

    private void read(LiveCapture capture, Sorter sorter) {
        try {
            var batch = new Batch(ARENA);
            while (capture.read(batch))
                for (int i = 0; i < batch.count; i++) {
                    int at = batch.offset[i];
                    keep(sorter.seen(Arrays.copyOfRange(batch.data, at, at + batch.captured[i]), batch.time[i],
                            batch.length[i]));
                }
        } catch (IOException e) {
            trouble("the capture ended: " + e.getMessage());
        }
    }

    private synchronized void keep(Seen frame) {
        last = System.nanoTime();
        kept += frame.bytes().length;
        if (kept > MOST) left++;
        else
            frames.add(frame);
    }

    private synchronized void trouble(String what) {
        troubles.add(what);
    }

    boolean captures() {
        return !captures.isEmpty();
    }

    /// When the last frame was read, on the call clock; when it began if there was none.
    long last() {
        return last;
    }

    /// Forgets what was seen so far.
    synchronized void begin() {
        frames.clear();
        troubles.clear();
        kept = 0;
        left = 0;
        dropped = dropped();
    }

    /// What was seen since, in the order of its times.
    synchronized List<Seen> frames() {
        return frames.stream().sorted(ORDER).toList();
    }

    /// What went wrong since.
    synchronized List<String> troubles() {
        var all = new ArrayList<>(troubles);
        long missed = dropped() - dropped;
        if (missed > 0) all.add("the capture missed " + missed + " frames");
        if (left > 0) all.add("the last " + left + " frames were not kept: there are too many");
        return all;
    }

    private long dropped() {
        return captures.stream().mapToLong(each -> each.counts().dropped()).sum();
    }

    @Override
    public void close() {
        for (LiveCapture each : captures)
            each.stop();
        for (Thread each : readers)
            join(each);
        for (LiveCapture each : captures)
            each.close();
    }

    /// Waits for the end of a thread, come what may.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true)
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
