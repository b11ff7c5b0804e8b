package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which packet let a call return that waits for several sockets, such as poll(2).
final class Waits {
    private static final Pattern READY = Pattern.compile("fd=(\\d+), events=[^,}]*, revents=([A-Z| ]+)");

    /// So many packets that came while a call waited are looked through.
    private static final int NEAR = 512;

    private record Numbered(Side side, int fd) {}

    private final List<Passage> packets;
    private final Connections connections;
    /// Packets that came, in the order of coming, a list a side.
    private final Map<Side, List<Passage>> came = new EnumMap<>(Side.class);

    Waits(List<Passage> packets, Connections connections) {
        this.packets = packets;
        this.connections = connections;
    }

    void understand(List<Deed> deeds) {
        Map<Numbered, List<Sock>> socks = new HashMap<>();
        for (Deed deed : deeds)
            if (deed.opened != null)
                socks.computeIfAbsent(new Numbered(deed.side(), deed.opened.fd), _ -> new ArrayList<>())
                        .add(deed.opened);
        for (Deed deed : deeds)
            if (deed.act == Act.POLL && deed.call.result() > 0) wait(deed, socks);
    }

    private void wait(Deed deed, Map<Numbered, List<Sock>> socks) {
        var ready = new ArrayList<Sock>();
        Matcher matcher = READY.matcher(deed.argument(0));
        while (matcher.find() && matcher.group(1).length() < 10) {
            Sock last = null;
            for (Sock sock : socks.getOrDefault(new Numbered(deed.side(), Integer.parseInt(matcher.group(1))),
                    List.of()))
                if (last == null || madeBy(sock) <= deed.enter()) last = sock;
            if (last != null) ready.add(last);
        }
        for (Sock sock : ready)
            if (sock.isPacket()) {
                // Any packet makes it ready that it was made for: it is the one that is received then.
                deed.brought(received(deed, sock));
                return;
            }
        List<Passage> all = came.computeIfAbsent(deed.side(), this::arrivals);
        int first = Sorted.below(all, p -> p.arrived, deed.enter());
        for (Passage p : all.subList(first, Math.min(all.size(), first + NEAR))) {
            if (p.arrived > deed.latest()) return;
            if (!makesReady(p) || !ready.isEmpty() && ready.stream().noneMatch(sock -> isFor(p, sock))) continue;
            deed.brought(p);
            return;
        }
    }

    private static @Nullable Passage received(Deed wait, Sock sock) {
        for (Deed deed : sock.deeds)
            if (deed.act == Act.RECEIVE && deed.enter() >= wait.enter())
                return deed.brought != null && deed.brought.arrived <= wait.latest() + Reader.SLACK
                        ? deed.brought
                        : null;
        return null;
    }

    private static long madeBy(Sock sock) {
        return sock.deeds.isEmpty() ? Long.MIN_VALUE : sock.deeds.getFirst().enter();
    }

    private List<Passage> arrivals(Side side) {
        var all = new ArrayList<Passage>();
        for (Passage p : packets)
            if (!p.lost() && p.from != side) all.add(p);
        all.sort(Comparator.comparingLong(p -> p.arrived));
        return all;
    }

    private boolean makesReady(Passage p) {
        if (p.kind == Passage.Kind.UDP) return true;
        if (p.kind != Passage.Kind.TCP) return p.kind == Passage.Kind.ICMP;
        Connection connection = connections.get(p.stream);
        return p.dataLength > 0 || p.has(TcpFlags.FIN) || p.has(TcpFlags.RST) || p.has(TcpFlags.SYN)
                || connection != null && p == connection.completed;
    }

    private boolean isFor(Passage p, @Nullable Sock sock) {
        if (sock == null) return false;
        if (p.kind != Passage.Kind.TCP) return sock.localPort == p.destinationPort || p.kind == Passage.Kind.ICMP;
        if (sock.stream >= 0) return sock.stream == p.stream;
        Connection connection = connections.get(p.stream);
        return sock.listens && sock.localPort == p.destinationPort && connection != null && p == connection.completed;
    }
}
