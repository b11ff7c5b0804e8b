package net.strata.trace.multipath;

import net.strata.os.SockAddr;
import net.strata.trace.Kind;
import org.jspecify.annotations.Nullable;

/// Somebody on the way.
///
/// @param hop how far away, in hops; 0 is here
/// @param address null of what answers nothing: at a hop all of these are one
/// @param kind what its answer means
public record Node(int hop, SockAddr.@Nullable Ip address, Kind kind) {
    /// What answers nothing at a hop.
    static Node silent(int hop) {
        return new Node(hop, null, Kind.EXPIRED);
    }

    public boolean isSilent() {
        return address == null;
    }

    /// Whether the way ends here.
    public boolean isFinal() {
        return kind != Kind.EXPIRED;
    }

    /// Its address, or a star.
    public String label() {
        return address == null ? "*" : address.toString();
    }
}
