package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Spans;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.Socket;
import net.strata.stats.Units;

/// Nothing at all, sent: to a stream and as a datagram.
final class Empty implements Demo {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Override
    public About about() {
        return new About("empty", "empty input is nothing to a stream, and a packet to datagrams",
                "Who sends an empty text sends something; recv returns 0 for it.",
                "A client's user presses Enter: send is called for 0 bytes, and the client waits for the answer. What "
                        + "does the server see?",
                "On a stream a send of 0 bytes sends nothing: the server stays in recv, and a client that waits for its "
                        + "echo waits for ever. 0 from recv, where it was called for at least a byte, is the end of the "
                        + "stream, and nothing else. A datagram may be empty: it is sent, recv returns 0 for it, and that "
                        + "is no end; UDP has none.",
                List.of("send(2)", "recv(2) on the return value 0", "RFC 9293 section 3.6", "RFC 768"));
    }

    private static void echo(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            for (byte[] some = Kit.recv(connection, 16); some.length > 0; some = Kit.recv(connection, 16))
                Kit.sendAll(connection, ByteBuffer.wrap(some));
        }
    }

    private static void press(Stage stage) throws Exception {
        try (var socket = Kit.connected(stage)) {
            socket.setsockopt(Option.SO_RCVTIMEO, PATIENCE);
            socket.send(ByteBuffer.allocate(0), 0);
            Kit.recv(socket, 16);
            socket.setsockopt(Option.SO_RCVTIMEO, Duration.ZERO);
            Kit.sendAll(socket, "x");
            Kit.recv(socket, 16);
        }
    }

    private static void take(Stage stage) throws Exception {
        try (var socket = Kit.datagrams(stage)) {
            stage.signal("bound");
            Kit.recvfrom(socket, 16, 0);
            stage.signal("next");
            Kit.recvfrom(socket, 16, 0);
            stage.await("closed");
            Kit.recvfrom(socket, 16, MSG_DONTWAIT);
        }
    }

    private static void give(Stage stage) throws Exception {
        stage.await("bound");
        try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            socket.sendto(ByteBuffer.allocate(0), 0, Kit.server(stage));
            stage.await("next");
            socket.sendto(Kit.bytes("x"), 0, Kit.server(stage));
        }
        stage.signal("closed");
    }

    @Override
    public void show(Trial trial) throws Exception {
        stream(trial);
        datagrams(trial);
    }

    private static void stream(Trial trial) throws Exception {
        var session = trial.run("an echo server and Enter, over TCP", Empty::echo, Empty::press);
        List<Step> sends = session.calls(CLIENT, "send");
        List<Step> answers = session.calls(CLIENT, "recv");
        List<Step> recvs = session.calls(SERVER, "recv");
        session.show(Session.all(sends, answers, recvs, session.calls(CLIENT, "close")), Session.all(
                session.loaded(CLIENT), session.loaded(SERVER), session.segments(CLIENT, "FIN")));
        Step sent = session.call(CLIENT, "send");
        trial.expectPackets("send of 0 bytes returns 0, and no packet is sent for it", Session.failed(sent, 0)
                && sent.caused().isEmpty() && session.bytes(CLIENT) == 1,
                Session.results(sends) + "; " + Units.count(session.bytes(CLIENT), "byte") + " in segments");
        trial.expect("the client that waits for its echo has none",
                Session.failed(session.call(CLIENT, "recv"), Errno.EAGAIN),
                Session.results(answers));
        trial.expect("the server's recv returns 1 for the byte, and 0 for the end only",
                Session.results(recvs).equals("recv = 1, recv = 0"), Session.results(recvs));
    }

    private static void datagrams(Trial trial) throws Exception {
        var session = trial.run("the same as datagrams", Empty::take, Empty::give);
        List<Step> recvs = session.calls(SERVER, "recvfrom");
        List<Packet> packets = session.packets(CLIENT, "UDP");
        session.show(Session.all(session.calls(CLIENT, "sendto", "close"), recvs), packets);
        trial.expectPackets("the empty datagram is sent, as the other is", packets.size() == 2,
                packets.size() + " UDP packets");
        trial.expect("the server's recvfrom returns 0 for it, then 1; and nothing tells that the client has closed",
                Session.results(recvs).equals("recvfrom = 0, recvfrom = 1, recvfrom = EAGAIN"), Session.results(recvs));
    }
}
