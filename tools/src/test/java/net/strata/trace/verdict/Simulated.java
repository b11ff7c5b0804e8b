package net.strata.trace.verdict;

import java.util.List;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.trace.HopByHop;
import net.strata.trace.HopTable;
import net.strata.trace.IcmpEcho;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Path;
import net.strata.trace.Plan;
import net.strata.trace.Rounds;
import net.strata.trace.TcpSyn;
import net.strata.trace.Tracer;
import net.strata.trace.Udp;
import net.strata.trace.Waits;
import org.jspecify.annotations.Nullable;

/// A trace to `there` through a network that a text describes.
final class Simulated {
    private static final long SECOND = 1_000_000_000;
    static final Method UDP = new Udp(new IpHeader(0, 0, List.of()), 50_000, 33434, false);
    static final Method UDP_EF = new Udp(new IpHeader(0xb8, 0, List.of()), 50_000, 33434, false);
    static final Method ICMP = new IcmpEcho(new IpHeader(0, 0, List.of()), 4711, 99, false);
    static final Method TCP = new TcpSyn(new IpHeader(0, 0, List.of()), 50_000, 80, 0x12340000);

    final InternetPort port;
    final HopTable table = new HopTable(false, Evidence.KEPT);
    final Path path;
    private final Tracer tracer;

    Simulated(String topology, long seed, Method method) throws Exception {
        this(topology, 0, seed, method);
    }

    /// @param scope of IPv6 addresses; 0 for IPv4
    Simulated(String topology, int scope, long seed, Method method) throws Exception {
        Topology network = Topology.parse(topology);
        port = new InternetPort(network, seed);
        int family = scope == 0 ? Abi.AF_INET : Abi.AF_INET6;
        SockAddr.Ip from = scoped(network.source(family), scope);
        SockAddr.Ip to = scoped(network.address("there", family), scope);
        path = new Path(0, "there", from, to, method);
        var settings = new Tracer.Settings(SECOND / 1000, 100, 70_000, (int) seed & 0xff, 0);
        tracer = new Tracer(settings, port, port, port::wall, table);
    }

    private static SockAddr.Ip scoped(SockAddr.@Nullable Ip address, int scope) {
        return switch (address) {
            case null -> throw new IllegalArgumentException("no address of that family");
            case SockAddr.In6 six -> new SockAddr.In6(six.high(), six.low(), 0, 0, scope);
            case SockAddr.In four -> four;
        };
    }

    void run(Plan plan) throws Exception {
        tracer.add(path, plan);
        tracer.run();
    }

    private HopByHop.Settings settings(int queries) {
        return new HopByHop.Settings(1, 30, queries, 128, 0, 60, false, Waits.USUAL);
    }

    /// Three probes to each hop, as traceroute.
    Evidence traceroute() throws Exception {
        run(new HopByHop(settings(3)));
        return Evidence.of(table.of(path));
    }

    /// Rounds of one probe to each hop, a second apart, as mtr.
    Evidence rounds(int count) throws Exception {
        run(new Rounds(settings(1), count, SECOND));
        return Evidence.of(table.of(path));
    }

    /// The search for the path's MTU.
    MtuSearch sizes(int largest) throws Exception {
        var search = new MtuSearch(new MtuSearch.Settings(1, 30, 3, 3, largest, 0, 60, false, Waits.USUAL), (_, _) -> {
        });
        var other = new Tracer(new Tracer.Settings(SECOND / 1000, 100, 70_000, 0, 0), port, port, port::wall,
                new net.strata.trace.Watcher() {
                });
        other.add(path, search);
        other.run();
        return search;
    }

    static List<String> types(Evidence evidence) {
        return Verdicts.of(evidence).stream().map(each -> each.type() + " " + each.hop()).toList();
    }
}
