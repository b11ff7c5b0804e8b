package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which descriptors stand for each socket, and how long, in all processes: a socket is closed when the last of them is
/// (close(2), dup(2), fork(2)).
final class Holds {
    private static final class Hold {
        final long from;
        long to = Long.MAX_VALUE;

        Hold(long from) {
            this.from = from;
        }
    }

    private record Place(Side side, int process, int fd) {}

    private record Open(Sock sock, Hold hold) {}

    private record Change(long time, int by) {}

    private final Map<Place, Open> open = new HashMap<>();
    private final Map<Sock, List<Hold>> all = new HashMap<>();

    private void hold(Deed deed, int fd, Sock sock, long from) {
        var place = new Place(deed.side(), deed.made.process(), fd);
        Open now = open.get(place);
        if (now != null && now.sock == sock) return;
        if (now != null) now.hold.to = deed.enter();
        var hold = new Hold(from);
        open.put(place, new Open(sock, hold));
        all.computeIfAbsent(sock, _ -> new ArrayList<>()).add(hold);
    }

    /// A call has made a descriptor for it.
    void made(Deed deed, int fd, Sock sock) {
        hold(deed, fd, sock, deed.latest());
    }

    /// A call is made with a descriptor for it: one that nobody saw being made was inherited.
    void used(Deed deed, int fd, Sock sock) {
        hold(deed, fd, sock, Long.MIN_VALUE);
    }

    /// A call closes a descriptor, whatever else it does.
    void closed(Deed deed, int fd) {
        Open now = open.remove(new Place(deed.side(), deed.made.process(), fd));
        if (now != null) now.hold.to = deed.enter();
    }

    /// A process has ended, and with it its descriptors.
    void ended(Deed deed) {
        open.entrySet().removeIf(each -> {
            boolean own = each.getKey().side == deed.side() && each.getKey().process == deed.made.process();
            if (own) each.getValue().hold.to = deed.enter();
            return own;
        });
    }

    /// Finds out, of all calls that close, which leave no descriptor of their socket open.
    void settle() {
        all.forEach((sock, holds) -> {
            var changes = new ArrayList<Change>();
            for (Hold each : holds) {
                changes.add(new Change(each.from, 1));
                if (each.to != Long.MAX_VALUE) changes.add(new Change(each.to, -1));
            }
            changes.sort(Comparator.comparingLong(Change::time));
            Set<Long> closed = new HashSet<>();
            int now = 0;
            for (Change each : changes) {
                now += each.by;
                if (now == 0) closed.add(each.time);
                else
                    closed.remove(each.time);
            }
            for (Deed deed : sock.closes)
                deed.last = closed.contains(deed.enter());
        });
    }
}
