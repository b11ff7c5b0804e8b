package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.util.List;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// A server that is started again.
final class ReuseAddr implements Demo {
    @Override
    public About about() {
        return new About("reuseaddr", "SO_REUSEADDR and TIME_WAIT: starting a server again",
                "SO_REUSEADDR tells whether a port is in use, or lets two servers have it.",
                "A server ends and is started again at once. When does bind fail, and whose fault is it?",
                "Who closes first keeps the connection in TIME_WAIT for a minute, and its port with it: bind fails by "
                        + "EADDRINUSE. SO_REUSEADDR, set by the server before and the one now, has bind disregard that. It does "
                        + "not tell whether a port is in use: two such sockets can be bound to one port, and only listen has "
                        + "one of them fail. Let the client close first, and there is nothing to disregard.",
                List.of("socket(7) on SO_REUSEADDR", "ip(7)", "RFC 9293 section 3.6.1 on TIME-WAIT"));
    }

    /// Ends first, then starts again, both ways.
    private static void endsFirst(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            connection.shutdown(SHUT_WR);
            // The client's end has come: its FIN is acknowledged, and the connection is in TIME_WAIT from the close on.
            Kit.recvAll(connection, 16);
        }
        startAgain(stage, false);
        startAgain(stage, true);
    }

    private static void endsSecond(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            Kit.recvAll(connection, 16);
            // close waits until the client's kernel has acknowledged the FIN.
            connection.setsockopt(Option.SO_LINGER, "10");
        }
        startAgain(stage, false);
    }

    private static void startAgain(Stage stage, boolean reuse) throws OsError {
        try (var socket = Kit.stream()) {
            if (reuse) socket.setsockopt(Option.SO_REUSEADDR, 1);
            tryBind(socket, stage);
        }
    }

    /// Whether it fails is in the recording.
    private static boolean tryBind(Socket socket, Stage stage) throws OsError {
        try {
            socket.bind(Kit.server(stage));
            return true;
        } catch (OsError e) {
            if (e.errno() != Errno.EADDRINUSE) throw e;
            return false;
        }
    }

    private static void waitThenClose(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            Kit.recvAll(socket, 16);
        }
    }

    private static void closeThenWait(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            socket.shutdown(SHUT_WR);
            Kit.recvAll(socket, 16);
        }
    }

    /// Two servers, and a port that is in use.
    private static void two(Stage stage) throws Exception {
        try (var first = Kit.stream(); var second = Kit.stream(); var third = Kit.stream()) {
            for (Socket each : List.of(first, second, third))
                each.setsockopt(Option.SO_REUSEADDR, 1);
            tryBind(first, stage);
            tryBind(second, stage);
            first.listen(1);
            try {
                second.listen(1);
            } catch (OsError e) {
                if (e.errno() != Errno.EADDRINUSE) throw e;
            }
            tryBind(third, stage);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        // In this order: TIME_WAIT outlives a run.
        var first = trial.run("the client closes first", ReuseAddr::endsSecond, ReuseAddr::closeThenWait);
        List<Step> again = first.calls(SERVER, "bind");
        first.show(Session.all(again, first.calls(CLIENT, "shutdown"), first.calls(SERVER, "recv", "close")),
                Session.all(first.segments(CLIENT, "FIN"), first.segments(SERVER, "FIN")));
        trial.expect("then the server can bind again without the option",
                again.size() == 2 && Session.failed(again.getLast(), 0), Session.results(again));

        var second = trial.run("the server closes first, and is started again without and with SO_REUSEADDR",
                ReuseAddr::endsFirst, ReuseAddr::waitThenClose);
        List<Step> binds = second.calls(SERVER, "bind");
        second.show(Session.all(binds, Session.last(1, second.calls(SERVER, "setsockopt")),
                second.calls(SERVER, "shutdown", "recv"), second.calls(CLIENT, "recv", "close")),
                Session.all(second.segments(SERVER, "FIN"), second.segments(CLIENT, "FIN")));
        trial.expect("who closed first cannot bind again at once", binds.size() == 3
                && Session.failed(binds.get(1), Errno.EADDRINUSE), Session.results(binds));
        trial.expect("with SO_REUSEADDR it can", binds.size() == 3 && Session.failed(binds.get(2), 0),
                Session.results(binds));

        var third = trial.run("three sockets with SO_REUSEADDR and one port", ReuseAddr::two, stage -> {
        });
        List<Step> calls = third.calls(SERVER, "bind", "listen");
        third.show(calls, List.of());
        trial.expect("the option does not tell that a port is in use: bind of the second succeeds as well",
                calls.size() == 5 && Session.failed(calls.get(1), 0), Session.results(calls));
        trial.expect("only one can listen; then bind fails, with the option, too", calls.size() == 5
                && Session.failed(calls.get(2), 0) && Session.failed(calls.get(3), Errno.EADDRINUSE)
                && Session.failed(calls.get(4), Errno.EADDRINUSE), Session.results(calls));
    }
}
