package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import net.strata.frame.Batch;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those that `TZ=Asia/Kolkata tshark -t STYLE` prints for frames with these times.
final class TimeColumnTest {
    private final Batch batch = new Batch(0);

    /// Frames at these times, the second one not shown.
    private void frames(long... times) {
        batch.clear();
        for (long time : times)
            batch.add(0, 0, 0, time, 9, 1, 0);
        batch.captureStart = times[0];
        if (times.length > 1) batch.hidden[1] = true;
    }

    private String shown(TimeStyle style, int frame, int decimals) {
        var text = new Text(32);
        new TimeColumn(style).write(batch, frame, decimals, text);
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"R, 0.000000, 0.003410", "E, 1795250795.099353, 1795250795.102763", "D, 0.000000, 0.003248",
            "DD, 0.000000, 0.003410", "U, 08:46:35.099353, 08:46:35.102763",
            "UD, 2026-11-21 08:46:35.099353, 2026-11-21 08:46:35.102763", "A, 14:16:35.099353, 14:16:35.102763",
            "AD, 2026-11-21 14:16:35.099353, 2026-11-21 14:16:35.102763"})
    void eachStyleIsThatOfTshark(TimeStyle style, String first, String third) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            frames(1_795_250_795_099_353_000L, 1_795_250_795_099_515_000L, 1_795_250_795_102_763_000L);
            assertThat(shown(style, 0, 6)).isEqualTo(first);
            assertThat(shown(style, 2, 6)).isEqualTo(third);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"R, 0.000019289", "E, 1795250651.227044008", "U, 08:44:11.227044008",
            "UD, 2026-11-21 08:44:11.227044008"})
    void nanosecondsHaveNineDecimals(TimeStyle style, String third) {
        frames(1_795_250_651_227_024_719L, 1_795_250_651_227_041_714L, 1_795_250_651_227_044_008L);
        assertThat(shown(style, 2, 9)).isEqualTo(third);
    }

    @ParameterizedTest
    @CsvSource({"0, 08:44:11", "1, 08:44:11.2", "3, 08:44:11.227", "9, 08:44:11.227044008"})
    void aTimeHasAsManyDecimalsAsItWasRecordedWith(int decimals, String expected) {
        frames(1_795_250_651_227_044_008L);
        assertThat(shown(TimeStyle.U, 0, decimals)).isEqualTo(expected);
    }

    /// tshark of frames that came in the wrong order: the time since the first is negative.
    @Test
    void timeMayRunBackwards() {
        frames(2_000_000_000L, 1_500_000_000L);
        assertThat(shown(TimeStyle.R, 1, 6)).isEqualTo("-0.500000");
        assertThat(shown(TimeStyle.D, 1, 6)).isEqualTo("-0.500000");
    }

    @Test
    void aTimeBefore1970CountsDownFromMidnight() {
        frames(-1);
        assertThat(shown(TimeStyle.UD, 0, 9)).isEqualTo("1969-12-31 23:59:59.999999999");
        assertThat(shown(TimeStyle.E, 0, 9)).isEqualTo("-0.000000001");
    }

    @Test
    void timesAtTheEndsOfTheRangeAreShown() {
        frames(Long.MAX_VALUE);
        assertThat(shown(TimeStyle.UD, 0, 9)).isEqualTo("2262-04-11 23:47:16.854775807");
        frames(Long.MIN_VALUE + 1);
        assertThat(shown(TimeStyle.UD, 0, 9)).isEqualTo("1677-09-21 00:12:43.145224193");
    }

    @Test
    void aFrameWithoutATimeShowsNone() {
        frames(Batch.NO_TIME);
        for (TimeStyle style : TimeStyle.values())
            assertThat(shown(style, 0, 6)).isEmpty();
    }

    @Test
    void theFirstFrameOfABatchCountsFromTheLastOfTheBatchBefore() {
        frames(5_000_000_000L);
        batch.timeBefore = 4_000_000_000L;
        batch.shownTimeBefore = 3_000_000_000L;
        batch.captureStart = 1_000_000_000L;
        assertThat(shown(TimeStyle.D, 0, 1)).isEqualTo("1.0");
        assertThat(shown(TimeStyle.DD, 0, 1)).isEqualTo("2.0");
        assertThat(shown(TimeStyle.R, 0, 1)).isEqualTo("4.0");
    }
}
