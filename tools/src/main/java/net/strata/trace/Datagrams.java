package net.strata.trace;

import static net.strata.os.Abi.IPPROTO_UDP;

import java.nio.ByteBuffer;
import net.strata.os.Message;
import net.strata.os.Option;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Exit;

/// How a datagram socket sends the packets that have its address and port, or its identifier: by the payload, and what the
/// kernel is to write of the header.
final class Datagrams implements Exit {
    private static final int UDP_HEADER = 8;
    /// Where an ICMP message has its identifier; what is before that the kernel changes, or the other side.
    private static final int IDENTIFIER = 4;

    private final SockAddr.Ip own;
    private final boolean six;
    private final boolean udp;
    private final Remembered sent = new Remembered();

    /// @param own address and port of the socket, or its identifier
    Datagrams(SockAddr.Ip own, int protocol) {
        this.own = own;
        six = own instanceof SockAddr.In6;
        udp = protocol == IPPROTO_UDP;
    }

    @Override
    public boolean takes(ByteBuffer packet) {
        int message = packet.position() + IpFields.length(packet);
        int port = packet.getShort(message + (udp ? 0 : IDENTIFIER)) & 0xffff;
        return port == own.port() && IpFields.isFrom(packet, own);
    }

    @Override
    public void fill(long number, SockAddr.Ip to, ByteBuffer packet, Message into) {
        int message = packet.position() + IpFields.length(packet);
        into.control().add(six ? Option.IPV6_HOPLIMIT : Option.IP_TTL, IpFields.hops(packet))
                .add(six ? Option.IPV6_TCLASS : Option.IP_TOS, IpFields.trafficClass(packet));
        SourceRoute route = SourceRoute.of(packet);
        if (route != null) into.control().add(Option.IP_RETOPTS, route.options());
        int port = udp ? packet.getShort(message + 2) & 0xffff : 0;
        sent.add(number, port, packet, message + (udp ? UDP_HEADER : IDENTIFIER));
        packet.position(udp ? message + UDP_HEADER : message);
        into.data().clear().put(packet).flip();
        into.to((route == null ? to : route.to()).port(port));
    }

    @Override
    public void came(Arrival arrival, Message m) {
        SockAddr.Ip other = arrival.isQueued()
                ? arrival.destination()
                : m.from() instanceof SockAddr.Ip from ? from : null;
        int port = udp && other != null ? other.port() : 0;
        int from = arrival.message() + (udp ? 0 : IDENTIFIER);
        int end = arrival.end();
        arrival.probe(sent.find(port, arrival.bytes(), Math.min(from, end), end));
        if (!udp || arrival.isQueued()) return;
        // With its header, as raw sockets give it; without its checksum, which the kernel found right.
        int length = UDP_HEADER + end - from;
        arrival.message(ByteBuffer.allocate(length).putShort(0, (short) port).putShort(2, (short) own.port())
                .putShort(4, (short) length).put(UDP_HEADER, arrival.bytes(), from, end - from));
    }
}
