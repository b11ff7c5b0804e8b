package net.strata.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import net.strata.craft.Draft;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;

/// The first host of a topology with plain probes of its own, and all that came of them.
final class Seen implements Arrivals {
    static final long MS = 1_000_000;
    private static final Map<String, byte[]> BUILT = new ConcurrentHashMap<>();

    /// What came: from whom, of what protocol, the message's bytes, and when, by the clock.
    static final class Packet {
        private final String from;
        private final int protocol;
        private final byte[] message;
        private final int hops;
        private final long at;

        Packet(String from, int protocol, byte[] message, int hops, long at) {
            this.from = from;
            this.protocol = protocol;
            this.message = message;
            this.hops = hops;
            this.at = at;
        }

        String from() {
            return from;
        }

        int protocol() {
            return protocol;
        }

        byte[] message() {
            return message;
        }

        int hops() {
            return hops;
        }

        long at() {
            return at;
        }

        int type() {
            return message[0] & 0xff;
        }

        int code() {
            return message[1] & 0xff;
        }
    }

    final Topology topology;
    final InternetPort port;
    final List<Packet> came = new ArrayList<>();
    final List<Integer> errnos = new ArrayList<>();
    final List<Long> stamps = new ArrayList<>();
    private long number;

    Seen(String text) throws TopologyException {
        this(text, 1);
    }

    Seen(String text, long seed) throws TopologyException {
        topology = Topology.parse(text);
        port = new InternetPort(topology, seed);
    }

    /// A packet that [Draft] builds, once for all that differ in nothing but their hops.
    private byte[] built(String what, String to, int hops, UnaryOperator<Draft> message) {
        SockAddr.Ip host = SockAddr.ip(to, 0);
        SockAddr.Ip from = topology.source(host.family());
        if (from == null) throw new AssertionError("no source for " + to);
        byte[] packet = BUILT.computeIfAbsent(what + from.host() + " " + to, _ -> message
                .apply(host.family() == Abi.AF_INET
                        ? Draft.of("ip").set("ip.src", from.host()).set("ip.dst", to).set("ip.id", 0x1234)
                                .set("ip.flags.df", 1)
                        : Draft.of("ipv6").set("ipv6.src", from.host()).set("ipv6.dst", to))
                .build()).clone();
        Ip.ttl(packet, hops);
        return packet;
    }

    byte[] udp(String to, int hops, int port, int size) {
        return built("udp " + port + " " + size + " ", to, hops, ip -> ip.then("udp").set("udp.srcport", 40000)
                .set("udp.dstport", port).payload(new byte[size]));
    }

    byte[] echo(String to, int hops) {
        return built("echo ", to, hops, ip -> (to.indexOf(':') < 0
                ? ip.then("icmp").set("icmp.type", 8).set("icmp.seq", 7)
                : ip.then("icmpv6").set("icmpv6.type", 128).set("icmpv6.echo.sequence_number", 7))
                .payload(new byte[8]));
    }

    byte[] syn(String to, int hops, int port) {
        return built("syn " + port + " ", to, hops, ip -> ip.then("tcp").set("tcp.srcport", 40000)
                .set("tcp.dstport", port).set("tcp.seq_raw", 1000).set("tcp.flags.syn", 1));
    }

    /// Sends a packet.
    Seen send(byte[] packet) {
        port.send(number++, SockAddr.ip(Ip.destination(packet).host(), 0), ByteBuffer.wrap(packet));
        return this;
    }

    /// Waits that long for what comes.
    Seen pass(long nanos) throws IOException {
        for (long end = port.now() + nanos; port.now() < end;)
            port.receive(this, end);
        return this;
    }

    /// What comes of a packet alone; fails if that is not one packet.
    Packet only(byte[] packet) throws IOException {
        came.clear();
        send(packet).pass(10_000 * MS);
        if (came.size() != 1) throw new AssertionError("came: " + came.stream().map(Packet::from).toList());
        return came.getFirst();
    }

    /// How many packets come of one alone.
    int count(byte[] packet) throws IOException {
        came.clear();
        send(packet).pass(10_000 * MS);
        return came.size();
    }

    /// Who answers UDP probes of one flow, hop by hop, as far as the host.
    List<String> trace(String to) throws IOException {
        var path = new ArrayList<String>();
        for (int hops = 1; hops <= 30; hops++) {
            path.add(count(udp(to, hops, 33434, 12)) == 0 ? "*" : came.getFirst().from);
            if (path.getLast().equals(to)) break;
        }
        return path;
    }

    @Override
    public void stamped(long number, long wall) {
        stamps.add(wall);
    }

    @Override
    public void refused(long number, int errno) {
        errnos.add(errno);
    }

    @Override
    public void received(Arrival arrival) {
        byte[] message = new byte[arrival.end() - arrival.message()];
        arrival.bytes().get(arrival.message(), message);
        came.add(new Packet(arrival.source().host(), arrival.protocol(), message, arrival.hops(), arrival.at()));
    }
}
