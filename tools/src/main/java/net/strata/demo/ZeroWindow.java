package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.util.List;
import java.util.Objects;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// Who does not read stops the sender.
final class ZeroWindow implements Demo {
    private static final int SIZE = 60_000;
    private static final int SEND_BUFFER = 8 << 10;
    private static final int RECEIVE_BUFFER = 16 << 10;
    /// Longer than the first probes take, which come after the retransmission timeout, then after twice that.
    private static final long IDLE = 1_200_000_000;

    @Override
    public About about() {
        return new About("zero-window", "a receiver that does not read stops the sender",
                "Whoever sends faster than the other side reads loses data, or fills that side's memory.",
                "The client sends 60000 bytes in one call to a server that does not call recv for a while. What passes "
                        + "between the two kernels meanwhile?",
                "Every segment says how much its sender has room for: the window. Data that nobody reads fills the receive "
                        + "buffer, and the window goes to 0. The sender keeps the rest and asks from time to time whether "
                        + "there is room (a probe, each after twice the time of the one before); its program waits in send. "
                        + "When the receiver reads, its kernel opens the window by itself.",
                List.of("RFC 9293 section 3.8.6", "RFC 9293 section 3.8.6.1 on probes", "tcp(7)",
                        "socket(7) on SO_RCVBUF"));
    }

    private static void idle(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage, RECEIVE_BUFFER)) {
            stage.pause(IDLE);
            Kit.recvAll(connection, 1 << 16);
        }
    }

    private static void write(Stage stage) throws OsError {
        try (var socket = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
            socket.setsockopt(Option.SO_SNDBUF, SEND_BUFFER);
            socket.connect(Kit.server(stage));
            Kit.sendAll(socket, Kit.numbers(SIZE));
            socket.shutdown(SHUT_WR);
            Kit.recvAll(socket, 1);
        }
    }

    private static Packet.Segment segment(Packet packet) {
        return Objects.requireNonNull(packet.segment());
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("60000 bytes for a server that does not read yet", ZeroWindow::idle, ZeroWindow::write);
        var decoding = new Decoding(session);
        List<Packet> closed = decoding.chosen("tcp.flags == 0x010 && tcp.window_size_value == 0").stream()
                .filter(packet -> packet.from() == SERVER).toList();
        long stopped = closed.isEmpty() ? 0 : segment(closed.getFirst()).ack();
        // Its number is one that was acknowledged long ago, so that an answer must come.
        List<Packet> probes = session.segments(CLIENT).stream().filter(packet -> !closed.isEmpty()
                && packet.left() > closed.getFirst().left() && segment(packet).seq() < stopped
                && segment(packet).length() <= 1).toList();
        List<Packet> opened = decoding.chosen("tcp.window_size_value > 0").stream()
                .filter(packet -> packet.from() == SERVER && !closed.isEmpty()
                        && packet.left() > closed.getLast().left())
                .toList();
        session.show(Session.all(session.calls(CLIENT, "send"), Session.first(1, session.calls(SERVER, "recv"))),
                Session.all(Session.first(2, closed), Session.first(2, probes), Session.first(1, opened)));
        for (Packet packet : Session.all(Session.first(1, closed), Session.first(1, probes), Session.first(1, opened)))
            session.say(packet.from() + ": " + packet.summary());
        trial.expectPackets("the server's kernel tells that its window is 0", !closed.isEmpty(), "no window of 0");
        trial.expectPackets("the client's kernel asks whether there is room, though it may send nothing",
                !probes.isEmpty(),
                "no probe");
        trial.expectPackets("once the server reads, its kernel opens the window", !opened.isEmpty(), "it stays closed");
        String arrived = session.text(SERVER, "recv");
        trial.expect("nothing is lost", arrived.equals(Kit.numbers(SIZE)), arrived.length() + " bytes arrived");
    }
}
