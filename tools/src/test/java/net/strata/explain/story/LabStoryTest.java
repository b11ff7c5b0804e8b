package net.strata.explain.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.explain.story.Story.Arrow;
import net.strata.explain.story.Story.Deed;
import net.strata.explain.story.Story.Mark;
import net.strata.frame.LinkType;
import net.strata.lab.ClockOffset;
import net.strata.lab.Impairment;
import net.strata.lab.Made;
import net.strata.lab.Packet;
import net.strata.lab.Recording;
import net.strata.lab.Origin;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import org.junit.jupiter.api.Test;

/// A session of the lab told, with times in ms.
class LabStoryTest {
    private static final long MS = 1_000_000;

    private static Step step(int number, Side side, String name, int result, long enter, long exit, int released,
            Integer... caused) {
        return step("", number, side, name, result, enter, exit, released, caused);
    }

    private static Step step(String state, int number, Side side, String name, int result, long enter, long exit,
            int released, Integer... caused) {
        var call = new Call(name, List.of("3"), 3, result, null, "hi".getBytes(UTF_8), enter * MS, exit * MS, "main",
                null);
        return new Step(number, new Made(side, call), "", List.of(caused), released, state, "says " + name, "", "",
                "");
    }

    private static Packet packet(int number, Side from, long left, boolean lost, int cause, String flags, int length,
            boolean again) {
        return packet(number, from, left, lost ? Packet.LOST : (left + 1) * MS, cause, flags, length, again,
                "ESTABLISHED", "ESTABLISHED");
    }

    private static Packet packet(int number, Side from, long left, long arrived, int cause, String flags, int length,
            boolean again, String clientState, String serverState) {
        var segment = new Packet.Segment(0, 0, 0, List.of(flags.split(" ", -1)), length, again, clientState,
                serverState);
        return new Packet(number, from, left * MS, arrived, new byte[60], "TCP", "summary", List.of(), cause,
                "why " + number, List.of(), segment);
    }

    private static Story story(List<Step> steps, List<Packet> packets) {
        var origin = new Origin("greeting", Origin.Place.NAMESPACES, LinkType.ETHERNET, List.of("10.7.0.1"),
                List.of("10.7.0.2"), new Impairment(0, 0, 0, 0), "Linux", 0);
        var recording = new Recording(origin, steps.stream().map(Step::made).toList(), List.of(),
                new ClockOffset(0, 0), List.of());
        return Story.of(new Timeline(recording, steps, packets, 0, 40 * MS, List.of()));
    }

    private static List<Deed> deeds(Story story) {
        return story.parts().stream().flatMap(part -> part.rows().stream()).filter(Deed.class::isInstance)
                .map(Deed.class::cast).toList();
    }

    private static Story story() {
        var steps = List.of(step(1, Side.SERVER, "listen", 0, 0, 1, 0), step(2, Side.CLIENT, "connect", 0, 2, 5, 2, 1),
                step(3, Side.CLIENT, "send", 2, 10, 11, 0, 4, 5), step(4, Side.SERVER, "recv", 2, 8, 22, 5));
        var packets = List.of(packet(1, Side.CLIENT, 3, false, 2, "SYN", 0, false),
                packet(2, Side.SERVER, 4, false, 0, "SYN ACK", 0, false),
                packet(3, Side.CLIENT, 6, false, 0, "ACK", 0, false),
                packet(4, Side.CLIENT, 10, true, 3, "PSH ACK", 2, false),
                packet(5, Side.CLIENT, 20, false, 3, "PSH ACK", 2, true),
                packet(6, Side.CLIENT, 30, false, 0, "FIN ACK", 0, false));
        return story(steps, packets);
    }

    @Test
    void callsStandWithThePacketsThatTheyCauseAndThatLetThemReturn() {
        Story story = story();
        assertThat(Told.calls(story, 1)).containsExactly("client: 2 connect(3, ) waits");
        assertThat(Told.calls(story, 2)).containsExactly("client: 2 connect() = 0");
        assertThat(Told.calls(story, 4)).containsExactly("client: 3 send(3, ) = 2");
        assertThat(Told.calls(story, 5)).hasSize(1).first().asString().startsWith("server: 4 recv() = 2");
        assertThat(story.arrows().stream().flatMap(a -> a.calls().stream())).noneMatch(Story.Call::implied);
    }

    @Test
    void callsWithoutAPacketStandByThemselves() {
        List<String> deeds = deeds(story()).stream().map(each -> each.call().text()).toList();
        assertThat(deeds).containsExactly("1 listen(3) = 0", "4 recv(3) waits");
    }

    @Test
    void lossAndRepetitionAreMarked() {
        Story story = story();
        assertThat(Told.marked(story, Mark.LOST)).containsExactly(4L);
        assertThat(Told.marked(story, Mark.RETRANSMISSION)).containsExactly(5L);
        assertThat(Told.arrow(story, 4).says()).contains("gets lost");
    }

    @Test
    void partsFollowTheSession() {
        Story story = story();
        assertThat(story.parts().stream().map(Story.Part::heading)).containsExactly("Sockets are made ready",
                "Handshake",
                "Data", "End");
        assertThat(story.arrows().stream().map(Arrow::time)).isSorted();
        for (int width : new int[]{40, 80, 200})
            assertThat(Told.drawn(story, width).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void withoutPacketsACallThatWaitsReturnsBehindWhatItWaitedFor() {
        // As over a unix socket: the client's recv gets what the server sends meanwhile.
        Story story = story(List.of(step(1, Side.CLIENT, "connect", 0, 0, 1, 0),
                step(2, Side.CLIENT, "recv", 2, 2, 12, 0), step(3, Side.SERVER, "accept4", 4, 3, 4, 0),
                step(4, Side.SERVER, "send", 2, 6, 13, 0), step(5, Side.CLIENT, "close", 0, 14, 20, 0),
                step(6, Side.SERVER, "close", 0, 15, 16, 0)), List.of());
        assertThat(deeds(story)).extracting(each -> each.time() / MS + " " + each.call().text() + " " + each.says())
                .containsExactly("0 1 connect(3, ) = 0 Says connect.", "2 2 recv(3) waits ",
                        "3 3 accept4(3) = 4 Says accept4.", "6 4 send(3, ) = 2 Says send.",
                        "12 2 recv() = 2 Says recv.", "14 5 close(3) begins ",
                        "15 6 close(3) = 0 Says close.", "20 5 close() = 0 Says close.");
        assertThat(story.packets()).isZero();
        assertThat(Told.drawn(story, 80)).contains("0.002000", "0.012000");
    }

    @Test
    void aStateIsThatOfTheEventThatBroughtItAbout() {
        // 20 ms of delay: while a plain ACK is on its way its sender closes, and has TIME-WAIT when close is back.
        Story story = story(List.of(step("ESTABLISHED", 1, Side.SERVER, "recv", 2, 1, 21, 1),
                step("TIME-WAIT", 2, Side.CLIENT, "close", 0, 2, 60, 0, 2),
                step("LAST-ACK", 3, Side.SERVER, "close", 0, 23, 24, 0, 3)),
                List.of(packet(1, Side.CLIENT, 0, 20 * MS, 0, "ACK", 0, false, "FIN-WAIT-1", "ESTABLISHED"),
                        packet(2, Side.CLIENT, 3, 23 * MS, 2, "FIN ACK", 0, false, "FIN-WAIT-1", "CLOSE-WAIT"),
                        packet(3, Side.SERVER, 24, 44 * MS, 3, "FIN ACK", 0, false, "TIME-WAIT", "LAST-ACK"),
                        packet(4, Side.CLIENT, 45, 65 * MS, 0, "ACK", 0, false, "TIME-WAIT", "CLOSED")));
        assertThat(Told.arrow(story, 1).says()).endsWith("Then the server is in ESTABLISHED.");
        assertThat(Told.arrow(story, 2).says())
                .endsWith("Then the client is in FIN-WAIT-1, the server in CLOSE-WAIT.");
        assertThat(Told.arrow(story, 3).says()).endsWith("Then the client is in TIME-WAIT, the server in LAST-ACK.");
        assertThat(Told.arrow(story, 4).says()).endsWith("Then the server is in CLOSED.");
        assertThat(Told.calls(story, 2)).containsExactly("client: 2 close(3) begins");
        assertThat(Told.calls(story, 3)).containsExactly("server: 3 close(3) = 0, LAST-ACK");
        // What was on its way already when recv began lets it return all the same, but behind its beginning.
        assertThat(Told.calls(story, 1)).isEmpty();
        assertThat(deeds(story)).extracting(each -> each.call().text()).containsExactly(
                "1 recv(3) waits", "1 recv() = 2, ESTABLISHED", "2 close() = 0, TIME-WAIT");
    }
}
