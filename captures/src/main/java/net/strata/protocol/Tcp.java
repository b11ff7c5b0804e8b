package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.port;
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
            says("number of the program that sent it, on its host; answers go there"),
            otherwise("answers would reach another program, or be refused"));
    public static final Uint DST_PORT = tcp.uint(16, "dstport", "Destination port", also("port"), port(),
            says("number of the program meant, on its host: 443 is the web, 22 SSH"),
            otherwise("another program would get the data, or the host refuse them"));
    public static final Uint SEQ_RAW = tcp.uint(32, "seq_raw", "Sequence number (raw)", varies(),
            says("number of the first byte of data; starts at random"),
            otherwise("the receiver would put the data in the wrong place, or drop them"));
    public static final Uint ACK_RAW = tcp.uint(32, "ack_raw", "Acknowledgment number (raw)", varies(),
            says("number of the byte expected next from the other side: all before it arrived"),
            otherwise("lost data would not be sent again, or data that arrived be sent twice"));
    static final Uint HDR_LEN = tcp.uint(4, "hdr_len", "Header length", unit(4), Auto.HEADER_LENGTH,
            says("bytes of this header, counted in words of 4; 20 without options"),
            otherwise("options would be taken for data, or data for options"));
    public static final Uint FLAGS = tcp.group(12, "flags", "Flags", hex(),
            says("which step it is: opening, acknowledging, closing or breaking off"),
            otherwise("the receiver would take the segment for another step, or drop it"));
    static final Uint RES = tcp.uint(3, "flags.res", "Reserved", says("senders set 0, receivers ignore it"),
            otherwise("a firewall may drop a segment that sets it"));
    static final Uint AE = tcp.flag("flags.ae", "Accurate ECN", says("part of a counter of congestion marks"),
            otherwise("the sender would slow down too much, or too little"), source("RFC 9768 section 3"));
    static final Uint CWR = tcp.flag("flags.cwr", "Congestion window reduced",
            says("the sender slowed down as a congestion mark was reported"),
            otherwise("the receiver would go on reporting the same mark"), source("RFC 3168 section 6.1"));
    static final Uint ECE = tcp.flag("flags.ece", "ECN echo",
            says("a congestion mark arrived; in a SYN: such marks are understood"),
            otherwise("the sender would not slow down, and routers have to drop packets"),
            source("RFC 3168 section 6.1"));
    static final Uint URG = tcp.flag("flags.urg", "Urgent", says("the urgent pointer counts"),
            otherwise("the program would not be told of urgent data before it has read all that comes first"));
    static final Uint ACK = tcp.flag("flags.ack", "Acknowledgment",
            says("the acknowledgment number counts; set in all but the first segment"),
            otherwise("the receiver drops the segment, and data that arrived are sent again"));
    static final Uint PSH = tcp.flag("flags.push", "Push",
            says("hand the data to the program now, without waiting for more"),
            otherwise("the last words of a message might wait for more to come"));
    static final Uint RST = tcp.flag("flags.reset", "Reset", says("the connection is given up at once"),
            otherwise("the other side would wait for an answer on a dead connection"));
    static final Uint SYN = tcp.flag("flags.syn", "Syn", says("opens: sequence numbers start here"),
            otherwise("the other side refuses the segment, as no connection is open"));
    static final Uint FIN = tcp.flag("flags.fin", "Fin", says("closes: no more data from this side"),
            otherwise("the other side would wait for more data"));
    public static final Uint WINDOW = tcp.uint(16, "window_size_value", "Window", varies(),
            preset(65535), says("bytes that the sender of this can take, before scaling; 0: none now"),
            otherwise("the other side would wait for nothing, or send more than fits"));
    static final Uint CHECKSUM = tcp.uint(16, "checksum", "Checksum", hex(), varies(),
            Auto.PSEUDO_CHECKSUM, says("over header, data and a pseudo-header with the addresses"),
            otherwise("the receiver drops the segment without a word, and it has to be sent again"));
    static final Uint URGENT = tcp.uint(16, "urgent_pointer", "Urgent pointer",
            says("where urgent data end, in bytes from this segment's start"),
            otherwise("ordinary data would be taken for urgent"));
    static final Octets PAYLOAD = tcp.loose(Octets.Form.BYTES, "payload", "Payload",
            says("the data, as the program wrote them"),
            otherwise("the program would get something else than was sent"));
    static final Made STREAM = tcp.made(Made.Form.NUMBER, "stream", "Stream",
            says("number of the conversation in the capture, counted from 0"));
    static final Made LEN = tcp.made(Made.Form.NUMBER, "len", "Segment length", says("bytes of data, without headers"));
    static final Made SEQ = tcp.made(Made.Form.NUMBER, "seq", "Sequence number",
            says("number of the first byte of data, counted from the connection's first"));
    static final Made NEXT_SEQ = tcp.made(Made.Form.NUMBER, "nxtseq", "Next sequence number",
            says("number that the next segment starts with, counted in the same way"));
    static final Made ACK_NUMBER = tcp.made(Made.Form.NUMBER, "ack", "Acknowledgment number",
            says("byte expected next, counted from the other side's first"));
    static final Made WINDOW_SIZE = tcp.made(Made.Form.NUMBER, "window_size", "Window, scaled", varies(),
            says("bytes that the sender of this can take, after scaling"), source("RFC 7323 section 2.2"));
    static final Made SCALE = tcp.made(Made.Form.NUMBER, "window_size_scalefactor", "Window scale factor",
            says("what the window is multiplied by; -1: not known, -2: no scaling"), source("RFC 7323 section 2.2"));
    static final Made STATUS = tcp.made(Made.Form.NUMBER, "checksum.status", "Checksum status", names(Checksum.STATUS),
            says("whether the checksum agrees with segment and addresses"));
    static final Made WHY = tcp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Made SINCE_FIRST = tcp.made(Made.Form.SECONDS, "time_relative", "Time since the stream's first frame",
            varies(), says("seconds since the first frame of the conversation"));
    static final Made SINCE_PREVIOUS = tcp.made(Made.Form.SECONDS, "time_delta",
            "Time since the stream's previous frame", varies(),
            says("seconds since the conversation's frame before this"));

    /// Bits of [#FLAGS].
    public static final int FIN_BIT = 0x01;
    public static final int SYN_BIT = 0x02;
    public static final int RST_BIT = 0x04;
    public static final int PSH_BIT = 0x08;
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
