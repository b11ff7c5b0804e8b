package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The options of an IPv4 header (RFC 791 section 3.1, and the IANA registry "IP Option Numbers").
final class Ipv4Options {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("ip", "Option", "RFC 791 section 3.1");
    static final Uint TYPE = head.group(8, "opt.type", "Type", names(new Names("""
            0 End of options
            1 No operation
            7 Record route
            10 Experimental measurement
            11 MTU probe (obsolete)
            12 MTU reply (obsolete)
            15 Encode (obsolete)
            25 Quick-Start
            30 Experiment
            68 Timestamp
            82 Traceroute (obsolete)
            94 Experiment
            130 Security
            131 Loose source route
            133 Extended security
            134 Commercial security
            136 Stream identifier (obsolete)
            137 Strict source route
            142 Experimental access control
            144 IMI traffic descriptor
            145 Extended Internet Protocol (obsolete)
            147 Address extension (obsolete)
            148 Router alert
            149 Selective directed broadcast (obsolete)
            151 Dynamic packet state (obsolete)
            152 Upstream multicast (obsolete)
            158 Experiment
            205 Experimental flow control
            222 Experiment""")), says("which option it is; its bits tell whether it is copied, and its class"),
            otherwise("routers skip the option, or take it for another"));
    static final Uint COPY = head.flag("opt.type.copy", "Copied",
            says("set: each fragment has the option, else only the first"),
            otherwise("later fragments would lose a route they need, or carry dead weight"));
    static final Uint CLASS = head.uint(2, "opt.type.class", "Class",
            names("control", "reserved", "debugging and measurement", "reserved"),
            says("what the option is about: control, or debugging and measurement"),
            otherwise("the option's number would be looked up in the wrong class"));
    static final Uint NUMBER = head.uint(5, "opt.type.number", "Number", says("which option of that class"),
            otherwise("routers skip the option, or take it for another"));
    static final Uint LENGTH = head.uint(8, "opt.len", "Length", says("bytes of the option, type and length included"),
            otherwise("the next option would be read from the wrong byte"));

    private static final Layout end = new Layout("ip", "End of options");
    private static final Layout nop = new Layout("ip", "No operation");

    private static final Layout route = new Layout("ip", "Route").skip(HEAD);
    static final Uint POINTER = route.uint(8, "opt.ptr", "Pointer", preset(4),
            says("place of the next address in the option, counted from 1"),
            otherwise("an address on the route would be overwritten, or skipped"));
    static final Octets RECORDED = route.loose(Octets.Form.IPV4, "rec_rt", "Recorded route", list(),
            says("a router that the packet came through"), otherwise("the sender would see a wrong path"));
    static final Octets EMPTY = route.loose(Octets.Form.IPV4, "empty_rt", "Empty route", list(),
            says("room left for another router's address"), otherwise("routers further on could not enter themselves"));
    static final Octets TO_COME = route.loose(Octets.Form.IPV4, "src_rt", "Source route", list(),
            says("a stop that is still to come"), otherwise("the packet would be led another way"));

    private static final Layout next = new Layout("ip", "Next stop");
    static final Octets CURRENT = next.loose(Octets.Form.IPV4, "cur_rt", "Current route",
            says("the next stop of a source route, which stands where else the destination does"),
            otherwise("the packet would be led another way"));

    private static final Layout stamps = new Layout("ip", "Timestamps").skip(HEAD);
    static final Uint STAMP_POINTER = stamps.uint(8, "opt.ptr", "Pointer",
            preset(5), says("place of the next entry in the option, counted from 1"),
            otherwise("an entry would be overwritten, or left out"));
    static final Uint OVERFLOW = stamps.uint(4, "opt.overflow", "Overflow",
            says("hosts that found no room for their entry"),
            otherwise("the sender would think that its list is complete"));
    static final Uint FLAG = stamps.uint(4, "opt.flag", "Flag", hex(), names(new Names("""
            0 timestamps alone
            1 addresses and timestamps
            3 addresses given by the sender""")),
            says("what an entry holds, and whether the sender named the hosts that shall write one"),
            otherwise("times would be taken for addresses"));
    static final Uint STAMP = stamps.loose(32, "opt.time_stamp", "Timestamp", list(), varies(),
            says("when a host handled the packet, in ms since midnight UTC"),
            otherwise("delays on the way would be measured wrong"));
    private static final Layout entry = new Layout("ip", "Entry");
    static final Octets STAMP_ADDR = entry.ipv4("opt.time_stamp_addr", "Address", says("the host whose time follows"),
            otherwise("the time would be put down to another host"));
    static final Uint ENTRY_STAMP = entry.uint(32, "opt.time_stamp", "Timestamp", varies(),
            says("when that host handled the packet, in ms since midnight UTC"),
            otherwise("delays on the way would be measured wrong"));

    /// RFC 791 section 3.1 where it is 11 bytes long, else RFC 1108 section 2.
    private static final Layout security = new Layout("ip", "Security", "RFC 791 section 3.1");
    private static final Layout security791 = new Layout("ip", "Security (RFC 791)").skip(HEAD);
    static final Uint SECURITY = security791.uint(16, "opt.sec_rfc791_sec", "Security", hex(),
            says("how secret the packet is, as one of 16 levels"));
    static final Uint COMPARTMENTS = security791.uint(16, "opt.sec_rfc791_comp", "Compartments",
            says("closed group of information that it belongs to; 0: none"));
    static final Octets RESTRICTIONS = security791.text(2, "opt.sec_rfc791_hr", "Handling restrictions",
            says("who may see the data, as two letters of a defence manual"));
    static final Octets CONTROL_CODE = security791.text(3, "opt.sec_rfc791_tcc", "Transmission control code",
            says("closed community that the traffic belongs to, as three letters"));
    private static final Layout security1108 = new Layout("ip", "Security (RFC 1108)", "RFC 1108 section 2").skip(HEAD);
    static final Uint LEVEL = security1108.uint(8, "opt.sec_cl", "Classification level", hex(), names(new Names("""
            0x3d Top secret
            0x5a Secret
            0x96 Confidential
            0xab Unclassified""")), says("how secret the packet is"),
            otherwise("guards between networks would let it out, or hold it back"));
    static final Uint AUTHORITY = security1108.loose(8, "opt.sec_prot_auth_flags", "Protection authorities", hex(),
            list(),
            says("whose rules protect it: 0x80 GENSER, 0x40 SIOP-ESI, 0x20 SCI, 0x10 NSA, 0x08 DOE, 0x01 more follow"),
            otherwise("guards between networks would apply the wrong rules"));

    /// RFC 1108 section 3.
    private static final Layout extended = new Layout("ip", "Extended security", "RFC 1108 section 3").skip(HEAD);
    static final Uint FORMAT = extended.uint(8, "opt.ext_sec_add_sec_info_format_code", "Format", hex(),
            says("how the information that follows is laid out"));
    static final Octets INFO = extended.loose(Octets.Form.BYTES, "opt.ext_sec_add_sec_info", "Information",
            says("further security labels, in that format"));

    /// FIPS 188.
    private static final String CIPSO = "draft-ietf-cipso-ipsecurity section 3";
    private static final Layout cipso = new Layout("ip", "Commercial security", CIPSO).skip(HEAD);
    static final Uint DOI = cipso.uint(32, "cipso.doi", "Domain of interpretation",
            says("authority that defines what levels and categories mean"),
            otherwise("levels and categories would be read by another authority's list"));
    private static final Layout tag = new Layout("ip", "Tag", CIPSO);
    static final Uint TAG_TYPE = tag.uint(8, "cipso.tag_type", "Type", names(new Names("""
            1 restrictive bit map
            2 enumerated categories
            5 ranges of categories
            6 permissive bit map
            7 free form""")), says("how the tag writes its categories"),
            otherwise("categories would be misread, and the packet be refused"));
    static final Uint TAG_LENGTH = tag.uint(8, "cipso.tag_len", "Length",
            says("bytes of the tag, type and length included"),
            otherwise("the next tag would be read from the wrong byte"));
    static final Uint SENSITIVITY = tag.loose(8, "cipso.sensitivity_level", "Sensitivity level",
            says("how secret the packet is, on the scale of that authority"),
            otherwise("guards between networks would let it out, or hold it back"));
    static final Octets TAG_DATA = tag.loose(Octets.Form.BYTES, "cipso.tag_data", "Data",
            says("categories of information in the packet, written as the type tells"),
            otherwise("guards between networks would let it out, or hold it back"));

    private static final Layout stream = new Layout("ip", "Stream identifier").skip(HEAD);
    static final Uint STREAM = stream.uint(16, "opt.sid", "Stream",
            says("number of a satellite network's stream, carried through networks that know none"),
            otherwise("the satellite network would not find the room reserved for the stream"));

    /// RFC 1063.
    private static final Layout mtu = new Layout("ip", "MTU", "RFC 1063").skip(HEAD);
    static final Uint MTU = mtu.uint(16, "opt.mtu", "MTU",
            says("smallest link on the way: of a probe so far, in a reply that of the probe"),
            otherwise("packets of that size would be lost on the way"));

    /// RFC 1393 section 2.2.
    private static final Layout trace = new Layout("ip", "Traceroute", "RFC 1393 section 2.2").skip(HEAD);
    static final Uint TRACE_ID = trace.uint(16, "opt.id_number", "ID", varies(),
            says("ties the routers' reports to the packet that asks for them"),
            otherwise("the reports could not be tied to the packet"));
    static final Uint OUT_HOPS = trace.uint(16, "opt.ohc", "Outbound hops",
            says("routers that the packet has passed on its way out"),
            otherwise("the routers' reports would be put in the wrong order"));
    static final Uint RETURN_HOPS = trace.uint(16, "opt.rhc", "Return hops",
            says("routers that the returning packet has passed; 65535 on the way out"),
            otherwise("the way back would be taken for the way out"));
    static final Octets ORIGINATOR = trace.ipv4("opt.originator", "Originator",
            says("host that asked, to which routers on the way back report"),
            otherwise("routers on the way back would report to somebody else"));

    /// RFC 2113 section 2.1.
    private static final Layout alert = new Layout("ip", "Router alert", "RFC 2113 section 2.1").skip(HEAD);
    static final Uint ALERT = alert.uint(16, "opt.ra", "Router alert",
            says("0: each router on the way shall look into the packet"), otherwise(
                    "routers would pass the packet on without looking into it, and a reservation or report be missed"));

    /// RFC 1770.
    private static final Layout broadcast = new Layout("ip", "Selective directed broadcast", "RFC 1770");
    static final Octets ADDR = broadcast.loose(Octets.Form.IPV4, "opt.addr", "Address", list(),
            says("one of the destinations that shall get a copy"), otherwise("a destination would get no copy"));

    /// RFC 4782 section 3.1.
    private static final Layout quick = new Layout("ip", "Quick-Start", "RFC 4782 section 3.1").skip(HEAD);
    static final Names QS_FUNC_NAMES = new Names("0 rate request\n8 report of the approved rate");
    static final Uint QS_FUNC = quick.uint(4, "opt.qs_func", "Function", names(QS_FUNC_NAMES),
            says("whether a sending rate is asked for, or the approved one reported"),
            otherwise("a report would be taken for another request"));
    static final Uint QS_RATE = quick.uint(4, "opt.qs_rate", "Rate",
            says("rate asked for or approved: 40 kbit/s times 2 to this power; 0: none"),
            otherwise("the sender would start faster than the path can carry, or needlessly slow"));
    static final Uint QS_TTL = quick.uint(8, "opt.qs_ttl", "Hops", varies(),
            says("random start; each router that agrees to the rate subtracts 1"),
            otherwise("the sender could not tell that some router did not agree"));
    static final Uint QS_NONCE = quick.uint(30, "opt.qs_nonce", "Nonce", hex(), varies(),
            says("random; routers that lower the rate change it, so that nobody can claim more"),
            otherwise("a receiver could claim a higher rate than was approved"));
    static final Uint QS_RESERVED = quick.uint(2, "opt.qs_reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));

    private static final Layout other = new Layout("ip", "Option");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "opt.value", "Value",
            says("what an option without fields of its own holds"));

    static final Options OPTIONS = new Options(head, Options.Length.ALL, 1, 0, new Option(other, VALUE))
            .add(new Option(end), 0).add(new Option(nop), 1).add(new Route(), 7, 131, 137).add(new Stamps(), 68)
            .add(new Security(), 130).add(new Option(extended, INFO), 133).add(new Cipso(), 134)
            .add(new Option(stream), 136).add(new Option(mtu), 11, 12).add(new Option(trace), 82)
            .add(new Option(alert), 148).add(new Broadcast(), 149).add(new Option(quick), 25);

    private Ipv4Options() {}

    /// Layouts that options open.
    static List<Layout> layouts() {
        List<Layout> all = OPTIONS.layouts();
        all.add(next);
        return all;
    }

    private static boolean sourceRoute(int kind) {
        return kind == 131 || kind == 137;
    }

    /// While stops of a source route are still to come, the header's destination is only the next one: makes the last
    /// one the destination (RFC 791 section 3.1).
    static void followRoute(Cursor c, int from) {
        byte[] d = c.data;
        int limit = c.headerEnd();
        for (int at = from; at < limit && d[at] != 0;) {
            int size = OPTIONS.size(d, at, limit);
            if (sourceRoute(d[at] & 0xff) && pending(d, at, size)) {
                c.endpoints(c.source(), at + size - 4, 4);
                return;
            }
            at += size;
        }
    }

    /// Tells the tree the destinations of a packet with such a route.
    static void destinations(Cursor c, Tree t, Octets destination) {
        t.field(CURRENT, destination.from(c.at), 4);
        t.field(destination, destination.layoutAt(c.destination()), 4);
    }

    /// Whether stops of a route are still to come: its pointer, a multiple of 4, points to an address.
    private static boolean pending(byte[] d, int at, int size) {
        return size >= 7 && size % 4 == 3 && d[at + 2] >= 4 && d[at + 2] % 4 == 0 && d[at + 2] < size;
    }

    private static final class Route extends Option {
        Route() {
            super(route);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            if (end - at < POINTER.end()) return;
            boolean source = sourceRoute(c.data[at] & 0xff);
            int pointer = Math.clamp(at + POINTER.get(c.data, at) - 1, at + 3, end);
            int ahead = at + 3 + (pointer - at - 3) / 4 * 4;
            repeat(t, RECORDED, 4, at + 3, ahead);
            // The last stop is shown as the header's destination.
            repeat(t, source ? TO_COME : EMPTY, 4, ahead, source && pending(c.data, at, end - at) ? end - 4 : end);
        }
    }

    private static final class Stamps extends Option {
        Stamps() {
            super(stamps);
        }

        @Override
        public List<Layout> layouts() {
            return List.of(stamps, entry);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            if (end - at < FLAG.end()) return;
            if (FLAG.get(c.data, at) == 0) {
                repeat(t, STAMP, 4, at + 4, end);
                return;
            }
            for (int i = at + 4; i + 8 <= end; i += 8) {
                t.open(entry, i, i + 8);
                t.fields(entry, i, i + 8);
                t.close();
            }
        }
    }

    private static final class Security extends Option {
        private static final int RFC_791_LENGTH = 11;

        Security() {
            super(security);
        }

        @Override
        public List<Layout> layouts() {
            return List.of(security, security791, security1108);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            Layout form = end - at == RFC_791_LENGTH ? security791 : security1108;
            t.open(form, at + 2, end);
            t.fields(form, at, end);
            if (end - at != RFC_791_LENGTH) repeat(t, AUTHORITY, 1, at + 3, end);
            t.close();
        }
    }

    private static final class Cipso extends Option {
        private static final int TAGS = 6;

        Cipso() {
            super(cipso);
        }

        @Override
        public List<Layout> layouts() {
            return List.of(cipso, tag);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            for (int i = at + TAGS; i < end;) {
                int size = i + 1 < end ? Math.min(Math.max(TAG_LENGTH.get(c.data, i), 2), end - i) : 1;
                t.open(tag, i, i + size);
                t.fields(tag, i, i + size);
                int type = TAG_TYPE.get(c.data, i);
                int value = i + 2;
                if ((type == 1 || type == 2 || type == 5) && size >= 4) {
                    t.field(SENSITIVITY, i + 3, 1);
                    value = i + 4;
                }
                if (value < i + size) t.field(TAG_DATA, value, i + size - value);
                t.close();
                i += size;
            }
        }
    }

    private static final class Broadcast extends Option {
        Broadcast() {
            super(broadcast);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            repeat(t, ADDR, 4, at + 2, end);
        }
    }
}
