package net.strata.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "sctp.dstport", "icmp.ident", "icmpv6.echo.identifier", "dhcp.id");

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
        if (last != null) terms.add(last.protocol().layout().prefix());
        for (Item each : packet.items()) {
            if (each.layer() < 0 || packet.layers().get(each.layer()).quoted() || !KINDS.contains(each.name()))
                continue;
            String term = term(each.name(), each);
            if (term != null) terms.add(term);
        }
        return String.join(" && ", terms);
    }

    /// The ends of the innermost pair of addresses and of ports.
    private static String conversation(Anatomy packet) {
        Item asks = packet.named("arp.src.proto_ipv4");
        Item asked = packet.named("arp.dst.proto_ipv4");
        if (asks != null && asked != null) {
            String pair = "arp.src.proto_ipv4 == %s && arp.dst.proto_ipv4 == %s";
            return pair.formatted(asks.value(), asked.value()) + " || " + pair.formatted(asked.value(), asks.value());
        }
        var innermost = new LinkedHashMap<String, Item>();
        for (Item each : packet.items())
            if (each.layer() >= 0 && !packet.layers().get(each.layer()).quoted() && ENDS.contains(each.name()))
                innermost.put(each.name(), each);
        Set<String> terms = new LinkedHashSet<>();
        for (Map.Entry<String, Item> each : innermost.entrySet()) {
            String also = each.getValue().field() == null ? null : each.getValue().field().meta().also();
            String name = also == null ? each.getKey() : also;
            String term = term(name, each.getValue());
            if (term != null) terms.add(term);
        }
        return String.join(" && ", terms);
    }

    private static String stream(Anatomy packet) {
        var terms = new ArrayList<String>();
        for (String name : List.of("tcp.stream", "udp.stream")) {
            Item item = packet.named(name);
            if (item != null && !packet.layers().get(item.layer()).quoted()) terms.add(name + " == " + item.number());
        }
        return terms.isEmpty() ? "" : terms.getLast();
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
