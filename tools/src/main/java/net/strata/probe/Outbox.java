package net.strata.probe;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import net.strata.os.Errno;
import net.strata.os.Message;
import net.strata.os.Messages;
import net.strata.os.OsError;
import net.strata.os.SockAddr;

/// Probes that are sent by one socket in one call.
final class Outbox {
    /// Who is told of probes that the kernel did not send. May be called by another thread than the engine's.
    interface Refusals {
        void refused(long number, int errno);
    }

    /// What is no fault of the program beside what ICMP errors cause: the engine is told.
    static final int[] REFUSALS = {Errno.EPERM, Errno.EINVAL, Errno.ENOBUFS, Errno.ENETDOWN, Errno.EADDRNOTAVAIL,
            Errno.ENODEV, Errno.ENXIO};
    /// Room for a stamp's id, two numbers and options of IPv4 beside it.
    private static final int CONTROL = 3 * 24 + 56;
    /// How long is waited where the socket's buffer or the interface's queue is full, in ns, and how often.
    private static final long PAUSE = 200_000;
    private static final int PAUSES = 250;
    /// How often a call is made that errors of earlier probes may fail.
    private static final int TRIES = 4;

    private final Lane lane;
    private final Messages messages;
    private final long[] numbers;
    private int waiting;

    Outbox(Lane lane, int count, int largest) {
        this.lane = lane;
        messages = new Messages(count, largest, CONTROL);
        numbers = new long[count];
    }

    boolean isFull() {
        return waiting == numbers.length;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    void add(long number, SockAddr.Ip to, ByteBuffer message) {
        Message m = messages.get(waiting);
        m.control().clear();
        lane.fill(number, to, message, m);
        numbers[waiting++] = number;
    }

    /// Sends what waits.
    void send(Refusals told) throws OsError {
        int tries = 0;
        for (int from = 0; from < waiting;) {
            lane.departures.expect(numbers, from, waiting);
            int sent = lane.socket.sendmmsg(messages, from, waiting - from, 0);
            if (sent > 0) {
                from += sent;
                tries = 0;
            } else if (goesOn(-sent, tries)) {
                tries++;
            } else {
                told.refused(numbers[from++], -sent);
                tries = 0;
            }
            if (from < waiting) lane.departures.failed();
        }
        waiting = 0;
    }

    /// Whether a probe that was not sent is to be tried again: where buffers are full, after a pause; else a few times, as it may be
    /// the error of an earlier probe that is told in place of sending this one (ip(7), IP_RECVERR).
    private static boolean goesOn(int errno, int tries) {
        if (errno != Errno.ENOBUFS && errno != Errno.EAGAIN) return tries + 1 < TRIES;
        LockSupport.parkNanos(PAUSE);
        return tries < PAUSES;
    }
}
