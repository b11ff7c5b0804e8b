package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Option;
import net.strata.os.Socket;
import net.strata.os.TcpInfo;

/// A server that listens with a backlog of 1, and accepts nobody for a while: three clients come.
final class Backlog implements Demo {
    private static final int BACKLOG = 1;
    private static final int QUEUED = BACKLOG + 1;
    private static final int TCP_INFO_SIZE = 104;
    private static final long MILLI = 1_000_000;
    /// The first retransmission comes after a second (RFC 6298 section 2.1).
    private static final long UNANSWERED = 300 * MILLI;

    @Override
    public About about() {
        return new About("backlog", "listen's backlog is a queue, not a number of clients",
                "After listen(s, 1) the server has one client at a time, and the second is refused.",
                "The server listens with a backlog of 1 and does not call accept. What does connect return to the first, "
                        + "the second and the third client?",
                "The kernel completes handshakes by itself. The backlog bounds how many completed connections wait for "
                        + "accept, on Linux one more than asked for. Such a client is connected, and can send, though nobody "
                        + "serves it. To who comes when the queue is full, Linux gives no answer: the client sends its SYN "
                        + "again until there is room.",
                List.of("listen(2)", "tcp(7) on tcp_abort_on_overflow"));
    }

    private static void serve(Stage stage) throws Exception {
        try (var listener = Kit.listener(stage, BACKLOG)) {
            stage.await("two are connected");
            // The client is told that it is connected before the server's kernel knows.
            for (int i = 0; i < 1000 && waiting(listener) < QUEUED; i++)
                stage.pause(MILLI);
            stage.signal("the queue is full");
            stage.await("a third waits");
            for (int i = 0; i < QUEUED + 1; i++)
                try (var connection = listener.accept()) {
                    Kit.recvAll(connection, 1024);
                }
        }
    }

    /// How many connections wait to be accepted: tcpi_unacked of a listener.
    private static int waiting(Socket listener) throws Exception {
        return listener.getsockopt(Option.TCP_INFO, TCP_INFO_SIZE).getInt(24);
    }

    private static void come(Stage stage) throws Exception {
        try (var first = Kit.connected(stage); var second = Kit.connected(stage); var third = Kit.stream()) {
            Kit.sendAll(second, "nobody has accepted me");
            stage.signal("two are connected");
            stage.await("the queue is full");
            third.nonblocking(true);
            third.connect(Kit.server(stage));
            Kit.await(third, POLLOUT, UNANSWERED);
            stage.signal("a third waits");
            first.shutdown(SHUT_WR);
            Kit.awaitConnected(third);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("three clients, and a server that accepts late", Backlog::serve, Backlog::come);
        List<Step> connects = session.calls(CLIENT, "connect");
        List<Step> accepts = session.calls(SERVER, "accept4");
        List<Step> sends = session.calls(CLIENT, "send");
        List<Step> polls = session.calls(CLIENT, "ppoll");
        Step full = session.last(SERVER, "getsockopt");
        List<Packet> syns = session.segments(CLIENT, "SYN");
        List<Packet> answers = session.segments(SERVER, "SYN", "ACK");
        TcpInfo listener = full.made().call().tcp();
        session.show(Session.all(connects, sends, polls, session.calls(CLIENT, "getsockopt"), accepts),
                Session.all(syns, answers));
        if (listener != null)
            session.say("before the third connect, the listener's tcpi_unacked is " + listener.unacked()
                    + ": so many wait to be accepted");
        long firstAccept = accepts.isEmpty() ? Long.MAX_VALUE : accepts.getFirst().made().call().enter();
        trial.expect("the first and the second connect return 0, before the server calls accept",
                connects.size() == 3 && connects.subList(0, 2).stream().allMatch(step -> Session.failed(step, 0)
                        && step.made().call().exit() < firstAccept),
                Session.results(connects));
        trial.expect("the second can send before it is accepted", !sends.isEmpty()
                && sends.getFirst().made().call().result() > 0 && sends.getFirst().made().call().exit() < firstAccept,
                Session.results(sends));
        trial.expect("the queue of a backlog of 1 holds 2 connections",
                listener != null && listener.unacked() == QUEUED,
                listener == null ? "the kernel does not tell" : listener.unacked() + " wait");
        trial.expectPackets("the third client's SYN has no answer while the queue is full", polls.size() == 2
                && polls.getFirst().made().call().result() == 0
                && answers.stream().filter(answer -> answer.left() < firstAccept)
                        .allMatch(answer -> stream(answer) < 2),
                Session.results(polls));
        long again = syns.stream().filter(syn -> stream(syn) == 2).count();
        trial.expectPackets("it sends the SYN again, and is connected once there is room", again > 1
                && Session.failed(session.last(CLIENT, "getsockopt"), 0) && accepts.size() == 3
                && answers.stream().anyMatch(answer -> stream(answer) == 2),
                again + " SYNs, " + Session.results(accepts));
    }

    private static int stream(Packet packet) {
        Packet.Segment segment = packet.segment();
        return segment == null ? -1 : segment.stream();
    }
}
