package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.port;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Datagram Congestion Control Protocol (RFC 4340 section 5).
public final class Dccp extends Protocol {
    private static final Names TYPES = Names.from0("Request", "Response", "Data", "Ack", "DataAck", "CloseReq", "Close",
            "Reset", "Sync", "SyncAck");
    private static final int REQUEST = 0;
    private static final int RESPONSE = 1;
    private static final int DATA = 2;
    private static final int RESET = 7;
    private static final Layout dccp = new Layout("dccp", "Datagram Congestion Control Protocol",
            "RFC 4340 section 5.1");
    static final Uint SRC_PORT = dccp.uint(16, "srcport", "Source port", also("port"), port(),
            says("the program on the sending host"));
    static final Uint DST_PORT = dccp.uint(16, "dstport", "Destination port", also("port"), port(),
            says("the program meant to get it"));
    static final Uint OFFSET = dccp.uint(8, "data_offset", "Data offset",
            says("words of 4 bytes from the start of this header to the data"));
    static final Uint CCVAL = dccp.uint(4, "ccval", "Congestion control",
            says("four bits that the sender's congestion control tells the receiver's"),
            source("RFC 4340 section 5.1"));
    static final Uint COVERAGE = dccp.uint(4, "cscov", "Checksum coverage",
            says("1 and the words of 4 bytes of data that the checksum covers; 0: all data"),
            source("RFC 4340 section 9.2"));
    static final Uint CHECKSUM = dccp.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over pseudo-header, header, options, and data as far as covered"), source("RFC 4340 section 9.1"));
    static final Uint RESERVED = dccp.uint(3, "res1", "Reserved", hex(), says("senders set 0, receivers ignore it"));
    static final Uint TYPE = dccp.uint(4, "type", "Type", names(TYPES),
            says("what the packet does: opens, carries data, acknowledges, closes"));
    static final Uint LONG = dccp.flag("x", "Long sequence numbers", says("sequence numbers take 48 bits, not 24"));
    static final Uint LONG_SEQUENCE = dccp.loose(48, "seq_raw", "Sequence number", varies(),
            says("counts packets, not bytes, also those without data"));
    static final Uint SEQUENCE = dccp.loose(24, "seq_raw", "Sequence number", varies(),
            says("counts packets, not bytes: the lower half of the number"));
    static final Uint LONG_ACK = dccp.loose(48, "ack_raw", "Acknowledgment number", varies(),
            says("highest sequence number received so far"));
    static final Uint ACK = dccp.loose(24, "ack_raw", "Acknowledgment number", varies(),
            says("highest sequence number received so far, its lower half"));
    static final Uint SERVICE = dccp.loose(32, "service_code", "Service",
            says("which service the client wants from the port, often four letters"), source("RFC 4340 section 8.1.2"));
    static final Uint REASON = dccp.loose(8, "reset_code", "Reason", names("Unspecified", "Closed", "Aborted",
            "No connection", "Packet error", "Option error", "Mandatory error", "Connection refused",
            "Bad service code", "Too busy", "Bad init cookie", "Aggression penalty"), says("why the connection ends"),
            source("RFC 4340 section 5.6"));
    static final Octets OPTIONS = dccp.loose(Octets.Form.BYTES, "options", "Options",
            says("acknowledgment vectors, timestamps, negotiated features and the like"),
            source("RFC 4340 section 5.8"));

    public Dccp() {
        super(dccp, "DCCP", Level.TRANSPORT);
    }

    @Override
    public void walk(Cursor c) {
        c.header(OFFSET.get(c) * 4, OFFSET);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(dccp, c.at, end);
        int type = TYPE.get(c);
        int at = number(t, LONG.is(c), LONG_SEQUENCE, SEQUENCE, c.at + bytes() - (LONG.is(c) ? 0 : 1), end);
        if (type != REQUEST && type != DATA) at = number(t, LONG.is(c), LONG_ACK, ACK, at, end);
        Uint last = type == REQUEST || type == RESPONSE ? SERVICE : type == RESET ? REASON : null;
        if (last != null && at + 4 <= end) {
            t.field(last, at, last.end());
            at += 4;
        }
        if (at < end) t.field(OPTIONS, at, end - at);
    }

    /// A number behind what is reserved before it: 1 byte, or 2 before a long one (of which the header has one already).
    private static int number(Tree t, boolean wide, Uint wideField, Uint field, int from, int end) {
        int at = from + (wide ? field.equals(SEQUENCE) ? 1 : 2 : 1);
        int next = at + (wide ? 6 : 3);
        if (next <= end) t.field(wide ? wideField : field, at, next - at);
        return next;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.port(SRC_PORT.get(c)).arrow().port(DST_PORT.get(c)).ascii(" [");
        out.ascii(TYPES.of(TYPE.get(c), "Reserved")).put(']');
        return true;
    }
}
