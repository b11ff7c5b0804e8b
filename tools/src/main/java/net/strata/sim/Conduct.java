package net.strata.sim;

import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// What a node remembers while it does its work.
final class Conduct {
    final long seed;
    final Nat nat;
    private final Node node;
    private final LongPredicate shares;
    private final LongUnaryOperator slow;
    private final double perNano;
    private long asked;
    private long answered;
    private long packets;
    private double tokens;
    private long since;
    private int id;

    /// @param seed of what is random here
    Conduct(Topology topology, Node node, long seed) {
        this.node = node;
        nat = new Nat(topology, topology.nats(node));
        Node.Manners manners = node.manners();
        this.seed = manners.seed() == 0 ? Dice.mix(seed, 1) : Dice.mix(manners.seed(), 1);
        Node.Limit limit = manners.answers();
        shares = limit.share() == 1 ? _ -> true : Which.chance(limit.share(), Dice.mix(seed, 2));
        perNano = limit.perSecond() / 1e9;
        tokens = limit.burst();
        slow = manners.slow().times(Dice.mix(seed, 3));
        id = (int) Dice.mix(seed, 4);
    }

    /// Which ways packets between these addresses may go.
    List<Interface> options(List<Interface> out, byte[] packet) {
        return switch (node.manners().balance()) {
            case FLOW, PACKET -> out;
            case DESTINATION, FIRST -> out.isEmpty() ? out : List.of(choose(out, packet));
        };
    }

    /// Which way a packet goes.
    Interface choose(List<Interface> out, byte[] packet) {
        if (out.size() == 1) return out.getFirst();
        long number = switch (node.manners().balance()) {
            case FLOW -> Dice.flow(packet, seed);
            case DESTINATION -> Dice.addresses(packet, seed);
            case PACKET -> Dice.mix(seed, packets++);
            case FIRST -> 0;
        };
        return out.get(Dice.below(out.size(), number));
    }

    /// Whether it answers once more, by its limits: a bucket of tokens that fills at the allowed rate.
    boolean answers(long at) {
        if (!shares.test(asked++)) return false;
        if (perNano == 0) return true;
        tokens = Math.min(node.manners().answers().burst(), tokens + (at - since) * perNano);
        since = at;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }

    /// How long it takes to answer.
    long slow() {
        return slow.applyAsLong(answered++);
    }

    /// The identification of its next IPv4 packet.
    int id() {
        return id++ & 0xffff;
    }
}
