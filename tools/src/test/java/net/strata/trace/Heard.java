package net.strata.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// What a port told.
final class Heard implements Arrivals {
    private static final long LONG = 5_000_000_000L;

    final Map<Long, Long> stamps = new TreeMap<>();
    final Map<Long, Integer> refusals = new TreeMap<>();
    final List<Came> came = new ArrayList<>();

    /// @param message from behind its IP header
    record Came(SockAddr.Ip from, boolean queued, int protocol, int type, int code, int info,
            SockAddr.@Nullable Ip destination, long probe, int hops, String extensions, long stamp,
            ByteBuffer message) {}

    @Override
    public void stamped(long number, long wall) {
        if (stamps.put(number, wall) != null) throw new AssertionError("two stamps of " + number);
    }

    @Override
    public void refused(long number, int errno) {
        refusals.put(number, errno);
    }

    @Override
    public void received(Arrival a) {
        ByteBuffer message = ByteBuffer.allocate(a.end() - a.message()).put(0, a.bytes(), a.message(),
                a.end() - a.message());
        boolean icmp = !a.isQueued() && (a.protocol() == 1 || a.protocol() == 58);
        came.add(new Came(a.source(), a.isQueued(), a.protocol(),
                a.isQueued() ? a.type() : icmp ? message.get(0) & 0xff : -1,
                a.isQueued() ? a.code() : icmp ? message.get(1) & 0xff : -1, a.info(),
                a.destination(), a.probe(), a.hops(), Extensions.of(a).traceroute(), a.stamp(),
                message));
    }

    /// Listens until something is so.
    Heard until(Port port, BooleanSupplier enough) throws IOException {
        long end = System.nanoTime() + LONG;
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("only " + this);
            port.receive(this, end);
        }
        return this;
    }

    @Override
    public String toString() {
        return "stamps of " + stamps.keySet() + ", refused " + refusals + ", came " + came;
    }
}
