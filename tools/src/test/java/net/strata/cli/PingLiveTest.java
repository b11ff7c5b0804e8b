package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.strata.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PingLiveTest {
    static final String ENTER = "\033[?1049h";
    static final String LEAVE = "\033[?1049l";
    static final String RULE = "=====";

    /// What came of a live view on a terminal of its own.
    ///
    /// @param typed when the view is there: a key, or a signal's name behind a hyphen
    /// @param seen by what it is known to be there
    static String live(String typed, String seen, String... words) throws IOException {
        Needs.here().root();
        Needs.here().program("script");
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Dstrata.terminal=true",
                "-Dstrata.terminal.input=true", "-cp", System.getProperty("java.class.path"), "net.strata.cli.Main"));
        command.addAll(List.of(words));
        // the terminal's ^C reaches the shell too, which must live on to tell what became of the terminal
        String shell = "trap : INT; stty rows 20 cols 70; stty -a; echo " + RULE + "; " + String.join(" ", command)
                + "; echo "
                + RULE + "status $?; stty -a";
        var builder = new ProcessBuilder("script", "-qfc", shell, "/dev/null");
        builder.environment().put("TERM", "xterm");
        var process = builder.start();
        try (InputStream in = process.getInputStream(); var keys = process.getOutputStream()) {
            var said = new StringBuilder();
            boolean done = false;
            var bytes = new byte[1 << 12];
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                said.append(new String(bytes, 0, count, UTF_8));
                if (done || said.indexOf(seen) < 0) continue;
                done = true;
                if (typed.startsWith("-")) {
                    process.descendants().filter(each -> each.info().command().orElse("").endsWith("/java"))
                            .forEach(each -> signal(typed, each));
                } else {
                    keys.write(typed.getBytes(UTF_8));
                    keys.flush();
                }
            }
            return said.toString().replace("\r", "");
        } finally {
            process.destroy();
        }
    }

    private static void signal(String name, ProcessHandle to) {
        net.strata.TestNetwork.run("kill", name, Long.toString(to.pid()));
    }

    /// The terminal has the attributes that it had, its own screen, and a cursor; below stands what stands without the view.
    @ParameterizedTest
    @ValueSource(strings = {"q", "\003", "-TERM"})
    void howeverItEndsTheTerminalIsAsItWas(String typed) throws IOException {
        String said = live(typed, "1 probe", "ping", "--live", "127.0.0.1");
        String[] parts = said.split(RULE + "(status )?", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[2]).isEqualTo("0\n" + parts[0]);
        assertThat(parts[1]).contains(ENTER).contains(LEAVE);
        String view = parts[1].substring(parts[1].indexOf(ENTER), parts[1].indexOf(LEAVE));
        assertThat(view).contains("\033[?25l", "\033[?25h", "\033[?7l", "\033[?7h", "jitter", "q quit");
        assertThat(parts[1].substring(parts[1].indexOf(LEAVE) + LEAVE.length()))
                .contains("--- 127.0.0.1 ping statistics ---", " received, ").doesNotContain("\033");
    }

    @Test
    void afterTheViewComeTheStatistics() throws IOException {
        assertThat(live("q", "1 probe", "ping", "--live", "--stats", "127.0.0.1"))
                .containsSubsequence(LEAVE, "ping statistics", "percentiles");
    }
}
