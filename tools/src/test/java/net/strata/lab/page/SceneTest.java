package net.strata.lab.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.strata.lab.Side;
import net.strata.lab.Spans;
import net.strata.lab.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where things stand.
final class SceneTest {
    @ParameterizedTest
    @MethodSource("net.strata.lab.page.PageTest#sessions")
    void whatIsLaterIsLower(Timeline timeline) {
        var scene = new Scene(timeline);
        var byTime = new TreeMap<Long, Integer>();
        for (Scene.Tick each : scene.ticks)
            byTime.merge(each.time(), each.y(), Math::max);
        assertThat(byTime.values().stream().toList()).isSorted();
        for (Scene.Bar each : scene.bars)
            assertThat(each.bottom()).isGreaterThanOrEqualTo(each.top() + Scene.ROW);
        for (Scene.Flight each : scene.flights)
            assertThat(each.bottom()).isGreaterThan(each.top()).isLessThan(scene.height());
    }

    @ParameterizedTest
    @MethodSource("net.strata.lab.page.PageTest#sessions")
    void noWordsStandOnOthers(Timeline timeline) {
        var scene = new Scene(timeline);
        for (Side side : Side.values()) {
            var rows = new ArrayList<Integer>();
            for (Scene.Bar each : scene.bars)
                if (each.step().made().side() == side) rows.addAll(List.of(each.top(), each.bottom()));
            for (Scene.Mark each : scene.marks)
                if (each.side() == side) rows.add(each.y());
            rows.sort(null);
            assertThat(gaps(rows)).allMatch(gap -> gap >= Scene.ROW);
        }
        var middles = scene.flights.stream().map(Scene.Flight::middle).sorted().toList();
        assertThat(gaps(middles)).allMatch(gap -> gap >= Scene.LABEL - 1);
    }

    private static List<Integer> gaps(List<Integer> numbers) {
        return IntStream.range(1, numbers.size()).mapToObj(i -> numbers.get(i) - numbers.get(i - 1)).toList();
    }

    @Test
    void aLongTimeWithoutEventsIsAPause() {
        assertThat(new Scene(Sessions.tcp()).pauses).singleElement()
                .satisfies(each -> assertThat(Spans.of(each.nanos())).isEqualTo("204 ms")); // from 360 to 204 580 µs
    }

    @Test
    void packetsThatChangeAStateMarkIt() {
        var scene = new Scene(Sessions.tcp());
        assertThat(scene.marks).filteredOn(each -> each.side() == Side.CLIENT).extracting(Scene.Mark::state)
                .containsExactly("SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT");
        assertThat(scene.marks).filteredOn(each -> each.side() == Side.SERVER).extracting(Scene.Mark::state)
                .containsExactly("SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED");
    }

    @Test
    void aCallTellsAStateThatNoPacketHasTold() {
        assertThat(new Scene(Sessions.tcp()).bars).filteredOn(each -> !each.state().isEmpty())
                .extracting(each -> each.step().number() + " " + each.state())
                .containsExactly("1 CLOSED", "4 LISTEN", "6 CLOSED");
    }

    @Test
    void theStatesOfBothSidesAreThoseAfterTheStep() {
        var states = new Scene(Sessions.tcp()).states;
        var stops = new Scene(Sessions.tcp()).stops;
        assertThat(stops).filteredOn(each -> each.id().equals("p9")).map(states::after)
                .containsExactly(new States.Both("FIN-WAIT-1", "CLOSE-WAIT"));
        assertThat(stops).filteredOn(each -> each.id().equals("c7")).map(states::after)
                .containsExactly(new States.Both("ESTABLISHED", "ESTABLISHED"));
        assertThat(stops).filteredOn(each -> each.id().equals("c4")).map(states::after)
                .containsExactly(new States.Both("", "LISTEN"));
    }

    @Test
    void connectionsAreToldApart() {
        assertThat(new Scene(Sessions.twoStreams()).marks).extracting(Scene.Mark::state).contains("[0] SYN-SENT",
                "[1] SYN-SENT", "[0] SYN-RECEIVED", "[1] SYN-RECEIVED");
    }

    @Test
    void callsAtATimeStandSideBySide() {
        var scene = new Scene(Sessions.twoStreams());
        assertThat(scene.columns).isEqualTo(2);
        assertThat(scene.bars).filteredOn(each -> each.step().number() == 3).extracting(Scene.Bar::column)
                .containsExactly(0);
        assertThat(scene.bars).filteredOn(each -> each.step().number() == 4).extracting(Scene.Bar::column)
                .containsExactly(1);
    }
}
