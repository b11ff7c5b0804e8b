package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.strata.lab.Impairment;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.Socket;

/// Datagrams that nobody takes.
final class UdpLoss implements Demo {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Impairment ALL_LOST = new Impairment(1, 0, 0, 1);

    @Override
    public About about() {
        return new About("udp-loss", "a datagram that is lost is silence; a closed port may be an error",
                "If sendto returns, the datagram arrived; if nobody is there, it fails.",
                "A client sends a datagram to a port that nobody has, and one that is lost on the way. What does it learn?",
                "sendto returns once the kernel has the datagram. One that is lost is silence. From a closed port comes an "
                        + "ICMP port unreachable. A connected socket is told of it, by ECONNREFUSED from its next call; on "
                        + "Linux, one that is not connected only if it has set IP_RECVERR. (udp(7) speaks of both alike; the "
                        + "kernel does not.) Who wants to know has to ask for an answer, and to set a time.",
                List.of("udp(7)", "ip(7) on IP_RECVERR", "connect(2) on datagram sockets", "RFC 1122 section 4.1.3.3",
                        "RFC 8085 section 3.3"));
    }

    /// Nobody has the port.
    private static void nobody(Stage stage) {}

    private static void connected(Stage stage) throws Exception {
        try (var socket = patient()) {
            socket.connect(Kit.server(stage));
            socket.send(Kit.bytes("hello"), 0);
            socket.recv(ByteBuffer.allocate(16), 0);
        }
    }

    private static void unconnected(Stage stage) throws Exception {
        try (var socket = patient()) {
            socket.sendto(Kit.bytes("hello"), 0, Kit.server(stage));
            socket.recvfrom(ByteBuffer.allocate(16), 0);
        }
    }

    private static void asking(Stage stage) throws Exception {
        try (var socket = patient()) {
            socket.setsockopt(Option.IP_RECVERR, 1);
            socket.sendto(Kit.bytes("hello"), 0, Kit.server(stage));
            socket.recvfrom(ByteBuffer.allocate(16), 0);
        }
    }

    private static Socket patient() throws Exception {
        var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0).expect(Errno.ECONNREFUSED);
        socket.setsockopt(Option.SO_RCVTIMEO, PATIENCE);
        return socket;
    }

    private static Session shown(Session session) {
        session.show(Session.all(session.options(CLIENT, "IP_"),
                session.calls(CLIENT, "connect", "send", "sendto", "recv", "recvfrom")),
                Session.all(session.packets(CLIENT, "UDP"), session.packets(SERVER, "ICMP")));
        return session;
    }

    @Override
    public void show(Trial trial) throws Exception {
        var first = shown(trial.run("a connected socket, and a closed port", UdpLoss::nobody, UdpLoss::connected));
        refused(trial, first, "send", "recv", Errno.ECONNREFUSED, "the connected socket's recv fails by it");
        var second = shown(trial.run("a socket that is not connected, and the same port", UdpLoss::nobody,
                UdpLoss::unconnected));
        refused(trial, second, "sendto", "recvfrom", Errno.EAGAIN, "the other's waits until its time is over");

        var asked = shown(trial.run("one that is not connected, with IP_RECVERR", UdpLoss::nobody, UdpLoss::asking));
        refused(trial, asked, "sendto", "recvfrom", Errno.ECONNREFUSED, "with IP_RECVERR it is told all the same");

        var third = shown(trial.run("a connected socket, and a network that loses all", ALL_LOST, UdpLoss::nobody,
                UdpLoss::connected));
        List<Packet> lost = third.packets(CLIENT, "UDP");
        Step send = third.call(CLIENT, "send");
        Step recv = third.call(CLIENT, "recv");
        trial.expectPackets(
                "of a lost datagram the sender hears nothing: send returns 5, recv waits until its time is over",
                send.made().call().result() == 5 && Session.failed(recv, Errno.EAGAIN) && lost.size() == 1
                        && lost.getFirst().lost() && third.packets(SERVER, "ICMP").isEmpty(),
                Session.results(List.of(send, recv)));
    }

    private static void refused(Trial trial, Session session, String send, String recv, int errno, String words)
            throws Exception {
        List<Packet> errors = session.packets(SERVER, "ICMP");
        List<Step> calls = List.of(session.call(CLIENT, send), session.call(CLIENT, recv));
        trial.expectPackets(send + " returns 5, the server's kernel answers by ICMP, and " + words,
                calls.getFirst().made().call().result() == 5 && !errors.isEmpty()
                        && Session.failed(calls.getLast(), errno),
                Session.results(calls) + "; " + errors.size() + " ICMP errors");
    }
}
