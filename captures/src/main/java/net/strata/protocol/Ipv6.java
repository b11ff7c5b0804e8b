package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internet Protocol version 6 (RFC 8200 section 3; DSCP: RFC 2474; ECN: RFC 3168).
public final class Ipv6 extends Protocol {
    private static final Layout ipv6 = new Layout("ipv6", "Internet Protocol version 6", "RFC 8200 section 3");
    static final Uint VERSION = ipv6.uint(4, "version", "Version", also("ip.version"), preset(6), says("6 for IPv6"),
            otherwise("the receiver would read the header by another plan, or drop it"));
    static final Uint TCLASS = ipv6.group(8, "tclass", "Traffic class", hex(),
            says("class of service and congestion mark together"),
            otherwise("routers would treat it like packets of another class"), source("RFC 8200 section 7"));
    static final Uint DSCP = ipv6.uint(6, "tclass.dscp", "DSCP", names(Iana.DSCP),
            says("how routers shall treat the packet; 0: best effort, 46: without waiting"),
            otherwise("a call would wait behind downloads, or downloads go ahead of calls"),
            source("RFC 2474 section 3"));
    static final Uint ECN = ipv6.uint(2, "tclass.ecn", "ECN", names(Iana.ECN),
            says("whether sender and receiver understand congestion marks, and whether a router set one"),
            otherwise("full routers would drop packets that they could mark, or mark what nobody understands"),
            source("RFC 3168 section 5"));
    static final Uint FLOW = ipv6.uint(20, "flow", "Flow label", hex(), varies(),
            says("the same in all packets of a flow, so that routers keep them on one path; 0: not labelled"),
            otherwise("packets of one flow could take different paths, or those of all flows the same"),
            source("RFC 6437 section 2"));
    static final Uint PLEN = ipv6.uint(16, "plen", "Payload length", Auto.PAYLOAD_LENGTH,
            says("bytes behind this header, extension headers included; 0: a jumbo option tells"),
            otherwise("padding would be taken for data, or the end of the data be lost"));
    static final Uint NXT = ipv6.uint(8, "nxt", "Next header", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
            says("what follows: an extension header, or the protocol inside"),
            otherwise("the receiver would read what follows by the wrong plan, or report it"));
    public static final Uint HLIM = ipv6.uint(8, "hlim", "Hop limit", preset(64),
            says("hops left: each router takes off 1, and at 0 discards the packet"),
            otherwise("a packet in a loop of routers would circle for ever"));
    static final Octets SRC = ipv6.ipv6("src", "Source", also("addr"),
            says("the host that sent it, and where answers go"),
            otherwise("answers and error reports would go to somebody else"));
    static final Octets DST = ipv6.ipv6("dst", "Destination", also("addr"),
            says("the host, or group, that it is for; with a routing header the next stop"),
            otherwise("routers would carry it to somebody else"));

    public Ipv6() {
        super(ipv6, "IPv6", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        if (!c.expect(VERSION, 6)) return;
        int length = PLEN.get(c);
        c.endpoints(SRC, DST);
        if (length != 0) {
            c.limit(bytes() + length, PLEN);
        } else if (NXT.get(c) == 0) {
            int jumbo = Ipv6Options.jumbo(c.data, c.headerEnd(), c.end());
            if (jumbo > 0) c.limit(bytes() + jumbo, Ipv6Options.JUMBO);
        } // zero without that option: the network card cuts it into segments later
        c.next(c.find(Protocols.IP_PROTO, NXT.get(c)));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        next(out, NXT.get(c));
        return true;
    }

    /// Appends which protocol a next-header number is.
    static void next(Text out, int number) {
        out.ascii(Iana.IP_PROTO.of(number, "Protocol")).ascii(" (").number(number).put(')');
    }
}
