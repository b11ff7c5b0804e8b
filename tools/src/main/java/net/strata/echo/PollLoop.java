package net.strata.echo;

import static net.strata.os.Abi.POLLIN;
import static net.strata.os.Abi.POLLNVAL;
import static net.strata.os.Abi.POLLOUT;
import static net.strata.os.Abi.SOCK_NONBLOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.os.Poll;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Serves all clients in one thread: no call waits but poll, which waits for whatever can be done next. From a client
/// nothing is received as long as an answer waits for it to take, so that no more than one answer a client is in memory.
final class PollLoop {
    /// How many clients are accepted before others get their turn.
    private static final int BATCH = 64;

    private final Server server;
    private final Socket listener;
    private final ByteBuffer room;
    private final Poll poll;
    /// Those who were silent longest first.
    private final Map<Connection, Poll.Entry> clients = new LinkedHashMap<>();
    /// The listener's entry; null when there are clients enough.
    private Poll.@Nullable Entry door;

    PollLoop(Server server, Socket listener) throws IOException {
        this.server = server;
        this.listener = listener;
        room = ByteBuffer.allocateDirect(server.size());
        poll = new Poll();
    }

    void run() throws IOException {
        try (poll) {
            listener.nonblocking(true);
            door = poll.add(listener, POLLIN);
            while (door != null || !clients.isEmpty()) {
                boolean wants = door != null && server.hasRoom();
                boolean later = wants && server.isShort();
                if (door != null) door.events(wants && !later ? POLLIN : 0);
                var ready = poll.poll(nanos(later));
                if (server.isClosed()) break;
                for (var entry : ready)
                    if (entry.attachment() instanceof Connection client) turn(client, entry);
                // Where descriptors had run out there may be one now.
                if (wants && (later || door.has(POLLIN))) acceptSome();
                endSilent();
            }
        } finally {
            clients.keySet().forEach(client -> server.over(client, null));
        }
    }

    /// How long poll may wait.
    private long nanos(boolean later) {
        long nanos = later ? Server.SHORTAGE_MILLIS * 1_000_000 : -1;
        if (server.patience().isZero() || clients.isEmpty()) return nanos;
        long left = Math.max(0, server.patience().toNanos() - silence(oldest()));
        return nanos < 0 ? left : Math.min(nanos, left);
    }

    private Connection oldest() {
        return clients.keySet().iterator().next();
    }

    private static long silence(Connection client) {
        return System.nanoTime() - client.alive();
    }

    private void acceptSome() throws IOException {
        for (int i = 0; i < BATCH && door != null; i++) {
            Connection client = server.accept(listener, SOCK_NONBLOCK);
            if (client == null) break;
            begin(client);
            if (server.isEnough()) {
                poll.remove(door);
                door = null;
            } else if (!server.hasRoom()) return;
        }
    }

    private void begin(Connection client) {
        Poll.Entry entry = poll.add(client.socket(), POLLIN);
        entry.attach(client);
        clients.put(client, entry);
        try {
            client.begin();
            go(client, entry);
        } catch (IOException e) {
            over(client, e);
        }
    }

    /// A client's socket has something, or takes something.
    private void turn(Connection client, Poll.Entry entry) {
        if (entry.has(POLLNVAL)) return;
        long before = client.alive();
        try {
            if (!client.hasAnswer()) client.receive(room);
            go(client, entry);
        } catch (IOException e) {
            over(client, e);
        }
        if (client.alive() != before && clients.remove(client) != null) clients.put(client, entry);
    }

    /// Sends what can be sent at once, and chooses what to wait for.
    private void go(Connection client, Poll.Entry entry) throws IOException {
        if (client.hasAnswer()) client.send();
        boolean waits = client.hasAnswer();
        if (!waits && client.isOver()) over(client, null);
        else
            entry.events(waits ? POLLOUT : POLLIN);
    }

    private void over(Connection client, @Nullable IOException failure) {
        Poll.Entry entry = clients.remove(client);
        if (entry != null) poll.remove(entry);
        server.over(client, failure);
    }

    private void endSilent() {
        if (server.patience().isZero()) return;
        while (!clients.isEmpty() && silence(oldest()) >= server.patience().toNanos())
            over(oldest(), new IOException(server.silence()));
    }
}
