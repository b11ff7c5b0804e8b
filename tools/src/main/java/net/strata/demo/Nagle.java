package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// Two small sends, then a recv: the sender waits for an acknowledgement that the receiver delays.
final class Nagle implements Demo {
    private static final int ROUNDS = 6;
    private static final String HEAD = "size 4\n";
    private static final String BODY = "data";
    private static final String ANSWER = "ok";
    private static final double MILLI = 1e6;

    @Override
    public About about() {
        return new About("nagle", "two small sends, then a recv, and a wait between",
                "Data leaves when send is called.",
                "A client sends a head, then a body, and waits for the answer. When does the body leave?",
                "A segment that is not full waits while one before it is not acknowledged (Nagle's algorithm), and a receiver "
                        + "that has nothing to say delays its acknowledgement, on Linux by 40 ms and more. Send both in one "
                        + "call (or with MSG_MORE), or set TCP_NODELAY, then nothing waits; TCP_QUICKACK at the receiver helps "
                        + "for the moment only.",
                List.of("RFC 9293 section 3.7.4", "RFC 9293 section 3.8.6.3 on delayed acknowledgements",
                        "RFC 896", "tcp(7) on TCP_NODELAY and TCP_QUICKACK"));
    }

    private static void serve(Stage stage, boolean quick) throws OsError {
        try (var connection = Kit.accepted(stage)) {
            int length = HEAD.length() + BODY.length();
            if (quick) connection.setsockopt(Option.TCP_QUICKACK, 1);
            for (int round = 0; round < ROUNDS; round++) {
                for (int got = 0; got < length;) {
                    int some = Kit.recv(connection, length - got).length;
                    if (some == 0) return;
                    got += some;
                    if (quick) connection.setsockopt(Option.TCP_QUICKACK, 1);
                }
                Kit.sendAll(connection, ANSWER);
            }
            Kit.recvAll(connection, 1);
        }
    }

    private static void ask(Stage stage, boolean nodelay, List<String> pieces) throws OsError {
        try (Socket socket = Kit.connected(stage)) {
            if (nodelay) socket.setsockopt(Option.TCP_NODELAY, 1);
            for (int round = 0; round < ROUNDS; round++) {
                for (String piece : pieces)
                    Kit.sendAll(socket, piece);
                Kit.recvExactly(socket, ANSWER.length());
            }
        }
    }

    private static Packet.Segment segment(Packet packet) {
        return Objects.requireNonNull(packet.segment());
    }

    /// The client's segments with data that left while data before them was not acknowledged, as its own interface saw it.
    private static List<Packet> eager(Session session) {
        List<Packet> acknowledgements = session.segments(SERVER, "ACK");
        return session.segments(CLIENT).stream()
                .filter(packet -> segment(packet).length() > 0 && segment(packet).seq() > acknowledgements.stream()
                        .filter(ack -> !ack.lost() && ack.arrived() < packet.left())
                        .mapToLong(ack -> segment(ack).ack()).max().orElse(0))
                .toList();
    }

    /// How long each round took, from the first send to the answer.
    private static String times(Session session, int sends) {
        List<Step> sent = session.calls(CLIENT, "send");
        List<Step> received = session.calls(CLIENT, "recv");
        return IntStream.range(0, Math.min(sent.size() / sends, received.size()))
                .mapToObj(round -> String.format(Locale.ROOT, "%.1f", (received.get(round).made().call().exit()
                        - sent.get(round * sends).made().call().enter()) / MILLI))
                .collect(Collectors.joining(", ", "rounds took ", " ms"));
    }

    private static Session run(Trial trial, String title, boolean nodelay, boolean quick, List<String> pieces)
            throws Exception {
        var session = trial.run(title, stage -> serve(stage, quick), stage -> ask(stage, nodelay, pieces));
        // The last round: two sends and a recv, and what passed meanwhile.
        List<Step> calls = Session.last(pieces.size() + 1, session.calls(CLIENT, "send", "recv"));
        if (calls.isEmpty()) throw new Missing("nobody called send or recv");
        long from = calls.getFirst().made().call().enter();
        long to = calls.getLast().made().call().exit();
        session.show(calls, session.timeline().packets().stream().filter(packet -> packet.segment() != null
                && packet.left() >= from && packet.left() <= to && segment(packet).flags().contains("ACK")
                && !segment(packet).flags().contains("FIN")).toList());
        session.say(times(session, pieces.size()));
        return session;
    }

    @Override
    public void show(Trial trial) throws Exception {
        List<String> both = List.of(HEAD, BODY);
        var usual = run(trial, "a socket as it is", false, false, both);
        trial.expectPackets("the body waits until the head is acknowledged, in every round", eager(usual).isEmpty(),
                eager(usual).size() + " segments left before");
        var nodelay = run(trial, "with TCP_NODELAY", true, false, both);
        trial.expectPackets("with TCP_NODELAY it does not wait", !eager(nodelay).isEmpty(), "every segment waited");
        var quick = run(trial, "with TCP_QUICKACK at the server, set again after each recv", false, true, both);
        trial.expectPackets("with TCP_QUICKACK it waits as well, but the acknowledgement comes sooner",
                eager(quick).isEmpty(), eager(quick).size() + " segments left before");
        var together = run(trial, "head and body in one send", false, false, List.of(HEAD + BODY));
        List<String> arrived = Stream.of(usual, nodelay, quick, together).map(each -> each.text(SERVER, "recv"))
                .toList();
        trial.expect("each time all arrives, in its order",
                arrived.stream().allMatch(each -> each.equals((HEAD + BODY).repeat(ROUNDS))), arrived.toString());
    }
}
