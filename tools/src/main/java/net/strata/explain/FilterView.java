package net.strata.explain;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.protocol.Protocols;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Display filters that find packets like one, and those of its conversation.
public final class FilterView implements View {
    /// Fields that say what kind of packet it is.
    private static final List<String> KINDS = List.of("arp.opcode", "icmp.type", "icmp.code", "icmpv6.type",
            "icmpv6.code",
            "igmp.type", "tcp.flags", "dns.flags.response", "dns.qry.type", "dhcp.type", "dhcp.option.dhcp",
            "http.request.method", "http.response.code", "tls.record.content_type", "tls.handshake.type", "stp.type",
            "ospf.msg", "bgp.type", "vrrp.type", "lldp.tlv.type", "snmp.pdu_type", "ntp.flags.mode", "tftp.opcode",
            "sip.Method", "sip.Status-Code");
    /// Fields that are alike, or change places, in all packets of a conversation.
    private static final List<String> ENDS = List.of("ip.src", "ip.dst",
            "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport", "sctp.srcport",
            "sctp.dstport", "icmp.ident", "icmpv6.echo.identifier");
    private static final Set<String> ADDRESSES = Set.of("ip.src", "ip.dst", "ipv6.src", "ipv6.dst");
    /// Numbers that tell a conversation whose ends have no addresses yet (RFC 2131 section 2, RFC 8415 section 16.1).
    private static final List<String> TRANSACTIONS = List.of("dhcp.id", "dhcpv6.xid");
    /// Addresses asked for, and answered, by neighbours (RFC 4861 section 4.3, 4.4).
    private static final List<String> TARGETS = List.of("icmpv6.nd.ns.target_address", "icmpv6.nd.na.target_address");
    /// Protocols that Wireshark's filters know by another name, or by none: a field that each of their packets has.
    private static final Map<String, String> OTHER_NAMES = Map.of("geonw", "geonw.bh.version", "mip6", "mip6.mhtype",
            "pppoe", "pppoe.code", "discard", "udp.port == 9");

    /// The filters for a packet.
    ///
    /// @param like packets of its kind, anywhere
    /// @param conversation those between the same ends, in any capture; empty if it has none
    /// @param stream the same by its number in this capture; empty if it has none
    public record Filters(String like, String conversation, String stream) {}

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        Filters filters = filters(packet);
        say("packets like this one", filters.like, sheet);
        say("its conversation", filters.conversation, sheet);
        say("its conversation, in this capture", filters.stream, sheet);
    }

    private static void say(String what, String filter, Sheet sheet) {
        if (filter.isEmpty()) return;
        sheet.line(what + ':', Style.SOFT);
        sheet.paragraph(sheet.height(), 2, sheet.width() - 2, filter, Style.BOLD);
    }

    /// Finds them.
    public static Filters filters(Anatomy packet) {
        return new Filters(like(packet), conversation(packet), stream(packet));
    }

    private static String like(Anatomy packet) {
        var terms = new LinkedHashSet<String>();
        Layer last = null;
        for (Layer each : packet.own())
            if (!each.protocol().equals(Protocols.DATA)) last = each;
        String fragment = last == null ? "" : fragment(packet, last);
        if (last != null && fragment.isEmpty()) terms.add(name(last.protocol().layout().prefix()));
        for (Item each : packet.items())
            if (isOwn(packet, each) && KINDS.contains(each.name())) add(each.name(), each, terms);
        if (!fragment.isEmpty()) terms.add(terms.isEmpty() ? fragment : "(" + fragment + ")");
        return String.join(" && ", terms);
    }

    private static String name(String protocol) {
        return OTHER_NAMES.getOrDefault(protocol, protocol);
    }

    /// What distinguishes a fragment of IPv4, which its header does not as that of IPv6 does; empty for other packets.
    private static String fragment(Anatomy packet, Layer layer) {
        Item more = packet.named(layer, "ip.flags.mf");
        Item offset = packet.named(layer, "ip.frag_offset");
        if (more == null || offset == null || more.number() == 0 && offset.number() == 0) return "";
        return "ip.flags.mf == 1 || ip.frag_offset > 0";
    }

    /// Whether the packet itself has the item, rather than one that it quotes.
    private static boolean isOwn(Anatomy packet, Item item) {
        return item.layer() >= 0 && !packet.layers().get(item.layer()).quoted();
    }

    private static void add(String name, Item item, Set<String> terms) {
        String term = term(name, item);
        if (term != null) terms.add(term);
    }

    private static String conversation(Anatomy packet) {
        Item asks = packet.named("arp.src.proto_ipv4");
        Item asked = packet.named("arp.dst.proto_ipv4");
        if (asks != null && asked != null) {
            String pair = "arp.src.proto_ipv4 == %s && arp.dst.proto_ipv4 == %s";
            return pair.formatted(asks.value(), asked.value()) + " || " + pair.formatted(asked.value(), asks.value());
        }
        for (Item each : packet.items()) {
            if (!isOwn(packet, each)) continue;
            if (TRANSACTIONS.contains(each.name())) return String.valueOf(term(each.name(), each));
            if (TARGETS.contains(each.name()))
                return TARGETS.stream().map(name -> term(name, each)).collect(Collectors.joining(" || "));
        }
        return ends(packet);
    }

    /// The innermost pair of addresses, and of ports.
    private static String ends(Anatomy packet) {
        int network = network(packet);
        var innermost = new LinkedHashMap<String, Item>();
        for (Item each : packet.items())
            if (isOwn(packet, each) && each.layer() >= network && ENDS.contains(each.name()))
                innermost.put(each.name(), each);
        // Who answers has an address of his own: what was asked had that of a group.
        if (!ADDRESSES.containsAll(innermost.keySet()))
            innermost.values().removeIf(each -> ADDRESSES.contains(each.name()) && isNobodys(packet.bytes(each)));
        Set<String> terms = new LinkedHashSet<>();
        innermost.forEach((name, item) -> {
            String also = item.field() == null ? null : item.field().meta().also();
            add(also == null ? name : also, item, terms);
        });
        return String.join(" && ", terms);
    }

    /// Index of the innermost layer with addresses; 0 if there is none.
    private static int network(Anatomy packet) {
        int network = 0;
        for (Item each : packet.items())
            if (isOwn(packet, each) && ADDRESSES.contains(each.name())) network = Math.max(network, each.layer());
        return network;
    }

    private static boolean isNobodys(byte[] address) {
        return Reach.isMany(address) || Reach.isNone(address);
    }

    /// The number of the innermost conversation, where both its directions have the same.
    private static String stream(Anatomy packet) {
        int network = network(packet);
        String stream = "";
        for (Item each : packet.items()) {
            if (!isOwn(packet, each) || each.layer() < network) continue;
            boolean nobodys = ADDRESSES.contains(each.name()) && isNobodys(packet.bytes(each));
            if (nobodys || TRANSACTIONS.contains(each.name())) return "";
            if (each.name().equals("tcp.stream") || each.name().equals("udp.stream"))
                stream = each.name() + " == " + each.number();
        }
        return stream;
    }

    private static @Nullable String term(String name, Item item) {
        return switch (item.field()) {
            case Uint f when f.form() == Uint.Form.HEX -> name + " == 0x" + Long.toHexString(item.number());
            case Uint _ -> name + " == " + item.number();
            case Octets f when f.form() != Octets.Form.TEXT -> name + " == " + item.value();
            case Octets _ -> name + " == " + quoted(item.value());
            case Made f when f.form() == Made.Form.TEXT -> name + " == " + quoted(item.value());
            case Made _ -> name + " == " + item.number();
            case null -> null;
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
