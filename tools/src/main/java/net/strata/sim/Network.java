package net.strata.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Clock;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// The simulated network, and the clock that goes with it. For one thread, but [#wake] may be called by any.
public final class Network implements Port, Clock {
    /// Where probes come from.
    public static final SockAddr.In HOME = new SockAddr.In(0xc0000201, 0); // 192.0.2.1
    public static final SockAddr.In6 HOME6 = new SockAddr.In6(0x20010db8_00000000L, 1, 0, 0, 0); // 2001:db8::1
    /// 2026-01-01T00:00:00Z, at which the clock is 0.
    private static final long EPOCH = 1_767_225_600_000_000_000L;
    private static final int HOPS = 64;
    private static final int ECHO = 8;

    /// Something that the engine will be told.
    private record Event(long at, long order, Telling telling) {}

    private interface Telling {
        void tell(Arrivals arrivals) throws IOException;
    }

    private final boolean raw;
    private final Map<SockAddr.Ip, Host> hosts = new HashMap<>();
    private final Map<Long, Fate> fates = new HashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    /// What the system's clock shows is the clock and this, since when.
    private final TreeMap<Long, Long> offsets = new TreeMap<>(Map.of(Long.MIN_VALUE, 0L));
    private final Arrival arrival = new Arrival();
    private LongPredicate sendStamps = _ -> true;
    private LongPredicate arrivalStamps = _ -> true;
    private LongUnaryOperator late = _ -> 0;
    private long sending;
    private long receiving;
    private long now;
    private long order;
    private long waits;
    private volatile boolean woken;

    /// A network without hosts.
    ///
    /// @param raw whether probes are sent by raw sockets: they give IPv4 headers, errors as packets, and of IPv4 what has
    /// a wrong checksum. Else by ICMP datagram sockets, where errors come by the error queue (ip(7), IP_RECVERR).
    public Network(boolean raw) {
        this.raw = raw;
    }

    /// Adds a host.
    public Host host(SockAddr.Ip address) {
        return group(address);
    }

    /// Adds an address of several hosts, such as a broadcast address.
    public Host group(SockAddr.Ip address, Host... members) {
        var host = new Host(address, List.of(members));
        hosts.put(address, host);
        return host;
    }

    /// Which probes, by number, the kernel stamps when they leave.
    public Network sendStamps(LongPredicate which) {
        sendStamps = which;
        return this;
    }

    /// The answers to which probes the kernel stamps.
    public Network arrivalStamps(LongPredicate which) {
        arrivalStamps = which;
        return this;
    }

    /// What this host adds, in ns: between the engine's sending and the kernel's, and between the kernel's receiving and
    /// the engine's.
    public Network overhead(long send, long receive) {
        sending = send;
        receiving = receive;
        return this;
    }

    /// How much too late, in ns, the engine comes back from its first wait, its second, and so on, from 0.
    public Network late(LongUnaryOperator nanos) {
        late = nanos;
        return this;
    }

    /// Sets the system's clock.
    ///
    /// @param at when, by the network's clock, in ns
    /// @param by how far, in ns: forward, or back if it is negative
    public Network step(long at, long by) {
        for (long later : offsets.tailMap(at, false).keySet().toArray(Long[]::new))
            offsets.merge(later, by, Long::sum);
        offsets.put(at, offsets.floorEntry(at).getValue() + by);
        return this;
    }

    /// Has something come that nobody asked for.
    ///
    /// @param packet as the socket gives it, of IPv4 with its header if the socket is raw
    public void arrive(long at, SockAddr.Ip from, byte[] packet) {
        event(at, arrivals -> {
            ByteBuffer data = ByteBuffer.wrap(packet);
            if (raw && from instanceof SockAddr.In) arrival.behindIpv4(data, packet.length, packet.length);
            else
                arrival.packet(from.family(), data, 0, 0, packet.length, packet.length);
            arrivals.received(placed(from, at, true));
        });
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        var fate = new Fate(now);
        fates.put(number, fate);
        Host host = hosts.get(to);
        long count = host == null ? 0 : host.count++;
        fate.errno = host == null ? 0 : host.refusal(count);
        if (fate.errno != 0) {
            event(now, arrivals -> arrivals.refused(number, fate.errno));
            return;
        }
        long left = now + sending;
        if (sendStamps.test(number)) event(left, arrivals -> arrivals.stamped(number, wall(left)));
        if (host == null) return;
        var probe = new Packet(number, count, to instanceof SockAddr.In ? HOME : HOME6, to, left, HOPS, bytes);
        // The kernel writes the checksum of ICMPv6 (RFC 3542 section 3.1).
        host.probed(probe.isSix() ? probe.summed() : probe, this::home);
    }

    /// A packet comes home: the kernel looks at it, and puts it where the engine finds it.
    private void home(Packet packet) {
        if (!packet.to().equals(HOME) && !packet.to().equals(HOME6)) return;
        if ((!raw || packet.isSix()) && !packet.isSound()) return;
        boolean error = isError(packet);
        if (error && !raw && queued(packet) == null) return;
        event(packet.at() + receiving, arrivals -> {
            Fate fate = fate(packet.probe());
            if (error) fate.errors++;
            else if (!packet.isSound()) fate.damaged++;
            else if (fate.replies++ == 0) fate.answered = packet.at();
            arrivals.received(arrival(packet, error));
        });
    }

    private Arrival arrival(Packet packet, boolean error) {
        byte[] message = packet.message();
        boolean header = raw && !packet.isSix();
        Packet queued = error && !raw ? queued(packet) : null;
        ByteBuffer data = ByteBuffer.wrap(header ? packet.withHeader() : queued != null ? queued.message() : message);
        int length = data.capacity();
        if (header) arrival.behindIpv4(data, length, length);
        else
            arrival.packet(packet.from().family(), data, 0, 0, length, length).header(packet.hops(), 0);
        if (queued != null) {
            int info = ByteBuffer.wrap(message).getInt(4);
            arrival.queued(message[0] & 0xff, message[1] & 0xff, packet.isSix() ? info : info & 0xffff, null);
        }
        return placed(packet.from(), packet.at(), arrivalStamps.test(packet.probe()));
    }

    private Arrival placed(SockAddr.Ip from, long at, boolean stamped) {
        return arrival.from(from).times(now, wall(), stamped ? wall(at) : 0);
    }

    private static boolean isError(Packet packet) {
        return packet.isSix() ? packet.type() < 128 : packet.type() != 0 && packet.type() != ECHO;
    }

    /// The request that an error quotes, as the error queue has it; null if the kernel cannot find its socket.
    private static @Nullable Packet queued(Packet error) {
        int from = Packet.HEADER + (error.isSix() ? Packet.IPV6 : Packet.IPV4);
        byte[] message = error.message();
        if (message.length < from + Packet.HEADER) return null;
        ByteBuffer b = ByteBuffer.wrap(message);
        SockAddr.Ip to = error.isSix()
                ? new SockAddr.In6(b.getLong(from - 16), b.getLong(from - 8), 0, 0, 0)
                : new SockAddr.In(b.getInt(from - 4), 0);
        return new Packet(error.probe(), error.count(), error.to(), to, error.at(), error.hops(),
                Arrays.copyOfRange(message, from, message.length));
    }

    private void event(long at, Telling telling) {
        events.add(new Event(at, order++, telling));
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        if (!tell(arrivals) && !woken && until > now) {
            Event first = events.peek();
            long next = first == null ? until : Math.min(first.at, until);
            if (next == Long.MAX_VALUE) throw new IllegalStateException("nothing will ever come");
            now = next + late.applyAsLong(waits++);
            tell(arrivals);
        }
        woken = false;
    }

    /// Tells of all that has come.
    private boolean tell(Arrivals arrivals) throws IOException {
        boolean any = false;
        for (Event first = events.peek(); first != null && first.at <= now; first = events.peek()) {
            events.poll();
            first.telling.tell(arrivals);
            any = true;
        }
        return any;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public long now() {
        return now;
    }

    /// What the system's clock shows now, in ns since the epoch.
    public long wall() {
        return wall(now);
    }

    private long wall(long at) {
        return EPOCH + at + offsets.floorEntry(at).getValue();
    }

    /// What came of a probe that was sent.
    public Fate fate(long number) {
        Fate fate = fates.get(number);
        if (fate == null) throw new IllegalArgumentException("no probe " + number + " was sent");
        return fate;
    }
}
