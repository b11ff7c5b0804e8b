package net.strata.lab;

import java.util.Map;
import java.util.Set;

/// What Java's channels can do of what sockets can.
final class FormsJava {
    static final String SERVER = "ServerSocketChannel";
    static final String STREAM = "SocketChannel";
    static final String DATAGRAM = "DatagramChannel";
    /// Of each, the forms that it has, by their names in the table.
    private static final Map<String, Set<String>> HAVE = Map.of(SERVER,
            Set.of("socket listener", "bind listener", "accept", "accept4", "close", "setsockopt", "getsockopt",
                    "getsockname",
                    "nonblocking"),
            STREAM,
            Set.of("socket stream", "bind", "connect", "send", "write", "recv", "read", "shutdown SHUT_RD",
                    "shutdown SHUT_WR", "shutdown SHUT_RDWR", "close", "setsockopt", "getsockopt", "getsockname",
                    "getpeername", "nonblocking"),
            DATAGRAM,
            Set.of("socket datagram", "bind", "connect", "send", "write", "sendto", "recv", "read", "recvfrom", "close",
                    "setsockopt", "getsockopt", "getsockname", "getpeername", "nonblocking"));

    private FormsJava() {}

    /// The class that a socket is of.
    ///
    /// @throws NoForm if there is none
    static String channel(Sock sock) throws NoForm {
        if (sock.type.isEmpty() && !sock.accepted) throw new NoForm("what kind of socket this is was not seen");
        if (sock.isPacket()) throw new NoForm("Java has no packet sockets");
        if (sock.family.equals("AF_NETLINK")) throw new NoForm("Java has no netlink sockets");
        boolean inet = sock.family.equals("AF_INET") || sock.family.equals("AF_INET6");
        boolean stream = sock.isStream() && (inet || sock.isUnix() || sock.accepted);
        if (stream) return sock.listens ? SERVER : STREAM;
        if (sock.isUnix()) throw new NoForm("Java has of unix sockets only streams");
        if (sock.isRaw() || sock.protocol.contains("ICMP")) throw new NoForm("Java has no raw sockets");
        if (!inet || !sock.isDatagram()) throw new NoForm("Java has no sockets of this kind");
        return DATAGRAM;
    }

    /// @param form its name in the table
    /// @param call its name in C
    static void check(Sock sock, String form, String call) throws NoForm {
        String channel = channel(sock);
        Set<String> have = HAVE.get(channel);
        if (have == null || !have.contains(form)) throw new NoForm("a " + channel + " has no " + call);
    }

    static String family(String name) {
        return "StandardProtocolFamily." + switch (name) {
            case "AF_INET6" -> "INET6";
            case "AF_UNIX", "AF_LOCAL" -> "UNIX";
            default -> "INET";
        };
    }
}
