package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.protocol.Protocols;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// A packet in one paragraph.
public final class Summary {
    private static final int LONGEST_DATA = 60;

    private final Anatomy packet;
    private final Layer layer;

    private Summary(Anatomy packet, Layer layer) {
        this.packet = packet;
        this.layer = layer;
    }

    public static String of(Anatomy packet) {
        var sentences = new ArrayList<String>();
        sentences.add(
                "Packet " + packet.number() + " has " + Units.count(packet.length(), "byte") + where(packet) + '.');
        boolean quoted = false;
        for (Layer each : packet.layers()) {
            if (each.quoted() && !quoted) sentences.add("It quotes the packet that it is about:");
            quoted |= each.quoted();
            String sentence = new Summary(packet, each).sentence();
            if (!sentence.isEmpty()) sentences.add(sentence);
        }
        if (packet.problem() != null) sentences.add("Something is wrong with it: " + packet.problem() + ".");
        return String.join(" ", sentences);
    }

    private static String where(Anatomy packet) {
        return switch (Medium.of(packet)) {
            case LINK -> " on the link";
            case NOTED -> ", of which the capture added the first " + packet.layers().getFirst().headerBytes();
            case LOOPBACK -> " that went over no wire";
            case UNKNOWN -> "; what carried it is not in the capture";
        };
    }

    /// What the layer says; nothing if not even the fixed part of its header is here.
    private String sentence() {
        if (!layer.whole()) return "";
        return switch (layer.protocol().layout().prefix()) {
            case "eth" -> "Station " + value("eth.src") + " sends it to " + station() + '.';
            case "vlan" -> "It belongs to virtual network " + value("vlan.id") + '.';
            case "ip" -> host("ip.src", "ip.dst", "ip.ttl") + fragment() + '.';
            case "ipv6" -> host("ipv6.src", "ipv6.dst", "ipv6.hlim") + '.';
            case "tcp" -> tcp();
            case "udp" ->
                "It is a datagram from port " + value("udp.srcport") + " to port " + value("udp.dstport") + " with "
                        + Units.count(Math.max(0, layer.claimedEnd() - layer.headerEnd()), "byte") + " of data.";
            default -> rest();
        };
    }

    private String rest() {
        if (layer.protocol().equals(Protocols.DATA)) return data();
        return layer.info().isEmpty() ? "" : layer.label() + " says: " + layer.info() + '.';
    }

    private String data() {
        Item item = item("data.data");
        int bytes = layer.end() - packet.dataAt(layer);
        String text = item == null || bytes > LONGEST_DATA ? "" : Quote.of(packet.bytes(item));
        return "Its data are " + Units.count(bytes, "byte") + (text.isEmpty() ? "" : ": " + text) + '.';
    }

    private String station() {
        Item item = item("eth.dst");
        if (item == null) return "a station";
        return item.value().equals("ff:ff:ff:ff:ff:ff") ? "all stations on the link" : item.value();
    }

    private String host(String source, String destination, String hops) {
        return "Host " + value(source) + " sends it to " + value(destination) + ", and "
                + hops(item(source), item(destination), item(hops));
    }

    /// Who may forward it: each router takes one off, and drops what has none left (RFC 1812 section 5.3.1).
    private String hops(@Nullable Item source, @Nullable Item destination, @Nullable Item hops) {
        if (source == null || destination == null || hops == null) return "no router may pass it on";
        byte[] from = packet.bytes(source);
        byte[] to = packet.bytes(destination);
        if (Reach.isLoopback(to) || Reach.isLoopback(from)) return "it never leaves the host";
        if (Reach.isOfLink(to)) return "no router may pass it on: its destination is for this link alone";
        if (Reach.isOfLink(from)) return "no router may pass it on: its source is known on this link alone";
        if (hops.number() <= 1) return "no router may pass it on";
        return "at most " + Units.count(hops.number() - 1, "router") + " may pass it on";
    }

    private String fragment() {
        Item more = item("ip.flags.mf");
        Item offset = item("ip.frag_offset");
        boolean fragment = more != null && more.number() != 0 || offset != null && offset.number() != 0;
        return fragment && offset != null
                ? "; it is a fragment, from byte " + offset.number() * 8 + " of a larger packet"
                : "";
    }

    private String tcp() {
        Item length = item("tcp.len");
        Item seq = item("tcp.seq");
        Item ack = item("tcp.ack");
        Item flags = item("tcp.flags");
        if (length == null || seq == null || ack == null || flags == null) return "";
        long set = flags.number();
        var words = new ArrayList<String>();
        if ((set & 0x02) != 0) words.add((set & 0x10) != 0 ? "accepts a connection" : "asks for a connection");
        if (length.number() > 0)
            words.add("sends " + Units.count(length.number(), "byte") + " of data, from number " + seq.number()
                    + " of its direction on");
        if ((set & 0x10) != 0)
            words.add("has all before number " + ack.number() + " of the other direction" + blocks(ack.number()));
        String window = window(set);
        if (!window.isEmpty()) words.add(window);
        if ((set & 0x01) != 0) words.add("will send no more");
        if ((set & 0x04) != 0) words.add("gives the connection up at once");
        return "It is a segment of TCP from port " + value("tcp.srcport") + " to port " + value("tcp.dstport")
                + (words.isEmpty() ? "" : ": its sender " + list(words)) + '.';
    }

    /// A window that is closed; a reset's means nothing (RFC 9293 section 3.5.2).
    private String window(long flags) {
        Item window = item("tcp.window_size_value");
        return window != null && window.number() == 0 && (flags & 0x04) == 0 ? "has no room for more data" : "";
    }

    /// What arrived behind a gap (RFC 2018 section 3), or again (RFC 2883 section 4): blocks with their first number and that
    /// behind their last.
    private String blocks(long acknowledged) {
        List<Item> left = edges("tcp.options.sack_le");
        List<Item> right = edges("tcp.options.sack_re");
        var behind = new ArrayList<String>();
        var again = new ArrayList<String>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            long first = left.get(i).number();
            (first < acknowledged ? again : behind).add(first + " to " + (right.get(i).number() - 1));
        }
        return (behind.isEmpty() ? "" : " (behind a gap also " + list(behind) + ")")
                + (again.isEmpty() ? "" : " (" + list(again) + " again)");
    }

    private List<Item> edges(String name) {
        return packet.all(name).stream().filter(each -> each.layer() == layer.index()).toList();
    }

    private static String list(List<String> words) {
        if (words.size() == 1) return words.getFirst();
        return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    private String value(String name) {
        Item item = item(name);
        return item == null ? "?" : item.value().toLowerCase(Locale.ROOT);
    }

    private @Nullable Item item(String name) {
        return packet.named(layer, name);
    }
}
