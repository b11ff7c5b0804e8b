package net.strata.probe;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.MSG_DONTWAIT;
import static net.strata.os.Abi.MSG_ERRQUEUE;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.Control;
import net.strata.os.Message;
import net.strata.os.Messages;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// A socket of a [LivePort], and what comes from it, many at a time.
final class Lane implements AutoCloseable {
    /// Bytes of memory for what is sent or received at once.
    private static final int ROOM = 1 << 20;
    static final int MOST = 64;
    private static final int CONTROL = 256;
    /// Bytes that come beside the message itself: headers with options, and of errors what they quote.
    private static final int BESIDE = 128;
    private static final int ERROR = 2048;
    /// Of a quoted packet, no more is of use: what every protocol here needs, and ICMP extensions (RFC 4884).
    private static final int QUOTED = 1280;

    final Socket socket;
    final Departures departures;
    private final boolean header;
    private final int largest;
    private final int family;
    private final int protocol;
    private final Exit exit;
    private final int count;
    private final Messages inbox;
    private final Messages errors;
    private final Arrival arrival = new Arrival();

    /// @param header whether the kernel gives the IP header of what comes, as it does from raw IPv4 sockets
    /// @param largest the longest message that is sent or expected, in bytes
    /// @param family of the hosts that it sends to
    /// @param most how many messages at most are sent or received at once
    /// @param ids whether the kernel takes ids for stamps
    /// @param stamps whether stamps are wanted
    Lane(Socket socket, boolean header, int largest, int family, int most, Exit exit, boolean ids, boolean stamps)
            throws OsError {
        this.socket = socket;
        protocol = socket.getsockopt(Option.SO_PROTOCOL);
        this.family = family;
        this.header = header;
        this.largest = largest;
        this.exit = exit;
        count = Math.clamp(ROOM / (largest + CONTROL), 1, most);
        inbox = new Messages(count, Math.max(largest + BESIDE, ERROR), CONTROL);
        errors = new Messages(most, QUOTED, 2 * CONTROL);
        socket.expectIcmpErrors().expect(Outbox.REFUSALS);
        departures = new Departures(socket, ids, stamps);
    }

    int family() {
        return family;
    }

    Outbox outbox() {
        return new Outbox(this, count, largest);
    }

    boolean takes(SockAddr.Ip to, ByteBuffer message) {
        return family == to.family() && exit.takes(message);
    }

    void fill(long number, SockAddr.Ip to, ByteBuffer message, Message into) {
        departures.mark(into, number);
        exit.fill(number, to, message, into);
    }

    /// Receives what is there.
    ///
    /// @return how many
    int receive() throws OsError {
        int received = socket.recvmmsg(inbox, MSG_DONTWAIT);
        // An error of an earlier probe, told in place of receiving (ip(7), IP_RECVERR).
        return Math.max(0, received < 0 ? socket.recvmmsg(inbox, MSG_DONTWAIT) : received);
    }

    void deliver(int received, long at, long wall, Arrivals arrivals) throws IOException {
        for (int i = 0; i < received; i++) {
            Message m = inbox.get(i);
            ByteBuffer data = m.data();
            int end = data.limit();
            Control control = m.control();
            if (header) arrival.behindIpv4(data, end, m.length());
            else
                arrival.packet(family(), data, 0, 0, end, m.length()).header(control.hops(), control.trafficClass())
                        .beside(control);
            if (family() == AF_INET) arrival.from(0, m.fromInet(), 0);
            else
                arrival.from(m.fromHigh(), m.fromLow(), m.fromScope());
            tell(m, at, wall, arrivals);
        }
    }

    private void tell(Message m, long at, long wall, Arrivals arrivals) throws IOException {
        exit.came(arrival.protocol(protocol).times(at, wall, m.control().stamp()), m);
        arrivals.received(arrival);
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
        if (control.isStamp()) {
            long stamp = control.stamp();
            long number = departures.number(control.stampId());
            if (stamp != 0 && number >= 0) arrivals.stamped(number, stamp);
        } else if (control.offenderFamily() != 0) {
            arrival.queued(family(), m);
            tell(m, at, wall, arrivals);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
