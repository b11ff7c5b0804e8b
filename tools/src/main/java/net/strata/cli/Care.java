package net.strata.cli;

import java.io.IOException;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Links;

/// That nobody floods the hosts of others unawares.
final class Care {
    static final Option MAY = Option.flag("--i-may",
            "more than 1000 packets/s to others' networks: you may, and they know");

    /// More than this many packets a second, on average, takes a promise.
    private static final long MOST = 1000;
    private static final long SECOND = 1_000_000_000;

    /// What was asked for is not done.
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private final Links links;
    private final boolean may;

    Care(Arguments arguments, Links links) {
        this.links = links;
        may = arguments.has(MAY);
    }

    /// As [#check], for one address: in the network namespace that packets leave from.
    static void check(Arguments arguments, SockAddr.Ip address, long gap) throws OsError, Refusal {
        if (gap < SECOND / MOST) new Care(arguments, Links.here()).check(address, gap);
    }

    /// How long there is at least between two packets to an address where it answers sooner, in ns.
    static long least(Arguments arguments, SockAddr.Ip address) throws OsError {
        return arguments.has(MAY) || Links.here().isNear(address) ? 1 : SECOND / MOST;
    }

    /// Checks an address before it is sent packets.
    ///
    /// @param gap ns between two packets, of all that are sent
    void check(SockAddr.Ip address, long gap) throws Refusal {
        if (may || gap >= SECOND / MOST || links.isNear(address)) return;
        throw new Refusal(
                "more than " + MOST + " packets/s to " + address.host() + ", which is neither private nor on a "
                        + "link of this host, may harm who has not asked for it: --i-may says that you may");
    }
}
