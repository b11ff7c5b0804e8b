package net.strata.sim;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import net.strata.os.SockAddr;
import net.strata.sim.Lsp.Labels;
import net.strata.sim.Ways.Destination;
import net.strata.sim.Ways.Way;
import org.jspecify.annotations.Nullable;

/// The network of a [Topology], at work: whole IP packets go from node to node, and every node does to their bytes what it
/// would do. Time is whatever its user says, in ns, so that it runs in no time as well as in real time.
public final class Internet {
    /// Who is told of packets that reach the first host.
    @FunctionalInterface
    public interface Home {
        /// One comes.
        ///
        /// @param packet from its IP header on
        void came(long at, byte[] packet) throws IOException;
    }

    /// Who wants to know where packets end.
    interface Observer {
        /// A packet goes no further.
        ///
        /// @param expired whether its time to live is over
        void ended(Node at, boolean expired);
    }

    /// How far a packet goes, with all that it brings about: there, back, and through tunnels. Only what would go on for ever
    /// goes farther, such as two services that answer each other.
    private static final int FAR = 4 * 255;

    /// A packet reaches a node, or starts there.
    private static final class Event {
        final long at;
        final long order;
        /// How many there were before it, from the packet on that the first host sent.
        final int steps;
        final Node node;
        final @Nullable Interface in;
        final byte[] packet;
        final @Nullable Labels labels;

        Event(long at, long order, int steps, Node node, @Nullable Interface in, byte[] packet,
                @Nullable Labels labels) {
            this.at = at;
            this.order = order;
            this.steps = steps;
            this.node = node;
            this.in = in;
            this.packet = packet;
            this.labels = labels;
        }

        boolean own() {
            return in == null;
        }

        /// Whether a node sends it of its own accord.
        boolean first() {
            return steps == 0;
        }
    }

    private final Topology topology;
    private final Ways ways;
    private final Conduct[] conducts;
    private final LongPredicate[] losses;
    private final LongUnaryOperator[] delays;
    private final long[] sent;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private @Nullable Observer observer;
    private long order;

    /// A network in which nothing happens yet.
    ///
    /// @param seed of all that is random: with the same one, the same happens
    public Internet(Topology topology, long seed) {
        this.topology = topology;
        ways = new Ways(topology);
        conducts = topology.nodes().stream().map(node -> new Conduct(topology, node, Dice.mix(seed, node.id())))
                .toArray(Conduct[]::new);
        List<Interface> all = topology.interfaces();
        sent = new long[all.size()];
        losses = new LongPredicate[all.size()];
        delays = new LongUnaryOperator[all.size()];
        for (Interface each : all) {
            losses[each.id()] = each.loss() == 0
                    ? _ -> false
                    : Which.chance(each.loss(), Dice.mix(seed, 0x1_0000_0000L + each.id()));
            delays[each.id()] = each.delay().times(Dice.mix(seed, 0x2_0000_0000L + each.id()));
        }
    }

    /// Has nothing be lost or limited, and tells where packets end.
    void watched(Observer told) {
        observer = told;
    }

    Ways ways() {
        return ways;
    }

    Conduct conduct(Node node) {
        return conducts[node.id()];
    }

    /// The first host sends a packet.
    public void enter(byte[] packet, long at) {
        events.add(new Event(at, order++, 0, topology.source(), null, packet.clone(), null));
    }

    /// When something happens next; [Long#MAX_VALUE] if nothing does.
    public long next() {
        Event first = events.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /// Lets all happen that happens until a time.
    public void run(long until, Home home) throws IOException {
        for (Event first = events.peek(); first != null && first.at <= until; first = events.peek()) {
            events.poll();
            if (Ip.sound(first.packet)) happen(first, home);
        }
    }

    /// What comes of an event.
    private void then(Event before, long at, Node node, @Nullable Interface in, byte[] packet,
            @Nullable Labels labels) {
        if (before.steps < FAR) events.add(new Event(at, order++, before.steps + 1, node, in, packet, labels));
    }

    private void happen(Event event, Home home) throws IOException {
        if (event.labels != null && switched(event, event.labels)) return;
        byte[] packet = event.packet;
        Node node = event.node;
        Destination to = ways.to(Ip.destination(packet));
        if (to.isAt(node) && !event.own() && conduct(node).nat.come(packet)) to = ways.to(Ip.destination(packet));
        if (!to.isAt(node)) {
            if (event.own() || !node.host()) forward(event, to);
            return;
        }
        if (Wrapping.isWrapped(packet) && unwrapped(event)) return;
        if (node.is(topology.source()) && !event.first()) home.came(event.at, packet);
        else
            arrived(event);
    }

    /// A packet with labels comes to a router.
    ///
    /// @return false if it has lost them, and is to be looked at like any other
    private boolean switched(Event event, Labels labels) {
        byte[] packet = event.packet;
        if (labels.last()) {
            if (labels.lsp().propagates()) Ip.ttl(packet, Math.min(Ip.ttl(packet), labels.ttl()));
            return false;
        }
        if (labels.ttl() <= 1) {
            fail(event, Why.EXPIRED, 0);
            return true;
        }
        if (!labels.popped()) leave(event, labels.out(), labels.next());
        else {
            if (labels.lsp().propagates()) Ip.ttl(packet, Math.min(Ip.ttl(packet), labels.ttl() - 1));
            leave(event, labels.out(), null);
        }
        return true;
    }

    /// In the order in which Linux looks at packets: where they go, whether they may live, whether they fit, whether they are
    /// let through.
    private void forward(Event event, Destination to) {
        byte[] packet = event.packet;
        Node node = event.node;
        Way way = ways.from(node, to, Wrapping.isWrapped(packet));
        if (way.out().isEmpty()) {
            fail(event, way.why(), 0);
            return;
        }
        if (!event.own() && Ip.ttl(packet) <= 1) {
            fail(event, Why.EXPIRED, 0);
            return;
        }
        Interface out = conduct(node).choose(way.out(), packet);
        if (packet.length > out.mtu() && !Ip.mayFragment(packet)) {
            fail(event, out.hole() ? null : Why.TOO_BIG, out.mtu());
            return;
        }
        if (!event.own()) {
            if (filtered(event)) return;
            Ip.ttl(packet, Ip.ttl(packet) - 1);
            if (node.manners().dscp() >= 0) Ip.dscp(packet, node.manners().dscp());
            conduct(node).nat.leave(packet);
        }
        Lsp lsp = topology.lsp(out, to.end);
        leave(event, out, lsp == null ? null : lsp.push(Ip.ttl(packet)));
    }

    private void leave(Event event, Interface out, @Nullable Labels labels) {
        byte[] packet = event.packet;
        Interface.Tunnel tunnel = out.tunnel();
        if (tunnel != null) {
            if (Wrapping.isWrapped(packet)) return;
            Node node = topology.nodes().get(out.node());
            byte[] outer = Wrapping.wrap(topology, out, tunnel, packet, conduct(node).id());
            if (outer != null) then(event, event.at, node, null, outer, null);
            return;
        }
        long n = sent[out.id()]++;
        if (observer == null && losses[out.id()].test(n)) return;
        then(event, event.at + delays[out.id()].applyAsLong(n), topology.beyond(out), topology.peer(out), packet,
                labels);
    }

    /// Whether a node's filters keep a packet.
    private boolean filtered(Event event) {
        for (Filter each : topology.filters(event.node)) {
            if (!each.matches(event.packet)) continue;
            switch (each.action()) {
                case PASS -> {
                    return false;
                }
                case DROP, REFUSE -> fail(event, each.why(), 0);
                case RESET -> {
                    if (observer != null) observer.ended(event.node, false);
                    Conduct conduct = conduct(event.node);
                    byte[] reset = Ip.soundMessage(event.packet)
                            ? Replies.segment(event.packet, event.node.manners(), conduct.id(), false, 0)
                            : null;
                    if (reset != null) answer(event, reset);
                }
            }
            return true;
        }
        return false;
    }

    /// A packet goes no further, and its sender may be told.
    ///
    /// @param why null if nobody is told
    private void fail(Event event, @Nullable Why why, int info) {
        Node node = event.node;
        byte[] packet = event.packet;
        SockAddr.Ip from = why == null ? null : topology.answering(node, event.in, Ip.six(packet));
        if (observer != null) observer.ended(node, Why.EXPIRED.equals(why));
        if (why == null || from == null || event.own() || Ip.isError(packet) || Ip.later(packet)) return;
        if (!answers(event)) return;
        byte[] extensions = Extensions.of(node, event.in, event.labels, Ip.six(packet));
        answer(event, Replies.error(from, packet, why, info, node.manners(), conduct(node).id(), extensions));
    }

    private boolean answers(Event event) {
        return observer != null || conduct(event.node).answers(event.at);
    }

    /// A packet is where it was sent to.
    private void arrived(Event event) {
        byte[] packet = event.packet;
        Node node = event.node;
        if (!event.own() && filtered(event)) return;
        Node.Manners manners = node.manners();
        if (observer != null) observer.ended(node, false);
        if (manners.silent() || !Ip.soundMessage(packet) || Ip.later(packet)) return;
        int port = Ip.message(packet) + 4 <= packet.length ? Ip.u16(packet, Ip.message(packet) + 2) : 0;
        Conduct conduct = conduct(node);
        int protocol = Ip.protocol(packet);
        byte[] reply = switch (protocol) {
            case Ip.ICMP, Ip.ICMPV6 -> Replies.echo(packet, manners, conduct.id());
            case Ip.UDP -> manners.udp().contains(port)
                    ? Replies.datagram(packet, manners, conduct.id())
                    : refusal(packet, Why.PORT, manners, conduct);
            case Ip.TCP -> Replies.segment(packet, manners, conduct.id(), manners.tcp().contains(port),
                    (int) Dice.flow(packet, conduct.seed));
            default -> refusal(packet, Why.PROTOCOL, manners, conduct);
        };
        if (reply != null && (protocol == Ip.TCP || answers(event))) answer(event, reply);
    }

    private static byte[] refusal(byte[] packet, Why why, Node.Manners manners, Conduct conduct) {
        int pointer = why.equals(Why.PROTOCOL) && Ip.six(packet) ? 6 : 0;
        return Replies.error(Ip.destination(packet), packet, why, pointer, manners, conduct.id(), null);
    }

    /// Takes a packet out of the one that a tunnel's other end sent.
    private boolean unwrapped(Event event) {
        Node sender = topology.owner(Ip.source(event.packet));
        for (Interface each : topology.of(event.node)) {
            if (each.tunnel() == null || !topology.beyond(each).is(sender)) continue;
            byte[] inner = Wrapping.unwrap(event.packet);
            if (inner.length > 0) then(event, event.at, event.node, each, inner, null);
            return true;
        }
        return false;
    }

    private void answer(Event event, byte[] packet) {
        then(event, event.at + conduct(event.node).slow(), event.node, null, packet, null);
    }
}
