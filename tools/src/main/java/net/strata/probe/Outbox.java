package net.strata.probe;

import java.nio.ByteBuffer;
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

    /// What is no fault of the program: the engine is told.
    static final int[] REFUSALS = {Errno.EACCES, Errno.EPERM, Errno.EINVAL, Errno.EMSGSIZE, Errno.ENOBUFS,
            Errno.ENETDOWN, Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.ECONNREFUSED, Errno.EADDRNOTAVAIL,
            Errno.ENOPROTOOPT, Errno.ENODEV, Errno.ENXIO};

    private final Lane lane;
    private final Messages messages;
    private final long[] numbers;
    private int waiting;

    Outbox(Lane lane, int count, int largest) {
        this.lane = lane;
        messages = new Messages(count, largest, 0);
        numbers = new long[count];
    }

    boolean isFull() {
        return waiting == numbers.length;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    void add(long number, SockAddr to, ByteBuffer message) {
        Message m = messages.get(waiting);
        m.data().clear().put(message).flip();
        m.to(to);
        numbers[waiting++] = number;
    }

    /// Sends what waits.
    void send(Refusals told) throws OsError {
        boolean again = false;
        for (int from = 0; from < waiting;) {
            lane.departures.expect(numbers, from, waiting);
            int sent = lane.socket.sendmmsg(messages, from, waiting - from, 0);
            if (sent > 0) {
                from += sent;
                again = false;
            } else if (!again) {
                again = true; // It may be the error of an earlier probe, told in place of sending (ip(7), IP_RECVERR).
            } else {
                told.refused(numbers[from++], -sent);
                again = false;
            }
            if (from < waiting) lane.departures.restart();
        }
        waiting = 0;
    }
}
