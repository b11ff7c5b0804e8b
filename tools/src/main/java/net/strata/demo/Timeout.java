package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;

import java.time.Duration;
import java.util.List;
import net.strata.lab.Impairment;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;

/// Calls that wait no longer than they were told.
final class Timeout implements Demo {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Impairment ALL_LOST = new Impairment(1, 0, 0, 1);

    @Override
    public About about() {
        return new About("timeout", "a timeout ends the call, not the connection",
                "When recv times out, it fails by ETIMEDOUT, and the connection is over.",
                "A client waits " + PATIENCE.toMillis()
                        + " ms for an answer that comes later. What does recv return, and "
                        + "what becomes of the answer?",
                "SO_RCVTIMEO bounds a call: it fails by EAGAIN, no packet is sent, and the connection is as it was; the "
                        + "answer is there for the next recv. (So a late answer may be taken for that to the next question.) "
                        + "A connect that ran into SO_SNDTIMEO goes on by itself, EINPROGRESS; ETIMEDOUT is the kernel's own "
                        + "word, after it has asked again and again.",
                List.of("socket(7) on SO_RCVTIMEO and SO_SNDTIMEO", "connect(2)", "tcp(7) on TCP_SYNCNT",
                        "RFC 9293 section 3.8.3"));
    }

    private static void answerLate(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            Kit.recv(connection, 64);
            stage.await("the time is over");
            Kit.sendAll(connection, "an answer");
            Kit.recvAll(connection, 64);
        }
    }

    private static void ask(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            socket.setsockopt(Option.SO_RCVTIMEO, PATIENCE);
            Kit.sendAll(socket, "a question");
            Kit.recv(socket, 64);
            stage.signal("the time is over");
            socket.setsockopt(Option.SO_RCVTIMEO, Duration.ZERO);
            Kit.recvExactly(socket, "an answer".length());
        }
    }

    /// The kernel is told to ask again only so often that it takes seconds: of itself it does for minutes.
    private static void call(Stage stage) throws Exception {
        try (var socket = Kit.stream()) {
            socket.setsockopt(Option.TCP_SYNCNT, 1);
            socket.setsockopt(Option.SO_SNDTIMEO, PATIENCE);
            socket.connect(Kit.server(stage));
            Kit.awaitConnected(socket);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        recv(trial);
        connect(trial);
    }

    private static void recv(Trial trial) throws Exception {
        var session = trial.run("an answer that is late", Timeout::answerLate, Timeout::ask);
        List<Step> recvs = session.calls(CLIENT, "recv");
        Step late = session.call(CLIENT, "recv");
        session.show(Session.all(session.calls(CLIENT, "setsockopt", "send"), recvs, session.calls(SERVER, "send")),
                Session.all(session.loaded(CLIENT), session.loaded(SERVER)));
        trial.expect("recv fails by EAGAIN, which is no error of the connection's",
                Session.failed(late, Errno.EAGAIN), Session.results(recvs));
        long closed = session.last(CLIENT, "close").made().call().enter();
        trial.expectPackets("the connection goes on: no FIN and no RST until the client closes",
                Session.all(session.segments(CLIENT, "FIN"), session.segments(CLIENT, "RST"),
                        session.segments(SERVER, "FIN"), session.segments(SERVER, "RST")).stream()
                        .allMatch(packet -> packet.left() + session.clockError() >= closed),
                "the connection was ended before");
        trial.expect("the answer comes with the next recv", session.text(CLIENT, "recv").equals("an answer"),
                session.text(CLIENT, "recv"));
    }

    private static void connect(Trial trial) throws Exception {
        var session = trial.run("a connect to a host that cannot be reached", ALL_LOST, stage -> {
        }, Timeout::call);
        List<Packet> syns = session.segments(CLIENT, "SYN");
        Step connect = session.call(CLIENT, "connect");
        Step error = session.call(CLIENT, "getsockopt");
        session.show(Session.all(session.calls(CLIENT, "setsockopt", "connect", "ppoll"), List.of(error)), syns);
        trial.expectPackets("connect with SO_SNDTIMEO comes back with EINPROGRESS, and the kernel goes on trying",
                Session.failed(connect, Errno.EINPROGRESS) && syns.size() > 1, Session.result(connect) + ", "
                        + syns.size() + " SYNs");
        trial.expect("when the kernel gives up, SO_ERROR is ETIMEDOUT",
                error.made().call().toString().contains("[" + Errno.ETIMEDOUT + "]"), error.made().call().toString());
    }
}
