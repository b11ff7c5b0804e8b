package net.strata.lab;

import java.util.List;

/// Which of a server's six steps, or of a client's four, a call is.
final class Roles {
    private static final List<String> SERVER = List.of("socket", "bind", "listen", "accept", "receive and send",
            "close");
    private static final List<String> CLIENT = List.of("socket", "connect", "send and receive", "close");

    private Roles() {}

    /// The role of a call on a stream, empty if it has none.
    static String of(Deed deed) {
        Sock sock = deed.act == Act.SOCKET ? deed.opened : deed.sock;
        if (sock == null || !sock.isStream()) return "";
        if (sock.connects) return role(Side.CLIENT, client(deed.act), CLIENT);
        return sock.listens || sock.accepted ? role(Side.SERVER, server(deed.act), SERVER) : "";
    }

    private static String role(Side side, int step, List<String> steps) {
        return step == 0 ? "" : side + " " + step + " of " + steps.size() + ": " + steps.get(step - 1);
    }

    private static int server(Act act) {
        return switch (act) {
            case SOCKET -> 1;
            case BIND -> 2;
            case LISTEN -> 3;
            case ACCEPT -> 4;
            case RECEIVE, SEND -> 5;
            case SHUTDOWN, CLOSE -> 6;
            default -> 0;
        };
    }

    private static int client(Act act) {
        return switch (act) {
            case SOCKET -> 1;
            case CONNECT -> 2;
            case SEND, RECEIVE, SHUTDOWN -> 3;
            case CLOSE -> 4;
            default -> 0;
        };
    }
}
