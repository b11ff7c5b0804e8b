package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.strata.decode.Level;
import net.strata.protocol.Protocols;
import net.strata.stats.Units;
import net.strata.wire.Auto;
import net.strata.wire.Trait;

/// What is said of a layer in its box.
///
/// @param name what it is
/// @param size how many bytes it has, and its payload
/// @param level where it stands in the model; empty for data
/// @param addresses those that matter there; empty if there are none
/// @param notes what it does, a sentence each
public record LayerWords(String name, String size, String level, String addresses, List<String> notes) {
    private static final Set<String> ADDRESSES = Set.of("eth.src", "eth.dst", "sll.src.eth", "vlan.id", "arp.opcode",
            "arp.src.proto_ipv4", "arp.dst.proto_ipv4", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport",
            "tcp.dstport", "udp.srcport", "udp.dstport", "sctp.srcport", "sctp.dstport", "icmp.type", "icmp.ident",
            "icmpv6.type", "igmp.type", "igmp.maddr", "mpls.label", "vxlan.vni", "gre.key");

    /// Of a header that the capture cut.
    static final int UNKNOWN = -1;

    /// The words for a layer.
    public static LayerWords of(Anatomy packet, Layer layer, Model model) {
        if (layer.protocol().equals(Protocols.DATA)) return data(packet, layer, model);
        var notes = new ArrayList<String>();
        if (layer.quoted()) notes.add("quoted from another packet, which this one is about");
        Deed deed = Deed.of(layer.protocol());
        notes.add("down: " + deed.down());
        notes.add("up: " + deed.up());
        if (model != Model.TCPIP && model != Model.FIVE) higher(packet, layer, notes);
        return new LayerWords(layer.label() + ' ' + deed.unit(), size(packet, layer, layer.at()),
                level(layer, model), addresses(packet, layer), List.copyOf(notes));
    }

    private static String level(Layer layer, Model model) {
        if (Medium.isAdded(layer)) return "added by the capture, on no link";
        // A link of which the capture has nothing.
        boolean nothing = layer.protocol().level() == Level.LINK && layer.headerBytes() == 0 && layer.whole()
                && layer.protocol().bytes() == 0;
        return nothing ? "" : model.name(layer.protocol().level());
    }

    /// Bytes that no protocol reads. Behind a transport header they are what programs say to each other.
    private static LayerWords data(Anatomy packet, Layer layer, Model model) {
        boolean carried = layer.index() > 0
                && packet.layers().get(layer.index() - 1).protocol().level() == Level.TRANSPORT;
        var notes = new ArrayList<String>();
        if (carried && model != Model.TCPIP && model != Model.FIVE) higher(packet, layer, notes);
        return new LayerWords("data", size(packet, layer, packet.dataAt(layer)),
                carried ? model.name(Level.APPLICATION) : "", "",
                List.copyOf(notes));
    }

    /// Bytes on the wire, and how many of them are here if they are not all.
    private static String size(Anatomy packet, Layer layer, int at) {
        int all = Math.max(layer.claimedEnd(), layer.end()) - at;
        int here = layer.end() - at;
        int header = header(packet, layer);
        boolean alone = header == all && layer.protocol().level() != Level.TRANSPORT;
        String size = alone || header == UNKNOWN || isApplication(layer)
                ? Units.count(all, "byte")
                : header + " header + " + Units.count(all - header, "byte");
        return here == all ? size : size + " (" + here + (layer.quoted() ? " quoted)" : " captured)");
    }

    /// Bytes of a layer's header on the wire, also where the capture cut it; [#UNKNOWN] if it cannot be told.
    static int header(Anatomy packet, Layer layer) {
        boolean cut = layer.headerEnd() == layer.end() && layer.end() < layer.claimedEnd();
        if (!cut) return layer.headerBytes();
        if (!layer.whole()) return UNKNOWN;
        for (Item each : packet.top(layer.index())) {
            Trait.Absent absent = each.field() == null ? null : each.field().meta().absent();
            long bytes = absent == Auto.HEADER_LENGTH
                    ? each.number()
                    : absent == Auto.HEADER_UNITS ? (each.number() + 1) * 8 : 0;
            if (bytes >= layer.headerBytes() && bytes <= layer.claimedEnd() - layer.at()) return (int) bytes;
        }
        return layer.headerBytes() == layer.protocol().bytes() ? layer.headerBytes() : UNKNOWN;
    }

    /// What it is, how large, and where it stands, in one line.
    public String title() {
        return name + ", " + size + (level.isEmpty() ? "" : ", " + level);
    }

    /// Whether the layer is what programs say to each other, rather than a header in front of it.
    public static boolean isApplication(Layer layer) {
        return layer.protocol().level().compareTo(Level.TRANSPORT) > 0;
    }

    /// Where the session and presentation layers are, told with the application.
    private static void higher(Anatomy packet, Layer layer, List<String> notes) {
        Level level = layer.protocol().level();
        if (level == Level.SESSION)
            notes.add("it names the two ends, and opens and closes what they say to each other");
        if (level == Level.PRESENTATION)
            notes.add(
                    "session (OSI 5) is here too: TLS can resume one; presentation (OSI 6) is the encryption, once keys are agreed");
        if (level == Level.APPLICATION && isLast(packet, layer) && !above(packet, layer, Level.PRESENTATION)
                && !above(packet, layer, Level.SESSION))
            notes.add(
                    "session (OSI 5) and presentation (OSI 6): inside the application, which has no headers for them");
    }

    private static boolean isLast(Anatomy packet, Layer layer) {
        return packet.layers().stream()
                .noneMatch(each -> each.index() > layer.index() && !each.protocol().equals(Protocols.DATA));
    }

    /// Whether the layer is in one of that level.
    private static boolean above(Anatomy packet, Layer layer, Level level) {
        return packet.layers().stream()
                .anyMatch(each -> each.index() < layer.index() && each.protocol().level() == level);
    }

    /// What a layer has behind the layers in it, or in their place: data that no layer reads, padding, a trailer. A line each.
    public static List<String> behind(Anatomy packet, Layer layer) {
        var behind = new ArrayList<String>();
        for (Item each : packet.items()) {
            boolean tail = each.kind() == Item.Kind.GAP || each.name().endsWith(".trailer");
            if (each.layer() == layer.index() && each.parent() < 0 && tail && each.wholeBytes()
                    && each.bit() >= layer.headerEnd() * 8L)
                behind.add(each.label().toLowerCase(Locale.ROOT) + ", " + Units.count(each.bits() / 8, "byte"));
        }
        return behind;
    }

    private static String addresses(Anatomy packet, Layer layer) {
        var found = new ArrayList<String>();
        for (Item each : packet.items())
            if (each.layer() == layer.index() && ADDRESSES.contains(each.name()))
                found.add(each.label().toLowerCase(Locale.ROOT) + ' ' + each.value());
        return String.join(", ", found);
    }
}
