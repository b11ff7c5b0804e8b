package net.strata.file;

import java.io.IOException;
import java.util.Arrays;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import org.jspecify.annotations.Nullable;

/// What the readers of all formats share: the file's bytes go in blocks straight
/// into a batch's arena, records are parsed where they lie, and what is left of
/// a record at the end moves on to the next batch.
abstract class CaptureReader implements FrameSource {
    /// Most bytes asked for at a time.
    private static final int BLOCK = 256 << 10;
    private static final int MIN_ARENA = 4096;

    private final Input input;
    /// Bytes read that no batch has taken yet.
    private byte[] carried;
    private int carriedLength;
    private boolean ended;
    private @Nullable CaptureException trouble;
    /// Where in the capture the arena's first byte is.
    private long base;
    private long frames;
    private long captureStart = Batch.NO_TIME;
    private long lastTime = Batch.NO_TIME;

    /// How many bytes the record where [#parse] stopped needs, as far as known.
    private int needed;

    /// A reader of `input`.
    ///
    /// @param head what was read already
    /// @param skipped how much of it is parsed already
    CaptureReader(Input input, byte[] head, int skipped) {
        this.input = input;
        carried = Arrays.copyOfRange(head, skipped, head.length);
        carriedLength = carried.length;
        base = skipped;
    }

    /// Adds the whole records between `at` and `end` to the batch until it is full.
    /// Where a record is not whole, ends with [#stop].
    ///
    /// @return where the first record starts that was not taken
    abstract int parse(Batch batch, int at, int end) throws CaptureException;

    /// What the record at `at`, which is not whole, is called in messages.
    abstract String record(Batch batch, int at, int end);

    /// Called at the end of each read.
    void publish() {}

    /// Ends parsing: the record at `at` needs `bytes`, which are not here.
    final int stop(int at, int bytes) {
        needed = bytes;
        return at;
    }

    /// The number of the next frame of the batch.
    final long number(Batch batch) {
        return frames + batch.count + 1;
    }

    final CaptureException damaged(String record, int at, String why) {
        return new CaptureException(input.name() + ": damaged in " + record + ", at " + place(at) + ": " + why);
    }

    final String name() {
        return input.name();
    }

    private String place(int at) {
        return "byte " + (base + at) + (input.packing().isEmpty() ? "" : " of the unpacked capture");
    }

    @Override
    public final boolean read(Batch batch) throws CaptureException {
        batch.clear();
        batch.firstNumber = frames + 1;
        batch.timeBefore = lastTime;
        fill(batch);
        if (batch.count == 0) {
            batch.captureStart = captureStart;
            if (trouble != null) throw trouble;
            return false;
        }
        if (frames == 0) captureStart = batch.time[0];
        batch.captureStart = captureStart;
        int last = batch.count - 1;
        lastTime = batch.time[last];
        batch.used = batch.offset[last] + batch.captured[last];
        frames += batch.count;
        return true;
    }

    private void fill(Batch batch) {
        if (trouble != null) return;
        int end = uncarry(batch);
        int at = 0;
        try {
            while (true) {
                at = parse(batch, at, end);
                if (batch.full() || ended) break;
                if (batch.count == 0) {
                    end = slide(batch, at, end);
                    at = 0;
                    if (end == batch.data.length) grow(batch, end);
                } else if (!wanted(batch, at, end)) break;
                int n = input.stream().read(batch.data, end, Math.min(BLOCK, batch.data.length - end));
                if (n > 0) end += n;
                else if (n < 0) ended = true;
            }
            if (ended && !batch.full() && at < end) throw cut(batch, at, end);
            if (ended && !batch.full()) atEnd(batch, at);
            carry(batch, at, end);
        } catch (CaptureException e) {
            trouble = e;
        } catch (IOException e) {
            trouble = new CaptureException(input.name() + ": " + e.getMessage() + ", in "
                    + record(batch, at, end) + ", at " + place(at));
        }
        publish();
    }

    /// Called where the input ends between records.
    void atEnd(Batch batch, int at) throws CaptureException {}

    CaptureException cut(Batch batch, int at, int end) {
        return cut(record(batch, at, end), at, needed, end - at);
    }

    final CaptureException cut(String record, int at, long needs, long there) {
        return new CaptureException(input.name() + ": cut short in " + record + ", at " + place(at)
                + ": the record needs " + needs + " bytes, " + there + (there == 1 ? " is there" : " are there"));
    }

    /// Whether to read on although there are frames: only if that cannot wait, and
    /// the arena has room worth it. An arena that a large frame or reassembly made
    /// larger is not filled for that: what a batch costs later would grow with it.
    private boolean wanted(Batch batch, int at, int end) throws IOException {
        int size = Math.min(BLOCK, batch.data.length);
        if (size - end < size / 4 || needed > batch.data.length - at) return false;
        return !input.waits() || (input.packing().isEmpty() && input.stream().available() > 0);
    }

    private int slide(Batch batch, int at, int end) {
        if (at > 0) System.arraycopy(batch.data, at, batch.data, 0, end - at);
        base += at;
        return end - at;
    }

    /// Doubles a full arena at most: a length that is claimed is not trusted before
    /// its bytes arrive.
    private void grow(Batch batch, int end) {
        long size = Math.max(MIN_ARENA, Math.min(end * 2L, needed));
        batch.data = Arrays.copyOf(batch.data, (int) size);
    }

    private int uncarry(Batch batch) {
        if (carriedLength > batch.data.length) batch.data = new byte[Math.max(MIN_ARENA, carriedLength)];
        System.arraycopy(carried, 0, batch.data, 0, carriedLength);
        return carriedLength;
    }

    private void carry(Batch batch, int at, int end) {
        carriedLength = end - at;
        base += at;
        if (carriedLength > carried.length) carried = new byte[Math.max(MIN_ARENA, carriedLength)];
        System.arraycopy(batch.data, at, carried, 0, carriedLength);
    }

    @Override
    public final void close() throws IOException {
        input.stream().close();
    }
}
