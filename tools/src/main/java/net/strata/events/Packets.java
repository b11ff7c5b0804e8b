package net.strata.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.strata.craft.Draft;
import net.strata.craft.Template;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.Route;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import net.strata.wire.Checksum;

/// Whole IP packets, where sockets take or give only what they carry. Headers are made anew: without options, the
/// identification 0, the hops to live 64 where they are not known; and so are errors that the kernel told of in its own
/// form.
public final class Packets {
    private static final int HOPS = 64;
    private static final int CHECKSUM = 2;

    private final Sources sources;
    private final Map<SockAddr.Ip, SockAddr.Ip> known = new HashMap<>();
    private final Template header = Draft.of("ip").template();
    private final Template header6 = Draft.of("ipv6").template();

    /// The addresses that packets are sent from.
    public interface Sources {
        /// That of a packet to a destination.
        SockAddr.Ip to(SockAddr.Ip destination);

        /// What the kernel's routes say; 0 where there is none.
        static Sources of(Netlink netlink) {
            return destination -> {
                SockAddr.Ip none = destination instanceof SockAddr.In6
                        ? new SockAddr.In6(0, 0, 0, 0, 0)
                        : new SockAddr.In(0, 0);
                try {
                    Route route = netlink.route(destination);
                    return route.source() == null ? none : route.source();
                } catch (OsError e) {
                    return none;
                }
            };
        }
    }

    public Packets(Sources sources) {
        this.sources = sources;
    }

    private SockAddr.Ip source(SockAddr.Ip destination) {
        return known.computeIfAbsent(destination, sources::to);
    }

    /// A message that is sent.
    public byte[] sent(SockAddr.Ip to, ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return packet(icmp(to), source(to), to, HOPS, bytes, bytes.length);
    }

    /// What came for a probe, as far as it came.
    ///
    /// @param to whom the probe was for
    public byte[] received(Arrival arrival, SockAddr.Ip to) {
        boolean whole = !arrival.isQueued() && arrival.header() < arrival.message();
        int from = whole ? arrival.header() : arrival.message();
        var bytes = new byte[arrival.end() - from];
        arrival.bytes().get(from, bytes);
        if (whole) return bytes;
        SockAddr.Ip here = source(to);
        if (!arrival.isQueued())
            return packet(arrival.protocol() == 0 ? icmp(to) : arrival.protocol(), arrival.source(), here,
                    arrival.hops() < 0 ? HOPS : arrival.hops(), bytes,
                    arrival.length());
        return told(arrival, to, packet(icmp(to), here, to, HOPS, bytes, arrival.length()));
    }

    /// An error that the kernel told of.
    ///
    /// @param to whom the probe was for
    /// @param quoted the packet that it is about
    public byte[] told(Arrival arrival, SockAddr.Ip to, byte[] quoted) {
        byte[] error = error(arrival, quoted);
        return packet(icmp(to), arrival.source(), source(to), HOPS, error, error.length);
    }

    private static int icmp(SockAddr.Ip of) {
        return of instanceof SockAddr.In6 ? Icmp.ICMPV6 : Icmp.ICMP;
    }

    /// An error as it stood in its packet (RFC 792; RFC 4443 section 3).
    private static byte[] error(Arrival arrival, byte[] quoted) {
        boolean six = arrival.source() instanceof SockAddr.In6;
        int info = !six && arrival.type() == Icmp.PARAMETER_PROBLEM ? arrival.info() << 24 : arrival.info();
        ByteBuffer error = ByteBuffer.allocate(8 + quoted.length).put((byte) arrival.type())
                .put((byte) arrival.code()).putShort((short) 0).putInt(info).put(quoted);
        if (!six) error.putShort(CHECKSUM, (short) Icmp.checksum(error, 0, error.capacity()));
        return error.array();
    }

    /// @param length of the message, though less of it may be there
    private byte[] packet(int protocol, SockAddr.Ip from, SockAddr.Ip to, int hops, byte[] message, int length) {
        boolean six = to instanceof SockAddr.In6;
        Template ip = six ? header6 : header;
        String prefix = six ? "ipv6" : "ip";
        byte[] bytes = ip.bytes();
        ip.set(0, prefix + ".src", from.bytes()).set(0, prefix + ".dst", to.bytes());
        if (six) ip.set(0, "ipv6.plen", length).set(0, "ipv6.nxt", protocol).set(0, "ipv6.hlim", hops);
        else
            ip.set(0, "ip.len", bytes.length + length).set(0, "ip.proto", protocol).set(0, "ip.ttl", hops);
        ip.seal();
        byte[] packet = Arrays.copyOf(bytes, bytes.length + message.length);
        System.arraycopy(message, 0, packet, bytes.length, message.length);
        if (protocol == Icmp.ICMPV6 && message.length == length) seal6(packet, bytes.length);
        return packet;
    }

    /// Writes the checksum of ICMPv6 where the kernel does that (RFC 4443 section 2.3).
    private static void seal6(byte[] packet, int at) {
        ByteBuffer all = ByteBuffer.wrap(packet);
        if (packet.length - at < 4 || all.getShort(at + CHECKSUM) != 0) return;
        long sum = Checksum.sum(packet, 8, 32, Icmp.ICMPV6 + (long) packet.length - at);
        all.putShort(at + CHECKSUM, (short) ~Checksum.fold(Checksum.sum(packet, at, packet.length - at, sum)));
    }
}
