package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.port;
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
import net.strata.frame.Facts;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Transmission Control Protocol (RFC 9293 section 3.1; AE: RFC 9768; CWR and ECE: RFC 3168).
public final class Tcp extends Protocol {
    /// Its IP protocol number.
    public static final int NUMBER = 6;
    private static final Layout tcp = new Layout("tcp", "Transmission Control Protocol", "RFC 9293 section 3.1");
    public static final Uint SRC_PORT = tcp.uint(16, "srcport", "Source port", also("port"), port(),
            says("the program that sent it"));
    public static final Uint DST_PORT = tcp.uint(16, "dstport", "Destination port", also("port"), port(),
            says("the program meant"));
    public static final Uint SEQ_RAW = tcp.uint(32, "seq_raw", "Sequence number (raw)", varies(),
            says("number of the first byte of data"));
    public static final Uint ACK_RAW = tcp.uint(32, "ack_raw", "Acknowledgment number (raw)", varies(),
            says("the byte expected next from the other side"));
    static final Uint HDR_LEN = tcp.uint(4, "hdr_len", "Header length", unit(4), Auto.HEADER_LENGTH,
            says("bytes, counted in words of 4"));
    public static final Uint FLAGS = tcp.group(12, "flags", "Flags", hex());
    static final Uint RES = tcp.uint(3, "flags.res", "Reserved", says("must be zero"));
    static final Uint AE = tcp.flag("flags.ae", "Accurate ECN", says("part of a counter of congestion marks"));
    static final Uint CWR = tcp.flag("flags.cwr", "Congestion window reduced", says("the sender slowed down"));
    static final Uint ECE = tcp.flag("flags.ece", "ECN echo", says("a congestion mark arrived"));
    static final Uint URG = tcp.flag("flags.urg", "Urgent", says("the urgent pointer counts"));
    static final Uint ACK = tcp.flag("flags.ack", "Acknowledgment", says("the acknowledgment number counts"));
    static final Uint PSH = tcp.flag("flags.push", "Push", says("hand the data to the program now"));
    static final Uint RST = tcp.flag("flags.reset", "Reset", says("the connection is given up"));
    static final Uint SYN = tcp.flag("flags.syn", "Syn", says("opens: sequence numbers start here"));
    static final Uint FIN = tcp.flag("flags.fin", "Fin", says("closes: no more data from this side"));
    public static final Uint WINDOW = tcp.uint(16, "window_size_value", "Window", varies(),
            preset(65535), says("bytes it can take, before scaling"));
    static final Uint CHECKSUM = tcp.uint(16, "checksum", "Checksum", hex(), varies(),
            Auto.PSEUDO_CHECKSUM, says("over pseudo-header, header and data"));
    static final Uint URGENT = tcp.uint(16, "urgent_pointer", "Urgent pointer",
            says("where urgent data ends, from this byte"));
    static final Octets PAYLOAD = tcp.loose(Octets.Form.BYTES, "payload", "Payload", says("the data"));
    static final Made STREAM = tcp.made(Made.Form.NUMBER, "stream", "Stream", says("conversations counted from 0"));
    static final Made LEN = tcp.made(Made.Form.NUMBER, "len", "Segment length", says("bytes of data"));
    static final Made SEQ = tcp.made(Made.Form.NUMBER, "seq", "Sequence number",
            says("relative to the first of the connection"));
    static final Made NEXT_SEQ = tcp.made(Made.Form.NUMBER, "nxtseq", "Next sequence number",
            says("what the next segment starts with"));
    static final Made ACK_NUMBER = tcp.made(Made.Form.NUMBER, "ack", "Acknowledgment number",
            says("relative to the other side's first"));
    static final Made WINDOW_SIZE = tcp.made(Made.Form.NUMBER, "window_size", "Window, scaled", varies(),
            says("bytes it can take"));
    static final Made SCALE = tcp.made(Made.Form.NUMBER, "window_size_scalefactor", "Window scale factor",
            says("-1 unknown, -2 none"));
    static final Made STATUS = tcp.made(Made.Form.NUMBER, "checksum.status", "Checksum status", names(Checksum.STATUS));
    static final Made WHY = tcp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY));
    static final Made SINCE_FIRST = tcp.made(Made.Form.SECONDS, "time_relative", "Time since the stream's first frame",
            varies());
    static final Made SINCE_PREVIOUS = tcp.made(Made.Form.SECONDS, "time_delta",
            "Time since the stream's previous frame", varies());

    /// Bits of [#FLAGS].
    public static final int FIN_BIT = 0x01;
    public static final int SYN_BIT = 0x02;
    public static final int RST_BIT = 0x04;
    public static final int ACK_BIT = 0x10;
    private static final String[] FLAG_NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};

    public Tcp() {
        super(tcp, "TCP", Level.TRANSPORT);
    }

    @Override
    public void walk(Cursor c) {
        c.header(HDR_LEN.get(c), HDR_LEN).conversation();
        Protocol p = Protocols.byPort(c, Protocols.TCP_PORT, SRC_PORT.get(c), DST_PORT.get(c));
        c.next(p != null ? p : Protocols.byContent(c));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(tcp, c.at, c.headerEnd());
        if (t.wants(PAYLOAD) && c.headerEnd() < c.end()) t.field(PAYLOAD, c.headerEnd(), c.end() - c.headerEnd());
        if (t.wantsMade()) made(c, t);
        TcpOptions.OPTIONS.fields(c, t, c.at + bytes(), c.headerEnd());
    }

    private static void made(Cursor c, Tree t) {
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.transport(c, NUMBER, CHECKSUM));
        t.made(LEN, c.payloadLength());
        relative(c, t);
        Conversation.fields(c, t, STREAM, SINCE_FIRST, SINCE_PREVIOUS);
    }

    private static void relative(Cursor c, Tree t) {
        int flags = FLAGS.get(c);
        long seq = seq(c);
        t.made(SEQ, seq);
        int next = c.payloadLength() + (flags & FIN_BIT) + (flags >> 1 & 1);
        t.made(NEXT_SEQ, seq + next & 0xffff_ffffL);
        t.made(ACK_NUMBER, ack(c));
        t.made(WINDOW_SIZE, window(c));
        int shift = shift(c);
        if ((flags & SYN_BIT) == 0) t.made(SCALE, shift >= 0 ? 1L << shift : shift);
    }

    /// The sequence number, relative to the direction's first.
    public static long seq(Cursor c) {
        int row = c.factsRow();
        return SEQ_RAW.get(c) - (row < 0 ? 0 : c.batch().facts.seqBase[row]) & 0xffff_ffffL;
    }

    /// The acknowledgment number, relative to the other direction's first sequence number.
    public static long ack(Cursor c) {
        int row = c.factsRow();
        return ACK_RAW.get(c) - (row < 0 ? 0 : c.batch().facts.ackBase[row]) & 0xffff_ffffL;
    }

    private static int shift(Cursor c) {
        int row = c.factsRow();
        return row < 0 ? Facts.SHIFT_UNKNOWN : c.batch().facts.windowShift[row];
    }

    /// The window in bytes: scaled, except in a SYN, where RFC 7323 section 2.2 forbids it.
    public static long window(Cursor c) {
        int shift = shift(c);
        return (long) WINDOW.get(c) << (shift > 0 && (FLAGS.get(c) & SYN_BIT) == 0 ? shift : 0);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.port(SRC_PORT.get(c)).arrow().port(DST_PORT.get(c)).ascii(" [");
        int flags = FLAGS.get(c);
        int start = out.length();
        for (int i = 0; i < FLAG_NAMES.length; i++) {
            if ((flags >> i & 1) != 0) {
                if (out.length() > start) out.ascii(", ");
                out.ascii(FLAG_NAMES[i]);
            }
        }
        out.ascii("] Seq=").number(seq(c));
        if ((flags & ACK_BIT) != 0) out.ascii(" Ack=").number(ack(c));
        out.ascii(" Win=").varying(window(c)).ascii(" Len=").number(c.payloadLength());
        TcpOptions.info(c, out, c.at + bytes(), c.headerEnd());
        return true;
    }

    @Override
    public boolean trouble(Cursor c) {
        return (FLAGS.get(c) & RST_BIT) != 0 || Checksums.transport(c, NUMBER, CHECKSUM) == Checksum.BAD;
    }

    /// The window shift that the header's options ask for, -1 if they do not.
    public static int windowShift(Cursor c) {
        return TcpOptions.windowShift(c.data, c.at + tcp.bytes(), c.headerEnd());
    }

    @Override
    public Options options() {
        return TcpOptions.OPTIONS;
    }

    @Override
    public List<Layout> parts() {
        return TcpOptions.OPTIONS.layouts();
    }
}
