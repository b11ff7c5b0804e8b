package net.strata.probe;

import static net.strata.os.Abi.POLLIN;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.os.Stamps;
import org.jspecify.annotations.Nullable;

/// The real network: a few sockets, whatever the number of hosts.
///
/// Probes wait until there are some dozens, or the engine waits itself, and are sent in one call; what comes is received
/// many at a time. The kernel stamps both (SO_TIMESTAMPING), and a probe's stamp is told before its answer.
public final class LivePort implements Port, AutoCloseable {
    private static final long SECOND = 1_000_000_000;
    /// Probes that are nearer to each other, in ns, are very many.
    private static final long MANY = 200_000;
    /// How long many packets are let come, in ns.
    private static final long CROWD = 50_000;

    private record Refused(long number, int errno) {}

    /// A socket, and what is on its way to it.
    private static final class Way {
        final Lane lane;
        /// What is being filled; null before the first probe.
        @Nullable
        Outbox box;
        @Nullable
        Sender sender;
        int received;

        Way(Lane lane) {
            this.lane = lane;
        }
    }

    private final Poll poll;
    private final boolean ids;
    private final List<Way> ways = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Runnable> closing = new ArrayList<>();
    private boolean timed = true;
    private boolean busy;
    private volatile boolean woken;

    public LivePort() throws OsError {
        poll = new Poll();
        ids = Stamps.canChoose();
    }

    /// Adds a socket, which is closed with the port. The first of a family is the one that sends.
    ///
    /// @param header whether the kernel gives the IP header of what comes, as it does from raw IPv4 sockets
    /// @param largest the longest message that is sent or expected, in bytes
    public LivePort add(Socket socket, boolean header, int largest) throws OsError {
        return add(socket, header, largest, socket.family(), to -> to);
    }

    /// As above.
    ///
    /// @param family of the hosts that it sends to, such as [net.strata.os.Abi#AF_INET]
    /// @param addressing what the kernel has to be told for a destination
    public LivePort add(Socket socket, boolean header, int largest, int family,
            Function<SockAddr.Ip, SockAddr> addressing) throws OsError {
        return add(socket, header, largest, family, Lane.MOST, (_, to, message, into) -> {
            into.data().clear().put(message).flip();
            into.to(addressing.apply(to));
        });
    }

    /// As above: the first of a family that takes a message sends it.
    ///
    /// @param most how many messages at most are sent or received at once, for each of which there is memory; at least 1
    public LivePort add(Socket socket, boolean header, int largest, int family, int most, Exit exit) throws OsError {
        try {
            ways.add(new Way(new Lane(socket, header, largest, family, most, exit, ids, timed)));
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
        poll.add(socket, POLLIN);
        return this;
    }

    /// Has something closed with the port that its user needs.
    public void closing(Runnable also) {
        closing.add(also);
    }

    /// Has the kernel stamp nothing, as nobody will see a time: that takes a fourth of the work. To be called before sockets are
    /// added.
    public LivePort untimed() {
        timed = false;
        return this;
    }

    /// Makes ready for probes that are so far apart, in ns: where there are very many, a thread of its own sends them. To be
    /// called before the first is sent.
    public LivePort pace(long gap) {
        busy = gap < MANY && Runtime.getRuntime().availableProcessors() > 1;
        return this;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException {
        for (Way way : ways) {
            if (!way.lane.takes(to, message)) continue;
            Outbox box = box(way);
            if (box.isFull()) box = flush(way, box);
            box.add(number, to, message);
            return;
        }
        throw new IllegalArgumentException("no socket for " + to);
    }

    private Outbox box(Way way) throws IOException {
        Outbox box = way.box;
        if (box == null) {
            if (busy) way.sender = new Sender(way.lane, this::refused);
            box = way.sender == null ? way.lane.outbox() : empty(way.sender);
            way.box = box;
        }
        return box;
    }

    /// Sends what waits, or has it sent.
    ///
    /// @return where the next ones go
    private Outbox flush(Way way, Outbox box) throws IOException {
        Sender sender = way.sender;
        if (sender == null) {
            box.send(this::refused);
            return box;
        }
        sender.take(box);
        Outbox next = empty(sender);
        way.box = next;
        return next;
    }

    private static Outbox empty(Sender sender) throws IOException {
        try {
            return sender.box();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        for (Way way : ways) {
            if (way.box != null && !way.box.isEmpty()) flush(way, way.box);
            if (way.sender != null) way.sender.check();
        }
        boolean any = tellRefused(arrivals);
        any |= takeAll(arrivals);
        long nanos = until - System.nanoTime();
        if (!any && nanos > 0 && !woken) {
            // Where packets come in crowds, the kernel has less to do if nobody waits for the first of them.
            if (busy) LockSupport.parkNanos(Math.min(nanos, CROWD));
            if (!busy || !takeAll(arrivals)) {
                poll.poll(Math.max(0, until - System.nanoTime()));
                takeAll(arrivals);
            }
        }
        woken = false;
    }

    private boolean takeAll(Arrivals arrivals) throws IOException {
        boolean any = false;
        for (Way way : ways) {
            way.received = way.lane.receive();
            any |= way.received > 0;
        }
        long at = System.nanoTime();
        long wall = at + Clock.SYSTEM.behind(LivePort::wall);
        // Stamps were in the queue before answers were: read behind them, they are told before them.
        for (Way way : ways) {
            any |= way.lane.drainErrors(at, wall, arrivals);
            way.lane.deliver(way.received, at, wall, arrivals);
        }
        return any;
    }

    /// The system's clock, in ns since the epoch.
    public static long wall() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    private void refused(long number, int errno) {
        synchronized (refused) {
            refused.add(new Refused(number, errno));
        }
        if (busy) wake();
    }

    private boolean tellRefused(Arrivals arrivals) throws IOException {
        List<Refused> told;
        synchronized (refused) {
            if (refused.isEmpty()) return false;
            told = List.copyOf(refused);
            refused.clear();
        }
        for (Refused each : told)
            arrivals.refused(each.number, each.errno);
        return true;
    }

    @Override
    public void wake() {
        woken = true;
        poll.wake();
    }

    @Override
    public void close() {
        for (Way way : ways)
            if (way.sender != null) way.sender.close();
        poll.close();
        for (Way way : ways)
            way.lane.close();
        closing.forEach(Runnable::run);
    }
}
