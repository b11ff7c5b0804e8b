package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// GPRS Tunnelling Protocol, version 1 (3GPP TS 29.281 section 5; control: TS 29.060 section 6): the packets of a mobile
/// device between base station and gateway.
public final class Gtp extends Protocol {
    private static final int PACKET = 255;
    private static final int OPTIONAL = 4;
    private static final Names MESSAGES = new Names("""
            1 Echo request
            2 Echo response
            3 Version not supported
            16 Create PDP context request
            17 Create PDP context response
            18 Update PDP context request
            19 Update PDP context response
            20 Delete PDP context request
            21 Delete PDP context response
            26 Error indication
            27 PDU notification request
            28 PDU notification response
            31 Supported extension header notification
            48 Identification request
            49 Identification response
            50 SGSN context request
            51 SGSN context response
            52 SGSN context acknowledgement
            53 Forward relocation request
            54 Forward relocation response
            55 Forward relocation complete
            254 End marker
            255 T-PDU""");
    private static final Layout gtp = new Layout("gtp", "GPRS Tunnelling Protocol", "3GPP TS 29.281 section 5.1");
    static final Uint FLAGS = gtp.group(8, "flags", "Flags", hex(),
            says("version, and which of the optional fields count"));
    static final Uint VERSION = gtp.uint(3, "flags.version", "Version", says("1; version 2 has another header"));
    static final Uint TYPE = gtp.uint(1, "flags.payload", "Protocol type", names("GTP'", "GTP"),
            says("GTP for users' packets and control, GTP' for charging"));
    static final Uint RESERVED = gtp.uint(1, "flags.reserved", "Reserved", says("senders set 0, receivers ignore it"));
    static final Uint E = gtp.flag("flags.e", "Extension headers",
            says("at least one extension header follows; the next field says which"));
    static final Uint S = gtp.flag("flags.s", "Sequence number", says("the sequence number counts"));
    static final Uint PN = gtp.flag("flags.pn", "N-PDU number", says("the N-PDU number counts"));
    static final Uint MESSAGE = gtp.uint(8, "message", "Message", hex(), names(MESSAGES),
            says("what it is for; T-PDU: it carries a user's packet"));
    static final Uint LENGTH = gtp.uint(16, "length", "Length",
            says("bytes behind the first eight, optional fields included"));
    static final Uint TUNNEL = gtp.uint(32, "teid", "Tunnel endpoint", hex(), varies(),
            says("tunnel the packet belongs to, numbered by the side that receives"));
    static final Uint SEQUENCE = gtp.loose(16, "seq_number", "Sequence number", hex(), varies(),
            says("matches answers to requests; in T-PDUs, keeps packets in order"));
    static final Uint N_PDU = gtp.loose(8, "npdu_number", "N-PDU number", hex(),
            says("number of the packet between device and node, to go on from after a move"),
            source("3GPP TS 29.060 section 6"));
    private static final Names EXTENSIONS = new Names("""
            0x00 No more
            0x01 MBMS support indication
            0x02 MS info change reporting
            0x03 Long PDCP PDU number
            0x20 Service class indicator
            0x40 UDP port
            0x81 RAN container
            0x82 Long PDCP PDU number
            0x83 Xw RAN container
            0x84 NR RAN container
            0x85 PDU session container
            0xc0 PDCP PDU number
            0xc1 Suspend request
            0xc2 Suspend response""");
    static final Uint NEXT = gtp.loose(8, "ext_hdr.next", "Next extension", hex(), list(), names(EXTENSIONS),
            says("which extension header follows; 0: none"), source("3GPP TS 29.281 section 5.2.1"));

    private static final Layout extension = new Layout("gtp", "Extension header", "3GPP TS 29.281 section 5.2.1");
    static final Uint SIZE = extension.uint(8, "ext_hdr.length", "Length",
            says("words of 4 bytes that the extension takes, length and next type included"));
    static final Uint UDP_PORT = extension.loose(16, "ext_hdr.udp_port", "UDP port",
            says("source port of the packet that caused the error reported"), source("3GPP TS 29.281 section 5.2.2.1"));
    static final Uint PDCP = extension.loose(16, "ext_hdr.pdcp_sn", "PDCP number",
            says("radio layer's number of the packet, to be kept at a handover"),
            source("3GPP TS 29.281 section 5.2.2.2"));
    static final Octets CONTENT = extension.loose(Octets.Form.BYTES, "ext_hdr.content", "Content",
            says("the extension's content as it came"));

    /// 3GPP TS 38.415 section 5.5.2.
    private static final Layout session = new Layout("gtp", "PDU session", "3GPP TS 38.415 section 5.5.2");
    static final Uint PDU_TYPE = session.uint(4, "ext_hdr.pdu_ses_con.pdu_type", "PDU type", names("down", "up"),
            says("towards the device or from it"));
    static final Uint SPARE = session.uint(4, "spare.h1", "Spare", hex(),
            says("flags for measured delays and sequence numbers that may follow; else 0"));
    static final Uint QFI = session.skip(2).uint(6, "ext_hdr.pdu_ses_con.qos_flow_id", "QoS flow",
            says("flow whose quality (delay, rate) the packet is to get"));

    public Gtp() {
        super(gtp, "GTP", Level.LINK);
    }

    /// Bytes of the header without extension headers.
    private static int base(Cursor c) {
        return 8 + (E.is(c) || S.is(c) || PN.is(c) ? OPTIONAL : 0);
    }

    @Override
    public void walk(Cursor c) {
        int version = VERSION.get(c);
        if (version == GtpV2.NUMBER) {
            c.become(Protocols.GTP_V2.get());
        } else if (version != 1) {
            c.decline();
        } else {
            c.limit(8 + LENGTH.get(c), LENGTH).header(base(c), FLAGS);
            if (c.headerEnd() - c.at < base(c)) return;
            if (E.is(c)) c.header(extensions(c), NEXT);
            if (MESSAGE.get(c) == PACKET) c.next(Protocols.byVersion(c));
        }
    }

    /// Bytes of the header with extension headers, each as long as its first byte says, with the type of the next at
    /// its end.
    private static int extensions(Cursor c) {
        int at = c.at + base(c);
        int next = c.data[at - 1];
        while (next != 0 && at < c.end()) {
            int size = SIZE.get(c.data, at) * 4;
            if (size == 0) break;
            at += size;
            if (at <= c.end()) next = c.data[at - 1];
        }
        return at - c.at;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(gtp, c.at, end);
        int at = c.at + base(c);
        if (base(c) == bytes() || at > end) return;
        if (S.is(c)) t.field(SEQUENCE, at - 4, 2);
        if (PN.is(c)) t.field(N_PDU, at - 2, 1);
        if (!E.is(c)) return;
        t.field(NEXT, at - 1, 1);
        int type = c.data[at - 1] & 0xff;
        while (type != 0 && at < end) {
            int size = SIZE.get(c.data, at) * 4;
            if (size == 0 || at + size > end) return;
            extension(t, type, at, size);
            at += size;
            type = c.data[at - 1] & 0xff;
        }
    }

    private static void extension(Tree t, int type, int at, int size) {
        boolean session85 = type == 0x85;
        t.open(session85 ? session : extension, at, at + size);
        t.fields(extension, at, at + size);
        if (session85) {
            t.fields(session, at + 1, at + size);
        } else {
            switch (type) {
                case 0x40 -> t.field(UDP_PORT, at + 1, 2);
                case 0xc0 -> t.field(PDCP, at + 1, 2);
                default -> t.field(CONTENT, at + 1, size - 2);
            }
        }
        t.field(NEXT, at + size - 1, 1);
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(MESSAGES.of(MESSAGE.get(c), "Message")).ascii(" (").number(MESSAGE.get(c)).put(')');
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(extension, session);
    }
}
