package net.strata.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.ping.Facts;
import net.strata.ping.Target;
import net.strata.stats.Fact;

/// The live view of ping: a line for each host.
public final class Live extends Facts implements Display.View {
    private final Told<List<Row>> rows = new Told<>(new ArrayList<>());
    private final Display display;
    private int width;
    private int height;
    private long seconds;
    private int first;
    private boolean paused;
    private boolean keys = true;
    /// In the order in which the user named them.
    private List<Row> placed = List.of();

    public Live(Display display) {
        this.display = display;
    }

    /// Takes the terminal.
    ///
    /// @param stop ends the run; called where the user wants that, or nothing can be drawn
    public void start(Runnable stop) throws IOException {
        display.start(this, stop);
    }

    @Override
    public void started(Target target) {
        rows.tell(all -> all.add(new Row(target, target.index() == 0)));
    }

    @Override
    protected void take(Target target, Fact fact, long number, long rtt) {
        rows.tell(all -> all.get(target.index()).take(fact, number, rtt));
    }

    @Override
    public void obey(Key key) {
        int page = look().room();
        switch (key) {
            case PAUSE -> paused = !paused;
            case RESET -> rows.look(all -> {
                all.forEach(Row::reset);
                return 0;
            });
            case KEYS -> keys = !keys;
            case UP -> first--;
            case DOWN -> first++;
            case PAGE_UP -> first -= page;
            case PAGE_DOWN -> first += page;
            case FIRST -> first = 0;
            case LAST -> first = Integer.MAX_VALUE;
            default -> {
            }
        }
    }

    private Look look() {
        return new Look(width, height, first, seconds, paused, keys, display.glyphs(), display.color());
    }

    @Override
    public List<String> lines(int columns, int lines, long time) {
        width = columns;
        height = lines;
        seconds = time;
        return paused ? rows.lookAgain(this::lines) : rows.look(this::lines);
    }

    private List<String> lines(List<Row> all) {
        if (placed.size() != all.size()) placed = all.stream().sorted(Comparator.comparingLong(Row::place)).toList();
        first = Math.clamp(first, 0, Math.max(0, all.size() - look().room()));
        return Screen.lines(placed, look());
    }

    /// Gives the terminal back, before others tell on it what came of the run.
    @Override
    public void ended() throws IOException {
        display.end();
    }
}
