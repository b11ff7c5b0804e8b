package net.strata.protocol;

import static net.strata.protocol.Icmpv6Numbers.*;
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

/// Internet Control Message Protocol for IPv6 (RFC 4443; extensions: RFC 4884; extended echo: RFC 8335). Its other jobs
/// have files of their own: [NeighborDiscovery], [Mld], [Rpl], [NodeInformation] and [Icmpv6Rest].
public final class Icmpv6 extends Protocol {
    /// Its IP protocol number.
    public static final int NUMBER = 58;
    /// Bytes before what a message carries.
    private static final int HEADER = 8;

    private static final Layout icmpv6 = new Layout("icmpv6", "Internet Control Message Protocol version 6",
            "RFC 4443");
    static final Uint TYPE = icmpv6.uint(8, "type", "Type", names(Icmpv6Numbers.TYPE), preset(ECHO),
            says("what the message is: 128 and 129 echo and its reply, below 128 errors, 133 to 137 neighbours"),
            otherwise("an answer would be taken for an error, or not be understood"));
    static final Uint CODE = icmpv6.uint(8, "code", "Code",
            says("the case within the type; 0 where the type has only one"),
            otherwise("the receiver would take it for another case, or for none it knows"));
    static final Uint CHECKSUM = icmpv6.uint(16, "checksum", "Checksum", hex(), varies(),
            Auto.PSEUDO_CHECKSUM, says("over the message and a pseudo-header with the addresses"),
            otherwise("the receiver drops the message without a word"), source("RFC 4443 section 2.3"));
    static final Made STATUS = icmpv6.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with message and addresses"));
    static final Made WHY = icmpv6.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Octets RESERVED = icmpv6.loose(Octets.Form.BYTES, "reserved", "Reserved", list(),
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint LENGTH = icmpv6.loose(8, "length", "Length",
            says("length of the quoted packet in words of 8 bytes; 0: not told"),
            otherwise("extensions would be taken for a part of the quoted packet"), source("RFC 4884 section 4"));
    static final Octets DATA = icmpv6.loose(Octets.Form.BYTES, "data", "Data",
            says("what a message of unknown type carries"), otherwise("what the type means by it would be misread"));
    private static final Codes CODES = codes(CODE);

    private static final Layout tooBig = new Layout("icmpv6", "Packet too big", "RFC 4443 section 3.2").skip(32);
    static final Uint MTU = tooBig.uint(32, "mtu", "MTU", says("bytes that the next link can take at once"),
            otherwise("the sender would go on with packets that are too big, and lose each of them"));
    private static final Layout problem = new Layout("icmpv6", "Parameter problem", "RFC 4443 section 3.4").skip(32);
    static final Uint POINTER = problem.uint(32, "pointer", "Pointer",
            says("the byte of the quoted packet where the fault is, counted from 0"),
            otherwise("the sender could not tell what is wrong with its headers"));
    private static final Layout echo = new Layout("icmpv6", "Echo", "RFC 4443 section 4.1").skip(32);
    static final Uint IDENT = echo.uint(16, "echo.identifier", "Identifier", hex(), varies(),
            says("tells the requests of one program from those of another"),
            otherwise("a ping would count the answers that another one waits for"));
    static final Uint SEQ = echo.uint(16, "echo.sequence_number", "Sequence number",
            says("tells one request from another; counts up"),
            otherwise("lost, doubled and late answers could not be told apart"));
    private static final Layout extended = new Layout("icmpv6", "Extended echo", "RFC 8335 section 2").skip(32);
    static final Uint EXT_IDENT = extended.uint(16, "echo.identifier", "Identifier", hex(), varies(),
            says("tells the requests of one program from those of another"),
            otherwise("a program would count the answers that another one waits for"));
    static final Uint EXT_SEQ = extended.uint(8, "ext.echo.seq", "Sequence number",
            says("tells one request from another; counts up"),
            otherwise("lost, doubled and late answers could not be told apart"));
    private static final Layout extendedRequest = ExtendedEcho.request("icmpv6");
    private static final Layout extendedReply = ExtendedEcho.reply("icmpv6");

    public Icmpv6() {
        super(icmpv6, "ICMPv6", Level.NETWORK);
    }

    /// Appends what a type and a code mean, in words.
    public static void words(int type, int code, Text out) {
        CODES.info(out, Icmpv6Numbers.TYPE, type, code);
    }

    @Override
    public void walk(Cursor c) {
        switch (TYPE.get(c)) {
            case ECHO, ECHO_REPLY -> c.header(HEADER);
            case UNREACHABLE, TOO_BIG, TIME_EXCEEDED, PARAMETER_PROBLEM -> {
                c.header(HEADER).quote();
                int extensions = extensions(c);
                if (extensions >= 0) c.payloadTo(extensions);
                c.next(Protocols.IPV6.get());
            }
            case REDIRECT -> {
                c.all();
                int at = NeighborDiscovery.redirected(c);
                if (at < 0) return;
                c.payloadTo(NeighborDiscovery.optionEnd(c, at)).quote();
                c.header(at + HEADER - c.at).next(Protocols.IPV6.get());
            }
            default -> c.all();
        }
    }

    /// Where extensions start (RFC 4884 section 4), -1 if there are none.
    private static int extensions(Cursor c) {
        int type = TYPE.get(c);
        if (type != UNREACHABLE && type != TIME_EXCEEDED || c.end() - c.at < HEADER) return -1;
        int length = LENGTH.get(c.data, c.at + 4) * 8;
        int from = c.at + HEADER + length;
        return length > 0 && IcmpExtensions.plausible(c, from, true) ? from : -1;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int type = TYPE.get(c);
        t.field(TYPE, c.at, 1);
        t.field(CODES.of(type), c.at, 1);
        t.field(CHECKSUM, c.at, 2);
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.transport(c, NUMBER, CHECKSUM));
        switch (type) {
            case UNREACHABLE, TIME_EXCEEDED -> error(c, t);
            case TOO_BIG -> t.fields(tooBig, c.at, c.end());
            case PARAMETER_PROBLEM -> t.fields(problem, c.at, c.end());
            case ECHO, ECHO_REPLY -> t.fields(echo, c.at, c.end());
            case EXTENDED_ECHO, EXTENDED_ECHO_REPLY -> extended(c, t, type);
            case MLD_QUERY, MLD_REPORT, MLD_DONE, MLD2_REPORT -> Mld.fields(c, t, type);
            case NODE_QUERY, NODE_REPLY -> NodeInformation.fields(c, t, type);
            case RPL -> Rpl.fields(c, t, CODE.get(c));
            default -> {
                if (!NeighborDiscovery.fields(c, t, type) && !Icmpv6Rest.fields(c, t, type)) {
                    if (c.at + bytes() < c.end()) t.field(DATA, c.at + bytes(), c.end() - c.at - bytes());
                }
            }
        }
    }

    /// Tells the tree bytes that mean nothing, if they are here.
    static void reserved(Cursor c, Tree t, int from, int count) {
        if (c.at + from + count <= c.end()) t.field(RESERVED, c.at + from, count);
    }

    private static void error(Cursor c, Tree t) {
        if (c.end() - c.at < HEADER) return;
        if (c.data[c.at + 4] == 0) {
            reserved(c, t, 4, 4);
            return;
        }
        t.field(LENGTH, c.at + 4, 1);
        reserved(c, t, 5, 3);
        int extensions = extensions(c);
        if (extensions >= 0) IcmpExtensions.fields(c, t, extensions);
    }

    private static void extended(Cursor c, Tree t, int type) {
        t.fields(extended, c.at, c.end());
        t.fields(type == EXTENDED_ECHO ? extendedRequest : extendedReply, c.at, c.end());
        if (type == EXTENDED_ECHO && IcmpExtensions.plausible(c, c.at + HEADER, true))
            IcmpExtensions.fields(c, t, c.at + HEADER);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        CODES.info(out, Icmpv6Numbers.TYPE, type, CODE.get(c));
        if (c.end() - c.at < HEADER) return true;
        switch (type) {
            case ECHO, ECHO_REPLY -> {
                out.ascii(" id=").varyingHex(IDENT.get(c), 4).ascii(", seq=").number(SEQ.get(c));
                hopLimit(c, out);
            }
            case TOO_BIG -> out.ascii(", MTU ").number(MTU.value(c.data, c.at));
            case PARAMETER_PROBLEM -> out.ascii(" at byte ").number(POINTER.value(c.data, c.at));
            case EXTENDED_ECHO, EXTENDED_ECHO_REPLY -> ExtendedEcho.info(out, EXT_IDENT.get(c), EXT_SEQ.get(c));
            case MLD_QUERY, MLD_REPORT, MLD_DONE, MLD2_REPORT -> Mld.info(c, out, type);
            default -> NeighborDiscovery.info(c, out, type);
        }
        return true;
    }

    private static void hopLimit(Cursor c, Text out) {
        int own = c.layer();
        int below = own - 1;
        while (below > 0 && !(c.protocol(below) instanceof Ipv6))
            below--;
        if (below < 0 || !(c.protocol(below) instanceof Ipv6)) return;
        c.select(below);
        out.ascii(", hop limit=").number(Ipv6.HLIM.get(c));
        c.select(own);
    }

    @Override
    public Options options() {
        return NeighborOptions.OPTIONS;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(tooBig, problem, echo, extended, extendedRequest, extendedReply));
        all.addAll(CODES.layouts());
        all.addAll(IcmpExtensions.layouts());
        all.addAll(NeighborDiscovery.layouts());
        all.addAll(Mld.layouts());
        all.addAll(NodeInformation.layouts());
        all.addAll(Rpl.layouts());
        all.addAll(Icmpv6Rest.layouts());
        return all;
    }
}
