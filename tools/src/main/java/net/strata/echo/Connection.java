package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A client of a server of streams. All it does is in steps that its engine calls: while there is [#hasAnswer], [#send];
/// then, unless it [#isOver], [#receive].
public final class Connection {
    private final Socket socket;
    private final long number;
    private final Conversation conversation;
    private final ServerWatcher watcher;
    private final Answer answer = new Answer();
    private @Nullable SockAddr peer;
    private boolean ended;
    private long received;
    private long sent;
    /// When something was last received or sent (System.nanoTime).
    private long alive = System.nanoTime();

    /// @param peer its address, null if accept did not tell it
    Connection(Socket socket, @Nullable SockAddr peer, long number, Conversation conversation, ServerWatcher watcher) {
        this.socket = socket;
        this.peer = peer;
        this.number = number;
        this.conversation = conversation;
        this.watcher = watcher;
    }

    /// From 1, in the order in which clients were accepted.
    public long number() {
        return number;
    }

    /// Its address. If accept did not tell it, the kernel is asked for it when it is first wanted.
    public SockAddr peer() {
        if (peer == null) {
            try {
                peer = socket.getpeername();
            } catch (OsError | IllegalStateException e) {
                peer = new SockAddr.Other(0); // it has gone already
            }
        }
        return peer;
    }

    /// How many bytes came.
    public long received() {
        return received;
    }

    /// How many bytes went.
    public long sent() {
        return sent;
    }

    public Socket socket() {
        return socket;
    }

    long alive() {
        return alive;
    }

    void begin() throws IOException {
        conversation.begins(answer);
    }

    /// Whether there is something to be sent.
    boolean hasAnswer() throws IOException {
        return !answer.isEmpty() || !answer.isLast() && conversation.more(answer);
    }

    /// Whether nothing more will be said, when there is no answer to be sent.
    boolean isOver() {
        return ended || answer.isLast();
    }

    /// Sends as much of the answer as the kernel takes.
    ///
    /// @return as [Socket#send]
    int send() throws OsError {
        int r;
        try {
            r = socket.send(answer.toSend(), 0);
        } finally {
            answer.sent();
        }
        if (r > 0) {
            sent += r;
            alive = System.nanoTime();
            watcher.sent(this, r);
        }
        return r;
    }

    /// Receives what there is, and has the conversation answer it.
    ///
    /// @return as [Socket#recv]
    int receive(ByteBuffer room) throws IOException {
        int r = socket.recv(room.clear(), 0);
        if (r < 0) return r;
        alive = System.nanoTime();
        if (r == 0) {
            ended = true;
            watcher.ended(this);
            conversation.ended(answer);
            return r;
        }
        received += r;
        watcher.received(this, r);
        conversation.came(room.flip(), answer);
        return r;
    }

    /// @param failure null if all was said
    void close(@Nullable IOException failure) {
        socket.close();
        IOException told = failure;
        try {
            conversation.close();
        } catch (IOException e) {
            if (told == null) told = e;
        }
        watcher.closed(this, told);
    }
}
