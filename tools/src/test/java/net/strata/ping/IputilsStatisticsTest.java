package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IputilsStatisticsTest {
    /// Three decimals below 1 ms, two below 10, one below 100, else none; each is rounded before that is decided.
    @ParameterizedTest
    @CsvSource({"0, 0.000", "1, 0.001", "42, 0.042", "999, 0.999", "1000, 1.00", "1004, 1.00", "1005, 1.01",
            "9994, 9.99", "9995, 10.0", "12345, 12.3", "99949, 99.9", "99950, 100", "100499, 100", "100500, 101",
            "3600000000, 3600000"})
    void timesHaveAsManyDigitsAsIputilsGivesThem(long micros, String text) {
        assertThat(IputilsStatistics.rounded(new StringBuilder(), micros)).hasToString(text);
    }
}
