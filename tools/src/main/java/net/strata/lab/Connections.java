package net.strata.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// All TCP connections of a recording, and which sockets they belong to.
final class Connections {
    /// So many calls of connect to one port are looked through for the one that sent a SYN.
    private static final int NEAR = 256;

    private record Place(Side side, int port) {}

    private final Map<Integer, Connection> all = new HashMap<>();

    Connections(List<Passage> packets, long error) {
        for (Passage p : packets) {
            if (p.kind != Passage.Kind.TCP || p.stream < 0) continue;
            all.computeIfAbsent(p.stream, _ -> new Connection(p, error)).packets.add(p);
        }
    }

    @Nullable
    Connection get(int stream) {
        return all.get(stream);
    }

    Iterable<Connection> all() {
        return all.values();
    }

    void understand(List<Deed> deeds) {
        var ordered = new ArrayList<>(all.values());
        ordered.sort(Comparator.comparingLong(c -> c.first.left));
        ordered.forEach(Connection::complete);
        opened(ordered, deeds);
        accepted(ordered, deeds);
        var listening = new HashMap<Place, Long>();
        for (Deed deed : deeds)
            if (deed.act == Act.LISTEN && !deed.failed() && deed.sock != null)
                listening.merge(new Place(deed.side(), deed.sock.localPort), deed.enter(), Math::min);
        for (Connection each : ordered) {
            Side server = each.opener.other();
            Long since = listening.getOrDefault(new Place(server, each.port()), listening.get(new Place(server, -1)));
            each.understand(since != null && since <= each.first.left + Reader.SLACK);
            Releases.find(each);
        }
    }

    /// A SYN leaves while connect is in the kernel, or somewhat later if connect did not wait.
    private void opened(List<Connection> ordered, List<Deed> deeds) {
        var calls = new HashMap<Place, List<Deed>>();
        for (Deed deed : deeds)
            if (deed.act == Act.CONNECT && deed.sock != null && deed.call.address() instanceof SockAddr.Ip ip
                    && !deed.sock.isDatagram() && !deed.sock.isRaw())
                calls.computeIfAbsent(new Place(deed.side(), ip.port()), _ -> new ArrayList<>()).add(deed);
        for (Connection each : ordered) {
            List<Deed> near = calls.getOrDefault(new Place(each.opener, each.port()), List.of());
            Deed found = null;
            for (int i = 0; i < Math.min(NEAR, near.size()); i++) {
                Deed deed = near.get(i);
                if (deed.enter() > each.first.left + Reader.SLACK) break;
                if (!couldOpen(deed, each)) continue;
                // The first, unless one is known to have that port.
                if (found == null || localPort(deed) >= 0) found = deed;
                if (localPort(deed) >= 0) break;
            }
            if (found == null || found.sock == null) continue;
            near.remove(found);
            each.connect = found;
            each.join(each.opener, found.sock);
        }
    }

    private static int localPort(Deed deed) {
        return deed.sock == null ? -1 : deed.sock.localPort;
    }

    private boolean couldOpen(Deed deed, Connection each) {
        boolean late = !deed.failed() || deed.failed(Errno.EINPROGRESS);
        if (!late && each.first.left > deed.latest() + Reader.SLACK) return false;
        boolean forth = each.first.from == each.opener;
        int port = localPort(deed);
        if (port >= 0 && port != (forth ? each.first.sourcePort : each.first.destinationPort)) return false;
        return deed.call.address() instanceof SockAddr.Ip ip
                && Sock.means(Sock.host(ip), forth ? each.first.destination : each.first.source);
    }

    /// Connections are accepted in the order in which their handshakes were complete.
    private void accepted(List<Connection> ordered, List<Deed> deeds) {
        var waiting = new HashMap<Place, Deque<Connection>>();
        var byPeer = new HashMap<String, Deque<Connection>>();
        ordered.stream().filter(c -> c.completed != null).sorted(Comparator.comparingLong(Connections::complete))
                .forEach(c -> {
                    Side server = c.opener.other();
                    waiting.computeIfAbsent(new Place(server, c.port()), _ -> new ArrayDeque<>()).add(c);
                    waiting.computeIfAbsent(new Place(server, -1), _ -> new ArrayDeque<>()).add(c);
                    byPeer.computeIfAbsent(server + peer(c), _ -> new ArrayDeque<>()).add(c);
                });
        var calls = new ArrayList<Deed>();
        for (Deed deed : deeds)
            if (deed.act == Act.ACCEPT && deed.opened != null) calls.add(deed);
        calls.sort(Comparator.comparingLong(Deed::latest));
        for (Deed deed : calls) {
            if (deed.opened == null || deed.opened.isUnix()) continue;
            Deque<Connection> queue = deed.call.address() instanceof SockAddr.Ip ip
                    ? byPeer.get(deed.side() + Sock.host(ip) + ' ' + ip.port())
                    : null;
            if (queue == null)
                queue = waiting.get(new Place(deed.side(), deed.sock == null ? -1 : deed.sock.localPort));
            Connection found = queue == null ? null : next(queue);
            if (found == null) continue;
            found.accept = deed;
            found.join(deed.side(), deed.opened);
        }
    }

    /// The first that no call has accepted.
    private static @Nullable Connection next(Deque<Connection> queue) {
        while (!queue.isEmpty()) {
            Connection next = queue.removeFirst();
            if (next.accept == null) return next;
        }
        return null;
    }

    private static long complete(Connection c) {
        return c.completed == null ? Long.MAX_VALUE : c.completed.arrived;
    }

    private static String peer(Connection c) {
        boolean forth = c.first.from == c.opener;
        return (forth ? c.first.source : c.first.destination) + ' '
                + (forth ? c.first.sourcePort : c.first.destinationPort);
    }
}
