package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Follows descriptors: which socket each call is about, though numbers are used again and inherited by processes.
final class Sockets {
    /// @param process 0 stands for any of the side
    private record Numbered(Side side, int process, int fd) {}

    /// A call's beginning, or the return of one that made a descriptor.
    private record Moment(long time, boolean back, Deed deed) {}

    private static final Pattern WATCHED = Pattern.compile("\\bfd=(\\d{1,9})");

    private final Map<Numbered, Sock> open = new HashMap<>();
    /// By the kernel's own number.
    private final Map<Long, Sock> identified = new HashMap<>();
    private final Ready ready = new Ready();
    private final Holds holds = new Holds();
    private final Map<String, Integer> names = new HashMap<>();
    final List<Sock> all = new ArrayList<>();

    /// @param deeds in the order of their beginnings
    void follow(List<Deed> deeds) {
        var moments = new ArrayList<Moment>();
        for (Deed each : deeds) {
            moments.add(new Moment(each.enter(), false, each));
            if (each.act.opens()) moments.add(new Moment(each.latest(), true, each));
        }
        moments.sort(Comparator.comparingLong(Moment::time));
        for (Moment each : moments)
            if (each.back) opened(each.deed);
            else
                used(each.deed);
        holds.settle();
    }

    private @Nullable Sock find(Deed deed, int fd) {
        Sock known = deed.made.socket() == 0 ? null : identified.get(deed.made.socket());
        return known != null ? known : numbered(deed, fd);
    }

    private @Nullable Sock numbered(Deed deed, int fd) {
        Sock own = open.get(new Numbered(deed.side(), deed.made.process(), fd));
        return own != null ? own : open.get(new Numbered(deed.side(), 0, fd));
    }

    private void keep(Deed deed, int fd, Sock sock) {
        long identity = deed.act.opens() ? deed.made.opened() : deed.made.socket();
        if (identity != 0) identified.put(identity, sock);
        open.put(new Numbered(deed.side(), deed.made.process(), fd), sock);
        open.put(new Numbered(deed.side(), 0, fd), sock);
        if (deed.act.opens()) holds.made(deed, fd, sock);
    }

    private Sock add(Sock sock, Deed deed, int fd) {
        String letter = sock.accepted ? "conn" : "s";
        int count = names.merge(sock.side + letter, 1, Integer::sum);
        sock.name = count == 1 ? letter : letter + count;
        all.add(sock);
        keep(deed, fd, sock);
        return sock;
    }

    private void opened(Deed deed) {
        int fd = deed.call.result();
        if (fd < 0) return;
        switch (deed.act) {
            case SOCKET -> deed.opened = add(new Sock(deed.side(), fd, deed.argument(0), plain(deed.argument(1)),
                    deed.argument(2)), deed, fd);
            case ACCEPT -> {
                Sock listener = deed.sock;
                var sock = new Sock(deed.side(), fd, listener == null ? "" : listener.family, "SOCK_STREAM", "");
                sock.accepted = true;
                sock.listener = listener;
                sock.connectedTo(deed.call.address());
                if (listener != null) sock.localPort = listener.localPort;
                deed.opened = add(sock, deed, fd);
            }
            default -> {
                if (deed.sock != null) keep(deed, fd, deed.sock);
            }
        }
    }

    /// A type without its flags.
    private static String plain(String type) {
        int end = type.indexOf('|');
        return end < 0 ? type : type.substring(0, end).strip();
    }

    /// The sockets that a call waits for, by their descriptors.
    private void watch(Deed deed) {
        Matcher each = WATCHED.matcher(deed.argument(0));
        while (each.find()) {
            Sock sock = find(deed, Integer.parseInt(each.group(1)));
            if (sock != null) deed.watched.put(Integer.valueOf(each.group(1)), sock);
        }
    }

    private void used(Deed deed) {
        if (deed.act == Act.POLL) {
            watch(deed);
            deed.ready = ready.of(deed, each -> numbered(deed, each));
        }
        int fd = deed.call.fd();
        if (deed.call.name().equals("exit")) {
            holds.ended(deed);
            return;
        }
        if (fd < 0 || deed.act == Act.SOCKET || deed.act == Act.POLL) return;
        Sock sock = find(deed, fd);
        if (sock == null && speaksOfSockets(deed)) sock = add(unseen(deed, fd), deed, fd);
        if (sock == null) return;
        deed.sock = sock;
        sock.deeds.add(deed);
        holds.used(deed, fd, sock);
        ready.watch(deed, sock);
        if (deed.call.name().startsWith("dup") && !deed.failed() && deed.call.result() != fd) replaces(deed);
        learn(deed, sock);
    }

    /// A descriptor that dup2(2) makes anew is closed first.
    private void replaces(Deed deed) {
        Sock before = open.get(new Numbered(deed.side(), deed.made.process(), deed.call.result()));
        if (before == null || before == deed.sock) return;
        before.closes.add(deed);
        holds.closed(deed, deed.call.result());
    }

    private static boolean speaksOfSockets(Deed deed) {
        return switch (deed.act) {
            case SEND -> !deed.call.name().startsWith("write") && !deed.call.name().startsWith("sendfile");
            case RECEIVE -> !deed.call.name().startsWith("read");
            case CLOSE, OTHER, DUPLICATE, POLL -> false;
            default -> true;
        };
    }

    /// A socket whose making was not recorded.
    private static Sock unseen(Deed deed, int fd) {
        String family = switch (deed.call.address()) {
            case SockAddr.In _ -> "AF_INET";
            case SockAddr.In6 _ -> "AF_INET6";
            case SockAddr.Un _ -> "AF_UNIX";
            case SockAddr.Ll _ -> "AF_PACKET";
            case null, default -> "";
        };
        boolean stream = deed.tcp() != null || deed.act == Act.LISTEN || deed.act == Act.ACCEPT;
        return new Sock(deed.side(), fd, family, stream ? "SOCK_STREAM" : "", "");
    }

    private void learn(Deed deed, Sock sock) {
        boolean done = !deed.failed();
        if (sock.timedOut == null && deed.failed(Errno.ETIMEDOUT)) sock.timedOut = deed;
        SockAddr address = deed.call.address();
        switch (deed.act) {
            case BIND -> {
                if (done) sock.bound(address);
            }
            case OWN_NAME -> {
                if (done) sock.bound(address);
            }
            case LISTEN -> sock.listens |= done;
            case CONNECT -> {
                sock.connects = true;
                sock.connected |= done || deed.failed(Errno.EINPROGRESS);
                sock.connectedTo(address);
            }
            case SET_OPTION -> {
                if (done) sock.sets(deed);
            }
            case CLOSE -> {
                sock.closes.add(deed);
                holds.closed(deed, deed.call.fd());
                open.remove(new Numbered(deed.side(), deed.made.process(), deed.call.fd()));
                open.remove(new Numbered(deed.side(), 0, deed.call.fd()), sock);
            }
            default -> {
            }
        }
    }
}
