package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strata echo lab -- A ::: B`.
final class LabCommandsTest {
    @Test
    void twoCommandsAreNoNameOfASession() {
        assertThat(LabCommands.given(List.of("echo"))).isFalse();
        assertThat(LabCommands.given(List.of())).isFalse();
        assertThat(LabCommands.given(List.of("a", ":::", "b"))).isTrue();
        assertThat(LabCommands.given(List.of(":::"))).isTrue();
        assertThat(LabCommands.given(List.of("prefix", "a message"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"::: b,no server before", "a :::,no client after",
            "a ::: b ::: c,there is one ::: only"})
    void whatIsWrongIsToldInOneLine(String words, String told) {
        assertThatThrownBy(() -> LabCommands.of(List.of(words.split(" ")))).isInstanceOf(UsageException.class)
                .hasMessageContaining(told)
                .hasMessageContaining("strata echo lab -- python3 server.py ::: python3 client.py");
    }
}
