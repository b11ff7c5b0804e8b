package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The routing header of IPv6 (RFC 8200 section 4.4), with the routing types that are in use.
///
/// While segments are left the packet's destination address is only the next stop; checksums count the last one
/// (RFC 8200 section 8.1).
public final class Ipv6Routing extends Protocol {
    private static final int HEAD = 32;
    private static final Layout routing = new Layout("ipv6.routing", "IPv6 routing header", "RFC 8200 section 4.4");
    static final Uint NXT = routing.uint(8, "nxt", "Next header", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
            says("what follows: another extension header, or the protocol inside"),
            otherwise("what follows would be read by the wrong plan, or reported as unknown"));
    static final Uint LEN = routing.uint(8, "len", "Length", Auto.HEADER_UNITS,
            says("units of 8 bytes behind the first 8"),
            otherwise("addresses would be taken for data, or data for addresses"));
    static final Uint TYPE = routing.uint(8, "type", "Type", names(new Names("""
            0 Source route (deprecated)
            1 Nimrod (deprecated)
            2 Mobile IPv6 home address
            3 RPL source route
            4 Segment routing
            5 Compact routing, 16 bits
            6 Compact routing, 32 bits
            253-254 Experiment""")), says("what kind of route it is, and how the rest of the header is laid out"),
            otherwise("the receiver reports the packet as wrong where segments are left, else skips the route"));
    static final Uint SEGLEFT = routing.uint(8, "segleft", "Segments left",
            says("stops that are still to come; 0: the packet has arrived"),
            otherwise("a stop would be left out, or visited again and again"));
    static final Made OCTETS = routing.made(Made.Form.NUMBER, "len_oct", "Length in bytes",
            says("bytes of the whole header: 8 more than the units make"));

    /// RFC 2460 section 4.4; deprecated by RFC 5095.
    private static final Layout source = new Layout("ipv6.routing", "Source route", "RFC 2460 section 4.4").skip(HEAD);
    static final Octets SRC_RESERVED = source.bytes(4, "src.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets SRC_ADDR = source.loose(Octets.Form.IPV6, "src.addr", "Address", list(),
            says("a stop on the way"), otherwise("the packet would be led another way"));

    /// RFC 6275 section 6.4.
    private static final Layout mobile = new Layout("ipv6.routing", "Home address", "RFC 6275 section 6.4").skip(HEAD);
    static final Octets MOBILE_RESERVED = mobile.bytes(4, "mipv6.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets MOBILE_HOME = mobile.ipv6("mipv6.home_address", "Home address",
            says("where the mobile receiver is at home; it stands for the destination address"),
            otherwise("the mobile host would not take the packet for its own"));

    /// RFC 6554 section 3.
    private static final Layout rpl = new Layout("ipv6.routing", "RPL source route", "RFC 6554 section 3").skip(HEAD);
    static final Uint CMPR_I = rpl.uint(4, "rpl.cmprI", "Bytes left out",
            says("bytes that each address but the last shares with the destination"));
    static final Uint CMPR_E = rpl.uint(4, "rpl.cmprE", "Bytes left out of the last",
            says("bytes that the last address shares with the destination"));
    static final Uint PAD = rpl.uint(4, "rpl.pad", "Padding", says("bytes of filler behind the addresses"));
    static final Uint RPL_RESERVED = rpl.uint(20, "rpl.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets RPL_ADDR = rpl.loose(Octets.Form.BYTES, "rpl.address", "Address", list(),
            says("a stop on the way, without the bytes it shares with the destination"));

    /// RFC 8754 section 2.
    private static final Layout segments = new Layout("ipv6.routing", "Segment list", "RFC 8754 section 2").skip(HEAD);
    static final Uint LAST_ENTRY = segments.uint(8, "srh.last_entry", "Last entry",
            says("index of the list's last entry, counted from 0"),
            otherwise("values behind the list would be taken for stops"));
    static final Uint FLAGS = segments.uint(8, "srh.flags", "Flags", hex(),
            says("none is defined: senders set 0, receivers ignore them"));
    static final Octets TAG = segments.bytes(2, "srh.tag", "Tag", says("marks packets of one class or group"));
    static final Octets SRH_ADDR = segments.loose(Octets.Form.IPV6, "srh.addr", "Segment", list(),
            says("a stop or instruction on the way; the last one comes first"),
            otherwise("the packet would be led another way"));

    private static final Layout tlv = new Layout("ipv6.routing", "TLV", "RFC 8754 section 2.1");
    static final Uint TLV_TYPE = tlv.uint(8, "srh.tlv.type", "Type", names(new Names("0 Pad1\n4 PadN\n5 HMAC")),
            says("what the value is about"));
    static final Uint TLV_LENGTH = tlv.uint(8, "srh.tlv.length", "Length", says("bytes of the value behind this one"));
    private static final Layout hmac = new Layout("ipv6.routing", "HMAC", "RFC 8754 section 2.1.2").skip(16);
    static final Uint HMAC_D = hmac.flag("srh.hmac.d", "Destination not covered",
            says("set: the destination address need not be the segment that is next"));
    static final Uint HMAC_RESERVED = hmac.uint(15, "srh.hmac.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint HMAC_KEY = hmac.uint(32, "srh.hmac.key_id", "Key ID",
            says("which key and algorithm made the digest"));
    static final Octets HMAC = hmac.loose(Octets.Form.BYTES, "srh.hmac.hmac", "HMAC",
            says("digest over source address and segments, which proves that they are unchanged"));
    private static final Layout anyTlv = new Layout("ipv6.routing", "TLV", "RFC 8754 section 2.1");
    static final Octets TLV_VALUE = anyTlv.loose(Octets.Form.BYTES, "srh.tlv.value", "Value",
            says("what a value of unknown type holds"));
    private static final Options TLVS = new Options(tlv, Options.Length.VALUE, 0, -1, new Option(anyTlv, TLV_VALUE))
            .add(new Option(hmac, HMAC), 5);

    /// RFC 9631.
    private static final Layout compact16 = new Layout("ipv6.routing", "Compact routing", "RFC 9631")
            .skip(HEAD);
    static final Uint SID16 = compact16.loose(16, "crh16.sid", "Segment ID", list(),
            says("short number that each router on the way turns into the address of the next stop"));
    private static final Layout compact32 = new Layout("ipv6.routing", "Compact routing", "RFC 9631")
            .skip(HEAD);
    static final Uint SID32 = compact32.loose(32, "crh32.sid", "Segment ID", list(),
            says("short number that each router on the way turns into the address of the next stop"));

    private static final Layout unknown = new Layout("ipv6.routing", "Type-specific data").skip(HEAD);
    static final Octets UNKNOWN = unknown.loose(Octets.Form.BYTES, "unknown_data", "Type-specific data",
            says("route of a type that is not known"));

    public Ipv6Routing() {
        super(routing, "IPv6", Level.NETWORK);
    }

    private static int length(Cursor c) {
        return (LEN.get(c) + 1) * 8;
    }

    @Override
    public void walk(Cursor c) {
        c.header(length(c), LEN);
        if (SEGLEFT.get(c) > 0 && c.addressLength() == 16) destination(c);
        c.next(c.find(Protocols.IP_PROTO, NXT.get(c)));
    }

    /// The last stop becomes the destination.
    private static void destination(Cursor c) {
        int bytes = c.headerEnd() - c.at;
        int last = switch (TYPE.get(c)) {
            case 0, 2 -> bytes < 24 ? 0 : c.at + 8 + (bytes - 24) / 16 * 16;
            case 3 -> bytes < 24 || CMPR_E.get(c) != 0 ? 0 : c.headerEnd() - PAD.get(c) - 16;
            case 4 -> bytes < 24 ? 0 : c.at + 8;
            default -> 0;
        };
        if (last > c.at) {
            c.endpoints(c.source(), last, 16);
        } else {
            c.endpoints(c.source(), c.destination(), 0);
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(routing, c.at, end);
        t.made(OCTETS, length(c));
        int from = c.at + 8;
        Layout part = switch (TYPE.get(c)) {
            case 0 -> source;
            case 2 -> mobile;
            case 3 -> rpl;
            case 4 -> segments;
            case 5 -> compact16;
            case 6 -> compact32;
            default -> unknown;
        };
        t.open(part, c.at + 4, end);
        t.fields(part, c.at, end);
        switch (TYPE.get(c)) {
            case 0 -> Option.repeat(t, SRC_ADDR, 16, from, end);
            case 2 -> {
            }
            case 3 -> rpl(c, t, from, end);
            case 4 -> segments(c, t, from, end);
            case 5 -> Option.repeat(t, SID16, 2, c.at + 4, end);
            case 6 -> Option.repeat(t, SID32, 4, c.at + 4, end);
            default -> t.field(UNKNOWN, c.at + 4, end - c.at - 4);
        }
        t.close();
    }

    private static void rpl(Cursor c, Tree t, int from, int headerEnd) {
        if (headerEnd < from) return;
        int end = headerEnd - PAD.get(c);
        int last = 16 - CMPR_E.get(c);
        int at = from;
        for (int size = 16 - CMPR_I.get(c); at + size + last <= end; at += size)
            t.field(RPL_ADDR, at, size);
        if (at + last <= end) t.field(RPL_ADDR, at, last);
    }

    private static void segments(Cursor c, Tree t, int from, int end) {
        if (end < from) return;
        int tlvs = Math.min(end, from + (LAST_ENTRY.get(c) + 1) * 16);
        Option.repeat(t, SRH_ADDR, 16, from, tlvs);
        TLVS.fields(c, t, tlvs, end);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        Ipv6.next(out, NXT.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        var parts = new ArrayList<>(List.of(source, mobile, rpl, segments, compact16, compact32, unknown));
        parts.addAll(TLVS.layouts());
        return parts;
    }
}
