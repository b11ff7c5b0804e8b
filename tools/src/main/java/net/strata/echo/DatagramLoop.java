package net.strata.echo;

import static net.strata.os.Abi.AF_UNIX;
import static net.strata.os.Abi.MSG_DONTWAIT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// Serves by datagrams: what came from an address is answered to that address, and then forgotten.
final class DatagramLoop {
    /// Below are the ports of servers: two that answer each other would never end (RFC 862 has no way out of that).
    private static final int CLIENTS = 1024;

    private final Server server;
    private final Socket socket;
    private boolean told;
    /// Why answers were lost, as far as it was told: who sends datagrams cannot have it told for each.
    private final Set<Integer> lost = new HashSet<>();

    DatagramLoop(Server server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    void run() throws IOException {
        if (server.nonblocking()) socket.nonblocking(true);
        else if (!server.patience().isZero()) socket.setsockopt(Option.SO_RCVTIMEO, server.patience());
        var room = ByteBuffer.allocateDirect(server.size());
        long alive = System.nanoTime();
        while (!server.isEnough() && !server.isClosed()) {
            var got = socket.recvfrom(room.clear(), 0);
            if (got.length() >= 0) {
                serve(room.flip(), got.from());
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
        if (isClient(from)) {
            var answer = new Answer();
            try (Conversation conversation = server.service().conversations().get()) {
                conversation.came(data, answer);
            }
            // An empty datagram is one too.
            if (answer.isSaid()) answered = send(answer.toSend(), from);
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
        if (client || told) return client;
        told = true;
        server.watcher().trouble(from instanceof SockAddr.Ip
                ? from + " is not answered: ports below 1024 are servers', and two servers could answer each other for ever"
                : "a client without a name cannot be answered: it has to bind its socket");
        return false;
    }

    private int send(ByteBuffer data, SockAddr to) throws IOException {
        try {
            // A unix socket would wait for a client whose queue is full.
            int r = socket.sendto(data, to.family() == AF_UNIX ? MSG_DONTWAIT : 0, to);
            return r == -Errno.EAGAIN ? -1 : r;
        } catch (OsError e) {
            if (lost.add(e.errno())) server.watcher().trouble("an answer was lost: " + e.getMessage());
            return -1;
        }
    }
}
