package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_TCP;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// The first segment of TCP's handshake (RFC 9293 section 3.5), by raw sockets: SYN and ACK answer it where somebody
/// listens, RST and ACK where nobody does. Port and initial sequence number say which probe it is.
///
/// The kernel knows nothing of the connection: it answers SYN and ACK with RST, and the other side forgets it. Where that
/// RST is lost it does not, so each probe has a port of its own, as far as they go.
public final class TcpSyn implements Method, Wording {
    private static final int HEADER = 20;
    private static final int OPTION = 4;
    public static final int LENGTH = HEADER + OPTION;
    private static final int CHECKSUM = 16;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final String FLAGS = "FSRPAUEC";
    private static final int WINDOW = 64_240;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int SEGMENT = 1460;
    private static final int SEGMENT6 = 1440;
    /// As much of the nonce as there is room for beside the sequence number of 16 bits.
    private static final int PART = 0xffff;
    /// Our ports are above those that the kernel gives to connections (ip_local_port_range, ip(7)).
    private static final int FIRST = 0xf000;
    private static final int LAST = 0xffff;

    private final int port;
    private final int start;
    private final Sources sources;

    /// The address that packets to another get.
    interface Sources {
        SockAddr.In to(SockAddr.In destination);
    }

    /// @param port whose
    /// @param start any number: with which of our ports it begins
    TcpSyn(int port, int start, Sources sources) {
        this.port = port;
        this.start = start;
        this.sources = sources;
    }

    /// Opens sockets.
    ///
    /// @param start any number: with which of our ports it begins
    public static TcpSyn open(LivePort live, int port, int start, boolean four, boolean six, Setup setup)
            throws OsError {
        Sources sources = to -> to;
        if (four) {
            Socket socket = Sockets.raw(AF_INET, IPPROTO_TCP);
            live.add(socket, true, LENGTH);
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.ports(true, FIRST, LAST));
            Sockets.errors(socket);
            setup.on(socket);
            sources = sources(live, socket);
        }
        if (six) {
            Socket socket = Sockets.raw(AF_INET6, IPPROTO_TCP);
            live.add(socket, false, LENGTH);
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.ports(false, FIRST, LAST));
            socket.setsockopt(Option.IPV6_CHECKSUM, CHECKSUM);
            Sockets.errors(socket);
            Sockets.headers(socket);
            setup.on(socket);
        }
        return new TcpSyn(port, start, sources);
    }

    /// The address that the socket is bound to, else what routes say.
    private static Sources sources(LivePort live, Socket socket) throws OsError {
        if (socket.getsockname() instanceof SockAddr.In bound && bound.address() != 0) return to -> bound;
        Netlink netlink = Netlink.open();
        live.closing(netlink::close);
        int ifindex = socket.getsockopt(Option.SO_BINDTOIFINDEX);
        Map<SockAddr.In, SockAddr.In> known = new HashMap<>();
        return destination -> known.computeIfAbsent(destination, to -> {
            try {
                return netlink.route(to, null, ifindex).source() instanceof SockAddr.In source ? source : to;
            } catch (OsError e) {
                return to; // It has no route, which sending it will say.
            }
        });
    }

    private int own(int sequence) {
        return FIRST | start + sequence & LAST - FIRST;
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        int start = into.position();
        boolean four = probe.target().address() instanceof SockAddr.In;
        into.putShort((short) own(probe.sequence())).putShort((short) port)
                .putInt((int) (nonce & PART) << 16 | probe.sequence()).putInt(0)
                .put((byte) (LENGTH / 4 << 4)).put((byte) SYN).putShort((short) WINDOW).putShort((short) 0)
                .putShort((short) 0).put((byte) MAXIMUM_SEGMENT_SIZE).put((byte) OPTION)
                .putShort((short) (four ? SEGMENT : SEGMENT6));
        if (probe.target().address() instanceof SockAddr.In to) {
            into.putShort(start + CHECKSUM, (short) Icmp.pseudo(sources.to(to), to, IPPROTO_TCP, LENGTH));
            into.putShort(start + CHECKSUM, (short) Icmp.checksum(into, start, into.position()));
        }
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        int initial;
        if (arrival.isQueued()) {
            // Of the segment, an error quotes eight bytes at least: ports and sequence number (RFC 792).
            if (arrival.end() - at < 8) return false;
            into.queued(arrival);
            initial = b.getInt(at + 4);
            into.sequence = initial & 0xffff;
            if (b.getInt(at) != (own(into.sequence) << 16 | port)) return false;
        } else {
            if (arrival.end() - at < HEADER) return false;
            int flags = flags(b, at);
            if ((flags & ACK) == 0 || (flags & (SYN | RST)) == 0) return false;
            initial = b.getInt(at + 8) - 1;
            into.sequence = initial & 0xffff;
            if (b.getInt(at) != (port << 16 | own(into.sequence))) return false;
        }
        into.nonce = Integer.toUnsignedLong(initial) >>> 16;
        into.part = PART;
        return true;
    }

    private static int flags(ByteBuffer b, int at) {
        return b.get(at + 13) & 0xff;
    }

    @Override
    public String sends(int size, int options, boolean six) {
        return "TCP port " + port + ": " + LENGTH + (six ? " bytes" : "(" + (LENGTH + 20 + options) + ") bytes");
    }

    @Override
    public String sequence() {
        return "tcp_seq";
    }

    @Override
    public int shortest(int size) {
        return HEADER;
    }

    @Override
    public void told(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        if (arrival == null) return;
        int flags = flags(arrival.bytes(), arrival.message());
        line.append(" flags=");
        // In the order of those who write them: SA, RA.
        for (int i = 0; i < FLAGS.length(); i++)
            if ((flags >>> i & 1) != 0) line.append(FLAGS.charAt(i));
        line.append((flags & RST) != 0 ? " (closed)" : " (open)");
    }
}
