package net.strata.lab;

import java.util.List;
import java.util.Map;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// What a call did, in a sentence for somebody who learns sockets.
public final class Says {
    private static final String UNIX = "AF_UNIX makes no packets: the kernel copies from one socket's buffer to the "
            + "other's";
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("SO_REUSEADDR", "lets bind take the port though connections of before are still in TIME-WAIT"),
            Map.entry("SO_REUSEPORT", "lets several sockets share the port: the kernel spreads those who come"),
            Map.entry("SO_KEEPALIVE", "has the kernel ask now and then whether a silent other side is still there"),
            Map.entry("SO_LINGER", "says how long close waits for what was not sent yet; 0 s: close resets"),
            Map.entry("SO_RCVTIMEO", "ends a receive that nothing comes for, with EAGAIN"),
            Map.entry("SO_SNDTIMEO", "ends a send that finds no room, with EAGAIN"),
            Map.entry("SO_SNDBUF",
                    "sets how much the kernel keeps that was not sent or acknowledged (Linux doubles it)"),
            Map.entry("SO_RCVBUF", "sets how much the kernel keeps that was not received (Linux doubles it)"),
            Map.entry("SO_BROADCAST", "allows datagrams to everybody on the network"),
            Map.entry("TCP_NODELAY", "switches Nagle's algorithm off: small pieces leave at once"),
            Map.entry("TCP_CORK", "holds back what does not fill a segment, until it is switched off"),
            Map.entry("TCP_QUICKACK", "says whether acknowledgments may wait for data to go with"),
            Map.entry("TCP_USER_TIMEOUT",
                    "sets how long data may stay unacknowledged before the connection is given up"),
            Map.entry("TCP_KEEPIDLE", "sets after how much silence the kernel asks the first time"),
            Map.entry("TCP_KEEPINTVL", "sets how long it waits between such questions"),
            Map.entry("TCP_KEEPCNT", "sets after how many questions without an answer the connection is given up"),
            Map.entry("TCP_MAXSEG", "bounds how much data a segment has"),
            Map.entry("IPV6_V6ONLY", "says whether the socket is for IPv6 alone, or takes IPv4 too"),
            Map.entry("IP_TTL", "sets how many routers its packets may pass"),
            Map.entry("IP_HDRINCL", "says that the program writes the IP header itself"),
            Map.entry("IP_RECVERR", "keeps errors of ICMP for the program to read"),
            Map.entry("IP_ADD_MEMBERSHIP", "joins a group: the kernel tells routers by IGMP, and takes its datagrams"),
            Map.entry("IP_DROP_MEMBERSHIP", "leaves a group"),
            Map.entry("IPV6_ADD_MEMBERSHIP", "joins a group: the kernel tells routers by MLD, and takes its datagrams"),
            Map.entry("IP_MULTICAST_TTL", "sets how many routers its datagrams to groups may pass"),
            Map.entry("IP_MULTICAST_LOOP", "says whether this host gets its own datagrams to groups"));

    private static final long MILLISECOND = 1_000_000;

    private final Connections connections;
    private final List<Passage> packets;

    Says(Connections connections, List<Passage> packets) {
        this.connections = connections;
        this.packets = packets;
    }

    /// Why a session has no packets.
    public static String noPackets(Timeline timeline) {
        return timeline.steps().stream().map(step -> step.made().call()).anyMatch(Says::unix)
                ? "There are no packets: " + UNIX
                        + ". There is no interface, no address and no header between them, and so "
                        + "nothing to capture."
                : "No packet was captured.";
    }

    /// Whether a call is about such sockets: it has their address, or makes one.
    private static boolean unix(Call call) {
        return call.address() instanceof SockAddr.Un
                || !call.arguments().isEmpty() && List.of("AF_UNIX", "AF_LOCAL").contains(call.arguments().getFirst());
    }

    String of(Deed deed) {
        Errno error = deed.call.error();
        boolean waits = error != null && (deed.failed(Errno.EINPROGRESS) || deed.failed(Errno.EAGAIN));
        if (error != null && !waits) return failed(deed, error);
        return switch (deed.act) {
            case SOCKET -> socket(deed);
            case BIND -> bind(deed);
            case LISTEN -> listen(deed);
            case ACCEPT -> accept(deed);
            case CONNECT -> connect(deed);
            case SEND -> send(deed);
            case RECEIVE -> receive(deed);
            case POLL -> poll(deed);
            case SHUTDOWN -> shutdown(deed);
            case CLOSE -> close(deed);
            case SET_OPTION -> option(deed);
            case GET_OPTION -> "asks for an option: " + deed.argument(2) + " is " + deed.argument(3);
            case OWN_NAME -> "asks for the socket's own address: " + address(deed.call.address());
            case PEER_NAME -> "asks for the other side's address: " + address(deed.call.address());
            case DUPLICATE -> "makes a second descriptor for the same socket";
            case OTHER -> other(deed);
        };
    }

    private static String other(Deed deed) {
        if (!deed.call.name().startsWith("fcntl")) return "";
        if (deed.says("F_SETFL"))
            return deed.says("O_NONBLOCK")
                    ? "from now on no call on it waits: EAGAIN instead"
                    : "from now on its calls wait";
        return "asks how the descriptor is set up";
    }

    private static String address(@Nullable SockAddr address) {
        return switch (address) {
            case null -> "nowhere";
            case SockAddr.Ip ip -> ip.host() + " port " + ip.port();
            default -> address.toString();
        };
    }

    private String failed(Deed deed, Errno error) {
        String why = ": " + error.meaning() + " (" + error.name() + ")";
        Passage by = deed.brought;
        if (by != null) why += ", as packet " + by.number + " told";
        String after = deed.act == Act.CONNECT || deed.act == Act.RECEIVE || deed.act == Act.ACCEPT
                ? " after " + lasted(deed)
                : "";
        return "fails" + after + why;
    }

    private static String lasted(Deed deed) {
        return Spans.of(deed.lasted());
    }

    /// Whether a call that found nothing to do waited for a time that an option sets, as far as is known.
    private static boolean gaveUp(Deed deed, String option) {
        Sock sock = deed.sock;
        boolean seen = sock != null && (!sock.family.isEmpty() || sock.accepted);
        return deed.lasted() > MILLISECOND && (!seen || sock != null && sock.on(option, deed.enter()));
    }

    private static String socket(Deed deed) {
        Sock sock = deed.opened;
        if (sock == null) return "makes a socket";
        String kind = switch (sock.family) {
            case "AF_UNIX", "AF_LOCAL" -> sock.isStream() ? "a stream within this host" : "datagrams within this host";
            case "AF_PACKET" -> "frames as the link has them";
            case "AF_NETLINK" -> "talk with the kernel";
            default ->
                (sock.isRaw()
                        ? "packets that the program writes"
                        : sock.isStream() ? "a TCP stream" : sock.takesIcmp() ? "pings (ICMP)" : "UDP datagrams")
                        + (sock.family.equals("AF_INET6") ? " over IPv6" : " over IPv4");
        };
        return "makes descriptor " + deed.call.result() + ", for " + kind + "; nothing is sent";
    }

    private static String bind(Deed deed) {
        if (deed.call.address() instanceof SockAddr.Un un) return bound(un);
        if (!(deed.call.address() instanceof SockAddr.Ip ip)) return "gives the socket its address";
        String host = ip.host().equals("0.0.0.0") || ip.host().equals("::") ? "any address of this host" : ip.host();
        return "gives the socket its address: " + host + ", " + (ip.port() == 0 ? "a free port" : "port " + ip.port())
                + "; nothing is sent";
    }

    /// What a name is for (unix(7)): one that begins with U+0000 is abstract.
    private static String bound(SockAddr.Un un) {
        if (un.name().isEmpty()) return "has the kernel choose an abstract name for the socket";
        return un.name().charAt(0) == 0
                ? "gives the socket an abstract name, which is in no file system"
                : "puts the socket's name into the file system";
    }

    private static String listen(Deed deed) {
        String queue = "connections wait in a queue until accept takes them, at most "
                + (deed.argument(1).isEmpty() ? "as many as the kernel allows" : deed.argument(1)) + " or one more";
        return deed.sock != null && deed.sock.isUnix()
                ? "from now on clients may connect; " + queue
                : "from now on the kernel answers SYNs by itself; " + queue;
    }

    private String accept(Deed deed) {
        if (deed.failed())
            return gaveUp(deed, "SO_RCVTIMEO")
                    ? "nobody came for " + lasted(deed) + ": it gave up (EAGAIN)"
                    : "there is no connection to take, and it may not wait (EAGAIN)";
        String what = "descriptor " + deed.call.result() + " is the connection";
        Passage by = deed.brought;
        if (by == null) return "took a connection after " + lasted(deed) + ": " + what;
        if (deed.releasedBy != null)
            return "waited " + lasted(deed) + ", until packet " + by.number + " completed a handshake: " + what;
        return "took a connection that was complete since packet " + by.number + ": " + what;
    }

    private static String connect(Deed deed) {
        Sock sock = deed.sock;
        if (sock != null && sock.isUnix())
            return (sock.isStream() ? "joins the listener's queue; " : "notes whom it sends to; ") + UNIX;
        if (sock != null && !sock.isTcp()) return "notes whom it talks to; nothing is sent";
        String syn = deed.caused().isEmpty()
                ? "begins a handshake"
                : "sent the SYN, packet " + deed.caused().getFirst();
        if (deed.failed())
            return syn + (gaveUp(deed, "SO_SNDTIMEO")
                    ? "; no answer came for " + lasted(deed) + ": it gave up (EINPROGRESS), the kernel goes on"
                    : "; does not wait for the answer (EINPROGRESS)");
        Passage by = deed.brought;
        return syn + (by == null
                ? ", and was back after " + lasted(deed)
                : ", and waited " + lasted(deed) + " for the answer, packet " + by.number)
                + "; the server's program has no part in that";
    }

    private String send(Deed deed) {
        Sock sock = deed.sock;
        if (deed.failed())
            return gaveUp(deed, "SO_SNDTIMEO")
                    ? "there was no room for " + lasted(deed) + ": it gave up (EAGAIN)"
                    : "finds no room, and may not wait (EAGAIN)";
        String gave = "gave " + Units.count(deed.call.result(), "byte") + " to the kernel";
        if (sock != null && sock.isUnix()) return gave + ", which put them into the other socket's buffer: no packet";
        List<Integer> caused = deed.caused();
        if (deed.releasedBy != null) gave = "waited for room until packet " + deed.releasedBy.number + ", " + gave;
        if (caused.isEmpty()) return gave + "; no packet was seen";
        boolean one = deed.call.result() == 1;
        return gave + ", which sent " + (one ? "it" : "them") + " in " + packets(caused)
                + (sock != null && sock.isTcp()
                        ? "; being back says nothing of " + (one ? "its" : "their") + " arrival"
                        : "");
    }

    private static String packets(List<Integer> numbers) {
        if (numbers.size() == 1) return "packet " + numbers.getFirst();
        if (numbers.size() == 2) return "packets " + numbers.getFirst() + " and " + numbers.getLast();
        return numbers.size() + " packets, " + numbers.getFirst() + " to " + numbers.getLast();
    }

    private String receive(Deed deed) {
        Sock sock = deed.sock;
        int result = deed.call.result();
        Passage by = deed.brought;
        boolean waited = deed.releasedBy != null;
        if (deed.failed())
            return gaveUp(deed, "SO_RCVTIMEO")
                    ? "nothing came for " + lasted(deed) + ": it gave up (EAGAIN)"
                    : "there is nothing, and it may not wait (EAGAIN)";
        if (result == 0 && (sock == null || sock.isStream()))
            return (waited ? "waited " + lasted(deed) + "; " : "")
                    + "0 is the end of the stream: the other side sends no more"
                    + (by == null ? "" : " (packet " + by.number + ")");
        String got = "got " + Units.count(result, "byte");
        if (by == null) return (deed.lasted() > MILLISECOND ? "waited " + lasted(deed) + ", " : "") + got;
        String lost = sock != null && sock.isDatagram() && by.dataLength > result
                ? "; the other " + Units.count(by.dataLength - result, "byte") + " of the datagram are lost"
                : "";
        return (waited
                ? "waited " + lasted(deed) + " for packet " + by.number + ", " + got
                : got + (result == 1 ? " that was" : " that were") + " there since packet " + by.number) + lost;
    }

    private static String poll(Deed deed) {
        if (deed.call.result() == 0) return "nothing happened in " + lasted(deed);
        return "waited " + lasted(deed) + (deed.releasedBy == null ? "" : ", until packet " + deed.releasedBy.number)
                + ": " + (deed.call.result() == 1 ? "one descriptor is" : deed.call.result() + " descriptors are")
                + " ready";
    }

    private static String shutdown(Deed deed) {
        String how = switch (deed.argument(1)) {
            case "SHUT_RD" -> "will receive no more; nothing is sent";
            case "SHUT_WR" -> "will send no more, and can still receive";
            default -> "will neither send nor receive";
        };
        return how + (deed.caused().isEmpty() ? "" : ": the FIN is packet " + deed.caused().getFirst());
    }

    private String close(Deed deed) {
        Sock sock = deed.sock;
        if (sock == null) return "gives the descriptor back";
        if (sock.listens)
            return deed.last
                    ? "gives the listener back: who comes now is refused"
                    : "gives the descriptor back; another one still stands for the listener";
        return "gives the descriptor back" + (deed.caused().isEmpty() ? silently(deed, sock) : sending(deed, sock));
    }

    private String sending(Deed deed, Sock sock) {
        int last = deed.caused().getLast();
        Connection connection = connections.get(sock.stream);
        if (connection != null) {
            Flow flow = connection.flow(sock.side);
            if (flow.reset != null && flow.reset.cause == deed) return ", and the kernel sends a reset, packet " + last;
            if (flow.fin != null && flow.fin.cause == deed) return ", and the kernel sends the FIN, packet " + last;
        }
        boolean group = packets.get(last - 1).why.startsWith("leaves the group");
        return group
                ? "; it was the last in its group, which the kernel tells in packet " + last
                : ", and the kernel sends packet " + last;
    }

    private String silently(Deed deed, Sock sock) {
        if (!sock.isTcp()) return "; nothing is sent";
        Connection connection = connections.get(sock.stream);
        if (connection == null) {
            if (!sock.accepted && !sock.connected) return "; there was no connection";
            return deed.last ? "" : "; another one still stands for the connection";
        }
        Flow here = connection.flow(sock.side);
        Flow there = connection.flow(sock.side.other());
        if (before(here.reset, deed) || before(there.reset, deed)) return "; the connection is gone already";
        if (before(here.fin, deed)) return "; the connection's end was begun before";
        if (there.syn == null || here.syn == null) return "; there was no connection yet";
        return deed.last ? "" : "; another one still stands for the connection";
    }

    private static boolean before(@Nullable Passage packet, Deed deed) {
        return packet != null && packet.left <= deed.latest();
    }

    private static String option(Deed deed) {
        String name = deed.argument(2);
        String value = deed.argument(3);
        String what = OPTIONS.getOrDefault(name, "sets " + name);
        return what + " (" + value.replaceAll("[\\[\\]]", "") + ")";
    }
}
