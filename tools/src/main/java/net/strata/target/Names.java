package net.strata.target;

import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// What addresses are called. A name may come late: who shows one asks for it as soon as the address is seen, by
/// [#find] without waiting.
public interface Names {
    /// Nothing has a name.
    Names NONE = new Names() {
        @Override
        public @Nullable String find(SockAddr.Ip address, long waitNanos) {
            return null;
        }

        @Override
        public boolean isKnown(SockAddr.Ip address) {
            return true;
        }
    };

    /// The name of an address, fit for a terminal; null if it has none, or it is not known yet.
    ///
    /// @param waitNanos how long to wait for it at most
    @Nullable
    String find(SockAddr.Ip address, long waitNanos);

    /// Whether it is known what an address is called, or that it has no name: waiting changes nothing.
    boolean isKnown(SockAddr.Ip address);
}
