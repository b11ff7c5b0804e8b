package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IputilsStatisticsTest {
    /// Three decimals below 1 ms, two below 10, one below 100, else none; each is rounded before that is decided.
    @ParameterizedTest
    @CsvSource({"0, 0.000", "499, 0.000", "500, 0.001", "42000, 0.042", "999499, 0.999", "999500, 1.00",
            "1004000, 1.00", "1005000, 1.01", "9994000, 9.99", "9995000, 10.0", "12345678, 12.3", "99949000, 99.9",
            "99950000, 100", "100499000, 100", "100500000, 101", "3600000000000, 3600000"})
    void timesHaveAsManyDigitsAsIputilsGivesThem(long nanos, String text) {
        assertThat(IputilsStatistics.time(new StringBuilder(), nanos)).hasToString(text);
    }
}
