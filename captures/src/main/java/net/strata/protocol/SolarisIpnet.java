package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Uint;

/// What Solaris puts before an IP packet (LINKTYPE_IPNET; ipnet(7D)).
public final class SolarisIpnet extends Protocol {
    private static final Layout ipnet = new Layout("ipnet", "Solaris IPNET", "tcpdump.org, LINKTYPE_IPNET");
    static final Uint VERSION = ipnet.uint(8, "version", "Version", says("layout of this header: 1"));
    static final Uint FAMILY = ipnet.uint(8, "family", "Address family", names(new Names("2 IPv4\n26 IPv6")),
            says("which version of IP the packet has"));
    static final Uint HOOK = ipnet.uint(16, "htype", "Direction", names("inbound", "outbound", "local"),
            says("which way the packet passed the host's IP"));
    static final Uint LENGTH = ipnet.uint(32, "pktlen", "Data length", says("bytes of the packet that follows"));
    static final Uint INTERFACE = ipnet.uint(32, "ifindex", "Interface",
            says("index of the interface that the packet was seen on"));
    static final Uint GROUP = ipnet.uint(32, "grifindex", "Group interface",
            says("index of the interface that stands for a group of them (IPMP), if it belongs to one"));
    static final Uint SOURCE_ZONE = ipnet.uint(32, "zsrc", "Source zone",
            says("number of the zone, a virtual host, that the packet comes from"));
    static final Uint DESTINATION_ZONE = ipnet.uint(32, "zdst", "Destination zone",
            says("number of the zone, a virtual host, that the packet goes to"));

    public SolarisIpnet() {
        super(ipnet, "IPNET", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(Protocols.byVersion(c));
    }
}
