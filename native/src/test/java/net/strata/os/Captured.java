package net.strata.os;

import java.util.ArrayDeque;
import java.util.List;
import net.strata.craft.Draft;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;

/// A source of packets that a test builds: each read gives what was added since the last.
final class Captured implements FrameSource {
    private final ArrayDeque<byte[]> packets = new ArrayDeque<>();
    private final String device;

    Captured(String device) {
        this.device = device;
    }

    static byte[] tcp(String source, int sourcePort, String destination, int destinationPort, int flags) {
        return ip(source, destination).then("tcp").set("tcp.srcport", sourcePort).set("tcp.dstport", destinationPort)
                .set("tcp.flags", flags).build();
    }

    static byte[] udp(String source, int sourcePort, String destination, int destinationPort) {
        return ip(source, destination).then("udp").set("udp.srcport", sourcePort).set("udp.dstport", destinationPort)
                .build();
    }

    /// @param type 8 for a request, 0 for a reply
    static byte[] echo(String source, String destination, int type, int id) {
        return ip(source, destination).then("icmp").set("icmp.type", type).set("icmp.ident", id).build();
    }

    private static Draft ip(String source, String destination) {
        String ip = source.indexOf(':') < 0 ? "ip" : "ipv6";
        return Draft.of(ip).set(ip + ".src", source).set(ip + ".dst", destination);
    }

    Captured add(byte[] packet) {
        packets.add(packet);
        return this;
    }

    @Override
    public boolean read(Batch b) {
        b.clear();
        while (!packets.isEmpty() && !b.full()) {
            byte[] packet = packets.remove();
            b.reserve(packet.length);
            System.arraycopy(packet, 0, b.data, b.used, packet.length);
            b.add(b.used, packet.length, packet.length, 0, 9, LinkType.RAW, 0);
            b.used += packet.length;
        }
        return b.count > 0;
    }

    @Override
    public List<Interface> interfaces() {
        return List.of(new Interface(device, null, LinkType.RAW, 0, List.of()));
    }

    @Override
    public void close() {}
}
