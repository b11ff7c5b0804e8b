package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The parameters of SCTP chunks (RFC 9260 section 3.2.1, and the IANA registry "Chunk Parameter Types").
final class SctpParameters {
    static final Names HMACS = new Names("1 SHA-1\n3 SHA-256");
    private static final Layout parameter = new Layout("sctp", "Parameter", "RFC 9260 section 3.2.1");
    static final Layout LAYOUT = parameter;
    static final Uint TYPE = parameter.group(16, "parameter_type", "Type", hex(), names(new Names("""
            0x0001 Heartbeat info
            0x0005 IPv4 address
            0x0006 IPv6 address
            0x0007 State cookie
            0x0008 Unrecognized parameters
            0x0009 Cookie preservative
            0x000b Hostname address
            0x000c Supported address types
            0x000d Outgoing SSN reset request
            0x000e Incoming SSN reset request
            0x000f SSN/TSN reset request
            0x0010 Re-configuration response
            0x0011 Add outgoing streams request
            0x0012 Add incoming streams request
            0x8000 ECN
            0x8001 Zero checksum acceptable
            0x8002 Random
            0x8003 Chunks to be authenticated
            0x8004 Requested HMAC algorithms
            0x8005 Padding
            0x8008 Supported extensions
            0xc000 Forward TSN supported
            0xc001 Add IP address
            0xc002 Delete IP address
            0xc003 Error cause indication
            0xc004 Set primary address
            0xc005 Success indication
            0xc006 Adaptation layer indication""")),
            says("what the parameter tells; its upper two bits say what to do if it is unknown"));
    static final Uint SKIP = parameter.flag("parameter_bit_1", "If unknown, go on",
            says("go on with the next parameter if this one is unknown; if not, stop here"));
    static final Uint REPORT = parameter.flag("parameter_bit_2", "If unknown, report",
            says("tell the sender if the parameter's type is unknown"));
    static final Uint LENGTH = parameter.skip(14).uint(16, "parameter_length", "Length",
            says("bytes of the parameter, these four included, padding not"));
    static final Octets IPV4 = parameter.loose(Octets.Form.IPV4, "parameter_ipv4_address", "Address",
            says("another address at which the sender can be reached"));
    static final Octets IPV6 = parameter.loose(Octets.Form.IPV6, "parameter_ipv6_address", "Address",
            says("another address at which the sender can be reached"));
    static final Octets HEARTBEAT = parameter.loose(Octets.Form.BYTES, "parameter_heartbeat_information",
            "Information", varies(), says("the sender's own notes, such as time and address; come back unchanged"));
    static final Octets COOKIE = parameter.loose(Octets.Form.BYTES, "parameter_state_cookie", "State cookie", varies(),
            says("what the server need not remember until it comes back"));
    static final Uint PRESERVATIVE = parameter.loose(32, "parameter_cookie_preservative_incr", "Longer life",
            says("ms that the cookie shall live longer than usual"));
    static final Octets HOST = parameter.loose(Octets.Form.TEXT, "parameter_hostname", "Host name",
            says("name to look the sender's addresses up by; no longer allowed"));
    static final Uint ADDRESS_TYPE = parameter.loose(16, "parameter_supported_address_type", "Address type", list(),
            names(new Names("5 IPv4\n6 IPv6\n11 host name")), says("kind of address that the sender can use"));
    static final Uint REQUEST = parameter.loose(32, "parameter_reconfig_request_sequence_number", "Request number",
            varies(), says("counts requests to change streams, so that none is done twice"),
            source("RFC 6525 section 4"));
    static final Uint RESPONSE = parameter.loose(32, "parameter_reconfig_response_sequence_number",
            "Response number", varies(), says("number of the request that it answers"), source("RFC 6525 section 4"));
    static final Uint LAST_TSN = parameter.loose(32, "parameter_senders_last_assigned_tsn", "Last TSN assigned",
            varies(), says("number of the last chunk of data sent before the change"),
            source("RFC 6525 section 4.1"));
    static final Uint RESULT = parameter.loose(32, "parameter_reconfig_response_result", "Result",
            names("nothing to do",
                    "done", "denied", "wrong stream", "in progress", "wrong sequence number", "in progress"),
            says("what came of the request"), source("RFC 6525 section 4.4"));
    static final Uint STREAM = parameter.loose(16, "parameter_reconfig_sid", "Stream", list(),
            says("stream whose numbers begin anew; none listed: all"), source("RFC 6525 section 4"));
    static final Uint MORE_OUT = parameter.loose(16, "parameter_add_outgoing_streams_number", "Streams",
            says("how many streams the sender wants to add to those it sends on"), source("RFC 6525 section 4.5"));
    static final Uint MORE_IN = parameter.loose(16, "parameter_add_incoming_streams_number", "Streams",
            says("how many streams it wants the other side to add"), source("RFC 6525 section 4.6"));
    static final Uint CORRELATION = parameter.loose(32, "correlation_id", "Correlation", hex(), varies(),
            says("the same in a request and its answer"), source("RFC 5061 section 4.2"));
    static final Uint ADAPTATION = parameter.loose(32, "adaptation_layer_indication", "Indication", hex(),
            says("which layer the programs put above, by a number they agree on"), source("RFC 5061 section 4.2.6"));
    static final Octets RANDOM = parameter.loose(Octets.Form.BYTES, "random_number", "Random number", varies(),
            says("part of what keys are made from, together with shared secrets"), source("RFC 4895 section 3.1"));
    static final Uint AUTHENTICATED = parameter.loose(8, "chunk_type_to_auth", "Chunk", list(),
            says("kind of chunk that the sender accepts only with proof"), source("RFC 4895 section 3.2"));
    static final Uint HMAC = parameter.loose(16, "hmac_id", "HMAC", list(), names(HMACS),
            says("hash that the sender can make the proof with, best first"), source("RFC 4895 section 3.3"));
    static final Uint EXTENSION = parameter.loose(8, "supported_chunk_type", "Chunk", list(),
            says("kind of chunk beyond the base that the sender understands"), source("RFC 5061 section 4.2.7"));
    static final Octets VALUE = parameter.loose(Octets.Form.BYTES, "parameter_value", "Value",
            says("bytes of a parameter that is not taken apart"));
    static final Octets PADDING = parameter.loose(Octets.Form.BYTES, "parameter_padding", "Padding",
            says("zeros up to a multiple of 4 bytes"));
    private static final int HEAD = parameter.bytes();

    private SctpParameters() {}

    /// Tells the tree the parameters between two places.
    static void tell(Cursor c, Tree t, int from, int limit) {
        for (int at = from; at + HEAD <= limit;) {
            int size = Math.max(LENGTH.get(c.data, at), HEAD);
            int end = Math.min(at + size, limit);
            int padded = Math.min(at + (size + 3 & ~3), limit);
            t.open(parameter, at, padded);
            t.fields(parameter, at, end);
            if (padded > end) t.field(PADDING, end, padded - end);
            content(c, t, TYPE.get(c.data, at), at + HEAD, end);
            t.close();
            at += size + 3 & ~3;
        }
    }

    private static void content(Cursor c, Tree t, int type, int at, int end) {
        switch (type) {
            case 1 -> rest(t, HEARTBEAT, at, end);
            case 5 -> fixed(t, IPV4, 4, at, end);
            case 6 -> fixed(t, IPV6, 16, at, end);
            case 7 -> rest(t, COOKIE, at, end);
            case 9 -> fixed(t, PRESERVATIVE, at, end);
            case 11 -> rest(t, HOST, at, end);
            case 12 -> Option.repeat(t, ADDRESS_TYPE, 2, at, end);
            case 13 -> {
                int i = fixed(t, LAST_TSN, fixed(t, RESPONSE, fixed(t, REQUEST, at, end), end), end);
                Option.repeat(t, STREAM, 2, i, end);
            }
            case 14 -> Option.repeat(t, STREAM, 2, fixed(t, REQUEST, at, end), end);
            case 15 -> fixed(t, REQUEST, at, end);
            case 16 -> fixed(t, RESULT, fixed(t, RESPONSE, at, end), end);
            case 17 -> fixed(t, MORE_OUT, fixed(t, REQUEST, at, end), end);
            case 18 -> fixed(t, MORE_IN, fixed(t, REQUEST, at, end), end);
            case 0x8002 -> rest(t, RANDOM, at, end);
            case 0x8003 -> Option.repeat(t, AUTHENTICATED, 1, at, end);
            case 0x8004 -> Option.repeat(t, HMAC, 2, at, end);
            case 0x8008 -> Option.repeat(t, EXTENSION, 1, at, end);
            case 0xc001, 0xc002, 0xc004 -> address(c, t, at, end);
            case 0xc005 -> fixed(t, CORRELATION, at, end);
            case 0xc006 -> fixed(t, ADAPTATION, at, end);
            default -> rest(t, VALUE, at, end);
        }
    }

    /// A correlation, and an address that is a parameter itself (RFC 5061 section 4.2.1).
    private static void address(Cursor c, Tree t, int at, int end) {
        int inner = fixed(t, CORRELATION, at, end);
        if (inner + HEAD > end) return;
        int to = Math.min(inner + Math.max(LENGTH.get(c.data, inner), HEAD), end);
        t.open(parameter, inner, to);
        t.fields(parameter, inner, to);
        int type = TYPE.get(c.data, inner);
        if (type == 5 || type == 6) content(c, t, type, inner + HEAD, to);
        t.close();
    }

    private static int fixed(Tree t, Uint field, int at, int end) {
        int next = at + field.end();
        if (next <= end) t.field(field, at, field.end());
        return next;
    }

    private static void fixed(Tree t, Octets field, int bytes, int at, int end) {
        if (at + bytes <= end) t.field(field, at, bytes);
    }

    private static void rest(Tree t, Octets field, int at, int end) {
        if (at < end) t.field(field, at, end - at);
    }
}
