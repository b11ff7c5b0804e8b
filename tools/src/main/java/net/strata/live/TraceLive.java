package net.strata.live;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import net.strata.os.SockAddr;
import net.strata.target.Names;
import net.strata.trace.Answer;
import net.strata.trace.HopTable;
import net.strata.trace.Path;
import net.strata.trace.Probe;
import net.strata.trace.Watcher;
import net.strata.trace.Way;

/// The live view of trace: a line for each hop of a way.
public final class TraceLive implements Watcher, Display.View {
    /// More than a line of a terminal has room for.
    private static final int LATEST = 256;

    private final Display display;
    private final Function<SockAddr.Ip, String> numbers;
    private final Names names;
    private final Told<HopTable> table = new Told<>(new HopTable(true, LATEST));
    private int width;
    private int height;
    private long seconds;
    /// Which way is shown, and from which of its lines on.
    private int way;
    private int first;
    private HopScreen.Form form = HopScreen.Form.LATENCY;
    private HopScreen.Order order = HopScreen.Order.PATH;
    private boolean numeric;
    private boolean paused;
    private boolean keys = true;

    /// @param numbers addresses as text
    /// @param names what they are called
    /// @param numeric whether numbers are shown to begin with
    public TraceLive(Display display, Function<SockAddr.Ip, String> numbers, Names names, boolean numeric) {
        this.display = display;
        this.numbers = numbers;
        this.names = names;
        this.numeric = numeric;
    }

    /// Takes the terminal.
    ///
    /// @param stop ends the run; called where the user wants that, or nothing can be drawn
    public void start(Runnable stop) throws IOException {
        display.start(this, stop);
    }

    @Override
    public void began(Path path) {
        table.tell(all -> all.began(path));
    }

    @Override
    public void sent(Probe probe) {
        table.tell(all -> all.sent(probe));
    }

    @Override
    public void answered(Answer answer) {
        table.tell(all -> all.answered(answer));
    }

    @Override
    public void again(Answer answer) {
        table.tell(all -> all.again(answer));
    }

    @Override
    public void lost(Probe probe) {
        table.tell(all -> all.lost(probe));
    }

    /// Gives the terminal back once nothing more comes, before others tell on it what came of the run.
    ///
    /// @return what is known then
    public HopTable end() throws IOException {
        display.end();
        return table.look(all -> all);
    }

    @Override
    public void obey(Key key) {
        int page = Math.max(1, height - HopScreen.ABOVE - 1);
        switch (key) {
            case PAUSE -> paused = !paused;
            case RESET -> table.look(all -> {
                all.reset();
                return 0;
            });
            case KEYS -> keys = !keys;
            case VIEW -> form = form.next();
            case ORDER -> order = order.next();
            case NAMES -> numeric = !numeric;
            case NEXT -> turn(1);
            case PREVIOUS -> turn(-1);
            case UP -> first--;
            case DOWN -> first++;
            case PAGE_UP -> first -= page;
            case PAGE_DOWN -> first += page;
            case FIRST -> first = 0;
            case LAST -> first = Integer.MAX_VALUE;
            case QUIT, GONE, NONE -> {
            }
        }
    }

    private void turn(int by) {
        int ways = table.lookAgain(all -> all.ways().size());
        if (ways > 0) way = Math.floorMod(way + by, ways);
        first = 0;
    }

    @Override
    public List<String> lines(int columns, int lines, long time) {
        width = columns;
        height = lines;
        seconds = time;
        return paused ? table.lookAgain(this::lines) : table.look(this::lines);
    }

    private List<String> lines(HopTable all) {
        if (all.ways().isEmpty()) return List.of();
        Way shown = all.ways().get(way);
        var screen = new HopScreen(shown,
                new HopScreen.Look(width, height, seconds, paused, keys, way, all.ways().size(),
                        form, order, this::name),
                new Ink(display.glyphs(), display.color()));
        first = Math.clamp(first, 0, screen.most());
        return screen.lines(first);
    }

    private String name(SockAddr.Ip address) {
        String name = numeric ? null : names.find(address, 0);
        return name == null ? numbers.apply(address) : name;
    }
}
