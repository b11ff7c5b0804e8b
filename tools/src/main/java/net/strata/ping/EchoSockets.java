package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_RAW;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.strata.filter.BpfProgram;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;

/// The sockets of [Echo]: one a family, whatever the number of hosts. Raw ones where that is allowed, as they show wrong
/// checksums and errors as they came; else ICMP datagram sockets, which need no privilege (icmp(7), ping_group_range).
public final class EchoSockets {
    /// What is received at once while the program does something else: some thousands of packets.
    private static final int BUFFER = 4 << 20;
    private static final int TYPES = 256;

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
            socket.setsockopt(Option.ICMP_FILTER, ~(1 | 1 << Icmp.UNREACHABLE | 1 << Icmp.SOURCE_QUENCH
                    | 1 << Icmp.REDIRECT | 1 << Icmp.TIME_EXCEEDED | 1 << Icmp.PARAMETER_PROBLEM));
            socket.setsockopt(Option.SO_ATTACH_FILTER, program(true, 0, ident));
        } else {
            socket.setsockopt(Option.IP_RECVERR, 1);
            socket.setsockopt(Option.IP_RECVERR_RFC4884, 1);
            socket.setsockopt(Option.IP_RECVTTL, 1);
            socket.setsockopt(Option.IP_RECVTOS, 1);
        }
        setup.on(socket);
        if (!raw) ident = bound(socket, new SockAddr.In(0, ident));
        port.add(socket, raw, largest);
        return this;
    }

    public EchoSockets open6() throws OsError {
        Socket socket = open(AF_INET6, IPPROTO_ICMPV6);
        socket.setsockopt(Option.IPV6_RECVHOPLIMIT, 1);
        socket.setsockopt(Option.IPV6_RECVTCLASS, 1);
        if (raw) {
            socket.setsockopt(Option.ICMP6_FILTER, passing(1, 2, 3, 4, 129));
            socket.setsockopt(Option.SO_ATTACH_FILTER, program(false, 129, ident6));
        } else {
            socket.setsockopt(Option.IPV6_RECVERR, 1);
            socket.setsockopt(Option.IPV6_RECVERR_RFC4884, 1);
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
        try {
            socket.setsockopt(Option.SO_RCVBUFFORCE, BUFFER);
        } catch (OsError e) {
            socket.setsockopt(Option.SO_RCVBUF, BUFFER); // as much of it as users may have
        }
        return socket;
    }

    /// Gives a datagram socket its identifier, which is its port to the kernel.
    private static int bound(Socket socket, SockAddr.Ip wanted) throws OsError {
        if (((SockAddr.Ip) socket.getsockname()).port() == 0) socket.bind(wanted);
        return ((SockAddr.Ip) socket.getsockname()).port();
    }

    /// Keeps back replies to other programs (classic BPF, as bpf(4) has it; linux/filter.h).
    ///
    /// @param header whether the socket's packets begin with an IPv4 header
    private static BpfProgram program(boolean header, int reply, int ident) {
        ByteBuffer b = ByteBuffer.allocate(8 * 7).order(ByteOrder.nativeOrder());
        int indirect = header ? 0x60 : 0; // to [x + k] from [k]
        if (header) instruction(b, 0xb1, 0, 0, 0); // ldx 4*([0]&0xf)
        instruction(b, 0x30 ^ indirect, 0, 0, 0); // ldb [x + 0]
        instruction(b, 0x15, 0, 2, reply); // jeq #reply, next, pass
        instruction(b, 0x28 ^ indirect, 0, 0, 4); // ldh [x + 4]
        instruction(b, 0x15, 0, 1, ident); // jeq #ident, pass, drop
        instruction(b, 0x06, 0, 0, -1); // pass: ret #-1
        instruction(b, 0x06, 0, 0, 0); // drop: ret #0
        return new BpfProgram(b.flip());
    }

    private static void instruction(ByteBuffer b, int code, int jt, int jf, int k) {
        b.putShort((short) code).put((byte) jt).put((byte) jf).putInt(k);
    }

    /// A filter of RFC 3542 section 3.2, as Linux has it: a bit for each type that is kept back.
    private static byte[] passing(int... types) {
        ByteBuffer words = ByteBuffer.allocate(TYPES / 8).order(ByteOrder.nativeOrder());
        for (int i = 0; i < words.capacity(); i += 4)
            words.putInt(i, -1);
        for (int type : types)
            words.putInt(type / 32 * 4, words.getInt(type / 32 * 4) & ~(1 << type % 32));
        return words.array();
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
