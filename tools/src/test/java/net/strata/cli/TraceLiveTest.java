package net.strata.cli;

import static net.strata.cli.PingLiveTest.ENTER;
import static net.strata.cli.PingLiveTest.LEAVE;
import static net.strata.cli.PingLiveTest.RULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceLiveTest {
    /// The terminal has the attributes that it had, its own screen, and a cursor; below stands the report.
    @ParameterizedTest
    @ValueSource(strings = {"q", "\003", "-TERM"})
    void howeverItEndsTheTerminalIsAsItWas(String typed) throws IOException {
        String said = PingLiveTest.live(typed, "  1 127.0.0.1", "trace", "-n", "--live", "127.0.0.1");
        String[] parts = said.split(RULE + "(status )?", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[2]).isEqualTo("0\n" + parts[0]);
        assertThat(parts[1]).contains(ENTER).contains(LEAVE);
        String view = parts[1].substring(parts[1].indexOf(ENTER), parts[1].indexOf(LEAVE));
        assertThat(view).contains("\033[?25l", "\033[?25h", "\033[?7l", "\033[?7h", "stdev", "q quit");
        assertThat(parts[1].substring(parts[1].indexOf(LEAVE) + LEAVE.length()))
                .contains("HOST: ", "  1.|-- 127.0.0.1").doesNotContain("\033");
    }
}
