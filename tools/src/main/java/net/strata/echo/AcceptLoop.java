package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.Socket;

/// Serves by calls that wait: one client after the other, or a thread for each.
final class AcceptLoop {
    /// How long after a call that would have had to wait it is tried again.
    static final long MOMENT_MILLIS = 10;

    private final Server server;
    private final Socket listener;
    private final boolean threads;

    AcceptLoop(Server server, Socket listener, boolean threads) {
        this.server = server;
        this.listener = listener;
        this.threads = threads;
    }

    void run() throws IOException {
        if (server.nonblocking()) listener.nonblocking(true);
        while (!server.isEnough() && !server.isClosed()) {
            Connection client = server.accept(listener, 0);
            if (client == null) {
                if (server.isShort()) server.rest(Server.SHORTAGE_MILLIS);
                else if (server.nonblocking()) server.rest(MOMENT_MILLIS);
                continue;
            }
            if (threads) start(client);
            else
                serve(client);
            server.awaitRoom();
        }
        server.awaitAll();
    }

    /// Serves a client in a thread of its own, as soon as there can be one more (setrlimit(2), RLIMIT_NPROC).
    private void start(Connection client) {
        while (!server.isClosed()) {
            try {
                Thread.ofPlatform().name("client " + client.number()).start(() -> serve(client));
                return;
            } catch (OutOfMemoryError e) {
                server.tellShortage("no more threads can be started (ulimit -u)");
                server.rest(Server.SHORTAGE_MILLIS);
            }
        }
        server.over(client, null);
    }

    private void serve(Connection client) {
        IOException failure = null;
        try {
            talk(client);
        } catch (IOException e) {
            failure = e;
        } catch (IllegalStateException e) {
            if (client.socket().isOpen()) throw e; // else the server was closed
        } finally {
            server.over(client, failure);
        }
    }

    private void talk(Connection client) throws IOException {
        Socket socket = client.socket();
        var patience = server.patience();
        if (server.nonblocking()) socket.nonblocking(true);
        else if (!patience.isZero()) {
            socket.setsockopt(Option.SO_RCVTIMEO, patience);
            socket.setsockopt(Option.SO_SNDTIMEO, patience);
        }
        var room = ByteBuffer.allocateDirect(server.size());
        client.begin();
        for (;;) {
            int r;
            if (client.hasAnswer()) r = client.send();
            else if (client.isOver()) return;
            else
                r = client.receive(room);
            if (r == -Errno.EAGAIN) again(client);
        }
    }

    /// A call would have had to wait, or has waited for as long as it may.
    private void again(Connection client) throws IOException {
        boolean late = !server.patience().isZero()
                && System.nanoTime() - client.alive() >= server.patience().toNanos();
        if (!server.nonblocking() || late) throw new IOException(server.silence());
        server.rest(MOMENT_MILLIS);
    }
}
