package net.strata.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.TestNetwork;
import net.strata.os.Abi;
import net.strata.os.Netns;
import net.strata.os.SockAddr;
import net.strata.target.Prefix;

/// A topology of real network namespaces, one a node, joined by veth pairs: what Linux makes of it. Links have no addresses but
/// those that the topology gives them; next hops are link-local addresses.
///
/// Linux answers IPv6 from the interface that the answer leaves by.
public final class Lab implements AutoCloseable {
    private final Topology topology;
    private final TestNetwork network = new TestNetwork();
    private final Map<String, String> namespaces = new HashMap<>();
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final StringBuilder script = new StringBuilder("set -e\n");

    /// Makes the namespaces.
    ///
    /// @throws UnsupportedOperationException if Linux here cannot do what the topology says
    public Lab(Topology topology) throws Exception {
        this.topology = topology;
        topology.nodes().forEach(Lab::check);
        topology.interfaces().forEach(Lab::check);
        for (Node each : topology.nodes()) {
            if (!topology.filters(each).isEmpty() || !topology.nats(each).isEmpty())
                throw cannot("filters and translation at " + each.name());
            for (Interface out : topology.of(each))
                if (topology.lsp(out, null) != null) throw cannot("labels at " + each.name());
        }
        try {
            build();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private static UnsupportedOperationException cannot(String what) {
        return new UnsupportedOperationException("namespaces cannot have " + what);
    }

    private static void check(Node node) {
        Node.Manners m = node.manners();
        if (m.balance() == Node.Balance.PACKET) throw cannot("balancing by packet, as at " + node.name());
        if (!m.answers().equals(Node.Limit.NONE) || m.quote() != Integer.MAX_VALUE || m.slow().most() != 0
                || m.interfaces() || m.dscp() >= 0 || m.from() != null || !m.udp().isEmpty())
            throw cannot(
                    "limits, quotations, delays, DSCPs, addresses or UDP services such as " + node.name() + " has");
    }

    private static void check(Interface one) {
        if (one.delay().most() != 0 || one.loss() != 0 || one.tunnel() != null) throw cannot("delay, loss or tunnels");
        if (!one.name().matches("[A-Za-z0-9_.-]{1,15}")) throw cannot("an interface of the name " + one.name());
    }

    private void build() throws Exception {
        for (Node each : topology.nodes())
            namespaces.put(each.name(), network.namespace());
        batch("", links());
        for (Node each : topology.nodes())
            configure(each);
        Path file = Files.createTempFile("lab", ".sh");
        try {
            Files.writeString(file, script);
            TestNetwork.run("sh", file.toString());
        } finally {
            Files.delete(file);
        }
        for (Node each : topology.nodes())
            for (int port : each.manners().tcp())
                listeners.add(Netns.call(namespace(each.name()), () -> {
                    var listener = new ServerSocket();
                    listener.bind(new InetSocketAddress("::", port));
                    return listener;
                }));
    }

    private void batch(String options, List<String> lines) {
        script.append("ip ").append(options).append(" -batch - <<'END'\n");
        lines.forEach(line -> script.append(line).append('\n'));
        script.append("END\n");
    }

    private List<String> links() {
        var lines = new ArrayList<String>();
        for (Interface one : topology.interfaces()) {
            if (one.id() % 2 != 0) continue;
            Interface other = topology.peer(one);
            lines.add("link add name " + one.name() + " netns " + namespaceOf(one) + " type veth peer name "
                    + other.name()
                    + " netns " + namespaceOf(other));
        }
        return lines;
    }

    private String namespaceOf(Interface one) {
        return namespace(topology.nodes().get(one.node()).name());
    }

    private void configure(Node node) {
        Node.Manners manners = node.manners();
        String forward = node.host() ? "0" : "1";
        script.append("ip netns exec ").append(namespace(node.name())).append(" sysctl -q -w net.ipv4.ip_forward=")
                .append(forward).append(" net.ipv6.conf.all.forwarding=").append(forward)
                .append(" net.ipv4.icmp_errors_use_inbound_ifaddr=1 net.ipv4.ip_default_ttl=").append(manners.ttl())
                .append(" net.ipv6.conf.default.hop_limit=").append(manners.ttl())
                .append(" net.ipv4.fib_multipath_hash_seed=").append(manners.seed());
        String policy = manners.balance() == Node.Balance.DESTINATION ? "0" : "1";
        script.append(" net.ipv4.fib_multipath_hash_policy=").append(policy)
                .append(" net.ipv6.fib_multipath_hash_policy=").append(policy).append('\n');
        var lines = new ArrayList<String>();
        for (SockAddr.Ip each : node.addresses())
            lines.add("address add " + each.host() + " dev lo");
        for (Interface each : topology.of(node)) {
            lines.add("link set dev " + each.name() + " addrgenmode none mtu " + mtu(each) + " up");
            lines.add("address add " + local(each) + "/64 dev " + each.name() + " nodad");
            for (SockAddr.Ip address : each.addresses())
                lines.add("address add " + address.host() + " dev " + each.name() + (isSix(address) ? " nodad" : ""));
        }
        batch("-n " + namespace(node.name()), lines);
        batch("-4 -n " + namespace(node.name()), routes(node, Abi.AF_INET));
        batch("-6 -n " + namespace(node.name()), routes(node, Abi.AF_INET6));
    }

    /// A packet that is longer than the other end's device allows vanishes: that is how holes are made.
    private int mtu(Interface one) {
        Interface other = topology.peer(one);
        if (one.hole() && other.hole()) throw cannot("a link that is a black hole in both directions");
        if (other.hole()) return other.mtu();
        if (!one.hole() && one.mtu() != other.mtu()) throw cannot("another MTU in each direction");
        return one.hole() ? Math.max(1500, one.mtu()) : one.mtu();
    }

    private static boolean isSix(SockAddr.Ip address) {
        return address instanceof SockAddr.In6;
    }

    private static String local(Interface one) {
        return "fe80::" + Integer.toHexString(one.id() + 1);
    }

    private List<String> routes(Node node, int family) {
        var ways = new Ways(topology);
        var lines = new ArrayList<String>();
        // Answers of a silent node start there: they find no way.
        if (node.manners().silent()) lines.add("rule add pref 1 iif lo blackhole");
        for (Prefix each : prefixes(node)) {
            if (each.base().family() != family) continue;
            Ways.Destination to = ways.to(each.first());
            if (to.isAt(node)) continue;
            Ways.Way way = ways.from(node, to, false);
            if (way.out().isEmpty() && Why.NET.equals(way.why())) continue;
            lines.add("route add " + type(way) + each.first().host() + "/" + each.length() + hops(node, way));
        }
        if (node.host() && !topology.of(node).isEmpty())
            lines.add("route add default" + hops(node, new Ways.Way(topology.of(node).subList(0, 1), null)));
        return lines;
    }

    private Set<Prefix> prefixes(Node node) {
        var all = new LinkedHashSet<Prefix>();
        for (Node each : topology.nodes()) {
            each.addresses().forEach(address -> all.add(new Prefix(address, Prefix.width(address))));
            for (Interface one : topology.of(each))
                one.addresses().forEach(address -> all.add(new Prefix(address, Prefix.width(address))));
        }
        topology.nets().forEach(net -> all.add(net.prefix()));
        topology.routes(node).stream().filter(route -> route.to().length() > 0).forEach(route -> all.add(route.to()));
        return all;
    }

    private static String type(Ways.Way way) {
        if (!way.out().isEmpty()) return "";
        if (way.why() == null) return "blackhole ";
        if (Why.HOST.equals(way.why())) return "unreachable ";
        if (Why.PROHIBITED.equals(way.why())) return "prohibit ";
        throw cannot("routes that end with " + way.why());
    }

    private String hops(Node node, Ways.Way way) {
        List<Interface> out = node.manners().balance() == Node.Balance.FIRST && way.out().size() > 1
                ? way.out().subList(0, 1)
                : way.out();
        var text = new StringBuilder();
        for (Interface each : out)
            text.append(out.size() > 1 ? " nexthop" : "").append(" via inet6 ").append(local(topology.peer(each)))
                    .append(" dev ").append(each.name());
        return text.toString();
    }

    /// The namespace of a node.
    public String namespace(String node) {
        String namespace = namespaces.get(node);
        if (namespace == null) throw new IllegalArgumentException("no node " + node);
        return namespace;
    }

    /// The namespace that probes come from.
    public String source() {
        return namespace(topology.source().name());
    }

    /// Runs a command in the namespace that probes come from, and gives what it printed.
    public String in(String... command) {
        return network.in(source(), command);
    }

    /// Has a router share flows otherwise.
    public void seed(String node, long seed) {
        network.in(namespace(node), "sysctl", "-q", "-w", "net.ipv4.fib_multipath_hash_seed=" + seed);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket each : listeners)
            each.close();
        network.close();
    }
}
