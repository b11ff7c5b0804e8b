package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.decode.Level;
import net.strata.live.Ink;
import net.strata.stats.Units;

/// The layers as boxes in each other: what is in a box is the payload of its header.
public final class LayersView implements View {
    /// Columns that a box takes on either side of what is in it.
    private static final int BORDER = 2;
    /// In less room than this, boxes stand below each other.
    private static final int LEAST = 36;
    private static final int MOST_INDENT = 8;

    private final Model model;

    public LayersView(Model model) {
        this.model = model;
    }

    /// A box that is open: what is drawn next stands in it.
    private record Box(Layer layer, int top, int column, int width, Style style) {}

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
            say((model == Model.FIVE ? "1 physical: " : "OSI 1 physical: ") + wire(), Style.SOFT);
            if (packet.length() > packet.sources().getFirst().length())
                say("the capture kept " + packet.sources().getFirst().length() + " of them", Style.BAD);
        }

        /// What went over the wire, as far as the capture has it.
        private String wire() {
            String size = Units.count(packet.length(), "byte") + ", " + Units.count(packet.length() * 8L, "bit");
            return size + switch (Medium.of(packet)) {
                case LOOPBACK -> " that went over no wire: the packet never left the host";
                case LINK -> " on the link; what marks their beginning and end is not in the capture, and seldom is the"
                        + " frame check sequence";
                case NOTED -> " with a header that the capture added: how many went over a wire is not in it";
                case UNKNOWN ->
                    " without the link's own header: what went over a wire, if anything did, is not in the capture";
            };
        }

        private void layer(Layer layer) {
            LayerWords words = LayerWords.of(packet, layer, model);
            if (width - 2 * BORDER < LEAST) closeAll();
            boolean fits = Ink.cells(words.title()) <= titleRoom();
            open(layer, fits ? words.title() : words.name() + ", " + words.size());
            if (!fits) say(words.level(), Style.BOLD);
            if (!words.addresses().isEmpty()) say(words.addresses(), Style.PLAIN);
            for (String each : words.notes())
                note(each);
        }

        private void say(String text, Style style) {
            sheet.paragraph(sheet.height(), column, Math.max(1, width), text, style);
        }

        /// Says something that begins with a word and a colon; further lines stand behind those.
        private void note(String text) {
            int indent = text.indexOf(": ") + 2;
            if (indent < 2 || indent > MOST_INDENT) {
                say(text, Style.SOFT);
                return;
            }
            int row = sheet.height();
            sheet.put(row, column, text.substring(0, indent), Style.SOFT);
            sheet.paragraph(row, column + indent, Math.max(1, width - indent), text.substring(indent), Style.SOFT);
        }

        private int titleRoom() {
            return width - 2 * BORDER - 2;
        }

        private void open(Layer layer, String title) {
            Style style = Style.tone(layer.index()).bold();
            int top = sheet.height();
            String shown = Sheet.fit(title, titleRoom());
            sheet.put(top, column, "\u250c\u2500 " + shown + ' ' + "\u2500".repeat(Math.max(0, width - 5
                    - Ink.cells(shown))) + "\u2510", style);
            open.add(new Box(layer, top, column, width, style));
            column += BORDER;
            width -= 2 * BORDER;
        }

        private void closeAll() {
            while (!open.isEmpty())
                close(open.removeLast());
        }

        private void close(Box box) {
            column = box.column + BORDER;
            width = box.width - 2 * BORDER;
            for (String each : LayerWords.behind(packet, box.layer))
                say(each, Style.PLAIN);
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
            int all = Math.max(packet.length(), packet.sources().getFirst().length());
            int headers = 0;
            int added = 0;
            for (Layer each : packet.own()) {
                if (each.source() > 0 || each.protocol().level().compareTo(Level.TRANSPORT) > 0) continue;
                int header = LayerWords.header(packet, each);
                boolean more = each.protocol().level() != Level.TRANSPORT && each.at() + header > each.end();
                if (header == LayerWords.UNKNOWN || more) {
                    say("overhead: cannot be told, the capture cut the headers", Style.PLAIN);
                    return;
                }
                if (Medium.isAdded(each)) added += header;
                else
                    headers += header;
            }
            if (all == added) return;
            say(String.format(Locale.ROOT, "overhead: %d of %s%s are headers of link, network and transport, %.1f %%",
                    headers, Units.count(all - added, "byte"),
                    added > 0 ? " (without the " + added + " that the capture added)" : "",
                    100.0 * headers / (all - added)), Style.PLAIN);
        }
    }
}
