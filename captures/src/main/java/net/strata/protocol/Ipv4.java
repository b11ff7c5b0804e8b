package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
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
    static final Uint VERSION = ip.uint(4, "version", "Version", preset(4), says("4 for IPv4"));
    static final Uint HDR_LEN = ip.uint(4, "hdr_len", "Header length", unit(4), Auto.HEADER_LENGTH,
            says("bytes, counted in words of 4"));
    static final Uint DSFIELD = ip.group(8, "dsfield", "Differentiated services", hex());
    static final Uint DSCP = ip.uint(6, "dsfield.dscp", "DSCP", names(Iana.DSCP), says("how routers shall treat it"));
    static final Uint ECN = ip.uint(2, "dsfield.ecn", "ECN", names(Iana.ECN),
            says("whether routers may signal congestion"));
    static final Uint LEN = ip.uint(16, "len", "Total length", Auto.LENGTH, says("bytes, header and data"));
    static final Uint ID = ip.uint(16, "id", "Identification", hex(), varies(),
            says("the same in all fragments of a packet"));
    static final Uint FLAGS = ip.group(3, "flags", "Flags", hex());
    static final Uint RB = ip.flag("flags.rb", "Reserved", says("must be zero"));
    static final Uint DF = ip.flag("flags.df", "Don't fragment", says("routers drop it rather than cut it"));
    static final Uint MF = ip.flag("flags.mf", "More fragments", says("another fragment follows"));
    static final Uint FRAG_OFFSET = ip.uint(13, "frag_offset", "Fragment offset",
            says("place in the packet, in units of 8 bytes"));
    static final Uint TTL = ip.uint(8, "ttl", "Time to live", preset(64),
            says("hops left before a router discards it"));
    static final Uint PROTO = ip.uint(8, "proto", "Protocol", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
            says("the protocol inside"));
    static final Uint CHECKSUM = ip.uint(16, "checksum", "Header checksum", hex(), varies(),
            Auto.HEADER_CHECKSUM, says("over the header alone"));
    static final Octets SRC = ip.ipv4("src", "Source", also("addr"), says("the host that sent it"));
    static final Octets DST = ip.ipv4("dst", "Destination", also("addr"), says("the host, or group, meant"));
    static final Made STATUS = ip.made(Made.Form.NUMBER, "checksum.status", "Checksum status", names(Checksum.STATUS));
    static final Made WHY = ip.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY));

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
