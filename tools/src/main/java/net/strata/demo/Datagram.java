package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.util.List;
import java.util.stream.IntStream;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Message;
import net.strata.os.Socket;

/// Datagrams of seven bytes, and buffers that are longer or shorter.
final class Datagram implements Demo {
    private static final List<String> SENT = List.of("alpha-1", "bravo-2", "gamma-3", "delta-4");
    private static final int LENGTH = 7;
    private static final int SHORT = 4;

    @Override
    public About about() {
        return new About("datagram", "a datagram is taken whole, and what has no room is gone",
                "What a recv had no room for, the next recv gets.",
                "Datagrams of " + LENGTH + " bytes wait at the server, which calls recv for " + SHORT
                        + ". What does the next recv get?",
                "One recv takes one datagram, whatever else waits. What does not fit into its buffer is lost: the next recv "
                        + "gets the next datagram. recv does not tell of it, unless asked: the flag MSG_TRUNC has it return "
                        + "the datagram's whole length, and recvmsg sets MSG_TRUNC in msg_flags.",
                List.of("udp(7)", "recv(2) on MSG_TRUNC", "RFC 768"));
    }

    private static void take(Stage stage) throws Exception {
        try (var socket = Kit.datagrams(stage)) {
            stage.signal("bound");
            stage.await("sent");
            Kit.recvfrom(socket, 64, 0);
            Kit.recvfrom(socket, SHORT, 0);
            Kit.recvfrom(socket, SHORT, MSG_TRUNC);
            socket.recvmsg(Message.of(SHORT, 0), 0);
            Kit.recvfrom(socket, 64, MSG_DONTWAIT);
        }
    }

    private static void give(Stage stage) throws Exception {
        stage.await("bound");
        try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            for (String each : SENT)
                socket.sendto(Kit.bytes(each), 0, Kit.server(stage));
        }
        stage.signal("sent");
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("four datagrams are there before the first is taken", Datagram::take, Datagram::give);
        List<Step> recvs = session.calls(SERVER, "recvfrom", "recvmsg");
        List<Packet> packets = session.packets(CLIENT, "UDP");
        session.show(Session.all(session.calls(CLIENT, "sendto"), recvs), packets);
        List<String> got = Session.texts(recvs);
        trial.expectPackets("four sendto are four packets", packets.size() == SENT.size(),
                packets.size() + " UDP packets");
        trial.expect("each recv gets the beginning of another datagram, and nothing of a rest", recvs.size() == 5
                && IntStream.range(0, SENT.size()).allMatch(i -> Session.failed(recvs.get(i), 0)
                        || SENT.get(i).startsWith(got.get(i))),
                String.join(" | ", got));
        trial.expect("recvfrom returns " + LENGTH + ", then " + SHORT + " without a hint that more was there, then "
                + LENGTH + " with MSG_TRUNC though " + SHORT + " fit",
                Session.results(recvs).startsWith("recvfrom = 7, recvfrom = 4, recvfrom = 7, recvmsg = 4"),
                Session.results(recvs));
        String message = session.call(SERVER, "recvmsg").made().call().toString();
        trial.expect("recvmsg tells by MSG_TRUNC in msg_flags", message.contains("msg_flags=MSG_TRUNC"), message);
        trial.expect("no bytes are left: the fifth recvfrom has nothing",
                recvs.size() == 5 && recvs.getLast().made().call().error() != null, Session.results(recvs));
    }
}
