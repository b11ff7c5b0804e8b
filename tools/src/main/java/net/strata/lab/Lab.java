package net.strata.lab;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.strata.frame.LinkType;
import net.strata.os.Calls;
import net.strata.os.OsError;

/// A network of two sides, for one session after another: two namespaces, the link between them, captures at both ends,
/// two clocks. One thread uses it.
public final class Lab implements AutoCloseable {
    /// How long a session may last unless it is told.
    public static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MILLISECOND = 1_000_000;
    /// It is over when nothing has passed for this time, or for that of three ways.
    private static final long QUIET = 50 * MILLISECOND;
    private static final int WAYS = 3;
    /// The kernel may try for minutes to end a connection.
    private static final long PATIENCE = 3000 * MILLISECOND;
    /// States of a connection that has something to send, as /proc/net/tcp numbers them: SYN_SENT, SYN_RECV, FIN_WAIT1,
    /// LAST_ACK, CLOSING.
    private static final Set<String> BUSY = Set.of("02", "03", "04", "09", "0B");

    private final Network network;
    private final Tap tap;
    private final Impairment impairment;
    private final Path folder;
    /// Should the program be ended by a signal: all else is gone with it.
    private final Thread cleaning;
    private Duration limit = LIMIT;

    private Lab(Network network, Tap tap, Impairment impairment, Path folder) {
        this.network = network;
        this.tap = tap;
        this.impairment = impairment;
        this.folder = folder;
        cleaning = Thread.ofPlatform().unstarted(this::removeFolder);
        try {
            Runtime.getRuntime().addShutdownHook(cleaning);
        } catch (IllegalStateException e) {
            // The program is being ended.
            removeFolder();
            throw e;
        }
    }

    /// Makes one: in namespaces, or on loopback where this process may not make any. [OwnNamespaces] can help with that.
    ///
    /// @throws OsError if there are no namespaces, and an impairment, for which there must be
    public static Lab open(Impairment impairment) throws IOException {
        return impairment.none() ? open(network(), impairment) : openApart(impairment);
    }

    /// Makes one in which each side has a namespace of its own.
    ///
    /// @throws OsError if there are none
    public static Lab openApart(Impairment impairment) throws IOException {
        Network network;
        try {
            network = Namespaces.open(impairment);
        } catch (OsError e) {
            throw new OsError((impairment.none() ? "a network for each side needs" : "loss, delay and reordering need")
                    + " network namespaces: " + e.getMessage());
        }
        return open(network, impairment);
    }

    /// Makes one in which both sides share one namespace and its loopback interface, for programs that look for each other at
    /// `localhost`; where this process may not make any, on the loopback interface that is there.
    public static Lab openShared() throws IOException {
        return open(shared(), Impairment.NONE);
    }

    private static Network shared() throws IOException {
        try {
            return OwnLoopback.open();
        } catch (OsError e) {
            return new Loopback(String.valueOf(e.getMessage()));
        }
    }

    private static Lab open(Network network, Impairment impairment) throws IOException {
        return Attempt.of(() -> {
            warm();
            Tap tap = network.tap();
            return Attempt.of(() -> new Lab(network, tap, impairment,
                    Files.createTempDirectory("strata-lab-" + ProcessHandle.current().pid() + "-")), tap::close);
        }, network::close);
    }

    private static Network network() throws IOException {
        try {
            return Namespaces.open(Impairment.NONE);
        } catch (OsError e) {
            return new Loopback(String.valueOf(e.getMessage()));
        }
    }

    /// Where its sessions are.
    public Origin.Place place() {
        return network.place();
    }

    /// Whether frames are captured, not calls alone.
    public boolean captures() {
        return tap.captures();
    }

    /// So that the first calls take no longer than others.
    private static void warm() throws IOException {
        Attempt.of(() -> {
            Calls.warm();
            return true;
        }, () -> {
        });
    }

    /// How long a session may last. Then its sockets are closed, and a note says so.
    public Lab limit(Duration time) {
        limit = time;
        return this;
    }

    /// Runs two programs of ours. If the thread is interrupted they end, and the recording is of what they did until then.
    ///
    /// @param name for the recording
    public Recording run(String name, Program server, Program client) throws IOException {
        return run(name, session -> {
            boolean interrupted = perform(List.of(new Actor(Side.SERVER, network, session, folder, server),
                    new Actor(Side.CLIENT, network, session, folder, client)), session);
            return clock -> {
                if (interrupted) Thread.currentThread().interrupt();
            };
        });
    }

    /// Runs any two commands, whose calls strace(1) tells. If the thread is interrupted they end, and the recording is of what
    /// they did until then.
    ///
    /// @throws OsError if there is no strace, if it may not trace, or if there is no such command
    public Recording run(OwnPrograms programs) throws IOException {
        return run(programs.name(), session -> {
            var own = new OwnSession(network, session, folder, programs);
            boolean interrupted = own.perform(limit);
            return clock -> {
                own.tell(clock);
                if (interrupted) Thread.currentThread().interrupt();
            };
        });
    }

    /// What is done in a session.
    private interface Work {
        /// Does it.
        ///
        /// @return tells the session the rest, once the clocks were compared
        Consumer<ClockOffset> perform(Session session) throws Exception;
    }

    private Recording run(String name, Work work) throws IOException {
        return Attempt.of(() -> record(name, work), () -> {
        });
    }

    private Recording record(String name, Work work) throws Exception {
        long began = System.currentTimeMillis() * MILLISECOND;
        var session = new Session();
        Clocks.Reading first = Clocks.read();
        network.begin();
        tap.begin();
        Consumer<ClockOffset> rest = work.perform(session);
        settle();
        List<Seen> frames = tap.frames();
        tap.troubles().forEach(trouble -> session.note(null, trouble));
        network.troubles().forEach(trouble -> session.note(null, trouble));
        ClockOffset clock = Clocks.between(first, Clocks.read());
        rest.accept(clock);
        List<Made> calls = session.calls();
        if (network.place() == Origin.Place.LOOPBACK)
            frames = new LoopbackSides(calls, network.alone()).sort(frames);
        var origin = new Origin(name, network.place(), LinkType.ETHERNET, network.addresses(Side.CLIENT),
                network.addresses(Side.SERVER), impairment,
                System.getProperty("os.name") + " " + System.getProperty("os.version"), began);
        return new Recording(origin, calls, frames, clock, session.notes());
    }

    /// @return whether the thread was interrupted meanwhile, which ends them
    private boolean perform(List<Actor> actors, Session session) throws Exception {
        boolean done = false;
        boolean interrupted = false;
        try {
            for (Actor each : actors)
                each.start();
            done = session.awaitEnd(System.nanoTime() + limit.toNanos());
            if (!done)
                session.failed(null, "stopped after " + limit.toMillis() / 1000.0 + " s: the sockets were closed");
        } catch (InterruptedException e) {
            interrupted = true;
            session.interrupted();
        } finally {
            if (!done) cut(actors, session);
        }
        return interrupted;
    }

    private static void cut(List<Actor> actors, Session session) throws InterruptedException {
        for (Actor each : actors)
            if (!each.cut()) session.failed(each.side(), "does not end");
    }

    /// Waits until all that the programs had the kernel do is done.
    private void settle() throws Exception {
        long begun = System.nanoTime();
        long quiet = Math.max(QUIET, WAYS * impairment.delay());
        while (true) {
            long now = System.nanoTime();
            long since = now - Math.max(begun, tap.last());
            if (now - begun > PATIENCE + quiet || since > quiet && !busy()) return;
            Thread.sleep(Math.clamp((quiet - since) / MILLISECOND, 1, 20));
        }
    }

    private boolean busy() throws Exception {
        // Of the host's own connections it is not known whose they are.
        if (!network.alone()) return false;
        for (Side side : Side.values())
            for (String table : List.of("tcp", "tcp6"))
                if (network.call(side, () -> busy(Path.of("/proc/thread-self/net", table)))) return true;
        return false;
    }

    private static boolean busy(Path table) {
        try {
            // sl, local_address, rem_address, st, tx_queue:rx_queue
            return Files.readAllLines(table).stream().skip(1).map(line -> line.strip().split("\\s+"))
                    .anyMatch(row -> row.length > 4 && (BUSY.contains(row[3]) || !row[4].startsWith("00000000")));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try (network; tap) {
            removeFolder();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(cleaning);
        } catch (IllegalStateException e) {
            // It is being run.
        }
    }

    /// With what is in it: sockets and pipes.
    private void removeFolder() {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path each : files)
                Files.deleteIfExists(each);
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            // It is a temporary folder, and may be gone already.
        }
    }
}
