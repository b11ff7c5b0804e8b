package net.strata.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.target.Prefix;
import org.jspecify.annotations.Nullable;

/// A network as it is described in a text file: hosts, routers, links, and how they behave. The first host is where probes
/// come from. The language is in docs/topologies.md:
///
/// ```
/// host here 10.0.0.2
/// router r1 10.0.0.1
/// host there 10.0.1.2
/// link here r1 1ms
/// link r1 there 5ms..7ms loss=1%
/// ```
public final class Topology {
    /// Bytes of a file, at most.
    private static final int LONGEST = 1 << 20;

    /// How packets for some addresses go on from a node, whatever the shortest way is.
    ///
    /// @param to whom they are for
    /// @param out the interfaces by which they may leave; empty if none
    /// @param why the answer that they get instead; null if they vanish, or there are interfaces
    record Route(Prefix to, List<Interface> out, @Nullable Why why) {}

    /// Addresses that a node is responsible for, though no host has them.
    record Net(Prefix prefix, int at) {}

    private final List<Node> nodes;
    private final List<Interface> interfaces;
    private final List<List<Interface>> byNode;
    private final Map<SockAddr.Ip, Integer> owners;
    private final List<List<Route>> routes;
    private final List<Net> nets;
    private final List<List<Filter>> filters;
    private final List<List<Nat.Rule>> nats;
    private final Map<Integer, Lsp> lsps;
    private final Node source;

    Topology(TopologyParser parsed, int source) {
        nodes = List.copyOf(parsed.nodes.values());
        interfaces = List.copyOf(parsed.interfaces);
        owners = Map.copyOf(parsed.owners);
        byNode = parsed.byNode.stream().map(List::copyOf).toList();
        routes = parsed.routes.stream().map(List::copyOf).toList();
        nets = List.copyOf(parsed.nets);
        filters = parsed.filters.stream().map(List::copyOf).toList();
        nats = parsed.nats.stream().map(List::copyOf).toList();
        lsps = Map.copyOf(parsed.lsps);
        this.source = nodes.get(source);
    }

    /// Reads a description.
    ///
    /// @throws TopologyException if it is wrong, in one line that tells the line
    public static Topology parse(String text) throws TopologyException {
        return new TopologyParser().parse(text);
    }

    /// Reads a file.
    ///
    /// @throws TopologyException if it is wrong
    public static Topology read(Path file) throws IOException, TopologyException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) throw new TopologyException("a topology has " + LONGEST + " bytes at most");
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new TopologyException("a topology is a text in UTF-8, and this is none");
        }
    }

    /// The address that probes come from.
    ///
    /// @param family such as [Abi#AF_INET]
    /// @return null if the first host has none of that family
    public SockAddr.@Nullable Ip source(int family) {
        return address(source, family);
    }

    /// The first address of a node.
    ///
    /// @param family such as [Abi#AF_INET]
    /// @return null if there is no such node, or it has none of that family
    public SockAddr.@Nullable Ip address(String name, int family) {
        for (Node each : nodes)
            if (each.name().equals(name)) return address(each, family);
        return null;
    }

    /// A node's own address, or else the one of its first interface that has any.
    SockAddr.@Nullable Ip address(Node node, int family) {
        SockAddr.Ip own = first(node.addresses(), family);
        for (Interface each : of(node))
            if (own == null) own = first(each.addresses(), family);
        return own;
    }

    static SockAddr.@Nullable Ip first(List<SockAddr.Ip> addresses, int family) {
        for (SockAddr.Ip each : addresses)
            if (each.family() == family) return each;
        return null;
    }

    /// The name of the node that has an address; null if none has.
    public @Nullable String name(SockAddr.Ip address) {
        Node owner = owner(address);
        return owner == null ? null : owner.name();
    }

    @Nullable
    Node owner(SockAddr.Ip address) {
        Integer owner = owners.get(plain(address));
        return owner == null ? null : nodes.get(owner);
    }

    /// The address that a node's errors come from; null if it says nothing.
    ///
    /// @param in the interface that the packet came in by; null if there is none
    SockAddr.@Nullable Ip answering(Node node, @Nullable Interface in, boolean six) {
        if (node.manners().silent()) return null;
        int family = family(six);
        SockAddr.Ip from = node.manners().from();
        if (from != null && from.family() == family) return from;
        SockAddr.Ip its = in == null ? null : first(in.addresses(), family);
        return its == null ? address(node, family) : its;
    }

    /// Without port and scope.
    static SockAddr.Ip plain(SockAddr.Ip address) {
        return switch (address) {
            case SockAddr.In in -> in.port(0);
            case SockAddr.In6 in6 -> new SockAddr.In6(in6.high(), in6.low(), 0, 0, 0);
        };
    }

    Node source() {
        return source;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Interface> interfaces() {
        return interfaces;
    }

    List<Interface> of(Node node) {
        return byNode.get(node.id());
    }

    Interface peer(Interface one) {
        return interfaces.get(one.peer());
    }

    /// The node at the other end.
    Node beyond(Interface one) {
        return nodes.get(peer(one).node());
    }

    /// What a node knows of ways of its own; the longest prefix first.
    List<Route> routes(Node node) {
        return routes.get(node.id());
    }

    /// The first that matches counts.
    List<Filter> filters(Node node) {
        return filters.get(node.id());
    }

    List<Nat.Rule> nats(Node node) {
        return nats.get(node.id());
    }

    /// The label-switched path that packets for a node take which leave by an interface; null if they take none.
    @Nullable
    Lsp lsp(Interface out, @Nullable Node end) {
        Lsp lsp = lsps.get(out.id());
        return lsp == null || end != null && lsp.passes(end) ? null : lsp;
    }

    /// The longest prefix first.
    List<Net> nets() {
        return nets;
    }

    /// Such as [Abi#AF_INET].
    static int family(boolean six) {
        return six ? Abi.AF_INET6 : Abi.AF_INET;
    }
}
