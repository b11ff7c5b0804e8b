package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Socket;

/// Sockets whose calls do not wait.
final class Nonblocking implements Demo {
    private static final String ANSWER = "hello";
    /// Nobody listens there.
    private static final int CLOSED = Kit.PORT + 1;

    @Override
    public About about() {
        return new About("nonblocking", "EAGAIN and EINPROGRESS are no failures",
                "A non-blocking call that returns -1 has failed.",
                "A client that must not wait calls connect, and recv before there is anything. What do they return, and "
                        + "how does it learn how connect ended?",
                "EAGAIN says: nothing now. EINPROGRESS says: begun. poll tells when there is something (POLLIN), or when "
                        + "connect is done (POLLOUT), in good or bad: SO_ERROR tells which, 0 or the error, once.",
                List.of("connect(2) on EINPROGRESS", "accept(2)", "recv(2)", "poll(2)", "socket(7) on SO_ERROR"));
    }

    private static void serve(Stage stage) throws Exception {
        try (var listener = Kit.listener(stage, 1)) {
            listener.nonblocking(true);
            listener.accept4(0);
            stage.signal("nobody was there");
            Kit.await(listener, POLLIN, Kit.LONG);
            try (var connection = listener.accept()) {
                stage.await("the client has looked");
                Kit.sendAll(connection, ANSWER);
                Kit.recvAll(connection, 16);
            }
        }
    }

    private static void come(Stage stage) throws Exception {
        stage.await("nobody was there");
        try (var socket = Kit.stream()) {
            connect(socket, stage, Kit.PORT);
            socket.recv(ByteBuffer.allocate(16), 0);
            stage.signal("the client has looked");
            Kit.await(socket, POLLIN, Kit.LONG);
            Kit.recv(socket, 16);
        }
        try (var refused = Kit.stream()) {
            connect(refused, stage, CLOSED);
        }
    }

    private static void connect(Socket socket, Stage stage, int port) throws Exception {
        socket.nonblocking(true);
        socket.expect(Errno.ECONNREFUSED).connect(stage.address(SERVER, AF_INET, port));
        Kit.awaitConnected(socket);
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("both sides never wait but in poll", Nonblocking::serve, Nonblocking::come);
        List<Step> accepts = session.calls(SERVER, "accept4");
        List<Step> connects = session.calls(CLIENT, "connect");
        List<Step> errors = session.calls(CLIENT, "getsockopt");
        List<Step> recvs = session.calls(CLIENT, "recv");
        session.show(Session.all(accepts, connects, errors, recvs, session.calls(CLIENT, "ppoll"),
                session.calls(SERVER, "ppoll", "send")),
                Session.all(session.segments(CLIENT, "SYN"), session.segments(SERVER, "SYN"),
                        session.segments(SERVER, "RST"), session.loaded(SERVER)));
        trial.expect("accept returns EAGAIN when nobody is there, and a socket after poll", accepts.size() == 2
                && Session.failed(session.call(SERVER, "accept4"), Errno.EAGAIN)
                && session.last(SERVER, "accept4").made().call().result() >= 0,
                Session.results(accepts));
        trial.expect("connect returns EINPROGRESS, whether somebody listens or not", connects.size() == 2
                && connects.stream().allMatch(step -> Session.failed(step, Errno.EINPROGRESS)),
                Session.results(connects));
        trial.expect("after POLLOUT, SO_ERROR is 0 for the one and ECONNREFUSED for the other", errors.size() == 2
                && text(session.call(CLIENT, "getsockopt")).contains("[0]")
                && text(session.last(CLIENT, "getsockopt")).contains("[" + Errno.ECONNREFUSED + "]"),
                String.join("; ", errors.stream().map(Nonblocking::text).toList()));
        trial.expect("recv returns EAGAIN when nothing is there, and the data after poll",
                Session.failed(session.call(CLIENT, "recv"), Errno.EAGAIN)
                        && ANSWER.startsWith(session.text(CLIENT, "recv"))
                        && session.data(CLIENT, "recv").length > 0,
                Session.results(recvs));
    }

    private static String text(Step step) {
        return step.made().call().toString();
    }
}
