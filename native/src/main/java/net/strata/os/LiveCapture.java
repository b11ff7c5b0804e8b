package net.strata.os;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.Notes;
import org.jspecify.annotations.Nullable;

/// Frames as they pass interfaces of this machine, through libpcap (pcap(3PCAP)).
///
/// One thread reads; any may [#stop]. The kernel collects frames in blocks, and hands one over when it is full or
/// [LiveSettings#blockMillis] old. Frames of several interfaces are put in the order of their times as far as they are
/// here; what an interface hands over late comes late.
public final class LiveCapture implements FrameSource {
    /// How long a read waits before it comes back with nothing.
    private static final long HEARTBEAT_NANOS = 250_000_000;
    private static final long SETTLING_NANOS = 1_000_000;
    /// After this time all that the kernel had collected is in blocks that can be read.
    public static final int SETTLED_MILLIS = LiveSettings.BLOCK_MILLIS + 10;

    private static final Notes.Section SECTION = new Notes.Section(System.getProperty("os.arch"),
            System.getProperty("os.name") + " " + System.getProperty("os.version"), application(), List.of());

    private final List<LiveHandle> handles;
    private final List<Interface> interfaces;
    private final Consumer<String> says;
    private final Poll poll;
    /// What is waited for of each handle.
    private final List<Poll.Entry> entries = new ArrayList<>();
    private final AtomicLong frames = new AtomicLong();
    /// Why there is nothing to read any more, null as long as there is.
    private @Nullable CaptureException end;
    private long captureStart = Batch.NO_TIME;
    private long lastTime = Batch.NO_TIME;
    private volatile boolean stopping;
    /// When all is settled after a stop, on the clock of [System#nanoTime].
    private long settled;
    private boolean silenced;

    private LiveCapture(List<LiveHandle> handles, Consumer<String> says, Poll poll) {
        this.handles = handles;
        this.says = says;
        this.poll = poll;
        interfaces = new ArrayList<>();
        for (LiveHandle handle : handles) {
            interfaces.add(handle.description(interfaces.size()));
            entries.add(poll.add(handle.socket(), Abi.POLLIN));
        }
    }

    /// Opens interfaces.
    ///
    /// @param names of interfaces, `any` for all of them
    /// @param says takes what the user must know while the capture goes on, such as that an interface is gone
    /// @throws OsError if one cannot be opened; none is then
    /// @throws FilterSyntaxException if the filter does not compile
    public static LiveCapture open(List<String> names, LiveSettings settings, Consumer<String> says)
            throws IOException {
        List<LiveHandle> open = new ArrayList<>();
        try {
            for (String name : names)
                open.add(LiveHandle.open(name, settings));
            return new LiveCapture(List.copyOf(open), says, new Poll());
        } catch (IOException | RuntimeException | Error e) {
            for (LiveHandle handle : open)
                handle.close();
            throw e;
        }
    }

    /// Asks for the end: frames that were captured so far are still read, none that come from now on.
    public void stop() {
        stopping = true;
        poll.wake();
    }

    /// How many frames were read. Any thread may ask.
    public long frames() {
        return frames.get();
    }

    /// The counts of all interfaces. Any thread may ask.
    public LiveCounts counts() {
        LiveCounts sum = LiveCounts.NONE;
        for (LiveHandle handle : handles)
            sum = sum.plus(handle.counts());
        return sum;
    }

    @Override
    public boolean read(Batch batch) throws IOException {
        batch.clear();
        batch.firstNumber = frames.get() + 1;
        batch.timeBefore = lastTime;
        batch.captureStart = captureStart;
        boolean waited = false;
        while (true) {
            if (stopping) silence();
            fill(batch);
            if (batch.count > 0 || waited) {
                finish(batch);
                return true;
            }
            if (over()) return false;
            waited = poll.poll(silenced ? SETTLING_NANOS : HEARTBEAT_NANOS).isEmpty() && !stopping;
        }
    }

    /// Takes what is here, the earliest first.
    private void fill(Batch batch) throws IOException {
        while (!batch.full()) {
            LiveHandle earliest = null;
            int id = 0;
            for (int i = 0; i < handles.size(); i++) {
                if (!ready(i)) continue;
                LiveHandle handle = handles.get(i);
                if (earliest == null || handle.time() < earliest.time()) {
                    earliest = handle;
                    id = i;
                }
            }
            if (earliest == null || !earliest.take(batch, id)) return;
        }
    }

    /// Whether a frame of the interface is at hand.
    private boolean ready(int id) {
        LiveHandle handle = handles.get(id);
        try {
            return handle.ready();
        } catch (CaptureException e) {
            poll.remove(entries.get(id));
            if (handles.stream().allMatch(LiveHandle::gone)) end = e;
            else
                says.accept(e.getMessage() + "; the capture goes on without it");
            return false;
        }
    }

    private void finish(Batch batch) {
        if (batch.count == 0) return;
        if (frames.get() == 0) captureStart = batch.time[0];
        batch.captureStart = captureStart;
        lastTime = batch.time[batch.count - 1];
        frames.addAndGet(batch.count);
    }

    /// Whether all that was asked for is read.
    private boolean over() throws CaptureException {
        if (end == null && !(silenced && System.nanoTime() - settled >= 0)) return false;
        if (end != null && !stopping) throw end;
        return true;
    }

    /// Lets no further frame in.
    private void silence() throws OsError {
        if (silenced) return;
        silenced = true;
        for (LiveHandle handle : handles)
            handle.silence();
        settled = System.nanoTime() + SETTLED_MILLIS * 1_000_000L;
    }

    @Override
    public List<Interface> interfaces() {
        return interfaces;
    }

    @Override
    public Notes notes() {
        Map<Integer, Notes.Statistics> statistics = new HashMap<>();
        for (int i = 0; i < handles.size(); i++)
            statistics.put(i, handles.get(i).statistics());
        return new Notes(List.of(SECTION), List.of(), List.of(), statistics);
    }

    private static String application() {
        String version = LiveCapture.class.getPackage().getImplementationVersion();
        return version == null ? "strata" : "strata " + version;
    }

    @Override
    public void close() {
        poll.close();
        handles.forEach(LiveHandle::close);
    }
}
