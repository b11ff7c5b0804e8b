package net.strata.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.jspecify.annotations.Nullable;

/// Frames in file after file, each frame in one, in order; each file a whole capture.
///
/// The times that count are those of the frames, also of hidden ones; where none come, the clock ends a file. A file has
/// one frame at least, except where the whole capture has none.
public final class RotatingFiles implements Recording {
    /// How long a frame may take from the interface to here.
    private static final int GRACE_SECONDS = 1;

    private final CaptureWriter writer;
    private final Rotation rotation;
    private final FileNames names;
    private final InstantSource clock;
    private final ExitLock lock = new ExitLock(this::keep);

    // The reading thread's, where the number of slots is limited.
    private final @Nullable Slots reading;
    private int begun;
    private volatile boolean full;

    // Guarded by the lock, all that follows.
    private final @Nullable Slots slots;
    /// What every file begins with.
    private final RecordBuffer heads = new RecordBuffer(1024);
    private int interfaces;
    private final ArrayDeque<Path> whole = new ArrayDeque<>();
    private int finished;
    private @Nullable PartFile file;
    /// How much of the heads is in the file.
    private int headed;
    private boolean empty = true;

    private RotatingFiles(Path path, CaptureWriter writer, Rotation rotation, InstantSource clock) {
        this.writer = writer;
        this.rotation = rotation;
        this.clock = clock;
        names = new FileNames(path, rotation.keepsLast() ? rotation.files() : 0, rotation.zone());
        boolean timed = rotation.seconds() > 0;
        slots = timed ? new Slots(rotation.seconds(), rotation.zone()) : null;
        reading = timed && rotation.ends() ? new Slots(rotation.seconds(), rotation.zone()) : null;
    }

    /// Looks at a name into which times and numbers are to be put.
    ///
    /// @throws IllegalArgumentException if that cannot be, with one line that says why
    public static void checkName(Path path) {
        FileNames.check(path);
    }

    /// Makes the first file.
    ///
    /// @param path of a file; times and numbers are put into its name
    /// @throws IllegalArgumentException if the name cannot be, see [#checkName]
    public static RotatingFiles create(Path path, CaptureWriter writer, Rotation rotation, InstantSource clock)
            throws IOException {
        var files = new RotatingFiles(path, writer, rotation, clock);
        files.lock.lock();
        try {
            files.begin(Slots.nanos(clock.instant()));
        } finally {
            files.lock.unlock();
        }
        files.lock.register();
        return files;
    }

    @Override
    public @Nullable CaptureException prepare(Batch b, RecordBuffer out) {
        if (reading != null) hideBeyond(b, reading);
        return writer.prepare(b, out);
    }

    /// Hides frames behind the last slot.
    private void hideBeyond(Batch b, Slots current) {
        for (int i = 0; i < b.count; i++) {
            if (b.hidden[i]) continue;
            if (!full && current.leaves(b.time[i])) {
                current.enter(b.time[i]);
                full = ++begun > rotation.files();
            }
            if (full) b.hidden[i] = true;
        }
    }

    @Override
    public void frames(Batch b, RecordBuffer out) {
        writer.frames(b, out);
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public void write(Batch b, RecordBuffer records) throws IOException {
        lock.lock();
        try {
            heads.raw(records.data(), 0, records.head());
            interfaces = records.interfaces();
            if (records.length() == records.head()) pause(b);
            else
                spread(b, records.data(), records.head());
        } finally {
            lock.unlock();
        }
    }

    /// Where there is nothing to write, ends the file whose time is over: by the frames that are hidden, or else by the
    /// clock.
    private void pause(Batch b) throws IOException {
        if (slots == null || empty) return;
        long last = b.count == 0 ? Batch.NO_TIME : b.time[b.count - 1];
        Instant now = last == Batch.NO_TIME ? clock.instant() : Instant.ofEpochSecond(Slots.second(last));
        if (!slots.over(now, GRACE_SECONDS)) return;
        finish();
        if (isLast()) full = true;
    }

    private boolean isLast() {
        return rotation.ends() && finished == rotation.files();
    }

    /// Writes a batch's records, from `first` on.
    private void spread(Batch b, byte[] records, int first) throws IOException {
        int from = first;
        int at = first;
        for (int i = 0; i < b.count; i++) {
            if (!writer.writes(b, i)) continue;
            int length = writer.recordLength(records, at);
            if (endsBefore(b.time[i], at - from, length)) {
                put(records, from, at - from);
                finish();
                from = at;
            }
            if (file == null && isLast()) return;
            if (file == null) begin(b.time[i] == Batch.NO_TIME ? Slots.nanos(clock.instant()) : b.time[i]);
            at += length;
        }
        put(records, from, at - from);
    }

    /// Whether the file ends before a record.
    ///
    /// @param pending how many bytes of records will be written before that one
    private boolean endsBefore(long time, int pending, int length) {
        PartFile current = file;
        if (current == null) return false;
        if (slots != null && slots.leaves(time)) return true;
        return rotation.bytes() > 0 && !(empty && pending == 0)
                && current.size() + heads.length() - headed + pending + length + writer.mostCounters() > rotation
                        .bytes();
    }

    private void put(byte[] records, int from, int count) throws IOException {
        PartFile current = file;
        if (count == 0 || current == null) return;
        head(current);
        current.write(records, from, count);
        empty = false;
    }

    /// Writes what the file lacks of the heads.
    private void head(PartFile current) throws IOException {
        current.write(heads, headed);
        headed = heads.length();
    }

    /// Begins the file that a time belongs to.
    private void begin(long time) throws IOException {
        if (slots != null && slots.leaves(time)) slots.enter(time);
        while (rotation.keepsLast() && whole.size() >= rotation.files())
            remove(whole.remove());
        file = new PartFile(names.next(slots == null ? Slots.second(time) : slots.start()), writer, lock);
        headed = 0;
        empty = true;
    }

    private static void remove(Path oldest) throws IOException {
        try {
            Files.deleteIfExists(oldest);
        } catch (FileSystemException e) {
            throw CaptureFile.cannot(oldest.toString(), e);
        }
    }

    /// Ends the file with what is known now; one without frames is given up.
    private void finish() throws IOException {
        PartFile current = file;
        if (current == null) return;
        if (!empty) {
            var end = new RecordBuffer(1024);
            head(current);
            writer.counters(interfaces, end);
            current.write(end, 0);
            whole.add(current.name());
            finished++;
        }
        file = null;
        current.close();
        if (empty) names.giveBack();
    }

    @Override
    public long packets() {
        return writer.frames();
    }

    @Override
    public void end() throws IOException {
        lock.lock();
        try {
            writer.rest(heads);
            interfaces = Integer.MAX_VALUE;
            empty = false; // now it says that there are no frames
            finish();
        } finally {
            lock.unlock();
        }
    }

    /// What the end of the program does: the file so far is kept.
    private void keep() {
        try {
            if (file != null) file.close();
        } catch (IOException e) {
            // There is nobody left to tell, and the file is there under its temporary name.
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (file != null) file.close();
            file = null;
        } finally {
            lock.unlock();
            lock.close();
        }
    }
}
