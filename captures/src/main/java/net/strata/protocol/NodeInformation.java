package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Node information queries (RFC 4620): messages of ICMPv6.
final class NodeInformation {
    private static final int NODE_NAME = 2;
    private static final int NODE_ADDRESSES = 3;
    private static final int IPV4_ADDRESSES = 4;

    private static final Layout node = new Layout("icmpv6", "Node information", "RFC 4620 section 4").skip(32);
    static final Uint QTYPE = node.uint(16, "ni.qtype", "Query type",
            names("nothing", "", "node name", "node addresses", "IPv4 addresses"), says("what is asked for"));
    static final Uint FLAG = node.group(16, "ni.flag", "Flags", hex(),
            says("which of the node's addresses are asked for, or given"));
    static final Uint RESERVED = node.uint(10, "ni.flag.rsv", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint GLOBAL = node.flag("ni.flag.g", "Global addresses",
            says("global addresses are asked for, or given"));
    static final Uint SITE = node.flag("ni.flag.s", "Site-local addresses",
            says("site-local addresses are asked for, or given"));
    static final Uint LINK = node.flag("ni.flag.l", "Link-local addresses",
            says("link-local addresses are asked for, or given"));
    static final Uint COMPATIBLE = node.flag("ni.flag.c", "IPv4-compatible addresses",
            says("IPv4-compatible and IPv4-mapped addresses are asked for, or given"));
    static final Uint ALL = node.flag("ni.flag.a", "All unicast addresses",
            says("addresses of all the node's interfaces, not of one alone"));
    static final Uint TRUNCATED = node.flag("ni.flag.t", "Truncated", says("set: there are more addresses than fit"));
    static final Uint NONCE = node.uint(64, "ni.nonce", "Nonce", hex(), varies(),
            says("random; the reply repeats it, which ties it to the query"));
    static final Octets SUBJECT_IPV6 = node.loose(Octets.Form.IPV6, "ni.query.subject_ipv6", "Subject",
            says("node that is asked about, by an IPv6 address"));
    static final Made SUBJECT_NAME = node.made(Made.Form.TEXT, "ni.query.subject_fqdn", "Subject name",
            says("node that is asked about, by its name"));
    static final Octets SUBJECT_IPV4 = node.loose(Octets.Form.IPV4, "ni.query.subject_ipv4", "Subject (IPv4)",
            says("node that is asked about, by an IPv4 address"));

    private static final Layout answer = new Layout("icmpv6", "Answer", "RFC 4620 section 6");
    static final Uint TTL = answer.loose(32, "ni.reply.node_ttl", "Time to live",
            says("seconds that the answer may be kept"));
    static final Made NAME = answer.made(Made.Form.TEXT, "ni.reply.node_name", "Node name",
            says("what the node calls itself"));
    static final Octets ADDRESS = answer.loose(Octets.Form.IPV6, "ni.reply.node_address", "Node address",
            says("an IPv6 address of the node"));
    static final Octets IPV4 = answer.loose(Octets.Form.IPV4, "ni.reply.ipv4_address", "Node address (IPv4)",
            says("an IPv4 address of the node"));

    private NodeInformation() {}

    static List<Layout> layouts() {
        return List.of(node, answer);
    }

    static void fields(Cursor c, Tree t, int type) {
        t.fields(node, c.at, c.end());
        if (c.end() - c.at < node.bytes()) return;
        int at = c.at + node.bytes();
        if (type == Icmpv6Numbers.NODE_QUERY) {
            subject(c, t, at);
        } else {
            answers(c, t, at);
        }
    }

    private static void subject(Cursor c, Tree t, int at) {
        int size = c.end() - at;
        switch (Icmpv6.CODE.get(c)) {
            case 0 -> {
                if (size >= 16) t.field(SUBJECT_IPV6, at, 16);
            }
            case 1 -> {
                if (size > 0) name(c, t, SUBJECT_NAME, at);
            }
            case 2 -> {
                if (size >= 4) t.field(SUBJECT_IPV4, at, 4);
            }
            default -> {
            }
        }
    }

    private static void answers(Cursor c, Tree t, int from) {
        int kind = QTYPE.get(c);
        if (kind == NODE_NAME && c.end() - from > 4) {
            t.open(answer, from, c.end());
            t.field(TTL, from, 4);
            name(c, t, NAME, from + 4);
            t.close();
        } else if (kind == NODE_ADDRESSES || kind == IPV4_ADDRESSES) {
            Octets address = kind == NODE_ADDRESSES ? ADDRESS : IPV4;
            int size = 4 + address.length();
            for (int at = from; at + size <= c.end(); at += size) {
                t.open(answer, at, at + size);
                t.field(TTL, at, 4);
                t.field(address, at + 4, address.length());
                t.close();
            }
        }
    }

    private static void name(Cursor c, Tree t, Made field, int at) {
        Text text = c.scratch();
        int end = labels(c.data, at, c.end(), text);
        t.made(field, at, end - at, text);
    }

    /// Appends the labels of a name up to the empty one, with dots between them (RFC 1035 section 3.1, without
    /// compression).
    ///
    /// @return where the name ends
    static int labels(byte[] d, int from, int end, Text out) {
        int at = from;
        while (at < end && d[at] != 0) {
            int size = Math.min(d[at] & 0xff, end - at - 1);
            if (at > from) out.put('.');
            out.text(d, at + 1, size);
            at += 1 + size;
        }
        return Math.min(at + 1, end);
    }
}
