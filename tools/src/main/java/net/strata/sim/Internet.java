package net.strata.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import net.strata.os.SockAddr;
import net.strata.sim.Ways.Destination;
import net.strata.sim.Ways.Way;
import org.jspecify.annotations.Nullable;

/// The network of a [Topology], at work: whole IP packets go from node to node, and every node does to their bytes what it
/// would do. Time is whatever its user says, in ns, so that it runs in no time as well as in real time.
public final class Internet {
    /// Who is told of packets that reach the first host.
    @FunctionalInterface
    public interface Home {
        /// @param packet from its IP header on
        void came(long at, byte[] packet) throws IOException;
    }

    /// Who wants to know where packets end.
    interface Observer {
        /// A packet goes no further.
        ///
        /// @param in by which interface it came; null if it started here
        /// @param from the address of who says so, if anybody would; null if nobody would
        /// @param why null if it arrived
        void ended(Node at, @Nullable Interface in, SockAddr.@Nullable Ip from, @Nullable Why why);
    }

    /// A packet reaches a node, or starts there.
    private record Event(long at, long order, Node node, @Nullable Interface in, byte[] packet) {}

    private final Topology topology;
    private final Ways ways;
    private final Conduct[] conducts;
    private final LongPredicate[] losses;
    private final LongUnaryOperator[] delays;
    private final long[] sent;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private @Nullable Observer observer;
    private long order;

    /// @param seed of all that is random: with the same one, the same happens
    public Internet(Topology topology, long seed) {
        this.topology = topology;
        ways = new Ways(topology);
        conducts = topology.nodes().stream().map(node -> new Conduct(node, Dice.mix(seed, node.id())))
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

    /// The first host sends a packet.
    public void enter(byte[] packet, long at) {
        event(at, topology.source(), null, packet.clone());
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
            happen(first, home);
        }
    }

    private void event(long at, Node node, @Nullable Interface in, byte[] packet) {
        events.add(new Event(at, order++, node, in, packet));
    }

    private void happen(Event event, Home home) throws IOException {
        byte[] packet = event.packet;
        if (!Ip.sound(packet)) return;
        Destination to = ways.to(Ip.destination(packet));
        if (!to.exists || to.end != event.node) {
            if (event.in == null || !event.node.host()) forward(event, to);
        } else if (event.node == topology.source() && event.in != null) {
            home.came(event.at, packet);
        } else {
            arrived(event);
        }
    }

    /// In the order in which Linux looks at packets: where they go, whether they may live, whether they fit.
    private void forward(Event event, Destination to) {
        byte[] packet = event.packet;
        Node node = event.node;
        boolean own = event.in == null;
        Way way = ways.from(node, to, false);
        if (way.out().isEmpty()) {
            fail(event, way.why(), 0);
            return;
        }
        if (!own && Ip.ttl(packet) <= 1) {
            fail(event, Why.EXPIRED, 0);
            return;
        }
        Interface out = conducts[node.id()].choose(way.out(), packet);
        if (packet.length > out.mtu() && !Ip.mayFragment(packet)) {
            fail(event, out.hole() ? null : Why.TOO_BIG, out.mtu());
            return;
        }
        if (!own) Ip.ttl(packet, Ip.ttl(packet) - 1);
        if (!own && node.manners().dscp() >= 0) Ip.dscp(packet, node.manners().dscp());
        leave(out, packet, event.at);
    }

    private void leave(Interface out, byte[] packet, long at) {
        long n = sent[out.id()]++;
        if (observer == null && losses[out.id()].test(n)) return;
        event(at + delays[out.id()].applyAsLong(n), topology.beyond(out), topology.peer(out), packet);
    }

    /// A packet goes no further, and its sender may be told.
    ///
    /// @param why null if nobody is told
    private void fail(Event event, @Nullable Why why, int info) {
        Node node = event.node;
        SockAddr.Ip from = why == null ? null : answering(node, event.in, Ip.six(event.packet));
        if (observer != null) observer.ended(node, event.in, from, why);
        if (why == null || from == null || event.in == null || Ip.isError(event.packet) || Ip.later(event.packet))
            return;
        Conduct conduct = conducts[node.id()];
        if (observer == null && !conduct.answers(event.at)) return;
        answer(event, conduct, Replies.error(from, event.packet, why, info, node.manners(), conduct.id(), null));
    }

    /// The address that a node's errors come from; null if it says nothing.
    private SockAddr.@Nullable Ip answering(Node node, @Nullable Interface in, boolean six) {
        if (node.manners().silent()) return null;
        int family = Topology.family(six);
        SockAddr.Ip from = node.manners().from();
        if (from != null && from.family() == family) return from;
        SockAddr.Ip its = in == null ? null : Topology.first(in.addresses(), family);
        return its == null ? topology.address(node, family) : its;
    }

    /// A packet is where it was sent to.
    private void arrived(Event event) {
        byte[] packet = event.packet;
        Node node = event.node;
        Node.Manners manners = node.manners();
        if (observer != null) observer.ended(node, event.in, manners.silent() ? null : Ip.destination(packet), null);
        if (manners.silent() || !Ip.soundMessage(packet) || Ip.later(packet)) return;
        int port = Ip.message(packet) + 4 <= packet.length ? Ip.u16(packet, Ip.message(packet) + 2) : 0;
        Conduct conduct = conducts[node.id()];
        byte[] reply = switch (Ip.protocol(packet)) {
            case Ip.ICMP, Ip.ICMPV6 -> Replies.echo(packet, manners, conduct.id());
            case Ip.UDP -> manners.udp().contains(port)
                    ? Replies.datagram(packet, manners, conduct.id())
                    : refusal(packet, Why.PORT, manners, conduct);
            case Ip.TCP -> Replies.segment(packet, manners, conduct.id(), manners.tcp().contains(port),
                    (int) Dice.flow(packet, conduct.seed));
            default -> refusal(packet, Why.PROTOCOL, manners, conduct);
        };
        boolean limited = Ip.protocol(packet) != Ip.TCP;
        if (reply != null && (observer != null || !limited || conduct.answers(event.at))) answer(event, conduct, reply);
    }

    private static byte[] refusal(byte[] packet, Why why, Node.Manners manners, Conduct conduct) {
        int pointer = why == Why.PROTOCOL && Ip.six(packet) ? 6 : 0;
        return Replies.error(Ip.destination(packet), packet, why, pointer, manners, conduct.id(), null);
    }

    private void answer(Event event, Conduct conduct, byte[] packet) {
        event(event.at + conduct.slow(), event.node, null, packet);
    }
}
