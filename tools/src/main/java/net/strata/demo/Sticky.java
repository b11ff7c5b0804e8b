package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.demo.Evidence.Cut.Piece;
import net.strata.lab.Packet;
import net.strata.lab.Spans;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Option;
import net.strata.os.Poll;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// What becomes of several sends: in how many segments they go, and how many recvs get them.
public final class Sticky implements Demo {
    /// What [Trial#number] is asked for: how often send is called, with how many bytes, and for how many recv is.
    public static final String WRITES = "writes";
    public static final String SIZE = "size";
    public static final String RECV = "recv";
    private static final long LONG = 10_000_000_000L;
    private static final List<String> MESSAGES = List.of("one", "two words", "", "the last");
    /// The pieces in which messages are received: smaller than any.
    private static final int MORSEL = 3;

    /// A row: how often send is called, with how many bytes, and for how many recv is.
    private record Sizes(int writes, int size, int recv) {
        int total() {
            return writes * size;
        }
    }

    /// What can be set to influence when segments are sent.
    private enum Variant {
        USUAL("as it is", null), NODELAY("TCP_NODELAY", Option.TCP_NODELAY), CORK("TCP_CORK", Option.TCP_CORK);

        final String words;
        final @Nullable Option option;

        Variant(String words, @Nullable Option option) {
            this.words = words;
            this.option = option;
        }
    }

    @Override
    public About about() {
        return new About("sticky", "one send is not one recv",
                "Each recv gets what one send sent.",
                "A client calls send five times. How many segments go over the wire, and how many recvs does the server need?",
                "A stream is bytes in order, without boundaries: TCP may join sends and may cut them, and recv gets whatever "
                        + "is there, as far as it has room. Options such as TCP_NODELAY and TCP_CORK change when segments "
                        + "leave, not that. Where messages end, the program says: by a length in front, by a delimiter, or "
                        + "by a fixed size.",
                List.of("RFC 9293 section 3.7", "recv(2)", "tcp(7) on TCP_NODELAY and TCP_CORK"));
    }

    /// Reads when all is there, so that it does not depend on when that was.
    private static void serve(Stage stage, int size) throws Exception {
        try (var connection = Kit.accepted(stage); var poll = new Poll()) {
            poll.add(connection, POLLRDHUP);
            poll.poll(LONG);
            Kit.recvAll(connection, size);
        }
    }

    private static void talk(Stage stage, Sizes sizes, Variant variant) throws Exception {
        try (var socket = Kit.connected(stage)) {
            Option option = variant.option;
            if (option != null) socket.setsockopt(option, 1);
            for (int i = 0; i < sizes.writes; i++)
                Kit.sendAll(socket, letter(i).repeat(sizes.size));
            socket.shutdown(SHUT_WR);
            Kit.recvAll(socket, 1);
        }
    }

    /// What a send consists of: `aaaa`, `bbbb`.
    private static String letter(int send) {
        return Character.toString('a' + send);
    }

    private static void readMessages(Stage stage, Framing framing) throws Exception {
        try (var connection = Kit.accepted(stage)) {
            Kit.sendAll(connection, String.join("|", framing.read(connection, MESSAGES.size(), MORSEL)));
        }
    }

    private static void sendMessages(Stage stage, Framing framing) throws Exception {
        try (var socket = Kit.connected(stage)) {
            for (String each : MESSAGES)
                Kit.sendAll(socket, ByteBuffer.wrap(framing.frame(each.getBytes(StandardCharsets.UTF_8))));
            Kit.recvAll(socket, 64);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        List<Sizes> all = List.of(new Sizes(5, 4, 6), new Sizes(5, 4, 64), new Sizes(3, 1000, 1024));
        if (trial.chosen()) {
            Sizes usual = all.getFirst();
            all = List.of(new Sizes(trial.number(WRITES, usual.writes), trial.number(SIZE, usual.size),
                    trial.number(RECV, usual.recv)));
        }
        for (Sizes sizes : all)
            compare(trial, sizes);
        for (Framing framing : Framing.values())
            frame(trial, framing);
    }

    private static void compare(Trial trial, Sizes sizes) throws Exception {
        List<String> recvs = new ArrayList<>();
        boolean whole = true;
        String sent = "";
        for (int i = 0; i < sizes.writes; i++)
            sent += letter(i).repeat(sizes.size);
        for (Variant variant : Variant.values()) {
            var session = trial.run(
                    sizes.writes + " sends of " + Units.count(sizes.size, "byte") + ", recv for " + sizes.recv + ", "
                            + variant.words,
                    stage -> serve(stage, sizes.recv), stage -> talk(stage, sizes, variant));
            List<Step> sends = session.calls(CLIENT, "send");
            session.cut("send", sends.stream().map(Sticky::pieces).toList());
            session.cut("segment", session.loaded(CLIENT).stream().filter(packet -> !session.again(packet))
                    .map(packet -> pieces(packet, sends)).toList());
            session.cut("recv", session.calls(SERVER, "recv").stream().map(Sticky::pieces)
                    .filter(pieces -> !pieces.isEmpty()).toList());
            whole &= session.text(SERVER, "recv").equals(sent);
            recvs.add(Session.results(session.calls(SERVER, "recv")));
        }
        trial.expect(sizes.writes + " sends of " + Units.count(sizes.size, "byte")
                + ": all bytes arrive, in their order, with each option", whole, "they do not");
        trial.expect("recv for " + sizes.recv + " gets as much as it has room for: " + expected(sizes),
                recvs.stream().allMatch(expected(sizes)::equals), String.join("; ", recvs));
    }

    /// All is there, so only the end is cut shorter.
    private static String expected(Sizes sizes) {
        var results = new StringBuilder();
        for (int left = sizes.total(); left > 0; left -= sizes.recv)
            results.append("recv = ").append(Math.min(left, sizes.recv)).append(", ");
        return results + "recv = 0";
    }

    /// Which sends the data of a call are of.
    private static List<Piece> pieces(Step step) {
        byte[] data = step.made().call().data();
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0, to; from < data.length; from = to) {
            to = from + 1;
            while (to < data.length && data[to] == data[from])
                to++;
            pieces.add(new Piece(data[from] - 'a', to - from));
        }
        return pieces;
    }

    /// Which sends the data of a segment are of.
    private static List<Piece> pieces(Packet packet, List<Step> sends) {
        List<Integer> numbers = sends.stream().map(Step::number).toList();
        return packet.parts().stream().map(part -> new Piece(numbers.indexOf(part.sent()), part.length())).toList();
    }

    private static void frame(Trial trial, Framing framing) throws Exception {
        var session = trial.run("messages framed by " + framing.words() + ", received in pieces of " + MORSEL,
                stage -> readMessages(stage, framing), stage -> sendMessages(stage, framing));
        session.show(
                Session.all(session.calls(CLIENT, "send", "recv"), Session.first(2, session.calls(SERVER, "recv"))),
                List.of());
        String[] got = session.text(CLIENT, "recv").split("\\|", -1);
        trial.expect("framed by " + framing.words() + ", the server has each message as it was sent",
                Arrays.asList(got).equals(MESSAGES), session.text(CLIENT, "recv"));
    }
}
