package net.strata.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
    /// 2004-09-26 is day 12687 since 1970: 12687 × 86400 + 83884 s.
    @ParameterizedTest
    @ValueSource(strings = {"2004-09-26T23:18:04.954975Z", "2004-09-26 23:18:04.954975 UTC",
            "2004-09-27T01:18:04.954975+02:00", "Sep 26, 2004 23:18:04.954975 UTC"})
    void aPointOfTimeIsReadInEveryForm(String text) {
        assertThat(Times.parse(text)).isEqualTo((12687L * 86400 + 83884) * 1_000_000_000L + 954_975_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2004-13-26", "2004-09-26T25:00:00Z", "yesterday", "Foo 26, 2004", "9999-01-01T00:00:00Z",
            "2004-09-26T00:00:00+99:00", ""})
    void whatIsNoneIsNotRead(String text) {
        assertThat(Times.parse(text)).isNull();
    }
}
