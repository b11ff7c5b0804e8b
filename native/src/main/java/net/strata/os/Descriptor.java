package net.strata.os;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An open file descriptor, which belongs to this object alone.
///
/// Numbers of closed descriptors are given out again. So that no call ever meets another file under its old number, a
/// descriptor counts the calls that are inside: [#close] refuses new ones at once, has those inside come back if it can
/// (see there), and the last one out closes the number.
public class Descriptor implements AutoCloseable {
    /// With this bit it is closed; the others count the calls that are inside.
    private static final int CLOSED = Integer.MIN_VALUE;

    private final int fd;
    private final AtomicInteger users = new AtomicInteger();
    /// Who waits for its events.
    private volatile @Nullable Poll poll;

    Descriptor(int fd) {
        this.fd = fd;
    }

    /// The number, for showing: the descriptor may be closed by whoever has this object, at any time.
    public final int fileno() {
        return fd;
    }

    public final boolean isOpen() {
        return users.get() >= 0;
    }

    /// The number, which stays open until [#release].
    ///
    /// @throws IllegalStateException if it is closed
    final int hold() {
        if (!tryHold()) throw new IllegalStateException(this + " is closed");
        return fd;
    }

    final boolean tryHold() {
        for (;;) {
            int u = users.get();
            if (u < 0) return false;
            if (users.compareAndSet(u, u + 1)) return true;
        }
    }

    final void release() {
        if (users.decrementAndGet() == CLOSED) end(fd);
    }

    /// At most one waits for a descriptor: it is the one that [#close] wakes.
    final void waitedForBy(@Nullable Poll waiting) {
        if (waiting != null && poll != null) throw new IllegalStateException(this + " is in a poll already");
        poll = waiting;
    }

    /// Closes it, now or as soon as no call is inside any more. Closing again does nothing.
    ///
    /// A [Poll] in another thread is woken. So is a thread in recv, accept or connect of an Internet or unix socket, which
    /// is shut down. One that blocks in recv of a packet or netlink socket comes back with the next packet: wait for these
    /// with a [Poll].
    @Override
    public final void close() {
        int u;
        do {
            u = users.get();
            if (u < 0) return;
        } while (!users.compareAndSet(u, u + 1 | CLOSED));
        try {
            if (u > 0) interrupt(fd);
            Poll waiting = poll;
            if (waiting != null) waiting.wake();
        } finally {
            release();
        }
    }

    /// Has calls come back that are inside.
    void interrupt(int number) {}

    /// Closes the number.
    void end(int number) {
        Kernel.close(number);
    }

    @Override
    public String toString() {
        return "descriptor " + fd;
    }
}
