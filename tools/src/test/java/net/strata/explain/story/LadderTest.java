package net.strata.explain.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.strata.live.Ink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ladders of made up stories.
class LadderTest {
    private static Story at(long nanos) {
        var first = new Story.Arrow(1, 0, 0, 1, "one", "", "The first.", List.of(), Set.of());
        var second = new Story.Arrow(2, nanos, 0, 1, "two", "", "The second.", List.of(), Set.of());
        return new Story("udp:0", "two", List.of(new Story.Host("", "a"), new Story.Host("", "b")), List.of(),
                List.of(new Story.Part("Exchange", List.of(), List.of(first, second))), 2, 0);
    }

    /// A year has 31,536,000 seconds. A blank is before the lines of the hosts.
    @ParameterizedTest
    @CsvSource({"80, 6000, 0.000006", "80, 14700006000000, 14700.006000", "80, 31536000000000123, 31536000.000000",
            "80, -1381533734123456000, -1381533734", "40, 6000, 0.0000", "40, 14700006000000, 14700",
            "200, -1381533734123456000, -1381533734.123456"})
    void timesAreWhole(int width, long nanos, String shown) {
        String drawn = Told.drawn(at(nanos), width);
        assertThat(drawn.lines().filter(each -> each.matches(" +2 .*"))).singleElement().asString()
                .matches(" +2 +" + shown.replace(".", "\\.") + " +\\|.*two.*");
        assertThat(drawn.lines()).allMatch(each -> Ink.cells(each) <= width);
    }
}
