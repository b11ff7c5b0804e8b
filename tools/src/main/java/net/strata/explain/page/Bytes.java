package net.strata.explain.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.Leaf;
import net.strata.page.Markup;
import net.strata.stats.Units;

/// The bytes of a packet, in hexadecimal and as text, in runs of one item each. A digit that several items share is a run
/// of its own.
final class Bytes {
    /// Bytes of a run of bytes that are shown.
    static final int MOST = 1536;
    /// Bytes that stay together in a line.
    private static final int UNIT = 8;
    private static final int DIGIT = 4;

    /// Neighbouring digits, or characters, that have the same items.
    private record Run(List<Leaf> leaves, StringBuilder text) {}

    private final Anatomy packet;
    private final Markup out;

    Bytes(Anatomy packet, Markup out) {
        this.packet = packet;
        this.out = out;
    }

    void write() {
        for (int i = 0; i < packet.sources().size(); i++)
            source(i);
    }

    private void source(int index) {
        Anatomy.Source source = packet.sources().get(index);
        out.open("section", "class", "bytes").open("h3").text("Bytes of " + source.name()).text(" ")
                .element("small", Units.count(source.length(), "byte")).close().line();
        int shown = Math.min(MOST, source.length());
        List<Leaf> leaves = packet.leaves(index);
        out.open("div", "class", "hex", "data-source", Integer.toString(index), "data-group",
                "Bytes of " + source.name()).line();
        for (int from = 0; from < shown; from += UNIT)
            unit(source, leaves, from, Math.min(shown, from + UNIT));
        out.close().line();
        if (shown < source.length())
            out.element("p", "\u2026 and " + Units.count(source.length() - shown, "more byte") + ".", "class", "soft")
                    .line();
        out.close().line();
    }

    private void unit(Anatomy.Source source, List<Leaf> leaves, int from, int end) {
        List<Run> digits = new ArrayList<>();
        List<Run> texts = new ArrayList<>();
        int next = first(leaves, from * 8);
        for (int at = from; at < end; at++) {
            while (leaves.get(next).bit() + leaves.get(next).bits() <= at * 8)
                next++;
            int value = source.at(at);
            add(digits, within(leaves, next, at * 8, DIGIT), Integer.toHexString(value >> DIGIT), at > from);
            add(digits, within(leaves, next, at * 8 + DIGIT, DIGIT), Integer.toHexString(value & 0xf), false);
            add(texts, within(leaves, next, at * 8, 8), value > ' ' && value <= '~'
                    ? String.valueOf((char) value)
                    : value == ' ' ? "\u00a0" : "\u00b7", false);
        }
        out.open("div", "class", "unit").element("span", String.format(Locale.ROOT, "%04x", from), "class", "offset");
        runs("digits", digits);
        runs("chars", texts);
        out.close().line();
    }

    /// The leaf that a bit is in.
    private static int first(List<Leaf> leaves, int bit) {
        int low = 0;
        int high = leaves.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (leaves.get(middle).bit() <= bit) low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private static List<Leaf> within(List<Leaf> leaves, int from, int bit, int bits) {
        var within = new ArrayList<Leaf>(2);
        for (int i = from; i < leaves.size() && leaves.get(i).bit() < bit + bits; i++)
            if (leaves.get(i).bit() + leaves.get(i).bits() > bit) within.add(leaves.get(i));
        return within;
    }

    private static void add(List<Run> runs, List<Leaf> leaves, String text, boolean space) {
        if (!runs.isEmpty() && runs.getLast().leaves.equals(leaves) && leaves.size() == 1) {
            runs.getLast().text.append(space ? " " : "").append(text);
            return;
        }
        if (space) runs.add(new Run(List.of(), new StringBuilder(" ")));
        runs.add(new Run(leaves, new StringBuilder(text)));
    }

    private void runs(String name, List<Run> runs) {
        out.open("span", "class", name, "aria-hidden", name.equals("chars") ? "true" : "");
        for (Run each : runs) {
            if (each.leaves.isEmpty()) {
                out.text(each.text.toString());
                continue;
            }
            int layer = packet.item(each.leaves.getFirst().item()).layer();
            out.element("i", each.text.toString(), "class", Article.tone(layer), "data-i", each.leaves.stream()
                    .map(leaf -> Integer.toString(leaf.item())).distinct().collect(Collectors.joining(" ")));
        }
        out.close();
    }
}
