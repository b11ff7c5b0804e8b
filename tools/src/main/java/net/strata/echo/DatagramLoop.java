package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Serves by datagrams: what came from an address is answered to that address, and then forgotten.
final class DatagramLoop {
    /// Below are the ports of servers: two that answer each other would never end (RFC 862 has no way out of that).
    private static final int CLIENTS = 1024;

    private final Server server;
    private final Socket socket;
    private final Datagrams datagrams;
    /// Of what kind answers were lost or refused, as far as it was told: who sends datagrams cannot have it told for each.
    private final Set<String> told = new HashSet<>();
    /// Of a service that has one client: which that is.
    private @Nullable SockAddr only;
    private boolean over;

    DatagramLoop(Server server, Socket socket, SockAddr at) throws OsError {
        this.server = server;
        this.socket = socket;
        datagrams = new Datagrams(socket, at, server.size());
    }

    void run() throws IOException {
        if (server.nonblocking()) socket.nonblocking(true);
        else if (!server.patience().isZero()) socket.setsockopt(Option.SO_RCVTIMEO, server.patience());
        long alive = System.nanoTime();
        while (!over && !server.isEnough() && !server.isClosed()) {
            if (datagrams.receive() >= 0) {
                serve(datagrams.data(), datagrams.from());
                alive = System.nanoTime();
            } else if (!server.nonblocking() || late(alive)) {
                server.watcher().trouble(server.silence());
                return;
            } else {
                server.rest(AcceptLoop.MOMENT_MILLIS);
            }
        }
    }

    private boolean late(long since) {
        return !server.patience().isZero() && System.nanoTime() - since >= server.patience().toNanos();
    }

    private void serve(ByteBuffer data, SockAddr from) throws IOException {
        int came = data.remaining();
        server.next();
        server.count(came, 0);
        int answered = -1;
        if (isClient(from) && isTurn(from)) {
            var answer = new Answer();
            try (Conversation conversation = server.service().conversations().get()) {
                conversation.came(data, answer);
            }
            // An empty datagram is one too.
            if (answer.isSaid()) answered = send(answer.toSend(), from);
            over = only != null && answer.isLast();
        }
        server.count(0, Math.max(answered, 0));
        server.watcher().datagram(from, came, answered);
    }

    private boolean isClient(SockAddr from) {
        boolean client = switch (from) {
            case SockAddr.Ip ip -> ip.port() >= CLIENTS;
            case SockAddr.Un un -> !un.name().isEmpty();
            default -> false;
        };
        if (client) return true;
        if (from instanceof SockAddr.Ip)
            once("port", from + " is not answered: ports below 1024 are servers',"
                    + " and two servers could answer each other for ever");
        else
            once("name", "a client without a name cannot be answered: it has to bind its socket");
        return false;
    }

    /// Whether it is the client of a service that has only one: who comes first.
    private boolean isTurn(SockAddr from) {
        if (server.service().clients() != 1) return true;
        if (only == null) only = from;
        if (only.equals(from)) return true;
        once("other", from + " is not answered: this server talks to " + only + " alone");
        return false;
    }

    private int send(ByteBuffer data, SockAddr to) {
        try {
            int r = datagrams.answer(data);
            if (r != -Errno.EAGAIN) return r;
            // Of a unix socket the kernel does not say which of the two it is.
            once("EAGAIN", !(to instanceof SockAddr.Un)
                    ? "an answer was lost: the send buffer is full (EAGAIN)"
                    : "an answer was lost: " + to + " does not read, and its queue is full; or what clients do not"
                            + " read fills this server's send buffer (SO_SNDBUF), and none is answered until they read or close"
                            + " (EAGAIN)");
        } catch (OsError e) {
            once(Errno.of(e.errno()).name(), "an answer was lost: " + e.getMessage());
        }
        return -1;
    }

    private void once(String kind, String what) {
        if (told.add(kind)) server.watcher().trouble(what);
    }
}
