package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The chunks of an SCTP packet (RFC 9260 section 3.3, and the IANA registry "Chunk Types").
final class SctpChunks {
    /// Bytes of type, flags and length.
    static final int HEAD = 4;
    private static final int DATA = 0;
    private static final int SACK = 3;
    private static final int INTERLEAVED_DATA = 64;
    private static final Names TYPES = new Names("""
            0 DATA
            1 INIT
            2 INIT_ACK
            3 SACK
            4 HEARTBEAT
            5 HEARTBEAT_ACK
            6 ABORT
            7 SHUTDOWN
            8 SHUTDOWN_ACK
            9 ERROR
            10 COOKIE_ECHO
            11 COOKIE_ACK
            12 ECNE
            13 CWR
            14 SHUTDOWN_COMPLETE
            15 AUTH
            64 I_DATA
            128 ASCONF_ACK
            130 RE_CONFIG
            132 PAD
            192 FORWARD_TSN
            193 ASCONF
            194 I_FORWARD_TSN""");
    private static final Layout head = new Layout("sctp", "Chunk", "RFC 9260 section 3.2");
    static final Uint TYPE = head.group(8, "chunk_type", "Type", names(TYPES),
            says("what the chunk carries; its upper two bits say what to do if it is unknown"));
    static final Uint SKIP = head.flag("chunk_bit_1", "If unknown, go on",
            says("go on with the next chunk if this one is unknown; if not, stop here"));
    static final Uint REPORT = head.flag("chunk_bit_2", "If unknown, report",
            says("tell the sender if the chunk's type is unknown"));
    static final Uint FLAGS = head.skip(6).uint(8, "chunk_flags", "Flags", hex(),
            says("what they mean depends on the type"));
    static final Uint LENGTH = head.uint(16, "chunk_length", "Length",
            says("bytes of the chunk, these four included, padding not"));
    static final Octets PADDING = head.loose(Octets.Form.BYTES, "chunk_padding", "Padding",
            says("zeros up to a multiple of 4 bytes"));
    static final Octets VALUE = head.loose(Octets.Form.BYTES, "chunk_value", "Value",
            says("bytes of a chunk that is not taken apart"));
    /// What a second DATA chunk carries.
    static final Octets CARRIED = head.loose(Octets.Form.BYTES, "data", "Data",
            says("a message of the program, or a piece of one"));

    /// What stands behind the fixed fields of a chunk.
    private interface Rest {
        void tell(Cursor c, Tree t, int chunk, int from, int end);
    }

    private record Kind(Layout layout, Rest rest) {}

    private static final Map<Integer, Kind> kinds = new HashMap<>();
    private static final List<Layout> others = new ArrayList<>(List.of(head));
    private static final Rest NOTHING = (_, _, _, _, _) -> {
    };
    private static final Rest PARAMETERS = (c, t, _, from, end) -> SctpParameters.tell(c, t, from, end);

    private static final Layout data = chunk("DATA", "RFC 9260 section 3.3.1", DATA, NOTHING);
    private static final Layout interleaved = chunk("I-DATA", "RFC 8260 section 2.1", INTERLEAVED_DATA, NOTHING);
    private static final Layout init = chunk("INIT", "RFC 9260 section 3.3.2", 1, PARAMETERS);
    private static final Layout initAck = chunk("INIT ACK", "RFC 9260 section 3.3.3", 2, PARAMETERS);
    private static final Layout sack = chunk("SACK", "RFC 9260 section 3.3.4", SACK, SctpChunks::gaps);
    private static final Layout abort = chunk("ABORT", "RFC 9260 section 3.3.7", 6, SctpChunks::causes);
    private static final Layout shutdown = chunk("SHUTDOWN", "RFC 9260 section 3.3.8", 7, NOTHING);
    private static final Layout cookieEcho = chunk("COOKIE ECHO", "RFC 9260 section 3.3.11", 10, SctpChunks::cookie);
    private static final Layout ecne = chunk("ECNE", "RFC 4960 appendix A", 12, NOTHING);
    private static final Layout cwr = chunk("CWR", "RFC 4960 appendix A", 13, NOTHING);
    private static final Layout complete = chunk("SHUTDOWN COMPLETE", "RFC 9260 section 3.3.13", 14, NOTHING);
    private static final Layout auth = chunk("AUTH", "RFC 4895 section 4.1", 15, SctpChunks::hmac);
    private static final Layout asconfAck = chunk("ASCONF ACK", "RFC 5061 section 4.1.2", 128, PARAMETERS);
    private static final Layout forward = chunk("FORWARD TSN", "RFC 3758 section 3.2", 192, SctpChunks::streams);
    private static final Layout asconf = chunk("ASCONF", "RFC 5061 section 4.1.1", 193, PARAMETERS);
    private static final Layout iForward = chunk("I-FORWARD-TSN", "RFC 8260 section 2.3.1", 194,
            SctpChunks::messages);

    static final Uint IMMEDIATE = data.skip(12).flag("data_i_bit", "Immediate",
            says("the sender asks to acknowledge it at once"));
    static final Uint UNORDERED = data.flag("data_u_bit", "Unordered",
            says("the message may be handed over before earlier ones"));
    static final Uint BEGIN = data.flag("data_b_bit", "Begin", says("the first piece of a message"));
    static final Uint END = data.flag("data_e_bit", "End", says("the last piece of a message"));
    static final Uint TSN = data.skip(16).uint(32, "data_tsn_raw", "Transmission sequence number", varies(),
            says("counts chunks of data in the whole association, for acknowledgments"));
    static final Uint STREAM = data.uint(16, "data_sid", "Stream", hex(),
            says("which of the independent streams the message belongs to"));
    static final Uint STREAM_NUMBER = data.uint(16, "data_ssn", "Stream sequence number",
            says("counts the messages of its stream, which are handed over in this order"));
    static final Uint PAYLOAD = data.uint(32, "data_payload_proto_id", "Payload protocol", names(new Names("""
            0 not said
            1 IUA
            2 M2UA
            3 M3UA
            4 SUA
            5 M2PA
            7 H.248
            18 S1AP
            27 X2AP
            46 Diameter
            47 Diameter over DTLS
            50 WebRTC data channel control
            51 WebRTC text
            53 WebRTC binary
            60 NGAP
            61 XnAP
            62 F1AP""")), says("protocol of the message, as the sending program says"));

    static {
        chunk("RE-CONFIG", "RFC 6525 section 3.1", 130, PARAMETERS);
        chunk("COOKIE ACK", "RFC 9260 section 3.3.12", 11, NOTHING);
        chunk("ERROR", "RFC 9260 section 3.3.10", 9, SctpChunks::causes);
        chunk("HEARTBEAT", "RFC 9260 section 3.3.5", 4, PARAMETERS);
        chunk("HEARTBEAT ACK", "RFC 9260 section 3.3.6", 5, PARAMETERS);
        chunk("SHUTDOWN ACK", "RFC 9260 section 3.3.9", 8, NOTHING);
        interleaved.skip(12);
        interleaved.flag("data_i_bit", "Immediate", says("the sender asks to acknowledge it at once"));
        interleaved.flag("data_u_bit", "Unordered", says("the message may be handed over before earlier ones"));
        interleaved.flag("data_b_bit", "Begin", says("the first piece of a message"));
        interleaved.flag("data_e_bit", "End", says("the last piece of a message"));
        interleaved.skip(16).uint(32, "data_tsn_raw", "Transmission sequence number", varies(),
                says("counts chunks of data in the whole association, for acknowledgments"));
        interleaved.uint(16, "data_sid", "Stream", hex(),
                says("which of the independent streams the message belongs to"));
        interleaved.uint(16, "data_reserved", "Reserved", says("senders set 0, receivers ignore it"));
        interleaved.uint(32, "data_mid", "Message",
                says("counts the messages of the stream, which are handed over in this order"));
        interleaved.uint(32, "data_fsn", "Fragment",
                says("counts the pieces of a message; in the first the payload protocol stands here"));
        begin(init, "init");
        begin(initAck, "initack");
    }

    static final Uint ACK = behind(sack).uint(32, "sack_cumulative_tsn_ack_raw", "Acknowledged up to", varies(),
            says("all chunks of data up to this number arrived"));
    static final Uint WINDOW = sack.uint(32, "sack_a_rwnd", "Window",
            says("bytes that the receiver can still take"));
    static final Uint GAPS = sack.uint(16, "sack_number_of_gap_blocks", "Blocks behind gaps",
            says("how many blocks arrived behind a gap, listed below"));
    static final Uint DUPLICATES = sack.uint(16, "sack_number_of_duplicated_tsns", "Duplicates",
            says("how many numbers of chunks that arrived again are listed below"));
    static final Uint DUPLICATE = sack.loose(32, "sack_duplicate_tsn", "Duplicate", list(), varies(),
            says("number of a chunk of data that arrived more than once"));
    private static final Layout gap = part("Block", "RFC 9260 section 3.3.4");
    static final Uint GAP_START = gap.uint(16, "sack_gap_block_start", "Start",
            says("first chunk of the block, counted from the acknowledged number"));
    static final Uint GAP_END = gap.uint(16, "sack_gap_block_end", "End",
            says("last chunk of the block, counted from the acknowledged number"));

    static final Uint ABORT_T = abort.skip(15).flag("abort_t_bit", "No association",
            says("the sender has no such association, so it sends back the tag it was sent"));
    static final Uint COMPLETE_T = complete.skip(15).flag("shutdown_complete_t_bit", "No association",
            says("the sender has no such association, so it sends back the tag it was sent"));
    static final Uint SHUTDOWN_ACK = behind(shutdown).uint(32, "shutdown_cumulative_tsn_ack", "Acknowledged up to",
            varies(), says("all chunks of data up to this number arrived"));
    static final Uint ECNE_TSN = behind(ecne).uint(32, "ecne_lowest_tsn", "Lowest TSN", varies(),
            says("lowest number of data in the packet that met congestion"));
    static final Uint CWR_TSN = behind(cwr).uint(32, "cwr_lowest_tsn", "Lowest TSN", varies(),
            says("lowest number of data in the report of congestion that it answers"));
    static final Octets COOKIE = cookieEcho.loose(Octets.Form.BYTES, "cookie", "Cookie", varies(),
            says("what the server need not remember while it waits, sent back unchanged"));

    static final Uint KEY = behind(auth).uint(16, "shared_key_id", "Shared key",
            says("which of the shared keys was used"));
    static final Uint HMAC_ID = auth.uint(16, "hmac_id", "HMAC", names(SctpParameters.HMACS),
            says("hash that the code is made with"));
    static final Octets HMAC = auth.loose(Octets.Form.BYTES, "hmac", "Code", varies(),
            says("proves that the chunks behind it come from who knows the key"));

    static final Uint ASCONF_NUMBER = behind(asconf).uint(32, "asconf_seq_nr_number", "Sequence number", hex(),
            varies(), says("counts changes of addresses, so that none is done twice"));
    static final Uint ASCONF_ACK_NUMBER = behind(asconfAck).uint(32, "asconf_ack_seq_nr_number", "Sequence number",
            hex(), varies(), says("number of the change of addresses that it answers"));

    static final Uint FORWARD = behind(forward).uint(32, "forward_tsn_tsn", "New cumulative TSN", varies(),
            says("do not wait for data up to this number: the sender gave them up"));
    private static final Layout stream = part("Stream", "RFC 3758 section 3.2");
    static final Uint FORWARD_STREAM = stream.uint(16, "forward_tsn_sid", "Stream",
            says("stream in which messages are given up"));
    static final Uint FORWARD_NUMBER = stream.uint(16, "forward_tsn_ssn", "Stream sequence number",
            says("last message of the stream that was given up"));
    static final Uint I_FORWARD = behind(iForward).uint(32, "i_forward_tsn_tsn", "New cumulative TSN", varies(),
            says("do not wait for data up to this number: the sender gave them up"));
    private static final Layout message = part("Stream", "RFC 8260 section 2.3.1");
    static final Uint I_STREAM = message.uint(16, "i_forward_tsn_sid", "Stream",
            says("stream in which messages are given up"));
    static final Uint I_FLAGS = message.group(16, "i_forward_tsn_flags", "Flags", hex(),
            says("whether the messages given up are ordered"));
    static final Uint I_RESERVED = message.uint(15, "i_forward_tsn_res", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint I_UNORDERED = message.flag("i_forward_tsn_u_bit", "Unordered",
            says("the messages given up are of those without order"));
    static final Uint I_MESSAGE = message.uint(32, "forward_tsn_mid", "Message",
            says("last message of the stream that was given up"));

    private static final Layout cause = part("Cause", "RFC 9260 section 3.3.10");
    static final Uint CODE = cause.uint(16, "cause_code", "Cause", hex(), names(new Names("""
            0x0001 Invalid stream identifier
            0x0002 Missing mandatory parameter
            0x0003 Stale cookie
            0x0004 Out of resource
            0x0005 Unresolvable address
            0x0006 Unrecognized chunk type
            0x0007 Invalid mandatory parameter
            0x0008 Unrecognized parameters
            0x0009 No user data
            0x000a Cookie received while shutting down
            0x000b Restart with new addresses
            0x000c User-initiated abort
            0x000d Protocol violation
            0x00a0 Request to delete last address
            0x00a1 Refused for lack of resources
            0x00a2 Request to delete source address
            0x00a3 Illegal ASCONF ACK
            0x00a4 Request refused
            0x0105 Unsupported HMAC identifier""")), says("what went wrong"));
    static final Uint CAUSE_LENGTH = cause.uint(16, "cause_length", "Length",
            says("bytes of the cause, these four included"));
    static final Octets INFORMATION = cause.loose(Octets.Form.BYTES, "cause_information", "Information",
            says("details, such as the chunk or address that was wrong"));

    private SctpChunks() {}

    private static Layout chunk(String title, String source, int type, Rest rest) {
        var layout = new Layout("sctp", title, source);
        kinds.put(type, new Kind(layout, rest));
        others.add(layout);
        return layout;
    }

    private static Layout part(String title, String source) {
        var layout = new Layout("sctp", title, source);
        others.add(layout);
        return layout;
    }

    private static Layout behind(Layout layout) {
        return layout.skip(HEAD * 8);
    }

    private static void begin(Layout layout, String name) {
        Trait tag = also("initiate_tag");
        behind(layout).uint(32, name + "_initiate_tag", "Initiate tag", tag, hex(), varies(),
                says("random number that the other side shall put into its headers"));
        layout.uint(32, name + "_credit", "Window", says("bytes that the sender can take before it reads any"));
        layout.uint(16, name + "_nr_out_streams", "Outbound streams",
                says("how many streams the sender wants to send on"));
        layout.uint(16, name + "_nr_in_streams", "Inbound streams",
                says("how many streams at most the sender takes"));
        layout.uint(32, name + "_initial_tsn", "Initial TSN", varies(),
                says("number that the sender's first chunk of data will have"));
    }

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(others);
        all.add(SctpParameters.LAYOUT);
        return all;
    }

    /// Bytes of the chunk at `at` without padding, at least its head.
    private static int length(Cursor c, int at) {
        return Math.max(LENGTH.get(c.data, at), HEAD);
    }

    /// Where the chunk at `at` ends on the wire, without padding.
    static int end(Cursor c, int at) {
        return at + length(c, at);
    }

    /// Where the chunk behind that at `at` starts.
    static int next(Cursor c, int at) {
        return at + (length(c, at) + 3 & ~3);
    }

    /// Where the data starts that the chunk at `at` carries, -1 if it carries none.
    static int data(Cursor c, int at) {
        int type = TYPE.get(c.data, at);
        if (type != DATA && type != INTERLEAVED_DATA) return -1;
        int from = at + (type == DATA ? data : interleaved).bytes();
        return from < Math.min(end(c, at), c.end()) ? from : -1;
    }

    /// Whether the DATA chunk at `at` has the beginning of a message.
    static boolean begins(Cursor c, int at) {
        return BEGIN.get(c.data, at) != 0;
    }

    /// Tells the tree the chunk at `at`.
    ///
    /// @param carried where the next layer starts
    static void tell(Cursor c, Tree t, int at, int carried) {
        int end = Math.min(end(c, at), c.end());
        int padded = Math.min(next(c, at), c.end());
        Kind kind = kinds.get(TYPE.get(c.data, at));
        t.open(kind == null ? head : kind.layout, at, padded);
        t.fields(head, at, end);
        if (padded > end) t.field(PADDING, end, padded - end);
        if (kind == null) {
            if (at + HEAD < end) t.field(VALUE, at + HEAD, end - at - HEAD);
        } else {
            t.fields(kind.layout, at, end);
            int data = data(c, at);
            if (data >= 0 && data != carried) t.field(CARRIED, data, end - data);
            kind.rest.tell(c, t, at, at + Math.max(kind.layout.bytes(), HEAD), end);
        }
        t.close();
    }

    private static void gaps(Cursor c, Tree t, int chunk, int from, int end) {
        if (from > end) return;
        int gapsEnd = Math.min(from + GAPS.get(c.data, chunk) * gap.bytes(), end);
        int duplicatesEnd = Math.min(gapsEnd + DUPLICATES.get(c.data, chunk) * 4, end);
        Option.repeat(t, DUPLICATE, 4, gapsEnd, duplicatesEnd);
        rows(t, gap, from, gapsEnd);
    }

    private static void streams(Cursor c, Tree t, int chunk, int from, int end) {
        rows(t, stream, from, end);
    }

    private static void messages(Cursor c, Tree t, int chunk, int from, int end) {
        rows(t, message, from, end);
    }

    private static void rows(Tree t, Layout row, int from, int end) {
        for (int at = from; at + row.bytes() <= end; at += row.bytes()) {
            t.open(row, at, at + row.bytes());
            t.fields(row, at, end);
            t.close();
        }
    }

    private static void causes(Cursor c, Tree t, int chunk, int from, int end) {
        for (int at = from; at + cause.bytes() <= end;) {
            int size = Math.max(CAUSE_LENGTH.get(c.data, at), cause.bytes());
            int to = Math.min(at + size, end);
            t.open(cause, at, to);
            t.fields(cause, at, to);
            if (to > at + cause.bytes()) t.field(INFORMATION, at + cause.bytes(), to - at - cause.bytes());
            t.close();
            at += size + 3 & ~3;
        }
    }

    private static void cookie(Cursor c, Tree t, int chunk, int from, int end) {
        if (from < end) t.field(COOKIE, from, end - from);
    }

    private static void hmac(Cursor c, Tree t, int chunk, int from, int end) {
        if (from < end) t.field(HMAC, from, end - from);
    }

    static void info(Cursor c, Text out, int at) {
        int type = TYPE.get(c.data, at);
        String name = TYPES.of(type);
        if (name == null) {
            out.ascii("chunk ").number(type);
        } else {
            out.ascii(name);
        }
        if (type == SACK && at + sack.bytes() <= c.end()) {
            out.ascii(" (Ack=").varying(ACK.value(c.data, at)).ascii(", Arwnd=").number(WINDOW.value(c.data, at))
                    .put(')');
        } else if (type == DATA && at + data.bytes() <= c.end()) {
            out.ascii(" (TSN=").varying(TSN.value(c.data, at)).put(')');
        }
    }
}
