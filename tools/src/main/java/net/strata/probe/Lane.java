package net.strata.probe;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.MSG_DONTWAIT;
import static net.strata.os.Abi.MSG_ERRQUEUE;
import static net.strata.os.Abi.SOF_TIMESTAMPING_OPT_ID;
import static net.strata.os.Abi.SOF_TIMESTAMPING_OPT_TSONLY;
import static net.strata.os.Abi.SOF_TIMESTAMPING_RX_SOFTWARE;
import static net.strata.os.Abi.SOF_TIMESTAMPING_SOFTWARE;
import static net.strata.os.Abi.SOF_TIMESTAMPING_TX_SOFTWARE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import net.strata.os.Control;
import net.strata.os.Errno;
import net.strata.os.ExtendedError;
import net.strata.os.Message;
import net.strata.os.Messages;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// A socket of a [LivePort]: what waits to be sent by it, and what comes from it, many at a time.
final class Lane implements AutoCloseable {
    private static final int STAMPS = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    private static final int SENT_STAMPS = STAMPS | SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_TSONLY;
    /// Bytes of memory for what is sent at once.
    private static final int ROOM = 1 << 20;
    private static final int MOST = 64;
    private static final int CONTROL = 256;
    /// Of a quoted packet, no more is of use: what every protocol here needs, and ICMP extensions (RFC 4884).
    private static final int QUOTED = 1280;
    /// How many probes may have left whose stamps were not read yet, a power of two.
    private static final int STAMPED = 1 << 12;
    /// Of every send that the kernel refused, the program is told; others are faults of the program.
    private static final int[] REFUSALS = {Errno.EACCES, Errno.EPERM, Errno.EINVAL, Errno.EMSGSIZE, Errno.ENOBUFS,
            Errno.ENETDOWN, Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.ECONNREFUSED, Errno.EADDRNOTAVAIL,
            Errno.ENOPROTOOPT, Errno.ENODEV, Errno.ENXIO};

    final Socket socket;
    private final boolean header;
    private final Function<SockAddr.Ip, SockAddr> addressing;
    private final Messages outbox;
    private final long[] waiting;
    private int pending;
    private final Messages inbox;
    private final Messages errors;
    private final Arrival arrival = new Arrival();
    private final long[] numbers = new long[STAMPED];
    private int nextStamp;
    private boolean stamps;

    /// @param header whether the kernel gives the IP header of what comes, as it does from raw IPv4 sockets
    /// @param largest the longest message that is sent or expected, in bytes
    Lane(Socket socket, boolean header, int largest, Function<SockAddr.Ip, SockAddr> addressing) throws OsError {
        this.socket = socket;
        this.header = header;
        this.addressing = addressing;
        int count = Math.clamp(ROOM / (largest + CONTROL), 1, MOST);
        outbox = new Messages(count, largest, 0);
        waiting = new long[count];
        inbox = new Messages(count, Math.max(largest + 128, 2048), CONTROL);
        errors = new Messages(Math.max(count, 8), QUOTED, 2 * CONTROL);
        socket.expect(REFUSALS);
        stampSends(true);
    }

    /// Has the kernel stamp what comes, and what is sent, counting from 0 again.
    private void stampSends(boolean on) throws OsError {
        try {
            socket.setsockopt(Option.SO_TIMESTAMPING, STAMPS);
            if (on) socket.setsockopt(Option.SO_TIMESTAMPING, SENT_STAMPS | SOF_TIMESTAMPING_OPT_ID);
            stamps = on;
            nextStamp = 0;
        } catch (OsError e) {
            stamps = false; // times are taken by the program then, and it says so
        }
    }

    int family() {
        return socket.family();
    }

    boolean isFull() {
        return pending == waiting.length;
    }

    void add(long number, SockAddr.Ip to, ByteBuffer message) {
        Message m = outbox.get(pending);
        m.data().clear().put(message.duplicate()).flip();
        m.to(addressing.apply(to));
        waiting[pending++] = number;
    }

    /// Sends what waits.
    void flush(LivePort port) throws IOException {
        int from = 0;
        boolean again = false;
        while (from < pending) {
            int sent = socket.sendmmsg(outbox, from, pending - from, 0);
            if (sent > 0) {
                for (int i = from; i < from + sent; i++)
                    numbers[nextStamp++ & STAMPED - 1] = waiting[i];
                from += sent;
                again = false;
            } else if (!again && port.drainErrors(this)) {
                again = true; // An earlier probe's error was told instead of sending this one (ip(7), IP_RECVERR).
            } else {
                port.refused(waiting[from++], -sent);
                again = false;
                // Whether the kernel counted that one, nobody knows.
                if (stamps) stampSends(true);
            }
        }
        pending = 0;
    }

    /// Receives what is there.
    ///
    /// @return how many
    int receive() throws OsError {
        return Math.max(0, socket.recvmmsg(inbox, MSG_DONTWAIT));
    }

    void deliver(int count, long at, long wall, Arrivals arrivals) throws IOException {
        for (int i = 0; i < count; i++) {
            Message m = inbox.get(i);
            ByteBuffer data = m.data();
            int end = data.limit();
            int message = header && end > 0 ? Math.min((data.get(0) & 0xf) * 4, end) : 0;
            arrival.packet(family(), data, 0, message, end, m.length() - message);
            from(m.from());
            Control control = m.control();
            if (message > 0) arrival.header(data.get(8) & 0xff, data.get(1) & 0xff);
            else
                arrival.header(control.hops(), control.trafficClass());
            arrivals.received(arrival.times(at, wall, control.stamp()));
        }
    }

    private void from(SockAddr source) {
        switch (source) {
            case SockAddr.In in -> arrival.from(0, in.address(), 0);
            case SockAddr.In6 in6 -> arrival.from(in6.high(), in6.low(), in6.scope());
            default -> arrival.from(0, 0, 0);
        }
    }

    /// Reads the error queue: stamps of what was sent, and ICMP errors.
    ///
    /// @return whether there was anything
    boolean drainErrors(long at, long wall, Arrivals arrivals) throws IOException {
        boolean any = false;
        while (true) {
            int n = socket.recvmmsg(errors, MSG_ERRQUEUE | MSG_DONTWAIT);
            for (int i = 0; i < n; i++)
                error(errors.get(i), at, wall, arrivals);
            any |= n > 0;
            if (n < errors.count()) return any;
        }
    }

    private void error(Message m, long at, long wall, Arrivals arrivals) throws IOException {
        Control control = m.control();
        ExtendedError error = control.error();
        if (error == null) return;
        if (error.isStamp()) {
            long stamp = control.stamp();
            int age = nextStamp - error.stampId();
            if (stamp != 0 && age > 0 && age <= STAMPED)
                arrivals.stamped(numbers[error.stampId() & STAMPED - 1], stamp);
        } else if (error.offender() instanceof SockAddr.Ip) {
            ByteBuffer data = m.data();
            arrival.packet(family(), data, 0, 0, data.limit(), m.length())
                    .queued(error.type(), error.code(), error.info());
            from(error.offender());
            arrivals.received(arrival.times(at, wall, control.stamp()));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
