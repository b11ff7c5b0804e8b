package net.strata.sim;

import java.util.List;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// An end of a link, and what happens to packets that leave by it.
///
/// @param id its place among the interfaces; the other end has the other one of the pair 2n, 2n + 1
/// @param node whose it is, by id
/// @param number its index at that node, from 1
/// @param mtu how long packets may be, in bytes
/// @param hole whether longer ones vanish, and nobody says so
/// @param tunnel how packets are wrapped that leave by it; null where it is a real link
record Interface(int id, int node, int number, String name, List<SockAddr.Ip> addresses, Span delay, double loss,
        int mtu,
        boolean hole, int cost, @Nullable Tunnel tunnel) {

    /// What packets in a tunnel are wrapped in.
    enum Tunnel {
        /// IP in IP (RFC 2003, RFC 2473, RFC 4213).
        IPIP(0),
        /// Generic routing encapsulation (RFC 2784).
        GRE(4);

        /// Bytes between the outer and the inner IP header.
        final int header;

        Tunnel(int header) {
            this.header = header;
        }
    }

    int peer() {
        return id ^ 1;
    }
}
