package net.strata.trace;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.IPPROTO_RAW;
import static net.strata.os.Abi.IPPROTO_UDP;
import static net.strata.os.Abi.IP_PMTUDISC_PROBE;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_RAW;
import static net.strata.os.Abi.SOCK_STREAM;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.strata.os.Errno;
import net.strata.os.Message;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Exit;
import net.strata.probe.Icmp;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;

/// The privileged sockets of a family: one that sends whole packets, one that hears ICMP, and, for UDP and TCP, one that hears
/// answers to our ports. Those ports are kept from others by sockets that hear nothing; so the kernel does not answer what
/// comes to a UDP port of ours, which nobody seems to listen at, with an error.
final class RawSockets {
    private static final int MOST = 64;
    /// Ports that are kept from others where very many were asked for: each takes a descriptor.
    private static final int KEPT = 256;
    private static final int ECHO_REPLY6 = 129;
    private static final int[] ERRORS6 = {1, 2, 3, 4};

    private final LivePort live;
    private final TraceSockets.Settings settings;
    private final int family;
    private final Setup setup;
    private final boolean four;
    private final Socket sender;

    /// Opens the one that sends, which is where users are refused that may not.
    RawSockets(LivePort live, TraceSockets.Settings settings, int family, Setup setup) throws OsError {
        this.live = live;
        this.settings = settings;
        this.family = family;
        this.setup = setup;
        four = family == AF_INET;
        sender = Socket.socket(family, SOCK_RAW, IPPROTO_RAW);
    }

    /// Opens the others.
    ///
    /// @return our ports, or our identifier
    List<Integer> open() throws OsError {
        // The first of a family sends.
        live.add(sender, four, settings.largest(), family, MOST, new Whole());
        sender.setsockopt(Option.SO_ATTACH_FILTER, Sockets.nothing());
        sender.setsockopt(four ? Option.IP_HDRINCL : Option.IPV6_HDRINCL, 1);
        // The kernel remembers what routers said of the way's MTU, and would refuse what they shall refuse again.
        sender.setsockopt(four ? Option.IP_MTU_DISCOVER : Option.IPV6_MTU_DISCOVER, IP_PMTUDISC_PROBE);
        setup.on(sender);
        if (settings.protocol() == IPPROTO_ICMP) {
            int ident = settings.firstPort() != 0 ? settings.firstPort() : identifier();
            icmp(ident);
            return List.of(ident);
        }
        icmp(-1);
        List<Integer> ports = reserve();
        Socket answers = add(settings.protocol());
        answers.setsockopt(Option.SO_ATTACH_FILTER,
                Sockets.ports(four, Collections.min(ports), Collections.max(ports)));
        return ports;
    }

    /// As that of most ping programs: whoever runs two has two.
    private static int identifier() {
        return Math.max(1, (int) ProcessHandle.current().pid() & 0xffff);
    }

    /// @param ident of replies that are ours, -1 for none
    private void icmp(int ident) throws OsError {
        Socket socket = add(four ? IPPROTO_ICMP : IPPROTO_ICMPV6);
        if (four) {
            socket.setsockopt(Option.ICMP_FILTER, Icmp.errorsAnd(ident < 0 ? Icmp.UNREACHABLE : 0));
        } else {
            int[] types = Arrays.copyOf(ERRORS6, ERRORS6.length + (ident < 0 ? 0 : 1));
            if (ident >= 0) types[ERRORS6.length] = ECHO_REPLY6;
            socket.setsockopt(Option.ICMP6_FILTER, Sockets.passing(types));
        }
        if (ident >= 0)
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.answers(four, four ? 0 : ECHO_REPLY6, ident));
    }

    private Socket add(int protocol) throws OsError {
        Socket socket = Sockets.raw(family, protocol);
        live.add(socket, four, 0, family, MOST, new Whole());
        setup.on(socket);
        if (!four) Sockets.headers(socket);
        return socket;
    }

    /// Keeps our ports from others. One that was asked for may be another's: it is used all the same.
    private List<Integer> reserve() throws OsError {
        boolean udp = settings.protocol() == IPPROTO_UDP;
        List<Integer> ports = new ArrayList<>();
        for (int port : settings.wanted()) {
            if (port != 0 && ports.size() >= KEPT) {
                ports.add(port);
                continue;
            }
            Socket socket = Socket.socket(family, udp ? SOCK_DGRAM : SOCK_STREAM, 0);
            live.closing(socket::close);
            socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.nothing());
            try {
                socket.bind(four ? new SockAddr.In(0, port) : new SockAddr.In6(0, 0, port, 0, 0));
                ports.add(((SockAddr.Ip) socket.getsockname()).port());
            } catch (OsError e) {
                if (port == 0 || e.errno() != Errno.EADDRINUSE && e.errno() != Errno.EACCES) throw e;
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    /// Sends packets as they are. The kernel wants no port beside them.
    private static final class Whole implements Exit {
        @Override
        public void fill(long number, SockAddr.Ip to, ByteBuffer packet, Message into) {
            into.data().clear().put(packet).flip();
            into.to(to.port(0));
        }
    }
}
