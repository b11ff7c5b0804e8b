package net.strata.protocol;

import java.util.LinkedHashSet;
import java.util.Set;
import net.strata.decode.Bindings;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// What follows what. To add a protocol, write its file and bind it here.
public final class Protocols {
    /// What bytes are that nobody claims.
    public static final Protocol DATA = new Data();
    /// What the capture itself says of a frame.
    public static final Protocol FRAME = new Frame();
    private static final Protocol ETHERNET = new Ethernet();
    private static final Protocol IPV4 = new Ipv4();
    static final Protocol IPV6 = new Ipv6();
    static final Protocol LLC = DATA;

    /// By link type of the capture.
    private static final Bindings LINK = new Bindings() //
            .bind(ETHERNET, LinkType.ETHERNET) //
            .bind(IPV4, LinkType.IPV4) //
            .bind(IPV6, LinkType.IPV6);

    /// By EtherType (IEEE, "EtherType Public Listing").
    static final Bindings ETHER_TYPE = new Bindings() //
            .bind(IPV4, 0x0800) //
            .bind(IPV6, 0x86dd) //
            .bind(new Vlan(), 0x8100, 0x88a8, 0x9100);

    /// By IP protocol number (IANA, "Protocol Numbers").
    static final Bindings IP_PROTO = new Bindings() //
            .bind(IPV4, 4) //
            .bind(new Tcp(), Tcp.NUMBER) //
            .bind(new Udp(), Udp.NUMBER) //
            .bind(IPV6, 41) //
            .bind(Ipv6OptionsHeader.hopByHop(), 0) //
            .bind(new Ipv6Routing(), 43) //
            .bind(new Ipv6Fragment(), 44) //
            .bind(new Esp(), 50) //
            .bind(new Ah(), 51) //
            .bind(Ipv6OptionsHeader.destination(), 60) //
            .bind(new MobileIpv6(), 135) //
            .bind(new Hip(), 139) //
            .bind(new Shim6(), 140);

    private static final Protocol ECHO = new Echo();

    /// By TCP port. A port is a guess: any program may use any.
    static final Bindings TCP_PORT = new Bindings() //
            .bind(ECHO, 7);

    /// By UDP port. A port is a guess: any program may use any.
    static final Bindings UDP_PORT = new Bindings() //
            .bind(ECHO, 7);

    private Protocols() {}

    /// The protocol of a link type; [#DATA] if it is not known.
    public static Protocol link(int linkType) {
        Protocol p = LINK.find(linkType);
        return p != null ? p : DATA;
    }

    /// All protocols.
    public static Set<Protocol> all() {
        var all = new LinkedHashSet<Protocol>();
        all.add(FRAME);
        for (Bindings b : new Bindings[]{LINK, ETHER_TYPE, IP_PROTO, TCP_PORT, UDP_PORT})
            all.addAll(b.protocols());
        all.add(LLC);
        all.add(DATA);
        return all;
    }

    /// Goes on by a field that holds an EtherType, or a length where it is small (IEEE 802.3-2022 clause 3.2.6).
    static void nextByEtherType(Cursor c, int type) {
        if (type > LONGEST_LENGTH) {
            c.next(ETHER_TYPE.find(type));
        } else {
            c.limitPayload(c.headerEnd() + type).next(LLC);
        }
    }

    /// The largest number in a type field that is a length.
    static final int LONGEST_LENGTH = 1500;

    /// The protocol bound to the lower port, or else to the higher one.
    static @Nullable Protocol byPort(Bindings ports, int source, int destination) {
        Protocol p = ports.find(Math.min(source, destination));
        return p != null ? p : ports.find(Math.max(source, destination));
    }
}
