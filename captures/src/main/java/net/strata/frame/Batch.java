package net.strata.frame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of frames: their bytes in one arena, and a column for each fact about
/// them.
///
/// A source fills a batch in place, the ordered stage adds what needs memory of
/// earlier frames ([Facts], and reassembled bytes at the end of the arena),
/// views then only read it. Batches are reused; nothing in here is allocated
/// per frame.
public final class Batch {
    /// Most frames a batch usually holds.
    public static final int FRAMES = 4096;
    /// The value in [#time] of a frame that was recorded without a time.
    public static final long NO_TIME = Long.MIN_VALUE;

    /// The arena. May be replaced by a larger one while the batch is being filled,
    /// never afterwards.
    public byte[] data;
    /// How many bytes of the arena are in use.
    public int used;
    /// How many frames there are.
    public int count;
    /// The number of the first frame, counted from 1 over the whole capture.
    public long firstNumber = 1;
    /// Time of the capture's first frame, in ns since the epoch.
    public long captureStart = NO_TIME;
    /// Time of the frame before this batch's first, in ns since the epoch.
    public long timeBefore = NO_TIME;

    /// Where in the arena each frame starts.
    public final int[] offset;
    /// Bytes of each frame that are here.
    public final int[] captured;
    /// Bytes each frame had on the wire.
    public final int[] length;
    /// When each frame was captured, in ns since the epoch, or [#NO_TIME].
    public final long[] time;
    /// Link type of each frame (a LINKTYPE_ number, see [LinkType]).
    public final int[] linkType;
    /// Index of each frame's interface in [FrameSource#interfaces].
    public final int[] interfaceId;
    /// Decimals of the seconds that each frame's time was recorded with, 0 to 9.
    public final byte[] timeDecimals;
    /// Frames that the user did not ask to see.
    public final boolean[] hidden;
    /// Frames that the user waits for, hidden or not.
    public final boolean[] awaited;
    /// Time of the last frame shown before this batch, in ns since the epoch.
    public long shownTimeBefore = NO_TIME;
    /// What the ordered stage found out.
    public final Facts facts;

    /// What the user says of the frames, null if nothing.
    public @Nullable Advice advice;

    private final Map<Integer, List<String>> comments = new HashMap<>();
    /// Null until a source first tells owners.
    private @Nullable Owners @Nullable [] owners;

    public Batch(int arenaBytes) {
        this(arenaBytes, FRAMES);
    }

    /// A batch that holds so many frames at most.
    public Batch(int arenaBytes, int frames) {
        data = new byte[arenaBytes];
        offset = new int[frames];
        captured = new int[frames];
        length = new int[frames];
        time = new long[frames];
        linkType = new int[frames];
        interfaceId = new int[frames];
        timeDecimals = new byte[frames];
        hidden = new boolean[frames];
        awaited = new boolean[frames];
        facts = new Facts(frames);
    }

    /// Makes the batch empty, ready to be filled.
    public void clear() {
        Arrays.fill(hidden, 0, count, false);
        Arrays.fill(awaited, 0, count, false);
        used = 0;
        count = 0;
        facts.clear();
        if (!comments.isEmpty()) comments.clear();
        if (owners != null) Arrays.fill(owners, null);
    }

    public boolean full() {
        return count == offset.length;
    }

    /// Adds a frame whose bytes are in the arena already.
    ///
    /// @param decimals of the seconds that its time was recorded with
    public void add(int at, int capturedBytes, int wireBytes, long nanos, int decimals, int link, int iface) {
        int i = count++;
        offset[i] = at;
        captured[i] = capturedBytes;
        length[i] = wireBytes;
        time[i] = nanos;
        timeDecimals[i] = (byte) decimals;
        linkType[i] = link;
        interfaceId[i] = iface;
    }

    /// A batch with a copy of one frame, and what the capture and the user say of it; without what the ordered stage found out.
    public Batch only(int i) {
        var one = new Batch(captured[i], 1);
        System.arraycopy(data, offset[i], one.data, 0, captured[i]);
        one.used = captured[i];
        one.firstNumber = firstNumber + i;
        one.captureStart = captureStart;
        one.timeBefore = i > 0 ? time[i - 1] : timeBefore;
        one.advice = advice;
        one.add(0, captured[i], length[i], time[i], timeDecimals[i], linkType[i], interfaceId[i]);
        if (!comments(i).isEmpty()) one.comment(0, comments(i));
        return one;
    }

    /// Time of the last frame shown before frame `i`, [#NO_TIME] if there is none.
    public long shownBefore(int i) {
        for (int k = i - 1; k >= 0; k--) {
            if (!hidden[k]) return time[k];
        }
        return shownTimeBefore;
    }

    /// Makes room for `bytes` more behind [#used].
    public void reserve(int bytes) {
        int needed = Math.addExact(used, bytes);
        if (needed > data.length) data = Arrays.copyOf(data, Math.max(needed, data.length + (data.length >> 1)));
    }

    /// Keeps the comments that the capture holds on frame `i`.
    public void comment(int i, List<String> texts) {
        comments.put(i, texts);
    }

    /// The comments on frame `i`, usually none.
    public List<String> comments(int i) {
        return comments.isEmpty() ? List.of() : comments.getOrDefault(i, List.of());
    }

    /// Keeps the processes that frame `i` belongs to.
    public void own(int i, Owners processes) {
        if (owners == null) owners = new Owners[offset.length];
        owners[i] = processes;
    }

    /// The processes that frame `i` belongs to, null if none is known.
    public @Nullable Owners owners(int i) {
        return owners == null ? null : owners[i];
    }
}
