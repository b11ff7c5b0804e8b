package net.strata.probe;

import static net.strata.os.Abi.POLLIN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// The real network: a few sockets, whatever the number of hosts.
///
/// Probes wait until there are some dozens, or the engine waits itself, and are sent in one call; what comes is received
/// many at a time. The kernel stamps both (SO_TIMESTAMPING), and a probe's stamp is told before its answer.
public final class LivePort implements Port, AutoCloseable {
    private static final long SECOND = 1_000_000_000;

    private record Refused(long number, int errno) {}

    private final Poll poll;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final int[] counts = new int[8];
    private volatile boolean woken;
    private @Nullable Arrivals arrivals;

    public LivePort() throws OsError {
        poll = new Poll();
    }

    /// Adds a socket, which is closed with the port. The first of a family is the one that sends.
    ///
    /// @param header whether the kernel gives the IP header of what comes, as it does from raw IPv4 sockets
    /// @param largest the longest message that is sent or expected, in bytes
    public LivePort add(Socket socket, boolean header, int largest) throws OsError {
        return add(socket, header, largest, to -> to);
    }

    /// As above.
    ///
    /// @param addressing what the kernel has to be told for a destination
    public LivePort add(Socket socket, boolean header, int largest, Function<SockAddr.Ip, SockAddr> addressing)
            throws OsError {
        lanes.add(new Lane(socket, header, largest, addressing));
        poll.add(socket, POLLIN);
        return this;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException {
        for (Lane lane : lanes) {
            if (lane.family() != to.family()) continue;
            if (lane.isFull()) lane.flush(this);
            lane.add(number, to, message);
            return;
        }
        throw new IllegalArgumentException("no socket for " + to);
    }

    @Override
    public void receive(Arrivals told, long until) throws IOException {
        arrivals = told;
        for (Lane lane : lanes)
            lane.flush(this);
        tellRefused(told);
        if (!takeAll(told)) {
            long nanos = until - System.nanoTime();
            if (nanos > 0 && !woken) {
                poll.poll(nanos);
                takeAll(told);
            }
        }
        woken = false;
    }

    private void tellRefused(Arrivals told) throws IOException {
        for (Refused each : refused)
            told.refused(each.number, each.errno);
        refused.clear();
    }

    private boolean takeAll(Arrivals told) throws IOException {
        boolean any = false;
        for (int i = 0; i < lanes.size(); i++) {
            counts[i] = lanes.get(i).receive();
            any |= counts[i] > 0;
        }
        long at = System.nanoTime();
        long wall = wall();
        // Stamps were in the queue before answers were: read behind them, they are told before them.
        for (int i = 0; i < lanes.size(); i++) {
            any |= lanes.get(i).drainErrors(at, wall, told);
            lanes.get(i).deliver(counts[i], at, wall, told);
        }
        return any;
    }

    /// The system's clock, in ns since the epoch.
    public static long wall() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    /// For a lane whose send was answered with an earlier probe's error.
    boolean drainErrors(Lane lane) throws IOException {
        return arrivals != null && lane.drainErrors(System.nanoTime(), wall(), arrivals);
    }

    void refused(long number, int errno) {
        refused.add(new Refused(number, errno));
    }

    @Override
    public void wake() {
        woken = true;
        poll.wake();
    }

    @Override
    public void close() {
        poll.close();
        for (Lane lane : lanes)
            lane.close();
    }
}
