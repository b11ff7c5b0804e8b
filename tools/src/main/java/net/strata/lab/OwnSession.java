package net.strata.lab;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.strata.os.Abi;
import net.strata.os.OsError;

/// Two commands at work, each under a strace of its own: the server's first, the client's when the server waits for somebody.
final class OwnSession {
    private static final long MILLISECOND = 1_000_000;
    /// How long a server may take to begin to wait.
    private static final long PATIENCE = 5000 * MILLISECOND;
    /// One that listens is as good as one that waits, if it does nothing else for this time.
    private static final long LISTENING = 300 * MILLISECOND;
    /// A server that does nothing for this time after the client has ended will not end by itself.
    private static final long IDLE = 300 * MILLISECOND;
    /// However much it does, it has this time.
    private static final long BUSY = 3000 * MILLISECOND;
    private static final int STEP_MILLIS = 5;
    /// Added to the number of the signal that ended a process.
    private static final int SIGNALLED = 128;
    /// Those that end processes (signal(7)).
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(Map.entry(1, "HUP"), Map.entry(2, "INT"),
            Map.entry(3, "QUIT"), Map.entry(4, "ILL"), Map.entry(6, "ABRT"), Map.entry(7, "BUS"), Map.entry(8, "FPE"),
            Map.entry(9, "KILL"), Map.entry(11, "SEGV"), Map.entry(13, "PIPE"), Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"), Map.entry(31, "SYS"));

    private final Network network;
    private final Session session;
    private final Path folder;
    private final OwnPrograms programs;
    private final Map<Side, Traced> traced = new EnumMap<>(Side.class);
    private volatile boolean serverWaits;

    /// @param folder for the pipes
    OwnSession(Network network, Session session, Path folder, OwnPrograms programs) {
        this.network = network;
        this.session = session;
        this.folder = folder;
        this.programs = programs;
    }

    /// Runs both.
    ///
    /// @param limit how long they may take
    /// @return whether the thread was interrupted meanwhile, which ends them, too
    /// @throws OsError if they cannot be run, or not be watched
    boolean perform(Duration limit) throws IOException {
        StraceProgram strace = StraceProgram.find();
        for (Side side : List.of(Side.SERVER, Side.CLIENT))
            StraceProgram.check(programs.command(side).getFirst());
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            if (converse(strace, deadline))
                session.failed(null, "stopped after " + limit.toMillis() / 1000.0 + " s: the programs were ended");
        } catch (InterruptedException e) {
            interrupted = true;
            session.interrupted();
        } finally {
            interrupted |= end();
        }
        return interrupted;
    }

    /// @return whether the time was up
    private boolean converse(StraceProgram strace, long deadline) throws IOException, InterruptedException {
        Traced server = start(Side.SERVER, strace);
        awaitServer(server, deadline);
        if (!server.running()) {
            check(server);
            session.failed(Side.SERVER, "ended before it waited for anybody, so there was no client");
            return false;
        }
        Traced client = start(Side.CLIENT, strace);
        while (client.running()) {
            if (System.nanoTime() > deadline) return true;
            client.await(STEP_MILLIS);
        }
        check(client);
        long left = System.nanoTime();
        while (server.running()) {
            long now = System.nanoTime();
            if (now > deadline) return true;
            if (now - Math.max(server.heard(), left) > IDLE || now - left > BUSY) {
                session.note(Side.SERVER, "still ran when the client had ended, and was ended");
                return false;
            }
            server.await(STEP_MILLIS);
        }
        return false;
    }

    private Traced start(Side side, StraceProgram strace) throws IOException {
        Path pipe = pipe(side);
        var line = new ArrayList<>(network.enter(side));
        line.addAll(strace.command(pipe, programs.command(side)));
        var environment = Map.of("SERVER", network.address(Side.SERVER, Abi.AF_INET).host(), "CLIENT",
                network.address(Side.CLIENT, Abi.AF_INET).host(), "PYTHONUNBUFFERED", "1");
        var started = new Traced(side, new Strace(side, () -> serverWaits |= side == Side.SERVER), line, environment,
                pipe,
                side == Side.CLIENT && programs.keyboard(), programs.output());
        traced.put(side, started);
        return started;
    }

    private Path pipe(Side side) throws IOException {
        Path pipe = folder.resolve("strace-of-" + side);
        Files.deleteIfExists(pipe);
        Process made = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).redirectErrorStream(true).start();
        String trouble = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!trouble.isEmpty()) throw new OsError(trouble);
        return pipe;
    }

    private void awaitServer(Traced server, long deadline) throws InterruptedException {
        long begun = System.nanoTime();
        long listens = 0;
        while (!serverWaits && server.running()) {
            long now = System.nanoTime();
            if (listens == 0 && server.strace().receptive()) listens = now;
            if (listens != 0 && now - listens > LISTENING || now > deadline) return;
            if (now - begun > PATIENCE) {
                session.note(Side.SERVER, "waited for nobody after " + PATIENCE / MILLISECOND / 1000
                        + " s; the client was started all the same");
                return;
            }
            server.await(STEP_MILLIS);
        }
    }

    /// strace that cannot trace ends at once.
    private static void check(Traced traced) throws OsError, InterruptedException {
        if (traced.strace().any()) return;
        String complaint = traced.complaint();
        if (!complaint.isEmpty())
            throw new OsError("strace cannot watch programs here: " + complaint
                    + ": it needs ptrace(2): sysctl kernel.yama.ptrace_scope=1, or in a container --cap-add=SYS_PTRACE");
    }

    /// Ends what still runs, and reads the rest. Both have ended then, whatever happens.
    ///
    /// @return whether the thread was interrupted meanwhile
    private boolean end() throws IOException {
        boolean interrupted = false;
        IOException failure = null;
        for (Traced each : traced.values())
            while (true) {
                // Whoever waits or writes with the flag set fails.
                interrupted |= Thread.interrupted();
                try {
                    end(each);
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                } catch (IOException e) {
                    if (failure == null) failure = e;
                    else
                        failure.addSuppressed(e);
                    break;
                }
            }
        if (failure != null) throw failure;
        return interrupted;
    }

    private void end(Traced one) throws IOException, InterruptedException {
        boolean ran = one.running();
        if (ran) one.stop();
        one.finish();
        if (!ran) status(one);
    }

    private void status(Traced ended) {
        Integer status = ended.status();
        if (status != null && status != 0) session.failed(ended.side(), "ended with status " + status + signal(status));
    }

    /// strace ends by the signal that ended the program, and of shells it is the custom to tell of one by such a status.
    private static String signal(int status) {
        String name = SIGNALS.get(status - SIGNALLED);
        return name == null ? "" : ", as after SIG" + name;
    }

    /// Tells the session of their calls.
    void tell(ClockOffset clock) {
        long early = 0;
        for (Traced each : traced.values()) {
            for (Made made : each.strace().calls(clock)) {
                session.add(made);
                early = Math.max(early, made.latest() - made.call().exit());
            }
            each.strace().notes(clock).forEach(session::add);
        }
        if (early > 0) session.note(null, "strace tells the end of calls up to " + (early + 999) / 1000 + " µs early");
    }
}
