package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.SHUT_WR;

import java.util.List;
import net.strata.lab.Stage;
import net.strata.os.OsError;

/// A stream has two directions, and each ends by itself.
final class HalfClose implements Demo {
    @Override
    public About about() {
        return new About("half-close", "each direction of a stream ends by itself",
                "Once a side has ended the connection, nothing can come from the other any more.",
                "The client says that it has sent all. Can the server still answer?",
                "shutdown(SHUT_WR) ends one direction: the other side's recv returns 0 once it has read all, and it can "
                        + "still send. close ends both.",
                List.of("shutdown(2)", "RFC 9293 section 3.6"));
    }

    private static void serve(Stage stage) throws OsError {
        try (var connection = Kit.accepted(stage)) {
            byte[] question = Kit.recvAll(connection, 1024);
            Kit.sendAll(connection, question.length + " bytes came");
        }
    }

    private static void ask(Stage stage) throws OsError {
        try (var socket = Kit.connected(stage)) {
            Kit.sendAll(socket, "is that all?");
            socket.shutdown(SHUT_WR);
            Kit.recvAll(socket, 1024);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("the client asks, and ends its direction", HalfClose::serve, HalfClose::ask);
        var fins = Session.all(session.segments(CLIENT, "FIN"), session.segments(SERVER, "FIN"));
        session.show(Session.all(session.calls(CLIENT, "send", "shutdown", "recv"),
                session.calls(SERVER, "recv", "send")),
                Session.all(fins, session.loaded(CLIENT), session.loaded(SERVER)));
        var reads = session.calls(SERVER, "recv");
        trial.expect("the server's recv returns 0 after the client's data",
                session.text(SERVER, "recv").equals("is that all?") && Session.failed(session.last(SERVER, "recv"), 0),
                Session.results(reads));
        trial.expect("the answer comes after that, and arrives whole",
                session.text(CLIENT, "recv").equals("12 bytes came"), session.text(CLIENT, "recv"));
        trial.expectPackets("each side sends a FIN of its own",
                !session.segments(CLIENT, "FIN").isEmpty() && !session.segments(SERVER, "FIN").isEmpty(),
                fins.size() + " segments with FIN");
    }
}
