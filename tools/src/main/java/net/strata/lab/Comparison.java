package net.strata.lab;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;

/// Runs of one session that differ in a setting, beside each other.
public final class Comparison {
    private static final int NAMES = 26;
    private static final int LEAST = 10;

    /// A run, and what was different.
    public record Run(String label, Timeline timeline) {}

    private final List<Run> runs;
    private final Ink ink;
    private final int column;
    private final Appendable out;

    private Comparison(List<Run> runs, Ink ink, int width, Appendable out) {
        this.runs = runs;
        this.ink = ink;
        this.out = out;
        int longest = runs.stream().mapToInt(run -> Ink.cells(run.label)).max().orElse(LEAST);
        column = Math.max(LEAST, Math.min(longest, (width - NAMES) / Math.max(1, runs.size()) - 2));
    }

    /// Writes a table, a column a run. What differs is marked.
    public static void write(List<Run> runs, Ink ink, int width, Appendable out) throws IOException {
        new Comparison(runs, ink, width, out).write();
    }

    private void write() throws IOException {
        row("", run -> run.label, false);
        count("calls", t -> t.steps().size());
        count("packets", t -> t.packets().size());
        count("  lost", t -> t.packets().stream().filter(Packet::lost).count());
        count("  sent again", t -> segments(t).filter(Packet.Segment::again).count());
        count("  with data", t -> t.packets().stream().filter(p -> data(p) > 0).count());
        count("bytes of data", t -> t.packets().stream().mapToLong(Comparison::data).sum());
        count("bytes of headers", t -> t.packets().stream().mapToLong(p -> all(p) - data(p)).sum());
        row("time", run -> Spans.of(run.timeline.end() - run.timeline.start()), true);
        row("time with packets", run -> Spans.of(spent(run.timeline)), true);
        states(Side.CLIENT);
        states(Side.SERVER);
        out.append(ink.sgr(Ink.DIM, (unicode() ? "\u2260" : "*") + " marks what differs; times do in every run."))
                .append('\n');
    }

    private boolean unicode() {
        return ink.glyphs() == Glyphs.UNICODE;
    }

    private static Stream<Packet.Segment> segments(Timeline timeline) {
        return timeline.packets().stream().map(Packet::segment).filter(Objects::nonNull);
    }

    private static long data(Packet p) {
        return p.layers().stream().filter(layer -> layer.name().equals("data")).mapToLong(Packet.Layer::length).sum();
    }

    private static long all(Packet p) {
        return p.layers().stream().mapToLong(Packet.Layer::length).sum();
    }

    /// From the first packet to the last.
    private static long spent(Timeline t) {
        if (t.packets().isEmpty()) return 0;
        Packet last = t.packets().getLast();
        return (last.lost() ? last.left() : last.arrived()) - t.packets().getFirst().left();
    }

    private void count(String name, ToLongFunction<Timeline> counts) throws IOException {
        row(name, run -> Long.toString(counts.applyAsLong(run.timeline)), false);
    }

    private void row(String name, Function<Run, String> cell, boolean alwaysDiffers) throws IOException {
        var line = new StringBuilder(ink.padded(name, NAMES));
        List<String> cells = runs.stream().map(run -> Words.shown(cell.apply(run), ink)).toList();
        for (String each : cells)
            line.append("  ").append(" ".repeat(Math.max(0, column - Ink.cells(each)))).append(ink.fit(each, column));
        boolean differs = !name.isEmpty() && !alwaysDiffers && cells.stream().distinct().count() > 1;
        if (differs) line.append(unicode() ? " \u2260" : " *");
        String text = line.toString().stripTrailing();
        out.append(name.isEmpty() || differs ? ink.sgr(Ink.BOLD, text) : text).append('\n');
    }

    /// The states that a side went through, run by run, as they are too long for columns.
    private void states(Side side) throws IOException {
        List<String> all = runs.stream().map(run -> states(run.timeline, side)).toList();
        if (all.stream().allMatch(String::isEmpty)) return;
        boolean differ = all.stream().distinct().count() > 1;
        for (int i = 0; i < (differ ? all.size() : 1); i++)
            out.append("states of the ").append(side.toString()).append(differ ? ", " + runs.get(i).label + ": " : ": ")
                    .append(all.get(i)).append('\n');
    }

    private static String states(Timeline timeline, Side side) {
        var all = new LinkedHashSet<String>();
        segments(timeline).forEach(s -> all.add(side == Side.CLIENT ? s.clientState() : s.serverState()));
        return String.join(" ", all);
    }
}
