package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.strata.decode.Level;
import net.strata.live.Ink;
import net.strata.protocol.Protocols;

/// The layers as boxes in each other: what is in a box is the payload of its header.
public final class LayersView implements View {
    /// Columns that a box takes on either side of what is in it.
    private static final int BORDER = 2;
    /// In less room than this, boxes stand below each other.
    private static final int LEAST = 36;
    private static final Set<String> ADDRESSES = Set.of("eth.src", "eth.dst", "sll.src.eth", "vlan.id", "arp.opcode",
            "arp.src.proto_ipv4", "arp.dst.proto_ipv4", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport",
            "tcp.dstport", "udp.srcport", "udp.dstport", "sctp.srcport", "sctp.dstport", "icmp.type", "icmp.ident",
            "icmpv6.type", "igmp.type", "igmp.maddr", "mpls.label", "vxlan.vni", "gre.key");

    private final Model model;

    public LayersView(Model model) {
        this.model = model;
    }

    /// A box that is open: what is drawn next stands in it.
    private record Box(int top, int column, int width, Style style) {}

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        new Drawing(packet, sheet).draw();
    }

    private final class Drawing {
        private final Anatomy packet;
        private final Sheet sheet;
        private final List<Box> open = new ArrayList<>();
        private int column;
        private int width;

        Drawing(Anatomy packet, Sheet sheet) {
            this.packet = packet;
            this.sheet = sheet;
            width = sheet.width();
        }

        void draw() {
            if (model != Model.TCPIP) physical();
            int source = 0;
            for (Layer each : packet.layers()) {
                if (each.source() != source) {
                    closeAll();
                    say("put together from fragments, the last of which is this packet: "
                            + packet.sources().get(each.source()).length() + " bytes", Style.SOFT);
                    source = each.source();
                }
                layer(each);
            }
            closeAll();
            overhead();
        }

        private void physical() {
            int bytes = packet.length();
            String name = model == Model.FIVE ? "1 physical" : "OSI 1 physical";
            say(name + ": " + bytes + " bytes, " + bytes * 8L
                    + " bits on the wire; what marks their beginning and end, and the"
                    + " frame check sequence, is not in the capture", Style.SOFT);
            if (packet.length() > packet.sources().getFirst().length())
                say("the capture kept " + packet.sources().getFirst().length() + " of them", Style.BAD);
        }

        private void layer(Layer layer) {
            boolean data = layer.protocol().equals(Protocols.DATA);
            Style style = Style.tone(layer.index()).bold();
            open(title(layer, data), style);
            if (data) return;
            if (layer.quoted()) say("quoted from another packet, which this one is about", Style.SOFT);
            String addresses = addresses(layer);
            if (!addresses.isEmpty()) say(addresses, Style.PLAIN);
            Deed deed = Deed.of(layer.protocol());
            say("down: " + deed.down(), Style.SOFT);
            say("up: " + deed.up(), Style.SOFT);
            higher(layer);
        }

        private String title(Layer layer, boolean data) {
            if (data) return "data, " + bytes(layer.end() - layer.at());
            String name = layer.label() + ' ' + Deed.of(layer.protocol()).unit();
            int header = layer.headerBytes();
            int payload = layer.end() - layer.headerEnd();
            String size = layer.protocol().level().compareTo(Level.TRANSPORT) > 0
                    ? bytes(layer.end() - layer.at())
                    : header + " header + " + payload + (payload == 1 ? " byte" : " bytes");
            return name + ", " + size + ", " + model.name(layer.protocol().level());
        }

        private static String bytes(int count) {
            return count + (count == 1 ? " byte" : " bytes");
        }

        /// Where the session and presentation layers are, told with the application.
        private void higher(Layer layer) {
            if (model == Model.TCPIP || model == Model.FIVE) return;
            Level level = layer.protocol().level();
            if (level == Level.PRESENTATION)
                say("session (OSI 5) is here too: TLS can resume one; presentation (OSI 6) is the encryption",
                        Style.SOFT);
            if (level == Level.APPLICATION && above(layer).isEmpty() && !below(layer, Level.PRESENTATION))
                say("session (OSI 5) and presentation (OSI 6): inside the application, which has no headers for them",
                        Style.SOFT);
        }

        private List<Layer> above(Layer layer) {
            return packet.layers().stream().filter(each -> each.index() > layer.index()
                    && !each.protocol().equals(Protocols.DATA)).toList();
        }

        private boolean below(Layer layer, Level level) {
            return packet.layers().stream().anyMatch(
                    each -> each.index() < layer.index() && each.protocol().level() == level);
        }

        private String addresses(Layer layer) {
            var found = new ArrayList<String>();
            for (Item each : packet.items())
                if (each.layer() == layer.index() && ADDRESSES.contains(each.name()))
                    found.add(each.label().toLowerCase(Locale.ROOT) + ' ' + each.value());
            return String.join(", ", found);
        }

        private void say(String text, Style style) {
            int inside = Math.max(1, width);
            sheet.paragraph(sheet.height(), column, inside, text, style);
        }

        private void open(String title, Style style) {
            if (width - 2 * BORDER < LEAST) closeAll();
            int top = sheet.height();
            String shown = Sheet.fit(title, width - 2 * BORDER - 2);
            sheet.put(top, column, "\u250c\u2500 " + shown + ' ' + "\u2500".repeat(Math.max(0, width - 5
                    - Ink.cells(shown))) + "\u2510", style);
            open.add(new Box(top, column, width, style));
            column += BORDER;
            width -= 2 * BORDER;
        }

        private void closeAll() {
            while (!open.isEmpty())
                close(open.removeLast());
        }

        private void close(Box box) {
            int bottom = sheet.height();
            sheet.put(bottom, box.column, "\u2514" + "\u2500".repeat(box.width - 2) + "\u2518", box.style);
            for (int row = box.top + 1; row < bottom; row++) {
                sheet.put(row, box.column, "\u2502", box.style);
                sheet.put(row, box.column + box.width - 1, "\u2502", box.style);
            }
            column = box.column;
            width = box.width;
        }

        private void overhead() {
            int all = packet.sources().getFirst().length();
            int headers = packet.own().stream().filter(each -> each.source() == 0
                    && each.protocol().level().compareTo(Level.TRANSPORT) <= 0).mapToInt(Layer::headerBytes).sum();
            if (all == 0) return;
            say(String.format(Locale.ROOT,
                    "overhead: %d of %d bytes are headers of link, network and transport,"
                            + " %.1f %%",
                    headers, all, 100.0 * headers / all), Style.PLAIN);
        }
    }
}
