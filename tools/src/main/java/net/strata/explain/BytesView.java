package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.stats.Units;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// All bytes, and beside them the fields that they are, down to the bit. Letters tie the two together, and colours.
public final class BytesView implements View {
    private static final int NARROW = 60;
    private static final int WIDE = 140;
    private static final int BYTES = 8;
    /// Rows of one field that are shown, before rows of it are left out.
    private static final int MOST_ROWS = 10;
    /// Lines that a layer takes, and that all of them take.
    private static final int MOST_OF_LAYER = 1000;
    private static final int MOST_LINES = 3000;

    private final int most;

    /// Bytes of long fields are left out, and counted.
    public BytesView() {
        this(MOST_ROWS);
    }

    /// @param most rows of one field that are shown at most
    BytesView(int most) {
        this.most = most;
    }

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        int bytes = sheet.width() < NARROW ? BYTES / 2 : sheet.width() < WIDE ? BYTES : 2 * BYTES;
        int last = sheet.height() + MOST_LINES;
        for (int source = 0; source < packet.sources().size(); source++) {
            if (source > 0) {
                sheet.line();
                String name = packet.sources().get(source).name();
                String many = Units.count(packet.sources().get(source).length(), "byte");
                sheet.paragraph(sheet.height(), 0, sheet.width(), "The " + name + ", " + many + ":", Style.BOLD);
            }
            for (List<Leaf> run : runs(packet, packet.leaves(source))) {
                if (sheet.height() > 0) sheet.line();
                new Run(packet, run, sheet, bytes).draw(most, last);
            }
        }
    }

    /// The leaves by the layer that they belong to. Each run starts and ends between bytes.
    private static List<List<Leaf>> runs(Anatomy packet, List<Leaf> leaves) {
        var runs = new ArrayList<List<Leaf>>();
        int layer = 0;
        for (Leaf each : leaves) {
            int here = packet.item(each.item()).layer();
            if (runs.isEmpty() || here != layer && (each.bit() & 7) == 0) runs.add(new ArrayList<>());
            runs.getLast().add(each);
            layer = here;
        }
        return runs;
    }

    /// The bytes of a layer, as far as they are in one piece.
    private static final class Run {
        private static final int DIGITS = 6;
        private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        /// Lines of a field.
        private static final int MOST_OF_FIELD = 3;
        /// Bytes whose bits are drawn one by one.
        private static final int MOST_BITS = 4;

        private final Anatomy packet;
        private final List<Leaf> leaves;
        private final Sheet sheet;
        private final int bytes;
        private final Anatomy.Source source;
        private final int from;
        private final int end;
        private final int right;
        /// The first leaf that is not wholly above the current row.
        private int next;

        Run(Anatomy packet, List<Leaf> leaves, Sheet sheet, int bytes) {
            this.packet = packet;
            this.leaves = leaves;
            this.sheet = sheet;
            this.bytes = bytes;
            Leaf last = leaves.getLast();
            source = packet.sources().get(last.source());
            from = leaves.getFirst().bit() >> 3;
            end = last.bit() + last.bits() + 7 >> 3;
            right = DIGITS + bytes * 3 + 1;
        }

        /// @param most rows of one field
        /// @param last line of the sheet that it shall end at
        void draw(int most, int last) {
            title();
            int behind = Math.min(sheet.height() + MOST_OF_LAYER, last);
            for (int row = from; row < end; row += bytes) {
                if (most < Integer.MAX_VALUE && sheet.height() > behind) {
                    rest(row);
                    return;
                }
                while (end(next) <= row * 8)
                    next++;
                int alone = (Math.min(end(next), end * 8) / 8 - row) / bytes;
                if (leaves.get(next).bit() < row * 8 && alone > most) {
                    int left = (alone - 1) * bytes;
                    gap(left);
                    row += left;
                }
                row(row, Math.min(end, row + bytes));
            }
        }

        private int end(int leaf) {
            return leaves.get(leaf).bit() + leaves.get(leaf).bits();
        }

        private void title() {
            Item first = packet.item(leaves.getFirst().item());
            String name = first.layer() < 0 ? first.label() : packet.layers().get(first.layer()).title();
            sheet.paragraph(sheet.height(), 0, sheet.width(), name + ", bytes " + from + " to " + (end - 1),
                    Style.BOLD);
        }

        private void gap(int left) {
            String text = "\u2026 " + Units.count(left, "byte") + " left out";
            int y = sheet.height();
            sheet.put(y, DIGITS, Sheet.fit(letter(next) + " " + text, sheet.width() - DIGITS), style(next));
        }

        private void rest(int row) {
            int fields = leaves.size() - next;
            String text = "\u2026 " + Units.count(end - row, "byte") + " more with " + Units.count(fields, "field")
                    + ", left out";
            sheet.paragraph(sheet.height(), 0, sheet.width(), text, Style.PLAIN);
        }

        private String letter(int leaf) {
            return LETTERS.substring(leaf % LETTERS.length(), leaf % LETTERS.length() + 1);
        }

        private static Style style(int leaf) {
            return Style.tone(leaf);
        }

        private void row(int first, int behind) {
            int y = sheet.height();
            sheet.put(y, 0, String.format(Locale.ROOT, "%04x", first), Style.SOFT);
            int leaf = next;
            int letters = -1;
            for (int nibble = first * 2; nibble < behind * 2; nibble++) {
                while (end(leaf) <= nibble * 4)
                    leaf++;
                int x = DIGITS + (nibble / 2 - first) * 3 + (nibble & 1);
                String digit = Integer.toHexString(source.at(nibble / 2) >> (nibble & 1) * -4 + 4 & 0xf);
                sheet.put(y, x, digit, style(leaf));
                String key = leaf == letters ? "\u2500" : letter(leaf);
                sheet.put(y + 1, x, key, style(leaf));
                if (leaf == letters && (nibble & 1) == 0) sheet.put(y + 1, x - 1, "\u2500", style(leaf));
                letters = leaf;
            }
            int line = y;
            for (leaf = next; leaf < leaves.size() && leaves.get(leaf).bit() < behind * 8; leaf++)
                line = field(line, leaf, first, behind);
        }

        private int field(int y, int leaf, int first, int behind) {
            Leaf here = leaves.get(leaf);
            Item item = packet.item(here.item());
            sheet.put(y, right, letter(leaf), style(leaf).bold());
            String text = here.bit() < first * 8
                    ? "\u2026 " + (isText(item)
                            ? Quote.characters(source.range(first, Math.min(behind, end(leaf) + 7 >> 3)))
                            : "")
                    : text(here, item);
            List<String> lines = Sheet.broken(text, Math.max(8, sheet.width() - right - 2));
            int line = y;
            for (String each : lines.subList(0, Math.min(MOST_OF_FIELD, lines.size()))) {
                boolean cut = line == y + MOST_OF_FIELD - 1 && lines.size() > MOST_OF_FIELD;
                String shown = cut ? Sheet.fit(each + " \u2026\u2026", Math.max(8, sheet.width() - right - 2)) : each;
                sheet.put(line++, right + 2, shown, style(leaf));
            }
            return line;
        }

        private String text(Leaf leaf, Item item) {
            var text = new StringBuilder();
            if ((leaf.bit() & 7) != 0 || (leaf.bits() & 7) != 0) text.append(bits(leaf)).append("  ");
            text.append(packet.label(leaf));
            String value = packet.value(leaf);
            if (!value.isEmpty()) {
                text.append(": ").append(value);
            } else {
                text.append(", ").append(Units.count((leaf.bits() + 7) / 8L, "byte"));
            }
            if (sheet.width() >= WIDE && !item.name().isEmpty()) text.append("  (").append(item.name()).append(')');
            return text.toString();
        }

        /// The bytes that hold some bits, all other bits as dots.
        private String bits(Leaf leaf) {
            int first = leaf.bit() >> 3;
            int behind = Math.min(first + MOST_BITS, leaf.bit() + leaf.bits() + 7 >> 3);
            var text = new StringBuilder();
            for (int bit = first * 8; bit < behind * 8; bit++) {
                boolean own = bit >= leaf.bit() && bit < leaf.bit() + leaf.bits();
                if ((bit & 3) == 0 && bit > first * 8) text.append(' ');
                text.append(own ? (char) ('0' + source.bit(bit)) : '.');
            }
            return text.toString();
        }

        /// Whether its bytes may be characters.
        private static boolean isText(Item item) {
            return switch (item.field()) {
                case Uint _ -> false;
                case Octets octets -> octets.form() == Octets.Form.BYTES || octets.form() == Octets.Form.TEXT;
                case Made _ -> true;
                case null -> true;
            };
        }
    }
}
