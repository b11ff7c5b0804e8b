package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.util.List;
import net.strata.lab.Program;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Poll;
import net.strata.os.Socket;

/// The goodbye of a server whose client has closed.
final class Reset implements Demo {
    private static final String GOODBYE = "goodbye";
    private static final long LONG = 10_000_000_000L;

    @Override
    public About about() {
        return new About("reset", "the goodbye that never arrives",
                "The client says bye and closes; the server's goodbye still reaches it.",
                "The server reads until the client's end, then sends goodbye. Its send returns " + GOODBYE.length()
                        + ". Who gets those bytes?",
                "close says that nobody will read any more: what comes then is answered by RST. If there is unread data at "
                        + "that moment, close itself sends RST instead of FIN, and what the other side was still to read may "
                        + "be lost. For a clean end: shutdown(SHUT_WR), read until recv returns 0, then close.",
                List.of("RFC 9293 section 3.6.1", "RFC 2525 section 2.17", "shutdown(2)", "send(2) on EPIPE"));
    }

    /// Reads to the end, says goodbye, and, if that was in vain, tries once more.
    private static void serve(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage).expect(Errno.EPIPE, Errno.ECONNRESET)) {
            Kit.recvAll(connection, 64);
            connection.send(Kit.bytes(GOODBYE), MSG_NOSIGNAL);
            awaitEnd(connection);
            connection.send(Kit.bytes(GOODBYE), MSG_NOSIGNAL);
        }
    }

    /// The same, for a client that has ended one direction only.
    private static void answer(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            Kit.recvAll(connection, 64);
            Kit.sendAll(connection, GOODBYE);
        }
    }

    /// Sends first, and has that not been read.
    private static void greet(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage).expect(Errno.EPIPE, Errno.ECONNRESET)) {
            Kit.sendAll(connection, "welcome");
            awaitEnd(connection);
            connection.send(Kit.bytes(GOODBYE), MSG_NOSIGNAL);
        }
    }

    /// Waits until the connection is broken.
    private static void awaitEnd(Socket socket) throws Exception {
        try (var poll = new Poll()) {
            poll.add(socket, 0);
            poll.poll(LONG);
        }
    }

    private static void close(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            Kit.sendAll(socket, "bye");
        }
    }

    private static void closeUnread(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage); var poll = new Poll()) {
            poll.add(socket, POLLIN);
            poll.poll(LONG);
        }
    }

    private static void endAndRead(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            Kit.sendAll(socket, "bye");
            socket.shutdown(SHUT_WR);
            Kit.recvAll(socket, 64);
        }
    }

    private static Session run(Trial trial, String title, Program server, Program client) throws Exception {
        var session = trial.run(title, server, client);
        session.show(Session.all(session.calls(CLIENT, "send", "shutdown", "recv", "close"),
                session.calls(SERVER, "recv", "send")),
                Session.all(session.loaded(SERVER), session.segments(CLIENT, "FIN"), session.segments(CLIENT, "RST")));
        return session;
    }

    @Override
    public void show(Trial trial) throws Exception {
        var closed = run(trial, "the client sends bye and closes", Reset::serve, Reset::close);
        List<Step> sends = closed.calls(SERVER, "send");
        trial.expectPackets("the server's send succeeds, its bytes are answered by RST, and nobody receives them",
                !sends.isEmpty() && sends.getFirst().made().call().result() == GOODBYE.length()
                        && !closed.segments(CLIENT, "RST").isEmpty() && closed.data(CLIENT, "recv").length == 0,
                Session.results(sends) + "; " + closed.segments(CLIENT, "RST").size() + " RST");
        trial.expect("only the next send fails, by EPIPE", Session.failed(closed.last(SERVER, "send"), Errno.EPIPE),
                Session.results(sends));

        var unread = run(trial, "the client closes, and has not read what came", Reset::greet, Reset::closeUnread);
        trial.expectPackets("close sends RST at once, and no FIN", !unread.segments(CLIENT, "RST").isEmpty()
                && unread.segments(CLIENT, "FIN").isEmpty(),
                unread.segments(CLIENT, "RST").size() + " RST, " + unread.segments(CLIENT, "FIN").size() + " FIN");
        trial.expect("the server's send fails by ECONNRESET",
                Session.failed(unread.last(SERVER, "send"), Errno.ECONNRESET),
                Session.results(unread.calls(SERVER, "send")));

        var clean = run(trial, "the client ends its direction, and reads to the end", Reset::answer, Reset::endAndRead);
        trial.expectPackets("now the goodbye arrives, and there is no RST", clean.text(CLIENT, "recv").equals(GOODBYE)
                && clean.segments(CLIENT, "RST").isEmpty() && clean.segments(SERVER, "RST").isEmpty(),
                Session.results(clean.calls(CLIENT, "recv")));
    }
}
