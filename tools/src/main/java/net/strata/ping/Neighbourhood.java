package net.strata.ping;

import java.util.HashMap;
import java.util.Map;
import net.strata.os.Link;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.Route;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Which link an address is on.
final class Neighbourhood {
    private static final int ETHERNET = 1;
    private static final int NO_ARP = 0x80;

    private final Netlink netlink;
    private final int only;
    private final Map<SockAddr.Ip, Place> known = new HashMap<>();

    /// The link of an address, and what we are called there.
    ///
    /// @param source our address; null if the kernel says none
    record Place(Link link, SockAddr.@Nullable Ip source) {}

    /// @param only the index of the link to ask on, 0 for the one that routes say
    Neighbourhood(Netlink netlink, int only) {
        this.netlink = netlink;
        this.only = only;
    }

    /// @throws OsError that it is on no link, in one line
    Place of(SockAddr.Ip address) throws OsError {
        Place place = known.get(address);
        if (place == null) {
            place = find(address);
            known.put(address, place);
        }
        return place;
    }

    private Place find(SockAddr.Ip address) throws OsError {
        String host = address.host();
        Route route = netlink.route(address, null, only);
        Link link = netlink.links().stream().filter(each -> each.index() == route.ifindex()).findFirst()
                .orElseThrow(() -> new OsError(host + ": its link has gone"));
        SockAddr.Ip gateway = route.gateway();
        if (route.type().equals("local") || link.isLoopback())
            throw new OsError(host + " is an address of this host: there is nobody to ask on a link");
        if (gateway != null)
            throw new OsError(host + " is not on a link of this host, but behind the router " + gateway.host()
                    + ": ARP and neighbour discovery ask on a link only");
        if (!route.type().equals("unicast"))
            throw new OsError(host + " is a " + route.type() + " address: no host has it as its own");
        if (link.type() != ETHERNET || (link.flags() & NO_ARP) != 0)
            throw new OsError(link.name() + " has no hardware addresses to ask for");
        return new Place(link, route.source());
    }
}
