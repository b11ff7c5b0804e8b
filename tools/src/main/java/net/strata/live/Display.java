package net.strata.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.strata.stats.Glyphs;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/// The terminal of a live view: it is taken as a whole, drawn on and read from in a thread of its own, and given back as it
/// was.
public final class Display implements AutoCloseable {
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

    private final Glyphs glyphs;
    private final boolean color;
    private final Terminal terminal;
    private final AtomicBoolean taken = new AtomicBoolean();
    private @Nullable Thread thread;
    private @Nullable Exception failure;
    private volatile boolean ending;
    private volatile boolean resized = true;
    private long begun;
    private Size size = new Size(WIDTH, HEIGHT);
    private String shown = "";

    /// What is shown. Only the display's thread asks it.
    interface View {
        /// The lines of a screen, as many as it is high at most, none of them wider than it is.
        ///
        /// @param seconds since the terminal was taken
        List<String> lines(int width, int height, long seconds);

        /// Does what a key says.
        void obey(Key key);
    }

    private Display(Terminal terminal, Glyphs glyphs, boolean color) {
        this.terminal = terminal;
        this.glyphs = glyphs;
        this.color = color;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    boolean color() {
        return color;
    }

    /// Finds the terminal, and leaves it as it is. To be called while privileges are there: JLine reads what it needs from
    /// the jar, which may be another user's.
    public static Display open(Glyphs glyphs, boolean color) throws IOException {
        try {
            return new Display(TerminalBuilder.builder().system(true).systemOutput(SystemOutput.SysOut).provider("exec")
                    .dumb(false).nativeSignals(false).build(), glyphs, color);
        } catch (IOException | IllegalStateException e) {
            throw new IOException("--live cannot take the terminal: " + e.getMessage(), e);
        }
    }

    /// Takes the terminal.
    ///
    /// @param stop ends the run; called where the user wants that, or nothing can be drawn
    void start(View view, Runnable stop) throws IOException {
        begun = System.nanoTime();
        taken.set(true);
        terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        // Neither stops the program with the screen taken, nor has Java print its threads on it.
        attributes.setControlChar(ControlChar.VSUSP, 0);
        attributes.setControlChar(ControlChar.VQUIT, 0);
        terminal.setAttributes(attributes);
        write(ENTER);
        thread = Thread.ofPlatform().daemon().name("live").start(() -> run(view, stop));
    }

    private void write(String text) throws IOException {
        terminal.output().write(text.getBytes(StandardCharsets.UTF_8));
        terminal.output().flush();
    }

    /// The terminal has another size. Any thread may tell.
    public void resized() {
        resized = true;
    }

    private void run(View view, Runnable stop) {
        try {
            long drawn = System.nanoTime() - SOONEST;
            while (!ending) {
                long now = System.nanoTime();
                if (now - drawn >= SOONEST) {
                    draw(view, now);
                    drawn = now;
                }
                Key key = Key.read(() -> terminal.reader().read(PERIOD_MILLIS));
                if (key == Key.QUIT || key == Key.GONE) stop.run();
                if (key == Key.GONE) return;
                view.obey(key);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            stop.run();
        }
    }

    private void draw(View view, long now) throws IOException {
        String before = "";
        if (resized) {
            resized = false;
            Size known = terminal.getSize();
            if (known.getColumns() > 0 && known.getRows() > 0) size = known;
            before = CLEAR;
            shown = "";
        }
        List<String> lines = view.lines(size.getColumns(), size.getRows(), (now - begun) / SECOND);
        String screen = BEGIN + String.join(LINE, lines) + END;
        if (!screen.equals(shown)) write(before + screen);
        shown = screen;
    }

    /// Gives the terminal back, before others tell on it what came of the run.
    void end() throws IOException {
        close();
        if (failure instanceof RuntimeException e) throw e;
        if (failure != null) throw new IOException("--live cannot draw: " + failure.getMessage(), failure);
    }

    /// Gives the terminal back. Any thread may.
    @Override
    public void close() throws IOException {
        ending = true;
        if (!taken.getAndSet(false)) return;
        try {
            if (thread != null) thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (terminal) {
            write(LEAVE);
        }
    }
}
