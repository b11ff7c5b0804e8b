package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// Datagrams to a port (RFC 768), which need no privilege. The host answers with data where somebody listens who answers
/// such data, and with an ICMP error, port unreachable, where nobody listens.
///
/// Data that is no echo of the probe's does not say which probe it answers: the newest is taken.
public final class UdpDatagram implements Method, Wording {
    private static final int PORT_UNREACHABLE = 3;
    private static final int UNREACHABLE6 = 1;
    private static final int PORT_UNREACHABLE6 = 4;
    private static final int HEADER = 8;

    private final Payload payload;
    private final int port;

    public UdpDatagram(Payload payload, int port) {
        this.payload = payload;
        this.port = port;
    }

    /// Opens sockets.
    ///
    /// @param largest bytes that a datagram has at most
    /// @param only the one host that is asked: others' datagrams are no answers then; null where there are several
    public UdpDatagram open(LivePort live, int largest, boolean four, boolean six, SockAddr.@Nullable Ip only,
            Setup setup) throws OsError {
        for (int family : new int[]{AF_INET, AF_INET6}) {
            if (!(family == AF_INET ? four : six)) continue;
            Socket socket = Sockets.roomy(Socket.socket(family, SOCK_DGRAM, 0));
            live.add(socket, false, largest, family, to -> to.port(port));
            Sockets.errors(socket);
            Sockets.headers(socket);
            setup.on(socket);
            if (only != null && only.family() == family) socket.connect(only.port(port));
        }
        return this;
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        payload.write(probe.size(), nonce, into);
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        if (arrival.isQueued()) {
            into.queued(arrival);
            SockAddr.Ip destination = arrival.destination();
            into.error = !isClosed(arrival) || destination == null || !arrival.isFrom(destination);
        }
        into.at = arrival.message();
        into.sequence = -1;
        into.hasNonce = arrival.end() - into.at >= Payload.NONCE;
        if (into.hasNonce) into.nonce = arrival.bytes().getLong(into.at);
        return true;
    }

    /// Whether it says that nobody listens (RFC 792; RFC 4443 section 3.1).
    private static boolean isClosed(Arrival arrival) {
        return arrival.isQueued() && (arrival.family() == Abi.AF_INET6
                ? arrival.type() == UNREACHABLE6 && arrival.code() == PORT_UNREACHABLE6
                : arrival.type() == Icmp.UNREACHABLE && arrival.code() == PORT_UNREACHABLE);
    }

    /// Only of an echo it can be said.
    @Override
    public @Nullable Corruption corruption(Probe probe, long nonce, Arrival arrival, Reading reading) {
        boolean echo = !arrival.isQueued() && reading.hasNonce && reading.nonce == nonce;
        return echo
                ? payload.corruption(probe.size(), nonce, arrival.bytes(), reading.at, arrival.end())
                : null;
    }

    @Override
    public String sends(int size, int options, boolean six) {
        return "UDP port " + port + ": " + size + (six
                ? " data bytes"
                : "(" + (size + HEADER + 20 + options) + ") bytes of data.");
    }

    @Override
    public String sequence() {
        return "udp_seq";
    }

    @Override
    public void told(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        if (arrival != null) line.append(isClosed(arrival) ? " port unreachable (closed)" : " data (open)");
    }
}
