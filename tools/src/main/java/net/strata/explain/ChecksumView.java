package net.strata.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import net.strata.explain.Sum.Word;
import net.strata.live.Ink;
import net.strata.stats.Units;
import net.strata.wire.Checksum;

/// Each checksum of a packet, worked out word by word.
public final class ChecksumView implements View {
    private static final int MOST_CHECKSUMS = 16;
    /// Words of a header that are shown one by one.
    private static final int MOST_WORDS = 64;
    /// Words of a payload that are shown one by one, and how many are added up in a row where there are more.
    private static final int IN_A_ROW = 16;
    /// Rows of a payload that are shown, at its start and at its end.
    private static final int FIRST_ROWS = 8;
    private static final int LAST_ROWS = 2;
    /// Fields of a row that are named one by one.
    private static final int MOST_NAMES = 4;
    private static final int WIDEST = 110;

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        List<Item> fields = packet.items().stream().filter(Sum::isChecksum).toList();
        if (fields.isEmpty()) {
            sheet.paragraph(sheet.height(), 0, sheet.width(), "No header of this packet has a checksum.", Style.PLAIN);
            return;
        }
        for (Item field : fields.subList(0, Math.min(MOST_CHECKSUMS, fields.size()))) {
            if (sheet.height() > 0) sheet.line();
            new Drawing(packet, field, sheet).draw();
        }
        if (fields.size() > MOST_CHECKSUMS)
            sheet.line("\u2026 " + Units.count(fields.size() - MOST_CHECKSUMS, "more checksum"), Style.PLAIN);
    }

    /// One checksum while it is drawn.
    private static final class Drawing {
        private static final int WORD = 12;
        private static final int WHAT = 18;

        /// Only OSPF version 2 leaves something out.
        private static final String LEFT_OUT = ", the authentication (RFC 2328 section D.4.1)";

        private final Anatomy packet;
        private final Item field;
        private final Layer layer;
        private final Sheet sheet;
        private final int width;
        private long running;

        Drawing(Anatomy packet, Item field, Sheet sheet) {
            this.packet = packet;
            this.field = field;
            this.sheet = sheet;
            layer = packet.layers().get(field.layer());
            width = Math.min(sheet.width(), WIDEST);
        }

        void draw() {
            say(layer.title() + ": " + field.label() + " (" + field.name() + ")", Style.BOLD);
            Sum sum = Sum.of(packet, field);
            if (sum == null) {
                other();
                return;
            }
            say("RFC 1071: the ones' complement of the sum of all 16-bit words, with this field as zero. "
                    + covered(sum), Style.PLAIN);
            words(sum);
            fold(sum);
            result(sum);
        }

        private void say(String text, Style style) {
            sheet.paragraph(sheet.height(), 0, width, text, style);
        }

        private String covered(Sum sum) {
            boolean pseudo = !sum.words().isEmpty() && !sum.words().getFirst().pseudo().isEmpty();
            return "It covers " + (pseudo ? "the pseudo-header, which is not sent, and " : "") + "bytes " + sum.from()
                    + " to " + (sum.end() - 1) + " of " + packet.sources().get(field.source()).name() + without(sum)
                    + ".";
        }

        /// The bytes in between that are left out.
        private static String without(Sum sum) {
            int at = sum.from();
            for (Word each : sum.words()) {
                if (!each.pseudo().isEmpty()) continue;
                if (each.at() > at) return " without bytes " + at + " to " + (each.at() - 1) + LEFT_OUT;
                at = each.at() + each.bytes();
            }
            return "";
        }

        private void words(Sum sum) {
            head();
            List<Word> words = sum.words();
            int pseudo = (int) words.stream().filter(each -> !each.pseudo().isEmpty()).count();
            int header = Math.min(MOST_WORDS,
                    (Math.max(0, Math.min(layer.headerEnd(), sum.end()) - sum.from()) + 1) / 2);
            int single = Math.min(words.size(), pseudo + header);
            if (words.size() - single <= IN_A_ROW) single = words.size();
            for (Word each : words.subList(0, single))
                word(each);
            int rows = (words.size() - single + IN_A_ROW - 1) / IN_A_ROW;
            for (int row = 0; row < rows; row++) {
                int from = single + row * IN_A_ROW;
                int end = Math.min(words.size(), from + IN_A_ROW);
                if (row == FIRST_ROWS && rows > FIRST_ROWS + LAST_ROWS + 1) {
                    row = rows - LAST_ROWS - 1;
                    end = single + (row + 1) * IN_A_ROW;
                }
                several(words.subList(from, end));
            }
        }

        private void head() {
            int row = sheet.height();
            sheet.put(row, 0, "bytes", Style.SOFT);
            sheet.put(row, WORD, "word", Style.SOFT);
            sheet.put(row, WHAT, "what it is", Style.SOFT);
            right(row, "sum so far", Style.SOFT);
        }

        private void right(int row, String text, Style style) {
            sheet.put(row, Math.max(0, width - Ink.cells(text)), text, style);
        }

        private void word(Word word) {
            running += word.value();
            boolean self = word.pseudo().isEmpty() && word.at() == field.from();
            String what = word.pseudo().isEmpty()
                    ? fields(word.at(), word.at() + word.bytes())
                    : "pseudo-header: "
                            + word.pseudo();
            if (self) what = field.label() + ": counts as zero";
            if (word.bytes() == 1) what += ", padded with a zero byte";
            String where = word.at() < 0 ? "-" : place(word.at(), word.at() + word.bytes());
            row(where, hex(word.value()), what,
                    self ? Style.BOLD : word.pseudo().isEmpty() ? Style.PLAIN : Style.tone(0));
        }

        private void several(List<Word> words) {
            long sum = words.stream().mapToLong(Word::value).sum();
            running += sum;
            Word last = words.getLast();
            boolean odd = last.bytes() == 1;
            int from = words.getFirst().at();
            int end = last.at() + last.bytes();
            String what = Units.count(words.size(), "word") + ", together " + hex(sum)
                    + (odd ? ", the last padded with a zero byte" : "") + ": " + fields(from, end);
            row(place(from, end), words.size() == 1 ? hex(sum) : "", what, Style.PLAIN);
        }

        private void row(String where, String word, String what, Style style) {
            int row = sheet.height();
            sheet.put(row, 0, where, Style.SOFT);
            sheet.put(row, WORD, word, style.bold());
            sheet.put(row, WHAT, Sheet.fit(what, width - WHAT - 10), style);
            right(row, hex(running), Style.PLAIN);
        }

        private static String place(int from, int end) {
            return end - from == 1 ? Integer.toString(from) : from + "-" + (end - 1);
        }

        private static String hex(long value) {
            return String.format(Locale.ROOT, "%04x", value);
        }

        /// What the bytes are, in a few words.
        private String fields(int from, int end) {
            var names = new LinkedHashSet<String>();
            for (Leaf leaf : packet.leaves()) {
                if (leaf.source() != field.source() || leaf.bit() >= end * 8 || leaf.bit() + leaf.bits() <= from * 8)
                    continue;
                names.add(name(packet.item(leaf.item())));
            }
            return names.size() <= MOST_NAMES
                    ? String.join(", ", names)
                    : names.getFirst() + " to " + names.getLast();
        }

        private String name(Item item) {
            boolean bits = item.parent() >= 0 && packet.item(item.parent()).kind() == Item.Kind.FIELD;
            String label = bits ? packet.item(item.parent()).label() : item.label();
            if (item.layer() < 0 || item.layer() == layer.index()) return label;
            String other = packet.layers().get(item.layer()).label();
            return other.equals(label) ? label : other + ": " + label;
        }

        private void fold(Sum sum) {
            long value = sum.total();
            say("Sum: " + hex(value), Style.PLAIN);
            while (value > 0xffff) {
                long high = value >>> 16;
                long low = value & 0xffff;
                value = high + low;
                say("The carries are added to it again: " + hex(low) + " + " + Long.toHexString(high) + " = "
                        + hex(value),
                        Style.PLAIN);
            }
            String not = hex(~value & 0xffff);
            boolean swapped = sum.checksum() != (~value & 0xffff);
            say("Ones' complement: ffff - " + hex(value) + " = " + not
                    + (swapped ? ", sent as ffff, since zero stands for none" : ""), Style.PLAIN);
        }

        private void result(Sum sum) {
            long there = field.number();
            Verdict verdict = Verdict.of(packet, field);
            String has = "The packet has " + hex(there);
            switch (verdict.mark()) {
                case COMPUTED -> say(Mark.COMPUTED.sign() + " " + has + ": right.", Style.tone(0).bold());
                case WRONG -> say(Mark.WRONG.sign() + " " + has + ": wrong, it should be " + hex(sum.checksum()) + ".",
                        Style.BAD);
                case SET -> say(Mark.SET.sign() + " " + has + ": the sender computed none. It would be "
                        + hex(sum.checksum()) + ".", Style.BOLD);
                case UNJUDGED ->
                    say(Mark.UNJUDGED.sign() + " " + has + ". " + unjudged(sum, verdict, there), Style.BOLD);
            }
        }

        private static String unjudged(Sum sum, Verdict verdict, long there) {
            if (there != sum.partial()) return "It cannot be judged: " + verdict.why() + ".";
            return "That is the sum over the pseudo-header alone, folded. The sender's system left the rest to the"
                    + " network card (offload), and the frame was captured before it got there; on loopback nobody"
                    + " completes it. Complete it would be " + hex(sum.checksum()) + ".";
        }

        /// A checksum that is not worked out here: of another kind, or over bytes that are not here.
        private void other() {
            Verdict verdict = Verdict.of(packet, field);
            say(Algorithm.of(field.name()), Style.PLAIN);
            if (field.name().equals("sctp.checksum") && verdict.mark() != Mark.UNJUDGED) crc();
            String value = "The packet has " + field.value() + ". ";
            say(switch (verdict.mark()) {
                case COMPUTED -> Mark.COMPUTED.sign() + " " + value + "It is right.";
                case WRONG -> Mark.WRONG.sign() + " " + value + "It is wrong.";
                case SET,
                        UNJUDGED ->
                    Mark.UNJUDGED.sign() + " " + value
                            + (verdict.why().isEmpty()
                                    ? "It is not checked here."
                                    : "It cannot be judged: " + verdict.why() + ".");
            }, verdict.mark() == Mark.WRONG ? Style.BAD : Style.BOLD);
        }

        private void crc() {
            var crc = new CRC32C();
            crc.update(packet.sources().get(layer.source()).range(layer.at(), field.from()));
            crc.update(new byte[4]);
            crc.update(packet.sources().get(layer.source()).range(field.end(), layer.end()));
            say(String.format(Locale.ROOT, "Over bytes %d to %d it is 0x%08x, sent lowest byte first.", layer.at(),
                    layer.end() - 1, Integer.reverseBytes((int) crc.getValue())), Style.PLAIN);
        }
    }
}
