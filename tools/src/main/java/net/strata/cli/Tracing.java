package net.strata.cli;

import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_TCP;
import static net.strata.os.Abi.IPPROTO_UDP;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import net.strata.trace.IcmpEcho;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Path;
import net.strata.trace.TcpSyn;
import net.strata.trace.TraceSockets;
import net.strata.trace.Tracer;
import net.strata.trace.Udp;
import net.strata.trace.Watcher;
import org.jspecify.annotations.Nullable;

/// What a run of `strata trace` works with: hosts, and a port to them, of sockets or of a simulated network.
final class Tracing implements AutoCloseable {
    /// What is behind the IP header of probes.
    enum Transport {
        ICMP(IPPROTO_ICMP), UDP(IPPROTO_UDP), TCP(IPPROTO_TCP);

        final int protocol;

        Transport(int protocol) {
            this.protocol = protocol;
        }
    }

    /// How hosts are asked.
    ///
    /// @param port that probes are for, or of the old way that of the first; of ICMP the first sequence number, 0 for any
    /// @param source port of the first flow, or the identifier; 0 for any
    /// @param flows how many flows are wanted, at least 1
    /// @param classic whether flows change with each probe
    record Way(Transport transport, int port, int source, int flows, boolean classic) {}

    /// What the sockets are opened for.
    ///
    /// @param source one of our addresses; null for that which the route says
    /// @param device the interface to use, null for any
    /// @param mark of the packets, 0 for none
    /// @param largest bytes of the longest packet
    /// @param whole whether packets are not to be fragmented
    record Outfit(IpHeader header, SockAddr.@Nullable Ip source, @Nullable String device, int mark, int largest,
            boolean whole) {}

    /// A host that is traced.
    record Wanted(String name, SockAddr.Ip address) {}

    private static final long SECOND = 1_000_000_000;
    /// How many probes a second are sent on average, and how many at once before that counts.
    private static final int RATE = 1000;
    private static final int BURST = 100;
    /// The first source port is one of those from here up (RFC 6335 section 6 calls them dynamic), of so many: above them is
    /// room for 8193 flows.
    private static final int DYNAMIC = 49152;
    private static final int SPREAD = 8192;

    private final Console console;
    private final Way way;
    private final ByteBuffer random;
    private final Outfit outfit;
    private final @Nullable Simulated simulated;
    private final @Nullable TraceSockets sockets;
    private final Port port;
    private final Clock clock;
    private final Clock wall;
    private final int mtu;
    private final List<Path> paths = new ArrayList<>();
    private final int firstKey;
    private long gap = SECOND / RATE;
    private int burst = BURST;
    private @Nullable Tracer last;

    private Tracing(Console console, @Nullable Simulated simulated, Way way, Outfit outfit,
            List<Wanted> hosts)
            throws IOException, UsageException {
        this.console = console;
        this.way = way;
        this.outfit = outfit;
        this.simulated = simulated;
        random = simulated == null ? Secret.random() : simulated.random();
        int first = way.source != 0
                ? way.source
                : way.transport == Transport.ICMP
                        ? random.getShort() & 0xffff
                        : DYNAMIC + Integer.remainderUnsigned(random.getInt(), SPREAD);
        firstKey = firstKey();
        if (simulated != null) {
            sockets = null;
            port = simulated.port();
            clock = simulated.clock();
            wall = simulated.wall();
            mtu = hosts.stream().mapToInt(each -> simulated.mtu(next(each.address))).min().orElse(0);
            Method method = method(first);
            for (Wanted each : hosts)
                add(each, simulated.source(each.address), method);
            return;
        }
        clock = Clock.SYSTEM;
        wall = LivePort::wall;
        sockets = new TraceSockets(new TraceSockets.Settings(way.transport.protocol, first, way.flows, outfit.largest,
                outfit.whole, true, outfit.device, outfit.mark));
        try {
            int least = Integer.MAX_VALUE;
            var methods = new HashMap<Integer, Method>();
            for (Wanted each : hosts) {
                TraceSockets.Way opened = sockets.open(next(each.address), outfit.source);
                least = Math.min(least, opened.mtu());
                Method method = methods.computeIfAbsent(each.address.family(),
                        _ -> method(opened.ports().getFirst()));
                add(each, opened.source(), method);
            }
            mtu = least;
            port = sockets.port();
        } catch (Throwable e) {
            sockets.close();
            throw e;
        }
    }

    /// Opens it, in the network namespace that the command line names.
    ///
    /// @param simulated the network, null for the real one
    static Tracing open(Arguments arguments, Console console, @Nullable Simulated simulated, Way way, Outfit outfit,
            List<Wanted> hosts) throws IOException, UsageException {
        return Namespace.in(arguments, () -> new Tracing(console, simulated, way, outfit, hosts));
    }

    private SockAddr.Ip next(SockAddr.Ip to) {
        return to instanceof SockAddr.In && !outfit.header.gateways().isEmpty()
                ? outfit.header.gateways().getFirst()
                : to;
    }

    private void add(Wanted host, SockAddr.Ip source, Method method) {
        paths.add(new Path(paths.size(), host.name, source, host.address, next(host.address), method));
    }

    /// @param first source port or identifier
    private Method method(int first) {
        return switch (way.transport) {
            case UDP -> new Udp(outfit.header, first, way.port, way.classic);
            case TCP -> new TcpSyn(outfit.header, first, way.port, random.getInt());
            case ICMP -> new IcmpEcho(outfit.header, first, random.getShort() & 0xffff, way.classic);
        };
    }

    Console console() {
        return console;
    }

    Way way() {
        return way;
    }

    /// In the order in which the hosts were given.
    List<Path> paths() {
        return paths;
    }

    Port port() {
        return port;
    }

    Clock clock() {
        return clock;
    }

    /// The system's clock, in ns since the epoch.
    Clock wall() {
        return wall;
    }

    /// The simulated network; null if it is the real one.
    @Nullable
    Simulated simulated() {
        return simulated;
    }

    /// Of the interface that packets go out by, in bytes; 0 if that is not known.
    int mtu() {
        return mtu;
    }

    /// An engine, by the sockets' own port.
    Tracer tracer(Watcher watcher) {
        return tracer(port, watcher);
    }

    /// An engine. It goes on with the numbers of the one before, so that what is late is not taken for its own.
    ///
    /// @param through what is put before the port, such as one that keeps packets
    Tracer tracer(Port through, Watcher watcher) {
        long numbers = last == null ? 0 : last.numbers();
        last = new Tracer(new Tracer.Settings(gap, burst, outfit.largest, firstKey, numbers), through, clock, wall,
                watcher);
        return last;
    }

    /// Has engines send no more than their part of what one may.
    ///
    /// @param engines how many run at a time
    Tracing sharedBy(int engines) {
        gap = SECOND / RATE * engines;
        burst = BURST / engines;
        return this;
    }

    /// The first key: of echo requests the sequence number that the user wants.
    private int firstKey() {
        if (way.transport == Transport.ICMP && way.port != 0) return way.port - 1;
        return way.classic ? 0 : Integer.remainderUnsigned(random.getInt(), Method.KEYS);
    }

    @Override
    public void close() {
        if (sockets != null) sockets.close();
    }
}
