package net.strata.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Records one behind the other, in memory beside the Java heap; their times stand at the end, last one first.
///
/// One thread appends. What it appended before another thread was told how much there is, that one may read.
final class RingChunk implements AutoCloseable {
    private static final int TIME = Long.BYTES;

    private final Arena arena = Arena.ofShared();
    private final ByteBuffer bytes;
    private int end;
    private int records;
    private long earliest;
    private long latest;

    /// Being written to a file: the memory is not to be used again.
    boolean held;
    /// No longer in the ring.
    boolean dropped;

    RingChunk(int capacity) {
        bytes = arena.allocate(capacity, TIME).asByteBuffer().order(ByteOrder.nativeOrder());
        clear();
    }

    void clear() {
        end = 0;
        records = 0;
        earliest = Long.MAX_VALUE;
        latest = Long.MIN_VALUE;
        dropped = false;
    }

    /// How large a chunk must be for one record.
    static int roomFor(int length) {
        return length + TIME + TIME; // times are aligned
    }

    int capacity() {
        return bytes.capacity();
    }

    /// How many bytes of records there are.
    int size() {
        return end;
    }

    int records() {
        return records;
    }

    /// Time of the earliest record, in ns since the epoch.
    long earliest() {
        return earliest;
    }

    /// Time of the latest record, in ns since the epoch.
    long latest() {
        return latest;
    }

    /// Appends a record, if there is room.
    ///
    /// @return false if there is none
    boolean add(byte[] data, int from, int length, long time) {
        int timeAt = timeAt(records);
        if (end + length > timeAt) return false;
        bytes.put(end, data, from, length);
        bytes.putLong(timeAt, time);
        end += length;
        records++;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        return true;
    }

    private int timeAt(int record) {
        return (bytes.capacity() & -TIME) - TIME * (record + 1);
    }

    long time(int record) {
        return bytes.getLong(timeAt(record));
    }

    void copy(int at, byte[] to) {
        bytes.get(at, to);
    }

    void writeTo(PartFile file, int from, int to) throws IOException {
        if (to > from) file.write(bytes.slice(from, to - from));
    }

    @Override
    public void close() {
        arena.close();
    }
}
