package net.strata.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.strata.os.SockAddr;
import net.strata.sim.Lsp.Labels;
import org.jspecify.annotations.Nullable;

/// What a trace through a [Topology] should find: to check against.
public final class Truth {
    /// What a trace sees at most.
    private static final int HOPS = 255;
    /// As far as links are followed, as routes may be loops.
    private static final int FAR = 64;

    /// Who is told of a packet whose time to live was so many hops.
    ///
    /// @param name of the node
    /// @param address that it answers from; null if it does not answer
    /// @param end whether the packet would not have gone further
    public record Hop(String name, SockAddr.@Nullable Ip address, boolean end) {}

    /// Two nodes that follow each other on some way.
    ///
    /// @param hops how far the second is
    public record Link(int hops, Hop from, Hop to) {}

    private final Topology topology;
    private final Internet internet;
    private final List<Hop> ended = new ArrayList<>();
    private final List<SockAddr.Ip> answered = new ArrayList<>();

    /// The truth of one network.
    ///
    /// @param seed that the [Internet] has
    public Truth(Topology topology, long seed) {
        this.topology = topology;
        internet = new Internet(topology, seed);
        internet.watched((node, expired) -> ended.add(new Hop(node.name(), null, !expired)));
    }

    /// The way of a packet from the first host, with every time to live until it gets no further: nothing is lost, and limits are
    /// forgotten. Where packets are shared one by one it is one of the ways.
    public List<Hop> path(byte[] packet) {
        var path = new ArrayList<Hop>();
        for (int hops = 1; hops <= HOPS; hops++) {
            byte[] probe = packet.clone();
            Ip.ttl(probe, hops);
            ended.clear();
            answered.clear();
            internet.enter(probe, 0);
            try {
                internet.run(Long.MAX_VALUE, (_, came) -> answered.add(Ip.source(came)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (ended.isEmpty()) break;
            Hop hop = ended.getFirst();
            path.add(answered.isEmpty() ? hop : new Hop(hop.name, answered.getFirst(), hop.end));
            if (path.getLast().end) break;
        }
        return path;
    }

    /// A packet on its way.
    private record Place(int hops, Hop from, Node node, @Nullable Interface in, @Nullable Labels labels) {
        Key key() {
            return new Key(hops, from, in == null ? -1 : in.id(), labels);
        }
    }

    private record Key(int hops, Hop from, int in, @Nullable Labels labels) {}

    /// All links that any flow from the first host goes over, at the hops at which it does. Filters are not looked at.
    public Set<Link> links(SockAddr.Ip to) {
        var links = new LinkedHashSet<Link>();
        var seen = new HashSet<Key>();
        Deque<Place> places = new ArrayDeque<>();
        Node source = topology.source();
        places.add(new Place(0, new Hop(source.name(), topology.source(to.family()), false), source, null, null));
        for (Place each = places.poll(); each != null; each = places.poll())
            if (seen.add(each.key())) follow(each, Topology.plain(to), links, places);
        return links;
    }

    private void follow(Place place, SockAddr.Ip address, Set<Link> links, Deque<Place> places) {
        Labels labels = place.labels;
        boolean hidden = labels != null && !labels.lsp().propagates() && !labels.last();
        SockAddr.Ip to = within(place.node, address);
        Ways.Destination destination = internet.ways().to(to);
        boolean end = destination.isAt(place.node) && labels == null;
        int hops = place.hops;
        Hop here = place.from;
        if (place.in != null && !hidden) {
            hops++;
            SockAddr.Ip from = topology.answering(place.node, place.in, to instanceof SockAddr.In6);
            if (end) from = place.node.manners().silent() ? null : address;
            here = new Hop(place.node.name(), from, end);
            links.add(new Link(hops, place.from, here));
        }
        if (end || hops >= FAR) return;
        if (labels != null && !labels.last()) {
            go(places, hops, here, labels.out(), labels.popped() ? null : labels.next());
            return;
        }
        if (place.in != null && place.node.host()) return;
        byte[] packet = probe(to);
        for (Interface out : internet.conduct(place.node)
                .options(internet.ways().from(place.node, destination, false).out(), packet)) {
            Lsp lsp = out.tunnel() != null ? null : topology.lsp(out, destination.end);
            go(places, hops, here, out, lsp == null ? null : lsp.push(HOPS));
        }
    }

    private void go(Deque<Place> places, int hops, Hop from, Interface out, @Nullable Labels labels) {
        places.add(new Place(hops, from, topology.beyond(out), topology.peer(out), labels));
    }

    /// Whom packets to an address are for behind a node, which may translate.
    private SockAddr.Ip within(Node node, SockAddr.Ip address) {
        for (Nat.Rule each : topology.nats(node)) {
            SockAddr.Ip inside = topology.address(topology.nodes().get(each.inside()), address.family());
            if (each.inward() && each.address().equals(address) && inside != null) return inside;
        }
        return address;
    }

    private byte[] probe(SockAddr.Ip to) {
        SockAddr.Ip from = topology.source(to.family());
        return Ip.make(from == null ? to : from, to, Ip.UDP, HOPS, 0, 0, 8);
    }
}
