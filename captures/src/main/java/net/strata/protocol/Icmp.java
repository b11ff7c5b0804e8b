package net.strata.protocol;

import static net.strata.protocol.IcmpNumbers.*;
import static net.strata.wire.Trait.counts;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internet Control Message Protocol (RFC 792; timestamps and masks: RFC 950; next-hop MTU: RFC 1191; extensions: RFC
/// 4884; extended echo: RFC 8335). Errors quote the packet that caused them.
public final class Icmp extends Protocol {
    /// IP protocol number.
    public static final int NUMBER = 1;
    /// Bytes before what a message carries.
    private static final int HEADER = 8;
    /// Senders older than RFC 4884 quote this many bytes before extensions, and do not say so (its section 5.5).
    private static final int LEGACY = 128;
    private static final int FRAGMENTATION_NEEDED = 4;

    private static final Layout icmp = new Layout("icmp", "Internet Control Message Protocol", "RFC 792");
    static final Uint TYPE = icmp.uint(8, "type", "Type", names(IcmpNumbers.TYPE), preset(ECHO),
            says("what the message is: 8 and 0 echo and its reply, 3 unreachable, 11 time exceeded"),
            otherwise("an answer would be taken for an error, or not be understood"));
    static final Uint CODE = icmp.uint(8, "code", "Code",
            says("the case within the type; 0 where the type has only one"),
            otherwise("the receiver would take it for another case, or for none it knows"));
    static final Uint CHECKSUM = icmp.uint(16, "checksum", "Checksum", hex(), varies(), Auto.CHECKSUM,
            says("over the whole message"), otherwise("the receiver drops the message without a word"));
    static final Made STATUS = icmp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the message"));
    static final Made WHY = icmp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Octets UNUSED = icmp.loose(Octets.Form.BYTES, "unused", "Unused", list(),
            says("must be zero; later documents gave parts of it a meaning"),
            otherwise("newer hosts would read a length or an MTU there"));
    static final Uint LENGTH = icmp.loose(8, "length", "Length",
            says("length of the quoted packet in words of 4 bytes; 0: not told, as of old"),
            otherwise("extensions would be taken for a part of the quoted packet"), source("RFC 4884 section 4"));
    static final Made LENGTH_BYTES = icmp.made(Made.Form.NUMBER, "length.original_datagram",
            "Length of original datagram", says("bytes of the quoted packet"), source("RFC 4884 section 4"));
    static final Uint MTU = icmp.loose(16, "mtu", "Next-hop MTU", says("bytes that the next link can take at once"),
            otherwise("the sender would go on with packets that are too big, and lose each of them"),
            source("RFC 1191 section 4"));
    static final Uint POINTER = icmp.loose(8, "pointer", "Pointer",
            says("the byte of the quoted packet where the fault is, counted from 0"),
            otherwise("the sender could not tell what is wrong with its header"));
    static final Octets DATA = icmp.loose(Octets.Form.BYTES, "data", "Data",
            says("what a message of unknown type carries"), otherwise("what the type means by it would be misread"));
    static final Octets GATEWAY = icmp.loose(Octets.Form.IPV4, "redir_gw", "Gateway",
            says("the better next hop for packets to that destination"),
            otherwise("the host would send them to a router that leads nowhere"));
    private static final Codes CODES = codes(CODE);

    private static final Layout echo = new Layout("icmp", "Echo").skip(32);
    static final Uint IDENT = echo.uint(16, "ident", "Identifier", varies(),
            says("tells the requests of one program from those of another"),
            otherwise("a ping would count the answers that another one waits for"));
    static final Uint SEQ = echo.uint(16, "seq", "Sequence number", says("tells one request from another; counts up"),
            otherwise("lost, doubled and late answers could not be told apart"));
    static final Made IDENT_LE = echo.made(Made.Form.NUMBER, "ident_le", "Identifier (little-endian)", varies(),
            says("the identifier as senders mean it that write the lowest byte first"));
    static final Made SEQ_LE = echo.made(Made.Form.NUMBER, "seq_le", "Sequence number (little-endian)",
            says("the sequence number as senders mean it that write the lowest byte first"));
    private static final EchoTime SENT = new EchoTime(echo);

    private static final Layout times = new Layout("icmp", "Timestamp").skip(64);
    static final Uint ORIGINATE = times.uint(32, "originate_timestamp", "Originate timestamp", varies(),
            says("when the request was sent, in ms since midnight UTC; highest bit set: by another clock"),
            otherwise("the time to the other host and back would be measured wrong"));
    static final Uint RECEIVE = times.uint(32, "receive_timestamp", "Receive timestamp", varies(),
            says("when the request arrived, in ms since midnight UTC; highest bit set: by another clock"),
            otherwise("the time on the way out would be measured wrong"));
    static final Uint TRANSMIT = times.uint(32, "transmit_timestamp", "Transmit timestamp", varies(),
            says("when the reply was sent, in ms since midnight UTC; highest bit set: by another clock"),
            otherwise("the time on the way back would be measured wrong"));

    private static final Layout mask = new Layout("icmp", "Address mask", "RFC 950 appendix I").skip(64);
    static final Octets MASK_ADDRESS = mask.ipv4("address_mask", "Address mask",
            says("which bits of an address name the network; zeros in a request"),
            otherwise("the host would take distant hosts for neighbours, or neighbours for distant"));

    /// RFC 1256 section 3.
    private static final Layout advertisement = new Layout("icmp", "Router advertisement", "RFC 1256 section 3")
            .skip(32);
    static final Uint COUNT = advertisement.uint(8, "num_addrs", "Number of addresses", counts("icmp.router_address"),
            says("how many router addresses follow"),
            otherwise("routers would be left out, or the padding taken for one"));
    static final Uint ENTRY_SIZE = advertisement.uint(8, "addr_entry_size", "Address entry size",
            preset(2), says("words of 4 bytes for each entry: 2"),
            otherwise("addresses and preferences would be mixed up"));
    static final Uint LIFETIME = advertisement.uint(16, "lifetime", "Lifetime",
            says("seconds that the addresses may be used"), otherwise("hosts would go on with a router that has gone"));
    private static final Layout router = new Layout("icmp", "Router", "RFC 1256 section 3");
    static final Octets ROUTER = router.ipv4("router_address", "Router address",
            says("address of a router on this link"), otherwise("hosts would send what leaves the link to nobody"));
    static final Made PREFERENCE = router.made(Made.Form.NUMBER, "pref_level", "Preference level",
            says("more is better; the least there is: not as a default router"));

    /// RFC 1393 section 2.3.
    private static final Layout traceroute = new Layout("icmp", "Traceroute", "RFC 1393 section 2.3").skip(32);
    static final Uint TRACE_ID = traceroute.uint(16, "traceroute.id", "ID", varies(),
            says("ties the report to the packet that asked for it"),
            otherwise("the report would be put down to another trace"));
    static final Uint OUT_HOPS = traceroute.skip(16).uint(16, "traceroute.ohc", "Outbound hops",
            says("routers that the packet had passed on its way out"),
            otherwise("the routers' reports would be put in the wrong order"));
    static final Uint RETURN_HOPS = traceroute.uint(16, "traceroute.rhc", "Return hops",
            says("routers that the returning packet had passed; 65535 on the way out"),
            otherwise("the way back would be taken for the way out"));
    static final Uint SPEED = traceroute.uint(32, "traceroute.speed", "Output link speed",
            says("bytes a second of the link by which the packet left; 0: not known"),
            otherwise("the slowest link of the path would be looked for in the wrong place"));
    static final Uint LINK_MTU = traceroute.uint(32, "traceroute.mtu", "Output link MTU",
            says("bytes that the link can take by which the packet left; 0: not known"),
            otherwise("the smallest link of the path would be looked for in the wrong place"));

    private static final Layout extended = new Layout("icmp", "Extended echo", "RFC 8335 section 2").skip(32);
    static final Uint EXT_IDENT = extended.uint(16, "ident", "Identifier", varies(),
            says("tells the requests of one program from those of another"),
            otherwise("a program would count the answers that another one waits for"));
    static final Uint EXT_SEQ = extended.uint(8, "ext.echo.seq", "Sequence number",
            says("tells one request from another; counts up"),
            otherwise("lost, doubled and late answers could not be told apart"));
    private static final Layout extendedRequest = ExtendedEcho.request("icmp");
    private static final Layout extendedReply = ExtendedEcho.reply("icmp");

    public Icmp() {
        super(icmp, "ICMP", Level.NETWORK);
    }

    /// Appends what a type and a code mean, in words.
    public static void words(int type, int code, Text out) {
        CODES.info(out, IcmpNumbers.TYPE, type, code);
    }

    @Override
    public void walk(Cursor c) {
        switch (TYPE.get(c)) {
            case ECHO, ECHO_REPLY -> {
                c.header(HEADER);
                if (EchoTime.isThere(c)) c.payloadFrom(c.at + HEADER + EchoTime.BYTES);
            }
            case UNREACHABLE, QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM, PHOTURIS -> {
                c.header(HEADER).quote();
                int extensions = extensions(c);
                if (extensions >= 0) c.payloadTo(extensions);
                c.next(Protocols.IPV4.get());
            }
            default -> c.all();
        }
    }

    /// Whether errors of this type can carry extensions (RFC 4884 section 4).
    private static boolean extensible(int type) {
        return type == UNREACHABLE || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
    }

    /// Where extensions start, -1 if there are none.
    private static int extensions(Cursor c) {
        if (!extensible(TYPE.get(c)) || c.end() - c.at < HEADER) return -1;
        int length = LENGTH.get(c.data, c.at + 5) * 4;
        int from = c.at + HEADER + (length > 0 ? length : LEGACY);
        if (from >= c.end()) return -1;
        boolean sure = length >= LEGACY || length == 0 && Ipv4.LEN.get(c.data, c.at + HEADER) <= LEGACY;
        return IcmpExtensions.plausible(c, from, sure) ? from : -1;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int type = TYPE.get(c);
        t.field(TYPE, c.at, 1);
        t.field(CODES.of(type), c.at, 1);
        t.field(CHECKSUM, c.at, 2);
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.message(c));
        int end = c.end();
        switch (type) {
            case ECHO, ECHO_REPLY -> {
                echo(c, t);
                SENT.fields(c, t);
            }
            case INFORMATION, INFORMATION_REPLY -> echo(c, t);
            case UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM -> error(c, t, type);
            case REDIRECT -> {
                if (end - c.at >= HEADER) t.field(GATEWAY, c.at + 4, 4);
            }
            case TIMESTAMP, TIMESTAMP_REPLY -> {
                echo(c, t);
                t.fields(times, c.at, end);
            }
            case MASK, MASK_REPLY -> {
                echo(c, t);
                t.fields(mask, c.at, end);
            }
            case ADVERTISEMENT -> advertisement(c, t);
            case TRACEROUTE -> t.fields(traceroute, c.at, end);
            case EXTENDED_ECHO, EXTENDED_ECHO_REPLY -> extended(c, t, type);
            case QUENCH, SOLICITATION, PHOTURIS -> {
            }
            default -> {
                if (c.at + bytes() < end) t.field(DATA, c.at + bytes(), end - c.at - bytes());
            }
        }
    }

    private static void echo(Cursor c, Tree t) {
        t.fields(echo, c.at, c.end());
        if (c.end() - c.at >= IDENT.end()) t.made(IDENT_LE, swapped(IDENT.get(c)));
        if (c.end() - c.at >= SEQ.end()) t.made(SEQ_LE, swapped(SEQ.get(c)));
    }

    private static int swapped(int number) {
        return (number & 0xff) << 8 | number >> 8;
    }

    private static void error(Cursor c, Tree t, int type) {
        if (c.end() - c.at < HEADER) return;
        boolean mtu = type == UNREACHABLE && CODE.get(c) == FRAGMENTATION_NEEDED;
        boolean pointer = type == PARAMETER_PROBLEM;
        int length = LENGTH.get(c.data, c.at + 5);
        int unused = c.at + (pointer ? 5 : 4);
        int unusedEnd = c.at + (mtu ? 6 : HEADER);
        if (pointer) t.field(POINTER, c.at + 4, 1);
        if (length == 0) {
            t.field(UNUSED, unused, unusedEnd - unused);
        } else {
            if (!pointer) t.field(UNUSED, c.at + 4, 1);
            if (!mtu) t.field(UNUSED, c.at + 6, 2);
            t.field(LENGTH, c.at + 5, 1);
            t.made(LENGTH_BYTES, length * 4L);
        }
        if (mtu) t.field(MTU, c.at + 6, 2);
        int extensions = extensions(c);
        if (extensions >= 0) IcmpExtensions.fields(c, t, extensions);
    }

    private static void advertisement(Cursor c, Tree t) {
        t.fields(advertisement, c.at, c.end());
        if (c.end() - c.at < HEADER) return;
        int size = ENTRY_SIZE.get(c) * 4;
        int at = c.at + HEADER;
        for (int i = COUNT.get(c); i > 0 && size >= 8 && at + size <= c.end(); i--, at += size) {
            t.open(router, at, at + size);
            t.fields(router, at, at + size);
            t.made(PREFERENCE, ROUTER_PREFERENCE.get(c.data, at));
            t.close();
        }
        IcmpMobile.OPTIONS.fields(c, t, at, c.end());
    }

    private static final Uint ROUTER_PREFERENCE = new Layout("icmp", "Router").skip(32).uint(32, "pref_level", "");

    private static void extended(Cursor c, Tree t, int type) {
        t.fields(extended, c.at, c.end());
        if (c.end() - c.at >= EXT_IDENT.end()) t.made(IDENT_LE, swapped(EXT_IDENT.get(c)));
        t.fields(type == EXTENDED_ECHO ? extendedRequest : extendedReply, c.at, c.end());
        if (type == EXTENDED_ECHO && IcmpExtensions.plausible(c, c.at + HEADER, true))
            IcmpExtensions.fields(c, t, c.at + HEADER);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        CODES.info(out, IcmpNumbers.TYPE, type, CODE.get(c));
        if (c.end() - c.at < HEADER) return true;
        switch (type) {
            case ECHO_REPLY, ECHO, TIMESTAMP, TIMESTAMP_REPLY, INFORMATION, INFORMATION_REPLY, MASK, MASK_REPLY -> {
                int seq = SEQ.get(c);
                out.ascii("  id=").varyingHex(IDENT.get(c), 4).ascii(", seq=").number(seq).put('/')
                        .number(swapped(seq));
                ttl(c, out);
            }
            case UNREACHABLE -> {
                if (CODE.get(c) == FRAGMENTATION_NEEDED) out.ascii(", MTU ").number(MTU.get(c.data, c.at + 6));
            }
            case REDIRECT -> out.ascii(" to ").ipv4(c.data, c.at + 4);
            case PARAMETER_PROBLEM -> {
                if (CODE.get(c) == 0) out.ascii(" at byte ").number(POINTER.get(c.data, c.at + 4));
            }
            case EXTENDED_ECHO, EXTENDED_ECHO_REPLY -> ExtendedEcho.info(out, EXT_IDENT.get(c), EXT_SEQ.get(c));
            default -> {
            }
        }
        return true;
    }

    private static void ttl(Cursor c, Text out) {
        int own = c.layer();
        if (own == 0 || !(c.protocol(own - 1) instanceof Ipv4)) return;
        c.select(own - 1);
        out.ascii(", ttl=").number(Ipv4.TTL.get(c));
        c.select(own);
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(echo, times, mask, advertisement, router, traceroute, extended,
                extendedRequest, extendedReply));
        all.addAll(CODES.layouts());
        all.addAll(IcmpExtensions.layouts());
        all.addAll(IcmpMobile.OPTIONS.layouts());
        return all;
    }
}
