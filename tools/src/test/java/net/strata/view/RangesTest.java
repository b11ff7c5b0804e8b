package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5|5", "5,7|5 7", "2-4|2 3 4", "2..4|2 3 4", "9,1-2, 5..6|1 2 5 6 9",
            "3-3|3", "2-4,3-5|2 3 4 5", "8-|8 9", "8..|8 9", "0|0"})
    void aListHoldsItsNumbersAndRanges(String list, String numbers) {
        Ranges ranges = Ranges.parse(list);
        String held = LongStream.range(0, 10).filter(ranges::contains).mapToObj(Long::toString)
                .collect(java.util.stream.Collectors.joining(" "));
        assertThat(held).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5|5", "5,2-3|5", "1,7..9,4|9", "3-|9223372036854775807"})
    void theLastIsTheLargest(String list, long last) {
        assertThat(Ranges.parse(list).last()).isEqualTo(last);
    }

    @Test
    void allHoldsEveryNumber() {
        assertThat(Ranges.ALL.contains(1)).isTrue();
        assertThat(Ranges.ALL.contains(Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", "x", "1-2-3", "4-2", "-3", "1.5", "1...3", "99999999999999999999", "+",
            "0x5"})
    void anythingElseIsToldInOneLine(String list) {
        assertThatThrownBy(() -> Ranges.parse(list)).isInstanceOf(IllegalArgumentException.class).message().isNotBlank()
                .doesNotContain("\n");
    }
}
