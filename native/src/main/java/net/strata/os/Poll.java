package net.strata.os;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waits for events of many descriptors (poll(2)), and for [#wake].
///
/// One thread adds, removes, polls and closes it; any thread may wake it, or close a descriptor that it waits for: the poll comes back
/// with [Abi#POLLNVAL] for that one, as it does in C, and forgets it. While a poll lasts, the numbers of closed descriptors
/// are not given out again.
///
/// ```java
/// try (var poll = new Poll()) {
///     poll.add(listener, POLLIN);
///     for (;;)
///         for (var entry : poll.poll(-1))
///             if (entry.descriptor() == listener) poll.add(listener.accept(), POLLIN);
///             else ...
/// }
/// ```
public final class Poll implements AutoCloseable {
    private static final long SECOND = 1_000_000_000;
    /// Where things are in memory: a timespec, the bell's counter, and the `struct pollfd`s, the bell's last.
    private static final int COUNTER = Abi.SIZEOF_TIMESPEC;
    private static final int FDS = COUNTER + 8;

    /// A descriptor and what is waited for.
    public static final class Entry {
        private final Descriptor descriptor;
        private int events;
        private int revents;
        private @Nullable Object attachment;

        private Entry(Descriptor descriptor, int events) {
            this.descriptor = descriptor;
            this.events = events;
        }

        public Descriptor descriptor() {
            return descriptor;
        }

        /// Changes what is waited for, such as `POLLIN | POLLOUT`, from the next poll on. With 0 it still tells of
        /// [Abi#POLLERR] and [Abi#POLLHUP].
        public void events(int wanted) {
            events = wanted;
        }

        /// What the last poll found.
        public int revents() {
            return revents;
        }

        /// Whether the last poll found any of these.
        public boolean has(int wanted) {
            return (revents & wanted) != 0;
        }

        /// Whatever the program wants to find here again, such as its state for a connection.
        public @Nullable Object attachment() {
            return attachment;
        }

        public void attach(@Nullable Object any) {
            attachment = any;
        }
    }

    private final Descriptor bell;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> ready = new ArrayList<>();
    private Block memory;

    /// @throws OsError if there are no more descriptors
    public Poll() throws OsError {
        Linux.require();
        int fd = Kernel.eventfd(Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
        if (fd < 0) throw Failure.of("eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)", -fd);
        bell = new Descriptor(fd) {
            @Override
            void end(int number) {
                Kernel.closeOwn(number);
            }
        };
        memory = new Block(FDS + 16 * Abi.SIZEOF_POLLFD);
    }

    /// Waits for a descriptor's events too.
    ///
    /// @param events such as [Abi#POLLIN]
    /// @throws IllegalStateException if it is in a poll already
    public Entry add(Descriptor descriptor, int events) {
        descriptor.waitedForBy(this);
        var entry = new Entry(descriptor, events);
        entries.add(entry);
        return entry;
    }

    /// Waits for a descriptor no more, which may be closed.
    public void remove(Entry entry) {
        if (entries.remove(entry)) entry.descriptor.waitedForBy(null);
    }

    /// How many descriptors it waits for.
    public int size() {
        return entries.size();
    }

    /// Waits until there is something to tell of, or a time has passed, or [#wake].
    ///
    /// @param nanos how long at most; 0 looks only, less than 0 is for ever
    /// @return what has events: the same list each time, good until the next call; empty after the time or a wake
    public List<Entry> poll(long nanos) throws OsError {
        ready.clear();
        int number = bell.hold();
        int held = 0;
        try {
            reserve();
            for (; held < entries.size(); held++) {
                Entry e = entries.get(held);
                boolean open = e.descriptor.tryHold();
                // Of a closed one the kernel says POLLNVAL only if it gets to see a number that is not open.
                put(held, open ? e.descriptor.fileno() : -1, e.events);
                e.revents = open ? 0 : Abi.POLLNVAL;
                if (!open) ready.add(e);
            }
            put(held, number, Abi.POLLIN);
            await(ready.isEmpty() ? nanos : 0);
            if (memory.bytes.getShort(FDS + held * Abi.SIZEOF_POLLFD + Abi.POLLFD_REVENTS) != 0)
                Kernel.read(number, memory.address + COUNTER, 8);
        } finally {
            // Those that were closed meanwhile close here.
            for (int i = 0; i < held; i++)
                finish(entries.get(i), i);
            bell.release();
        }
        for (Entry e : ready)
            if (e.has(Abi.POLLNVAL)) remove(e);
        return ready;
    }

    private void finish(Entry e, int slot) {
        if (e.revents == Abi.POLLNVAL) return;
        e.revents = memory.bytes.getShort(FDS + slot * Abi.SIZEOF_POLLFD + Abi.POLLFD_REVENTS) & 0xffff;
        if (!e.descriptor.isOpen()) e.revents = Abi.POLLNVAL;
        if (e.revents != 0) ready.add(e);
        e.descriptor.release();
    }

    private void await(long nanos) throws OsError {
        long end = nanos <= 0 ? 0 : System.nanoTime() + nanos;
        for (long left = nanos;; left = Math.max(0, end - System.nanoTime())) {
            memory.bytes.putLong(0, left / SECOND).putLong(Abi.TIMESPEC_NSEC, left % SECOND);
            int r = Kernel.ppoll(memory.address + FDS, entries.size() + 1, entries.size(),
                    nanos < 0 ? 0 : memory.address);
            if (r >= 0) return;
            if (r != -Errno.EINTR) throw Failure.of("ppoll(fds, " + (entries.size() + 1) + ", timeout, NULL)", -r);
        }
    }

    private void reserve() {
        int needed = FDS + (entries.size() + 1) * Abi.SIZEOF_POLLFD;
        if (memory.size() < needed) memory = new Block(2 * needed);
    }

    private void put(int slot, int number, int events) {
        int at = FDS + slot * Abi.SIZEOF_POLLFD;
        memory.bytes.putInt(at, number).putInt(at + Abi.POLLFD_EVENTS, events & 0xffff);
    }

    /// Has the poll that lasts come back, or else the next one. Any thread may; many wakes are one.
    public void wake() {
        if (!bell.tryHold()) return;
        try {
            Block one = Scratch.here().data(8);
            one.bytes.putLong(0, 1);
            // It fails only when the counter is full, and then the bell rings already.
            Kernel.write(bell.fileno(), one.address, 8);
        } finally {
            bell.release();
        }
    }

    /// The descriptors it waited for stay open.
    @Override
    public void close() {
        while (!entries.isEmpty())
            remove(entries.getLast());
        bell.close();
    }
}
