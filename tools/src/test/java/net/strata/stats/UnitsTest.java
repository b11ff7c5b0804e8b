package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0,0.0000", "49,0.0000", "50,0.0001", "12345,0.0123", "420000,0.4200", "999949,0.9999",
            "999950,1.000", "1000000,1.000", "12345678,12.346", "61000000,61.000", "3600000000000,3600000.000",
            "269.75,0.0003"})
    void timesTellMicrosecondsApart(double nanos, String ms) {
        assertThat(Units.millis(nanos)).isEqualTo(ms);
    }

    /// 1/31 = 3.2258 %, 1/65534 = 0.0015259 %; one in a hundred thousand that was answered is not all lost.
    @ParameterizedTest
    @CsvSource({"0,1,0", "1,1,100", "1,2,50", "1,31,3.23", "1,300,0.333", "1,65534,0.00153", "199,200,99.5",
            "9999,10000,99.99", "99999,100000,99.999", "0,0,?"})
    void sharesHaveThreeDigitsAndAreAllOnlyIfAllAre(double part, double of, String percent) {
        assertThat(Units.percent(part / of)).isEqualTo(percent);
    }

    /// The limits are those between which rounding gives a fourth digit: 9.995 is 10.0 with one decimal, 9.99 with two.
    @ParameterizedTest
    @CsvSource({"0,0.000", "499,0.000", "500,0.001", "999499,0.999", "999500,1.00", "9994999,9.99", "9995000,10.0",
            "99949999,99.9", "99950000,100", "12345678901,12346"})
    void briefTimesHaveThreeDigits(long nanos, String ms) {
        assertThat(Units.brief(nanos)).isEqualTo(ms);
    }
}
