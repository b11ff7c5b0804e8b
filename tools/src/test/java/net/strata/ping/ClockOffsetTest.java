package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Times are of 12:00:00.000 UT on a day, 43 200 000 ms since midnight, unless it says otherwise.
class ClockOffsetTest {
    private static final long NOON = 1_700_000_000_000_000_000L / 86_400_000_000_000L * 86_400_000_000_000L
            + 43_200_000_000_000L;
    private static final int NOON_MS = 43_200_000;
    private static final long MS = 1_000_000;

    /// Sent at 0, received there at 105 to 106, answered at 105 to 106, received at 10: it is ahead by 95 to 106.
    @Test
    void aClockIsAheadByAtLeastWhatItsAnswerSaysAndAtMostWhatItsReceiptSays() {
        var bounds = ClockOffset.of(NOON, NOON_MS + 105, NOON_MS + 105, NOON + 10 * MS);
        assertThat(bounds).isEqualTo(new ClockOffset.Bounds(95, 106)).hasToString("+100.5±5.5 ms");
    }

    @Test
    void aClockMayBeBehind() {
        assertThat(ClockOffset.of(NOON, NOON_MS - 1000, NOON_MS - 990, NOON + 20 * MS))
                .isEqualTo(new ClockOffset.Bounds(-1010, -999));
    }

    /// A second before midnight here is half a second behind midnight there: 500 ms, so it is ahead by 1.5 s.
    @Test
    void midnightMayBeBetweenTheClocks() {
        long late = NOON + 43_199_000 * MS;
        assertThat(ClockOffset.of(late, 500, 500, late)).isEqualTo(new ClockOffset.Bounds(1500, 1501));
        long early = NOON + 43_200_500 * MS;
        assertThat(ClockOffset.of(early, 86_399_000, 86_399_000, early))
                .isEqualTo(new ClockOffset.Bounds(-1500, -1499));
    }

    @Test
    void severalExchangesNarrowTheBounds() {
        var offset = new ClockOffset();
        assertThat(offset.isKnown()).isFalse();
        offset.add(new ClockOffset.Bounds(95, 106));
        offset.add(new ClockOffset.Bounds(90, 100));
        assertThat(offset.bounds()).isEqualTo(new ClockOffset.Bounds(95, 100));
    }

    @Test
    void anExchangeThatContradictsTheOnesBeforeCountsAlone() {
        var offset = new ClockOffset();
        offset.add(new ClockOffset.Bounds(95, 106));
        offset.add(new ClockOffset.Bounds(-3, 4));
        assertThat(offset.bounds()).isEqualTo(new ClockOffset.Bounds(-3, 4));
    }

    /// RFC 792: where the highest bit is set, it is some other time.
    @Test
    void onlyMillisecondsOfADayAreStandard() {
        assertThat(ClockOffset.isStandard(86_399_999)).isTrue();
        assertThat(ClockOffset.isStandard(86_400_000)).isFalse();
        assertThat(ClockOffset.isStandard(0x80000001)).isFalse();
    }
}
