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
        var call = new Call(name, List.of("3"), 3, result, null, "hi".getBytes(UTF_8), enter * MS, exit * MS, "main",
                null);
        return new Step(number, new Made(side, call), "", List.of(caused), released, "", "says " + name, "", "", "");
    }

    private static Packet packet(int number, Side from, long left, boolean lost, int cause, String flags, int length,
            boolean again) {
        var segment = new Packet.Segment(0, 0, 0, List.of(flags.split(" ", -1)), length, again, "ESTABLISHED",
                "ESTABLISHED");
        return new Packet(number, from, left * MS, lost ? Packet.LOST : (left + 1) * MS, new byte[60], "TCP", "summary",
                List.of(), cause, "why " + number, List.of(), segment);
    }

    private static Story story() {
        var origin = new Origin("greeting", Origin.Place.NAMESPACES, LinkType.ETHERNET, List.of("10.7.0.1"),
                List.of("10.7.0.2"), new Impairment(0, 0, 0, 0), "Linux", 0);
        var steps = List.of(step(1, Side.SERVER, "listen", 0, 0, 1, 0), step(2, Side.CLIENT, "connect", 0, 2, 5, 2, 1),
                step(3, Side.CLIENT, "send", 2, 10, 11, 0, 4, 5), step(4, Side.SERVER, "recv", 2, 8, 22, 5));
        var packets = List.of(packet(1, Side.CLIENT, 3, false, 2, "SYN", 0, false),
                packet(2, Side.SERVER, 4, false, 0, "SYN ACK", 0, false),
                packet(3, Side.CLIENT, 6, false, 0, "ACK", 0, false),
                packet(4, Side.CLIENT, 10, true, 3, "PSH ACK", 2, false),
                packet(5, Side.CLIENT, 20, false, 3, "PSH ACK", 2, true),
                packet(6, Side.CLIENT, 30, false, 0, "FIN ACK", 0, false));
        var recording = new Recording(origin, steps.stream().map(Step::made).toList(), List.of(),
                new ClockOffset(0, 0),
                List.of());
        return Story.of(new Timeline(recording, steps, packets, 0, 40 * MS, List.of()));
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
        List<String> deeds = story().parts().stream().flatMap(part -> part.rows().stream())
                .filter(Deed.class::isInstance)
                .map(row -> ((Deed) row).call().text()).toList();
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
}
