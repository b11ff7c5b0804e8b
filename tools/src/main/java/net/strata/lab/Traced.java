package net.strata.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.strata.os.OsError;
import org.jspecify.annotations.Nullable;

/// A command that runs under strace(1), with all processes that come of it.
///
/// strace writes to a named pipe, both the beginning of a call and its end at once, so that it is known here when the command
/// waits, and by when a call was over.
final class Traced {
    /// A longer line of strace's is not read.
    private static final int LINE = 2 << 20;
    /// What ends the pipe. strace writes no such line.
    private static final byte[] END = {0, '\n'};
    /// Longer lines of the command's are cut.
    private static final int SAID = 8192;
    /// After which the beginning of a line is told alone.
    private static final int PAUSE_MILLIS = 30;
    private static final long GRACE_MILLIS = 1000;

    private final Side side;
    private final Strace strace;
    private final Process process;
    private final Path path;
    private final FileChannel pipe;
    private final List<Thread> readers;
    private final StringBuilder complaint = new StringBuilder();
    private volatile long heard = System.nanoTime();

    /// Starts a command.
    ///
    /// @param line what runs strace and the command, with `pipe` as strace's output
    /// @param keyboard whether it may read what the user types
    Traced(Side side, Strace strace, List<String> line, Map<String, String> environment, Path pipe, boolean keyboard,
            OwnPrograms.Output output) throws IOException {
        this.side = side;
        path = pipe;
        this.strace = strace;
        // Opened for both, as a pipe that nobody writes to cannot be opened without waiting.
        this.pipe = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // One that reads from nobody waits: for many servers an end of their input is the end of all.
        var builder = new ProcessBuilder(line).redirectInput(keyboard ? Redirect.INHERIT : Redirect.PIPE);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            this.pipe.close();
            throw new OsError(line.getFirst() + " cannot be run: " + e.getMessage());
        }
        readers = List.of(reader("calls", this::readCalls),
                reader("output", () -> readOutput(process.getInputStream(), false, output)),
                reader("errors", () -> readOutput(process.getErrorStream(), true, output)));
    }

    private Thread reader(String what, Runnable work) {
        return Thread.ofPlatform().daemon().name("lab " + side + " " + what).start(work);
    }

    private void readCalls() {
        var chunk = ByteBuffer.allocate(1 << 16);
        var line = new StringBuilder();
        boolean tooLong = false;
        try {
            while (pipe.read(chunk.clear()) > 0) {
                long arrived = System.nanoTime();
                heard = arrived;
                chunk.flip();
                while (chunk.hasRemaining()) {
                    char c = (char) (chunk.get() & 0xff);
                    if (c == 0 && line.isEmpty()) return;
                    if (c != '\n') {
                        if (line.length() < LINE) line.append(c);
                        else
                            tooLong = true;
                        continue;
                    }
                    if (tooLong) strace.tooLong();
                    else
                        strace.line(line.toString(), arrived);
                    tooLong = false;
                    line.setLength(0);
                }
                if (!line.isEmpty() && line.length() < chunk.capacity()) strace.beginning(line.toString());
            }
        } catch (IOException e) {
            complain("what strace wrote could not be read: " + e.getMessage());
        }
    }

    private void readOutput(InputStream stream, boolean error, OwnPrograms.Output output) {
        var line = new ByteArrayOutputStream();
        boolean told = false; // the beginning of this line
        try (stream) {
            for (int c = stream.read(); c >= 0; c = stream.read()) {
                if (c != '\n' && line.size() < SAID) line.write(c);
                boolean stops = c != '\n' && stream.available() == 0 && !more(stream);
                if (c != '\n' && !stops) continue;
                if (line.size() > 0 || !told) tell(line.toString(StandardCharsets.UTF_8), error, output);
                told = stops;
                line.reset();
            }
        } catch (IOException e) {
            // It is gone.
        }
        if (line.size() > 0) tell(line.toString(StandardCharsets.UTF_8), error, output);
    }

    private static boolean more(InputStream stream) throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return stream.available() > 0;
    }

    private void tell(String line, boolean error, OwnPrograms.Output output) {
        if (error && line.startsWith("strace: ")) complain(line.substring(8));
        else
            output.line(side, error, line);
    }

    private void complain(String what) {
        synchronized (complaint) {
            if (complaint.isEmpty()) complaint.append(what);
        }
    }

    /// What strace itself had to say first, empty if nothing; once it has ended.
    String complaint() throws InterruptedException {
        readers.getLast().join(GRACE_MILLIS);
        synchronized (complaint) {
            return complaint.toString();
        }
    }

    Side side() {
        return side;
    }

    Strace strace() {
        return strace;
    }

    boolean running() {
        return process.isAlive();
    }

    /// When strace was last heard of, on the call clock.
    long heard() {
        return heard;
    }

    /// Waits until all its processes have ended.
    ///
    /// @return whether they have
    boolean await(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /// The exit status, of a process that a signal ended 128 and its number; null if it runs.
    @Nullable
    Integer status() {
        return process.isAlive() ? null : process.exitValue();
    }

    /// Ends all its processes.
    void stop() throws InterruptedException {
        signal(false);
        if (await(GRACE_MILLIS)) return;
        signal(true);
        if (await(GRACE_MILLIS)) return;
        process.destroyForcibly();
        process.waitFor();
    }

    private void signal(boolean hard) {
        Set<ProcessHandle> all = new HashSet<>();
        process.descendants().forEach(all::add);
        for (int each : strace.alive())
            ProcessHandle.of(each).ifPresent(all::add);
        for (ProcessHandle each : all)
            if (each.pid() != process.pid()) {
                if (hard) each.destroyForcibly();
                else
                    each.destroy();
            }
    }

    /// Once it has ended: reads what strace wrote to the end.
    void finish() throws IOException, InterruptedException {
        try (var writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writer.write(ByteBuffer.wrap(END)); // the other channel is busy with reading
        }
        for (Thread each : readers)
            each.join(GRACE_MILLIS);
        pipe.close();
        process.getOutputStream().close();
    }
}
