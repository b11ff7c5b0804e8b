package net.strata.sim;

import java.util.List;
import java.util.Set;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A host or a router of a [Topology].
///
/// @param id its place among the nodes
/// @param host whether it passes nothing on
/// @param addresses its own, beside those of its interfaces
record Node(int id, String name, boolean host, List<SockAddr.Ip> addresses, Manners manners) {
    /// Whether both are the same of a topology.
    boolean is(@Nullable Node other) {
        return other != null && id == other.id;
    }

    /// The same, which shares packets so.
    ///
    /// @param seed 0 for one of its own
    Node balanced(Balance balance, long seed) {
        return new Node(id, name, host, addresses, manners.balanced(balance, seed));
    }

    /// How a node with several equal ways shares packets among them.
    enum Balance {
        /// By what makes a flow, so that a flow has one way.
        FLOW,
        /// Every packet by itself.
        PACKET,
        /// By source and destination alone.
        DESTINATION,
        /// Not at all: the first link of the topology wins.
        FIRST
    }

    /// How often a node answers.
    ///
    /// @param share of the packets that it would answer
    /// @param perSecond at most; 0 without limit
    /// @param burst how many it answers at once after a pause
    record Limit(double share, double perSecond, int burst) {
        static final Limit NONE = new Limit(1, 0, 0);
    }

    /// How a node behaves.
    ///
    /// @param silent whether it never answers
    /// @param quote how many bytes of a packet its errors have at most
    /// @param ttl what its own packets start with
    /// @param slow how long it takes to answer
    /// @param interfaces whether its errors name the interface that the packet came in by (RFC 5837)
    /// @param dscp what packets have that it passes on; -1 for what they had
    /// @param from the address that its errors come from; null for the interface's
    /// @param tcp the ports at which it accepts connections
    /// @param udp the ports at which datagrams are sent back
    /// @param seed of its choices among equal ways; 0 for one of its own
    record Manners(boolean silent, Limit answers, int quote, int ttl, Span slow, boolean interfaces, int dscp,
            SockAddr.@Nullable Ip from, Set<Integer> tcp, Set<Integer> udp, Balance balance, long seed) {
        Manners balanced(Balance other, long by) {
            return new Manners(silent, answers, quote, ttl, slow, interfaces, dscp, from, tcp, udp, other, by);
        }
    }
}
