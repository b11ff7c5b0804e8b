package net.strata.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/// Waits until one of some descriptors can be read (poll(2)), or until another thread wakes it (eventfd(2)).
final class Waiting implements AutoCloseable {
    /// struct pollfd: descriptor, events, what came of it.
    private static final int ENTRY = 8;
    private static final short POLLIN = 1;
    private static final int EFD_NONBLOCK = 04000;
    private static final int EFD_CLOEXEC = 02000000;

    static final class Calls {
        static {
            Native.register(Calls.class, "c");
        }

        private Calls() {}

        static native int poll(Pointer entries, long count, int millis);

        static native int eventfd(int initial, int flags);

        static native long write(int descriptor, Pointer from, long count);

        static native int close(int descriptor);

        static native int setsockopt(int descriptor, int level, int name, Pointer value, int length);
    }

    private final int count;
    private final Memory entries;
    private final Memory one = new Memory(Long.BYTES);
    private final int wake;

    Waiting(int... descriptors) throws OsError {
        wake = Calls.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (wake < 0) throw new OsError("eventfd(0, EFD_NONBLOCK)", Native.getLastError(), null);
        one.setLong(0, 1);
        count = descriptors.length + 1;
        entries = new Memory((long) count * ENTRY);
        for (int i = 0; i < count; i++) {
            entries.setInt((long) i * ENTRY, i == descriptors.length ? wake : descriptors[i]);
            entries.setShort((long) i * ENTRY + 4, POLLIN);
        }
    }

    /// Whether there is something to be read, or it was woken, within a time.
    boolean await(int millis) {
        return Calls.poll(entries, count, millis) > 0;
    }

    /// Waits for a descriptor no more.
    void ignore(int descriptor) {
        for (int i = 0; i < count; i++)
            if (entries.getInt((long) i * ENTRY) == descriptor) entries.setInt((long) i * ENTRY, -1);
    }

    /// Ends the wait under way, and all that follow. Any thread may call it.
    void wake() {
        Calls.write(wake, one, Long.BYTES);
    }

    @Override
    public void close() {
        Calls.close(wake);
        entries.close();
        one.close();
    }
}
