package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.strata.echo.Source;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/// Lines that a user types and edits, while others are printed above.
final class ClientPrompt implements AutoCloseable {
    private static final String PROMPT = "> ";
    private static final String USUAL = "xterm";
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final Terminal terminal;
    private final LineReader reader;
    private volatile @Nullable Thread reading;
    private volatile boolean interrupted;
    private volatile boolean closed;
    private volatile Runnable ending = () -> {
    };

    private ClientPrompt(Terminal terminal) {
        this.terminal = terminal;
        // Between two lines, too: a Ctrl-D that is typed there would be lost.
        terminal.enterRawMode();
        // What is typed is sent: a ! is nothing special.
        reader = LineReaderBuilder.builder().terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false).build();
        // A tab is a character as any: there is nothing to complete.
        reader.getKeyMaps().values().forEach(keys -> {
            if (keys.getBound("\t") instanceof Reference to && to.name().equals(LineReader.EXPAND_OR_COMPLETE))
                keys.bind(new Reference(LineReader.SELF_INSERT), "\t");
        });
    }

    /// Whether there is a terminal to type on.
    static boolean isPossible() {
        return Boolean.getBoolean("strata.terminal.input") && !"dumb".equals(System.getenv("TERM"));
    }

    static ClientPrompt open() throws IOException {
        try {
            return new ClientPrompt(TerminalBuilder.builder().system(true).systemOutput(SystemOutput.SysOut)
                    .provider("exec").type(type()).dumb(false).nativeSignals(false).build());
        } catch (IOException | IllegalStateException e) {
            throw new IOException("cannot read lines from the terminal: " + e.getMessage(), e);
        }
    }

    /// What the terminal calls itself, if its abilities are known here (terminfo(5)); otherwise what most are like.
    private static String type() {
        String type = System.getenv("TERM");
        try {
            if (type != null && !type.isEmpty() && InfoCmp.getInfoCmp(type) != null) return type;
        } catch (IOException | RuntimeException e) {
            // Neither JLine nor this machine knows it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return USUAL;
    }

    /// The lines, until Ctrl-D or Ctrl-C.
    ///
    /// @param bytes what is sent of a line
    Source<ByteBuffer> source(Function<String, ByteBuffer> bytes) {
        return () -> {
            String line = line();
            return line == null ? null : bytes.apply(line);
        };
    }

    private @Nullable String line() {
        synchronized (this) {
            if (interrupted || closed) return null;
            reading = Thread.currentThread();
        }
        try {
            return reader.readLine(PROMPT);
        } catch (EndOfFileException e) {
            return null;
        } catch (UserInterruptException e) {
            if (closed) return null;
            interrupted = true;
            ending.run();
            return null;
        } finally {
            synchronized (this) {
                reading = null;
                notifyAll();
            }
        }
    }

    /// Runs something when Ctrl-C comes as a key.
    void onInterrupt(Runnable action) {
        ending = action;
    }

    /// Prints a line above the one that is typed. Any thread may.
    void above(String text) {
        reader.printAbove(text);
    }

    /// Whether the user ended it by Ctrl-C.
    boolean isInterrupted() {
        return interrupted;
    }

    /// Ends the reading of lines. Any thread may.
    void stop() {
        interrupted = true;
        var thread = reading;
        if (thread != null) thread.interrupt();
    }

    /// Gives the terminal back, with the cursor at the beginning of a line: what is half typed, and the prompt, are left
    /// above.
    @Override
    public void close() throws IOException {
        try {
            leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            terminal.close();
        }
    }

    private synchronized void leave() throws InterruptedException {
        closed = true;
        var thread = reading;
        if (thread == null) return;
        thread.interrupt();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; reading != null && left > 0; left = end - System.nanoTime())
            TimeUnit.NANOSECONDS.timedWait(this, left);
    }
}
