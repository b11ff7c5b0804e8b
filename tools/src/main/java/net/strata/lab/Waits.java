package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which packet let a call return that waits for several sockets, such as poll(2).
final class Waits {
    /// So many packets that came while a call waited are looked through.
    private static final int NEAR = 512;

    private final List<Passage> packets;
    private final Connections connections;
    /// Packets that came, in the order of coming, a list a side.
    private final Map<Side, List<Passage>> came = new EnumMap<>(Side.class);

    Waits(List<Passage> packets, Connections connections) {
        this.packets = packets;
        this.connections = connections;
    }

    void understand(List<Deed> deeds) {
        for (Deed deed : deeds)
            if (!deed.ready.isEmpty() && deed.call.result() > 0) wait(deed);
    }

    private void wait(Deed deed) {
        for (Ready.Found each : deed.ready)
            if (each.sock().isPacket()) {
                // Any packet makes it ready that it was made for: it is the one that is received then.
                deed.brought(received(deed, each.sock()));
                return;
            }
        List<Passage> all = came.computeIfAbsent(deed.side(), this::arrivals);
        int first = Sorted.below(all, p -> p.arrived, deed.enter());
        for (Passage p : all.subList(first, Math.min(all.size(), first + NEAR))) {
            if (p.arrived > deed.latest()) return;
            if (deed.ready.stream().noneMatch(found -> makesReady(p, found))) continue;
            deed.brought(p);
            return;
        }
    }

    private static @Nullable Passage received(Deed wait, Sock sock) {
        int first = Sorted.below(sock.deeds, Deed::enter, wait.enter());
        for (Deed deed : sock.deeds.subList(first, sock.deeds.size()))
            if (deed.act == Act.RECEIVE)
                return deed.brought != null && deed.brought.arrived <= wait.latest() + Reader.SLACK
                        ? deed.brought
                        : null;
        return null;
    }

    private List<Passage> arrivals(Side side) {
        var all = new ArrayList<Passage>();
        for (Passage p : packets)
            if (!p.lost() && p.from != side) all.add(p);
        all.sort(Comparator.comparingLong(p -> p.arrived));
        return all;
    }

    /// Whether a packet can have made a socket ready in the way that the call found.
    private boolean makesReady(Passage p, Ready.Found found) {
        Sock sock = found.sock();
        if (p.kind == Passage.Kind.UDP) return found.in() && sock.isDatagram() && sock.localPort == p.destinationPort;
        if (p.kind == Passage.Kind.ICMP)
            return p.quotedSourcePort >= 0
                    ? sock.localPort == p.quotedSourcePort && sock.isTcp() == (p.quotedProtocol == 6)
                    : found.in() && sock.takesIcmp();
        if (p.kind != Passage.Kind.TCP || !sock.isTcp()) return false;
        Connection connection = connections.get(p.stream);
        // A listener has somebody to accept once a handshake is complete.
        if (sock.listens)
            return found.in() && connection != null && p == connection.completed && sock.localPort == connection.port();
        if (sock.stream != p.stream) return false;
        if (p.has(TcpFlags.RST)) return true;
        if (p.has(TcpFlags.SYN)) return found.out();
        return found.in() && (p.dataLength > 0 || p.has(TcpFlags.FIN));
    }
}
