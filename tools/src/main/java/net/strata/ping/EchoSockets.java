package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_RAW;

import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Icmp;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;

/// The sockets of [Echo]: one a family, whatever the number of hosts. Raw ones where that is allowed, as they show wrong
/// checksums and errors as they came; else ICMP datagram sockets, which need no privilege (icmp(7), ping_group_range).
public final class EchoSockets {
    private final LivePort port;
    private final Setup setup;
    private final boolean rawOnly;
    private final int largest;
    private int ident;
    private int ident6;
    private boolean raw;

    /// Sockets for a run.
    ///
    /// @param ident the identifier of the requests
    /// @param setup what else is to be set
    /// @param rawOnly whether datagram sockets cannot do what is wanted
    /// @param largest bytes that a message has at most
    public EchoSockets(LivePort port, int ident, Setup setup, boolean rawOnly, int largest) {
        this.port = port;
        this.setup = setup;
        this.rawOnly = rawOnly;
        this.largest = largest;
        this.ident = ident;
        this.ident6 = ident;
    }

    public EchoSockets open4() throws OsError {
        Socket socket = open(AF_INET, IPPROTO_ICMP);
        if (raw) {
            socket.setsockopt(Option.ICMP_FILTER, Icmp.errorsAnd(0));
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.answers(true, 0, ident));
        } else {
            Sockets.errors(socket);
            Sockets.headers(socket);
        }
        setup.on(socket);
        if (!raw) ident = bound(socket, new SockAddr.In(0, ident));
        port.add(socket, raw, largest);
        return this;
    }

    public EchoSockets open6() throws OsError {
        Socket socket = open(AF_INET6, IPPROTO_ICMPV6);
        Sockets.headers(socket);
        if (raw) {
            socket.setsockopt(Option.ICMP6_FILTER, Sockets.passing(1, 2, 3, 4, 129));
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.answers(false, 129, ident6));
        } else {
            Sockets.errors(socket);
        }
        setup.on(socket);
        if (!raw) ident6 = bound(socket, new SockAddr.In6(0, 0, ident6, 0, 0));
        port.add(socket, false, largest);
        return this;
    }

    private Socket open(int family, int protocol) throws OsError {
        Socket socket;
        try {
            socket = Socket.socket(family, SOCK_RAW, protocol);
            raw = true;
        } catch (OsError e) {
            if (rawOnly || e.errno() != Errno.EPERM && e.errno() != Errno.EACCES) throw e;
            socket = Socket.socket(family, SOCK_DGRAM, protocol);
            raw = false;
        }
        return Sockets.roomy(socket);
    }

    /// Gives a datagram socket its identifier, which is its port to the kernel.
    private static int bound(Socket socket, SockAddr.Ip wanted) throws OsError {
        if (((SockAddr.Ip) socket.getsockname()).port() == 0) socket.bind(wanted);
        return ((SockAddr.Ip) socket.getsockname()).port();
    }

    public int ident() {
        return ident;
    }

    public int ident6() {
        return ident6;
    }

    /// Whether the sockets are raw.
    public boolean isRaw() {
        return raw;
    }
}
