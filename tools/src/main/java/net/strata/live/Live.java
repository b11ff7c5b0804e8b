package net.strata.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.strata.ping.Facts;
import net.strata.ping.Target;
import net.strata.stats.Fact;
import net.strata.stats.Glyphs;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/// The live view: takes the whole terminal, draws and reads keys in a thread of its own, and gives the terminal back as it
/// was.
public final class Live extends Facts implements AutoCloseable {
    /// How long a key is waited for, and then the screen is drawn again.
    private static final int PERIOD_MILLIS = 100;
    /// Between two screens where keys are pressed, in ns.
    private static final long SOONEST = 30_000_000;
    private static final long SECOND = 1_000_000_000;
    /// That a screen on its way to a terminal which takes nothing is waited for.
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int WIDTH = 80;
    private static final int HEIGHT = 24;

    // xterm's control sequences: the other screen, no cursor, no new line where one is full.
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";
    private static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";
    private static final String CLEAR = "\033[2J";
    // One screen as a whole, where terminals know that mode.
    private static final String BEGIN = "\033[?2026h\033[H\033[K";
    private static final String LINE = "\r\n\033[K";
    private static final String END = "\033[?2026l";

    private final Rows rows = new Rows();
    private final Glyphs glyphs;
    private final boolean color;
    private final long begun = System.nanoTime();
    private final AtomicReference<@Nullable Terminal> terminal = new AtomicReference<>();
    private @Nullable Thread thread;
    private @Nullable Exception failure;
    private volatile boolean ending;
    private volatile boolean resized = true;

    private Size size = new Size(WIDTH, HEIGHT);
    private int first;
    private boolean paused;
    private boolean keys = true;
    private String shown = "";
    /// In the order in which the user named them.
    private List<Row> placed = List.of();

    public Live(Glyphs glyphs, boolean color) {
        this.glyphs = glyphs;
        this.color = color;
    }

    /// Takes the terminal.
    ///
    /// @param stop ends the run; called where the user wants that, or nothing can be drawn
    public void start(Runnable stop) throws IOException {
        Terminal taken = open();
        terminal.set(taken);
        taken.enterRawMode();
        Attributes attributes = taken.getAttributes();
        // Neither stops the program with the screen taken, nor has Java print its threads on it.
        attributes.setControlChar(ControlChar.VSUSP, 0);
        attributes.setControlChar(ControlChar.VQUIT, 0);
        taken.setAttributes(attributes);
        write(taken, ENTER);
        thread = Thread.ofPlatform().daemon().name("live").start(() -> run(taken, stop));
    }

    private static Terminal open() throws IOException {
        try {
            return TerminalBuilder.builder().system(true).systemOutput(SystemOutput.SysOut).provider("exec")
                    .dumb(false).nativeSignals(false).build();
        } catch (IOException | IllegalStateException e) {
            throw new IOException("--live cannot take the terminal: " + e.getMessage(), e);
        }
    }

    private static void write(Terminal terminal, String text) throws IOException {
        terminal.output().write(text.getBytes(StandardCharsets.UTF_8));
        terminal.output().flush();
    }

    /// The terminal has another size. Any thread may tell.
    public void resized() {
        resized = true;
    }

    @Override
    public void started(Target target) {
        rows.tell(all -> all.add(new Row(target, target.index() == 0)));
    }

    @Override
    protected void take(Target target, Fact fact, long number, long rtt) {
        rows.tell(all -> all.get(target.index()).take(fact, number, rtt));
    }

    private void run(Terminal on, Runnable stop) {
        try {
            long drawn = System.nanoTime() - SOONEST;
            while (!ending) {
                long now = System.nanoTime();
                if (now - drawn >= SOONEST) {
                    draw(on, now);
                    drawn = now;
                }
                Key key = Key.read(() -> on.reader().read(PERIOD_MILLIS));
                if (key == Key.QUIT || key == Key.GONE) stop.run();
                if (key == Key.GONE) return;
                obey(key);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            stop.run();
        }
    }

    private void obey(Key key) {
        int page = look(0).room();
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
            case QUIT, GONE, NONE -> {
            }
        }
    }

    private Look look(long now) {
        return new Look(size.getColumns(), size.getRows(), first, (now - begun) / SECOND, paused, keys, glyphs, color);
    }

    private void draw(Terminal on, long now) throws IOException {
        String before = "";
        if (resized) {
            resized = false;
            Size known = on.getSize();
            if (known.getColumns() > 0 && known.getRows() > 0) size = known;
            before = CLEAR;
            shown = "";
        }
        List<String> lines = paused ? rows.lookAgain(all -> lines(all, now)) : rows.look(all -> lines(all, now));
        String screen = BEGIN + String.join(LINE, lines) + END;
        if (!screen.equals(shown)) write(on, before + screen);
        shown = screen;
    }

    private List<String> lines(List<Row> all, long now) {
        if (placed.size() != all.size()) placed = all.stream().sorted(Comparator.comparingLong(Row::place)).toList();
        first = Math.clamp(first, 0, Math.max(0, all.size() - look(now).room()));
        return Screen.lines(placed, look(now));
    }

    /// Gives the terminal back, before others tell on it what came of the run.
    @Override
    public void ended() throws IOException {
        close();
        if (failure instanceof RuntimeException e) throw e;
        if (failure != null) throw new IOException("--live cannot draw: " + failure.getMessage(), failure);
    }

    /// Gives the terminal back. Any thread may.
    @Override
    public void close() throws IOException {
        ending = true;
        Terminal taken = terminal.getAndSet(null);
        if (taken == null) return;
        try {
            if (thread != null) thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (taken) {
            write(taken, LEAVE);
        }
    }
}
