package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.unit;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Options;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internet Protocol version 4 (RFC 791 section 3.1; DSCP: RFC 2474; ECN: RFC 3168).
public final class Ipv4 extends Protocol {
    private static final Layout ip = new Layout("ip", "Internet Protocol version 4", "RFC 791 section 3.1");
    static final Uint VERSION = ip.uint(4, "version", "Version", preset(4), says("4 for IPv4"),
            otherwise("the receiver would read the header by another plan, or drop it"));
    static final Uint HDR_LEN = ip.uint(4, "hdr_len", "Header length", unit(4), Auto.HEADER_LENGTH,
            says("bytes of this header, counted in words of 4; 20 without options"),
            otherwise("options would be taken for data, or data for options"));
    static final Uint DSFIELD = ip.group(8, "dsfield", "Differentiated services", hex(),
            says("class of service and congestion mark together; once called type of service"),
            otherwise("routers would treat it like packets of another class"), source("RFC 2474 section 3"));
    static final Uint DSCP = ip.uint(6, "dsfield.dscp", "DSCP", names(Iana.DSCP),
            says("how routers shall treat the packet; 0: best effort, 46: without waiting"),
            otherwise("a call would wait behind downloads, or downloads go ahead of calls"),
            source("RFC 2474 section 3"));
    static final Uint ECN = ip.uint(2, "dsfield.ecn", "ECN", names(Iana.ECN),
            says("whether sender and receiver understand congestion marks, and whether a router set one"),
            otherwise("full routers would drop packets that they could mark, or mark what nobody understands"),
            source("RFC 3168 section 5"));
    static final Uint LEN = ip.uint(16, "len", "Total length", Auto.LENGTH,
            says("bytes of header and data; padding of the link behind them does not count"),
            otherwise("padding would be taken for data, or the end of the data be lost"));
    static final Uint ID = ip.uint(16, "id", "Identification", hex(), varies(),
            says("the same in all fragments of a packet"),
            otherwise("fragments of different packets would be put together"));
    static final Uint FLAGS = ip.group(3, "flags", "Flags", hex(),
            says("whether the packet may be cut up, and whether more of it follows"),
            otherwise("receivers could not tell when all fragments are there"));
    static final Uint RB = ip.flag("flags.rb", "Reserved", says("must be zero"),
            otherwise("a firewall may drop a packet that sets it"));
    static final Uint DF = ip.flag("flags.df", "Don't fragment",
            says("routers that would have to cut the packet drop it and report what size fits"),
            otherwise("routers would cut it up, and the sender never learn what size fits"));
    static final Uint MF = ip.flag("flags.mf", "More fragments",
            says("another fragment follows; 0 in the last one and in whole packets"),
            otherwise("the receiver would wait for a fragment that never comes, or stop too early"));
    static final Uint FRAG_OFFSET = ip.uint(13, "frag_offset", "Fragment offset",
            says("place of this fragment in the packet, in units of 8 bytes"),
            otherwise("fragments would be put together in the wrong order"));
    public static final Uint TTL = ip.uint(8, "ttl", "Time to live", preset(64),
            says("hops left: each router takes off 1, and at 0 discards the packet"),
            otherwise("a packet in a loop of routers would circle for ever"));
    static final Uint PROTO = ip.uint(8, "proto", "Protocol", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
            says("the protocol inside: 1 ICMP, 6 TCP, 17 UDP"),
            otherwise("the receiver would hand the data to the wrong protocol, or refuse them"));
    static final Uint CHECKSUM = ip.uint(16, "checksum", "Header checksum", hex(), varies(),
            Auto.HEADER_CHECKSUM, says("over the header alone; each router computes it anew"),
            otherwise("the next router drops the packet without a word"));
    static final Octets SRC = ip.ipv4("src", "Source", also("addr"),
            says("the host that sent it, and where answers go"),
            otherwise("answers and error reports would go to somebody else"));
    static final Octets DST = ip.ipv4("dst", "Destination", also("addr"), says("the host, or group, that it is for"),
            otherwise("routers would carry it to somebody else"));
    static final Made STATUS = ip.made(Made.Form.NUMBER, "checksum.status", "Checksum status", names(Checksum.STATUS),
            says("whether the checksum agrees with the header"));
    static final Made WHY = ip.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));

    public Ipv4() {
        super(ip, "IPv4", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        if (!c.expect(VERSION, 4)) return;
        int length = LEN.get(c);
        c.endpoints(SRC, DST).header(HDR_LEN.get(c), HDR_LEN);
        Ipv4Options.followRoute(c, c.at + bytes());
        if (length != 0) c.limit(length, LEN); // zero: cut into segments by the network card, later
        int offset = FRAG_OFFSET.get(c) << 3;
        if (offset == 0 && !MF.is(c) || c.fragment(PROTO.get(c), ID.get(c), offset, MF.is(c))) {
            c.next(c.find(Protocols.IP_PROTO, PROTO.get(c)));
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        boolean routed = c.destination() != DST.from(c.at);
        t.fields(ip, c.at, routed ? DST.from(c.at) : c.headerEnd());
        if (routed) Ipv4Options.destinations(c, t, DST);
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.over(c, c.at, c.at + HDR_LEN.get(c)));
        Ipv4Options.OPTIONS.fields(c, t, c.at + bytes(), c.headerEnd());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int offset = FRAG_OFFSET.get(c) << 3;
        if (offset > 0 || MF.is(c))
            out.ascii("Fragment, offset ").number(offset).ascii(", ID ").hex(ID.get(c), 4).ascii(", ");
        out.ascii(Iana.IP_PROTO.of(PROTO.get(c), "Protocol")).ascii(" (").number(PROTO.get(c)).put(')');
        return true;
    }

    @Override
    public Options options() {
        return Ipv4Options.OPTIONS;
    }

    @Override
    public List<Layout> parts() {
        return Ipv4Options.layouts();
    }
}
