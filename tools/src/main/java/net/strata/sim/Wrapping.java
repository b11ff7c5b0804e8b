package net.strata.sim;

import java.util.Arrays;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Packets inside packets: what tunnels send.
final class Wrapping {
    private static final int IPV4 = 4;
    private static final int IPV6 = 41;
    private static final int GRE = 47;
    private static final int ETHERTYPE = 0x0800;
    private static final int ETHERTYPE6 = 0x86dd;
    private static final int TTL = 64;

    private Wrapping() {}

    static boolean isWrapped(byte[] packet) {
        int protocol = Ip.protocol(packet);
        return protocol == IPV4 || protocol == IPV6 || protocol == GRE;
    }

    /// Puts a packet into another, which must not be fragmented; null if the tunnel's ends have no addresses of one family.
    static byte @Nullable [] wrap(Topology topology, Interface out, Interface.Tunnel tunnel, byte[] packet, int id) {
        Node node = topology.nodes().get(out.node());
        int family = Abi.AF_INET;
        if (topology.address(node, family) == null || topology.address(topology.beyond(out), family) == null)
            family = Abi.AF_INET6;
        SockAddr.Ip from = topology.address(node, family);
        SockAddr.Ip to = topology.address(topology.beyond(out), family);
        if (from == null || to == null) return null;
        boolean six = Ip.six(packet);
        int protocol = tunnel == Interface.Tunnel.GRE ? GRE : six ? IPV6 : IPV4;
        byte[] outer = Ip.make(from, to, protocol, TTL, Ip.trafficClass(packet), id, tunnel.header + packet.length);
        int at = outer.length - packet.length;
        if (protocol == GRE) Ip.put16(outer, at - 2, six ? ETHERTYPE6 : ETHERTYPE);
        System.arraycopy(packet, 0, outer, at, packet.length);
        if (!Ip.six(outer)) outer[6] = 0x40;
        Ip.seal(outer);
        return outer;
    }

    /// What is inside a packet.
    static byte[] unwrap(byte[] packet) {
        int from = Ip.message(packet) + (Ip.protocol(packet) == GRE ? Interface.Tunnel.GRE.header : 0);
        return Arrays.copyOfRange(packet, Math.min(from, packet.length), packet.length);
    }
}
