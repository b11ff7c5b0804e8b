package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The protocols by which both ends of a PPP link agree: link control (RFC 1661 section 5), and those of the network
/// protocols and of compression, which have its codes. They differ in their options: [PppOptions].
public final class PppControl extends Protocol {
    private static final int HEADER = 4;
    private static final int PROTOCOL_REJECT = 8;
    private static final int IDENTIFICATION = 12;
    private static final int TIME_REMAINING = 13;
    static final Names CODES = new Names("""
            1 Configuration Request
            2 Configuration Ack
            3 Configuration Nak
            4 Configuration Reject
            5 Termination Request
            6 Termination Ack
            7 Code Reject
            8 Protocol Reject
            9 Echo Request
            10 Echo Reply
            11 Discard Request
            12 Identification
            13 Time Remaining
            14 Reset Request
            15 Reset Ack""");

    private static final Layout header = new Layout("ppp", "Control header", "RFC 1661 section 5");
    static final Uint CODE = header.uint(8, "code", "Code", names(CODES),
            says("whether settings are asked for, agreed or refused, or the link is closed"));
    static final Uint IDENTIFIER = header.uint(8, "identifier", "Identifier", varies(),
            says("the same in a request and its answer"));
    static final Uint LENGTH = header.uint(16, "length", "Length", says("bytes of the message, header included"));
    static final Octets DATA = header.loose(Octets.Form.BYTES, "data", "Data",
            says("what goes with the code: settings, a reason, or the message refused"));

    private static final Layout link = new Layout("lcp", "Link message", "RFC 1661 section 5").skip(HEADER * 8);
    static final Uint MAGIC = link.loose(32, "magic_number", "Magic number", hex(), varies(),
            says("random number of the sender; one's own coming back shows a loop"));
    static final Octets LINK_DATA = link.loose(Octets.Form.BYTES, "data", "Data",
            says("bytes to send back, to throw away, or the packet refused"));
    static final Octets MESSAGE = link.loose(Octets.Form.TEXT, "message", "Message",
            says("text that tells what the sender is, such as its system's version"), source("RFC 1570 section 1.1"));
    static final Uint SECONDS = link.loose(32, "secs_remaining", "Seconds remaining",
            says("seconds until the link will be closed"), source("RFC 1570 section 1.2"));
    static final Uint REJECTED = link.loose(16, "rej_proto", "Rejected protocol", hex(), names(Ppp.PROTOCOLS),
            says("the protocol that the sender does not support"), source("RFC 1661 section 5.7"));

    private final Tlvs options;

    private PppControl(Layout layout, String label, Tlvs options) {
        super(layout.skip(HEADER * 8), label, Level.LINK);
        this.options = options;
    }

    static Protocol link() {
        return new PppControl(new Layout("lcp", "PPP link control", "RFC 1661 section 5"), "PPP LCP",
                PppOptions.LINK);
    }

    static Protocol ip() {
        return new PppControl(new Layout("ipcp", "PPP IP control", "RFC 1332"), "PPP IPCP", PppOptions.IP);
    }

    static Protocol ipv6() {
        return new PppControl(new Layout("ipv6cp", "PPP IPv6 control", "RFC 5072"), "PPP IPV6CP", PppOptions.IPV6);
    }

    static Protocol compression() {
        return new PppControl(new Layout("ccp", "PPP compression control", "RFC 1962"), "PPP CCP",
                PppOptions.COMPRESSION);
    }

    static Protocol mpls() {
        return new PppControl(new Layout("mplscp", "PPP MPLS control", "RFC 3032 section 4"), "PPP MPLSCP",
                PppOptions.NONE);
    }

    @Override
    public void walk(Cursor c) {
        c.limit(LENGTH.get(c), LENGTH).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(header, c.at, c.end());
        int code = CODE.get(c);
        int from = c.at + HEADER;
        if (from >= c.end()) return;
        if (code >= 1 && code <= 4) {
            options.fields(c, t, from, c.end());
        } else if (code >= PROTOCOL_REJECT && code <= TIME_REMAINING && options.equals(PppOptions.LINK)) {
            link(c, t, code, from);
        } else {
            t.field(DATA, from, c.end() - from);
        }
    }

    private static void link(Cursor c, Tree t, int code, int from) {
        int size = code == PROTOCOL_REJECT ? 2 : 4;
        if (from + size > c.end()) return;
        t.field(code == PROTOCOL_REJECT ? REJECTED : MAGIC, from, size);
        int at = from + size;
        if (code == TIME_REMAINING && at + 4 <= c.end()) {
            t.field(SECONDS, at, 4);
            at += 4;
        }
        if (at >= c.end()) return;
        boolean text = code == IDENTIFICATION || code == TIME_REMAINING;
        t.field(text ? MESSAGE : code == PROTOCOL_REJECT ? DATA : LINK_DATA, at, c.end() - at);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(CODES.of(CODE.get(c), "Unknown code"));
        out.ascii(", identifier ").varying(IDENTIFIER.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(options.layouts());
        all.add(header);
        all.add(link);
        return all;
    }
}
