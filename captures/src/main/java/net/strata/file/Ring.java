package net.strata.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.jspecify.annotations.Nullable;

/// Keeps the last of the frames in memory, and writes them to a file when asked: behind a frame that was waited for
/// ([Batch#awaited]), or by [#trigger]. Each time it is another file, that holds all there is; nothing else is written.
///
/// A file is written by a thread of its own, while frames go on coming; the memory that it reads is used again only
/// afterwards, so that there may then be twice as much. There is one such thread, and a second passes between files: who
/// asks meanwhile is given one file together, as soon as it can be.
public final class Ring implements Recording {
    /// Most bytes kept where only a time is given.
    public static final long MOST = 500_000_000;

    /// So many seconds before any time there is a time.
    private static final long LONGEST = Long.MAX_VALUE / 2 / Slots.SECOND;
    private static final int CHUNK = 4 << 20;
    private static final int SMALLEST_CHUNK = 64 << 10;
    /// A ring is made of so many chunks at least, as one more than fit may be needed.
    private static final int CHUNKS = 16;

    private final CaptureWriter writer;
    private final long seconds;
    private final long most;
    private final boolean limited;
    private final int chunkSize;
    private final FileNames names;
    private final InstantSource clock;
    private final Consumer<String> tell;
    private final ExitLock exit = new ExitLock(this::keep);
    /// What every file begins with.
    private final RecordBuffer heads = new RecordBuffer(1024);
    private int interfaces;
    private volatile boolean asked;
    private long size;
    private long lastTime = Batch.NO_TIME;
    private long dumpedAt = Batch.NO_TIME;
    private @Nullable Thread dumping;
    private boolean shortTold;
    private int files;

    // Guarded by this.
    /// Oldest first.
    private final ArrayDeque<RingChunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<RingChunk> unused = new ArrayDeque<>();
    private long memory;

    /// Guarded by the exit lock.
    private @Nullable PartFile file;
    private volatile @Nullable IOException failure;

    /// What a chunk held when a file was asked for.
    private record Part(RingChunk chunk, int size, int records, long earliest) {}

    /// All that one file holds.
    ///
    /// @param skipped how many bytes at the start are too much
    /// @param since the earliest time that is wanted
    /// @param at when it was asked for
    private record Dump(List<Part> parts, RecordBuffer head, int interfaces, long skipped, long since, long at) {}

    /// A ring that is empty.
    ///
    /// @param path of a file; times and numbers are put into its name
    /// @param seconds how far back it goes, before the last frame; 0 for any time
    /// @param bytes most that a file has; 0 for [#MOST]
    /// @param tell takes lines for the user, from any thread
    /// @throws IllegalArgumentException if the name cannot be, see [RotatingFiles#checkName]
    public Ring(Path path, CaptureWriter writer, long seconds, long bytes, ZoneId zone, InstantSource clock,
            Consumer<String> tell) throws IOException {
        this(path, writer, seconds, bytes, MOST, zone, clock, tell);
    }

    Ring(Path path, CaptureWriter writer, long seconds, long bytes, long otherwise, ZoneId zone, InstantSource clock,
            Consumer<String> tell) throws IOException {
        this.writer = writer;
        this.seconds = Math.min(seconds, LONGEST);
        this.clock = clock;
        this.tell = tell;
        limited = bytes > 0;
        most = limited ? bytes : otherwise;
        chunkSize = Math.clamp(most / CHUNKS, SMALLEST_CHUNK, CHUNK);
        names = new FileNames(path, 0, zone);
        CaptureFile.checkFolder(path);
        exit.register();
    }

    /// Asks for a file. Any thread may; it is begun with the next batch, which may be one without frames.
    public void trigger() {
        asked = true;
    }

    @Override
    public @Nullable CaptureException prepare(Batch b, RecordBuffer out) {
        return writer.prepare(b, out);
    }

    @Override
    public void frames(Batch b, RecordBuffer out) {
        writer.frames(b, out);
    }

    @Override
    public void write(Batch b, RecordBuffer records) throws IOException {
        rethrow();
        heads.raw(records.data(), 0, records.head());
        interfaces = records.interfaces();
        if (asked) dump(b.count > 0 ? lastTime : now());
        int at = records.head();
        for (int i = 0; i < b.count; i++) {
            if (b.time[i] != Batch.NO_TIME) lastTime = b.time[i];
            if (writer.writes(b, i)) {
                int length = writer.recordLength(records.data(), at);
                add(records.data(), at, length);
                at += length;
            }
            if (b.awaited[i]) asked = true;
            if (asked) dump(lastTime);
        }
    }

    private void add(byte[] data, int from, int length) throws IOException {
        RingChunk last = chunks.peekLast();
        if (last == null || !last.add(data, from, length, lastTime))
            next(RingChunk.roomFor(length)).add(data, from, length, lastTime);
        size += length;
    }

    /// A chunk to go on with, those that are too old given up before.
    private synchronized RingChunk next(int room) throws IOException {
        while (drops(chunks.peekFirst())) {
            RingChunk oldest = chunks.remove();
            size -= oldest.size();
            oldest.dropped = true;
            if (!oldest.held) free(oldest);
        }
        RingChunk chunk = room > chunkSize ? null : unused.poll();
        if (chunk == null) {
            chunk = newChunk(Math.max(room, chunkSize));
        }
        chunk.clear();
        chunks.add(chunk);
        return chunk;
    }

    private RingChunk newChunk(int capacity) throws IOException {
        try {
            var chunk = new RingChunk(capacity);
            memory += capacity;
            return chunk;
        } catch (OutOfMemoryError e) {
            throw new IOException("no memory for more than " + megabytes(memory)
                    + " of packets: a smaller --ring needs less", e);
        }
    }

    private boolean drops(@Nullable RingChunk oldest) {
        if (oldest == null) return false;
        if (seconds > 0 && oldest.latest() < since()) return true;
        if (size - oldest.size() < most) return false;
        if (!limited && !shortTold) {
            shortTold = true;
            tell.accept("the ring has " + megabytes(most) + ", which is less than the last " + seconds
                    + " s: --ring " + seconds + "s,2GB has more");
        }
        return true;
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }

    /// The earliest time wanted.
    private long since() {
        return seconds == 0 || lastTime == Batch.NO_TIME ? Long.MIN_VALUE : lastTime - seconds * Slots.SECOND;
    }

    private void free(RingChunk chunk) {
        if (chunk.capacity() == chunkSize) {
            unused.add(chunk);
        } else {
            memory -= chunk.capacity();
            chunk.close();
        }
    }

    /// Begins a file, unless it is too early for another.
    ///
    /// @param time of what asks for it
    private void dump(long time) throws IOException {
        Thread before = dumping;
        if (before != null && before.isAlive()) return;
        if (dumpedAt != Batch.NO_TIME && Math.abs(time - dumpedAt) < Slots.SECOND) return;
        rethrow();
        dumpedAt = time;
        begin(time);
    }

    private void begin(long time) {
        asked = false;
        if (size == 0) {
            tell.accept("the ring is empty: no file is written");
            return;
        }
        var head = new RecordBuffer(heads.length());
        head.raw(heads.data(), 0, heads.length());
        Dump dump;
        synchronized (this) {
            var parts = new ArrayList<Part>();
            for (RingChunk chunk : chunks) {
                chunk.held = true;
                parts.add(new Part(chunk, chunk.size(), chunk.records(), chunk.earliest()));
            }
            long tooMuch = size + head.length() + writer.mostCounters() - most;
            dump = new Dump(parts, head, interfaces, Math.max(0, tooMuch), since(), time);
        }
        files++;
        dumping = Thread.ofPlatform().name("ring").start(() -> write(dump));
    }

    private void write(Dump dump) {
        try {
            PartFile to = open(dump);
            long packets;
            try {
                packets = fill(to, dump);
            } finally {
                close(to);
            }
            tell.accept(packets + " packets written to " + to.name());
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException("cannot write the ring: " + e, e);
        } finally {
            release(dump);
        }
    }

    private PartFile open(Dump dump) throws IOException {
        exit.lock();
        try {
            var opened = new PartFile(names.next(Slots.second(dump.at)), writer, exit);
            file = opened;
            return opened;
        } finally {
            exit.unlock();
        }
    }

    private void close(PartFile written) throws IOException {
        exit.lock();
        try {
            file = null;
            written.close();
        } finally {
            exit.unlock();
        }
    }

    /// Writes all of it.
    ///
    /// @return how many packets there are
    private long fill(PartFile to, Dump dump) throws IOException {
        to.write(dump.head, 0);
        long packets = 0;
        long skip = dump.skipped;
        for (Part part : dump.parts) {
            if (skip >= part.size) {
                skip -= part.size;
            } else if (skip == 0 && part.earliest >= dump.since) {
                part.chunk.writeTo(to, 0, part.size);
                packets += part.records;
            } else {
                packets += choose(to, part, skip, dump.since);
                skip = 0;
            }
            release(part.chunk);
        }
        var end = new RecordBuffer(1024);
        writer.counters(dump.interfaces, end);
        to.write(end, 0);
        return packets;
    }

    /// Writes what is wanted of a chunk, in runs.
    private long choose(PartFile to, Part part, long skip, long since) throws IOException {
        byte[] start = new byte[writer.lengthKnown()];
        long packets = 0;
        int from = 0;
        int at = 0;
        for (int i = 0; i < part.records; i++) {
            part.chunk.copy(at, start);
            int next = at + writer.recordLength(start, 0);
            if (at >= skip && part.chunk.time(i) >= since) {
                packets++;
            } else {
                part.chunk.writeTo(to, from, at);
                from = next;
            }
            at = next;
        }
        part.chunk.writeTo(to, from, at);
        return packets;
    }

    private void release(Dump dump) {
        for (Part part : dump.parts)
            release(part.chunk);
    }

    private synchronized void release(RingChunk chunk) {
        if (!chunk.held) return;
        chunk.held = false;
        if (chunk.dropped) free(chunk);
    }

    @Override
    public long packets() {
        return writer.frames();
    }

    @Override
    public void end() throws IOException {
        awaitFile();
        if (asked) begin(lastTime == Batch.NO_TIME ? now() : lastTime);
        awaitFile();
        rethrow();
        if (files == 0) tell.accept("nothing asked for the ring: no file was written");
    }

    /// Waits until no file is being written.
    void awaitFile() {
        Thread thread = dumping;
        if (thread == null) return;
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void rethrow() throws IOException {
        if (failure != null) throw failure;
    }

    private long now() {
        return Slots.nanos(clock.instant());
    }

    /// How much memory there is, used or not.
    synchronized long memory() {
        return memory;
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
    public void close() {
        awaitFile();
        exit.close();
        synchronized (this) {
            unused.forEach(RingChunk::close);
            chunks.forEach(RingChunk::close);
            unused.clear();
            chunks.clear();
            memory = 0;
        }
    }
}
