package net.strata.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Clock;
import net.strata.probe.Port;

/// The first host of a [Topology], and the clock that goes with its [Internet]: what raw sockets would be there. Messages are
/// whole IP packets (ip(7), IP_HDRINCL; RFC 3542 section 4.1). Time passes when the engine waits, and never else. For one
/// thread, but [#wake] may be called by any.
public final class InternetPort implements Port, Clock {
    /// 2026-01-01T00:00:00Z, at which the clock is 0.
    private static final long EPOCH = 1_767_225_600_000_000_000L;

    /// What Linux passes to itself at once.
    private static final int LOOPBACK = 65_536;

    private interface Telling {
        void tell(Arrivals arrivals) throws IOException;
    }

    private final Topology topology;
    private final Internet internet;
    private final Ways ways;
    private final Queue<Telling> told = new ArrayDeque<>();
    private final Arrival arrival = new Arrival();
    private int ids;
    private long now;
    private volatile boolean woken;

    /// The first host of a network of its own.
    ///
    /// @param seed of all that is random in the network
    public InternetPort(Topology topology, long seed) {
        this.topology = topology;
        internet = new Internet(topology, seed);
        ways = new Ways(topology);
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) {
        byte[] packet = new byte[message.remaining()];
        message.duplicate().get(packet);
        int errno = fillIn(packet);
        if (errno != 0) {
            told.add(arrivals -> arrivals.refused(number, errno));
            return;
        }
        long left = wall();
        told.add(arrivals -> arrivals.stamped(number, left));
        internet.enter(packet, now);
    }

    /// Does what Linux does to a packet that has its header already.
    ///
    /// @return why it is not sent; 0 if it is
    private int fillIn(byte[] packet) {
        if (packet.length < Ip.HEADER || Ip.six(packet) && packet.length < Ip.HEADER6
                || Ip.message(packet) > packet.length)
            return Errno.EINVAL;
        int mtu = mtu(Ip.destination(packet));
        if (mtu == 0) return Errno.ENETUNREACH;
        if (packet.length > mtu && !Ip.mayFragment(packet)) return Errno.EMSGSIZE;
        if (Ip.six(packet)) return 0;
        Ip.put16(packet, 2, packet.length);
        if (Ip.u16(packet, 4) == 0) Ip.put16(packet, 4, ++ids & 0xffff);
        SockAddr.Ip own = topology.source(Abi.AF_INET);
        if (Ip.i32(packet, 12) == 0 && own != null) System.arraycopy(own.bytes(), 0, packet, 12, 4);
        Ip.seal(packet);
        return 0;
    }

    /// How long packets to an address may be on the first link.
    ///
    /// @return 0 if there is no way there
    public int mtu(SockAddr.Ip to) {
        Ways.Destination destination = ways.to(Topology.plain(to));
        if (destination.isAt(topology.source())) return LOOPBACK;
        return ways.from(topology.source(), destination, false).out().stream().mapToInt(Interface::mtu).min()
                .orElse(0);
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        run(now);
        boolean any = tell(arrivals);
        while (!any && !woken && now < until) {
            long next = Math.min(internet.next(), until);
            if (next == Long.MAX_VALUE) throw new IllegalStateException("nothing will ever come");
            now = Math.max(now, next);
            run(now);
            any = tell(arrivals);
        }
        woken = false;
    }

    private void run(long until) throws IOException {
        internet.run(until, (at, packet) -> told.add(arrivals -> arrivals.received(arrival(at, packet))));
    }

    private boolean tell(Arrivals arrivals) throws IOException {
        boolean any = false;
        for (Telling first = told.poll(); first != null; first = told.poll()) {
            first.tell(arrivals);
            any = true;
        }
        return any;
    }

    /// As raw sockets give it: of IPv6 without its header.
    private Arrival arrival(long at, byte[] packet) {
        ByteBuffer data = ByteBuffer.wrap(packet);
        if (Ip.six(packet)) {
            int message = Ip.message(packet);
            arrival.packet(Abi.AF_INET6, data.slice(message, packet.length - message), 0, 0, packet.length - message,
                    packet.length - message);
            arrival.header(Ip.ttl(packet), Ip.trafficClass(packet)).from(Ip.i64(packet, 8), Ip.i64(packet, 16), 0);
        } else {
            arrival.behindIpv4(data, packet.length, packet.length).from(0, Ip.i32(packet, 12), 0);
        }
        return arrival.protocol(Ip.protocol(packet)).times(now, wall(), EPOCH + at);
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public long now() {
        return now;
    }

    /// What the system's clock shows, in ns since the epoch.
    public long wall() {
        return EPOCH + now;
    }
}
