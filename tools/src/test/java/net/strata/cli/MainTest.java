package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    private record Ran(int status, String out, String err) {}

    private static Ran strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void bareStrataShowsCommandsToStartWith() {
        var ran = strata();
        assertThat(ran.status()).isZero();
        for (var each : Commands.START)
            assertThat(ran.out()).contains("  " + each.line(), each.shows());
    }

    @Test
    void everyCommandExplainsItself() {
        for (var entry : Commands.ALL) {
            var ran = strata((entry.name() + " --help").split(" "));
            assertThat(ran.status()).isZero();
            assertThat(ran.out()).startsWith("Usage: strata " + entry.name()).contains(entry.summary(), "--color WHEN");
            assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
            assertThat(strata("--help").out()).contains(entry.name(), entry.summary());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"versoin | strata: no command versoin; did you mean version?",
            "xyzzy | strata: no command xyzzy; see strata --help",
            "version --hlep | strata version: no option --hlep; did you mean --help?",
            "--hlep | strata: no option --hlep; did you mean --help?",
            "version --color=alwys | strata version: --color takes auto, always or never, not alwys; did you mean always?",
            "decode -v | strata decode: no option -v: strata --version tells the version",
            "decode x.cap tcp port 80 | strata decode: a filter needs its option: -f 'tcp port 80' as in tcpdump, -Y 'tcp.port == 80' as in tshark",
            "decode -r x.cap ip.ttl==1 | strata decode: a filter needs its option: -Y 'ip.ttl==1'",
            "decode x.cap ../captures | strata decode: one capture at a time: leave out ../captures",
            "decode --dump-filter | strata decode: --dump-filter prints a capture filter: -f 'tcp port 80'",
            "version x | strata version: takes no argument: what is x for?"})
    void aMistakeIsAnsweredInOneLineWithStatusTwo(String line, String answer) {
        assertThat(strata(line.split(" ", -1))).isEqualTo(new Ran(2, "", answer + System.lineSeparator()));
    }

    @Test
    void anErrorShowsWhereItAroseOnlyWithDebug() {
        assertThat(strata("version", "x").err().lines()).hasSize(1);
        assertThat(strata("version", "x", "--debug").err()).contains("UsageException", "\tat net.strata.cli.");
        assertThat(strata("--debug", "version", "x").err()).contains("\tat net.strata.cli.");
    }

    @Test
    void noControlCharacterOfTheCommandLineReachesTheTerminal() {
        assertThat(strata("\u001b[2Jx\ny").err()).isEqualTo("strata: no command \uFFFD[2Jx\uFFFDy; see strata --help"
                + System.lineSeparator());
    }

    @Test
    void aFullDeviceIsAnErrorAndAClosedPipeIsNot() throws IOException, InterruptedException {
        Needs.here().program("bash");
        assertThat(shell("strata --version >/dev/full")).startsWith("2 strata: cannot write the output");
        // The reader has ended before strata starts: `wait` sees to that.
        assertThat(shell("exec 3> >(true); wait $!; strata --version >&3")).isEqualTo("141 ");
    }

    /// Runs `script`, in which `strata` is this build.
    ///
    /// @return its exit status and what it wrote to standard error
    private static String shell(String script) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var start = "strata() { '" + java + "' -cp '" + System.getProperty("java.class.path")
                + "' net.strata.cli.Main \"$@\"; }\n";
        var process = new ProcessBuilder("bash", "-c", start + script).start();
        var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return process.waitFor() + " " + err;
    }

    @Test
    void colorFollowsTheOptionThenTheEnvironmentThenTheTerminal() throws UsageException {
        assertThat(color(Map.of(), true)).isTrue();
        assertThat(color(Map.of(), false)).isFalse();
        assertThat(color(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(color(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(color(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(color(Map.of("NO_COLOR", "1"), false, "--color=always")).isTrue();
        assertThat(color(Map.of(), true, "--color", "never")).isFalse();
    }

    private static boolean color(Map<String, String> environment, boolean terminal, String... words)
            throws UsageException {
        var arguments = Parser.parse(Common.OPTIONS, Map.of(), words);
        return new Console(new Output(OutputStream.nullOutputStream()), System.err, arguments, environment, terminal)
                .color();
    }

    @Test
    void quietLeavesOutWhatIsSaidAndVerboseAddsDetail() throws UsageException {
        assertThat(said()).isEqualTo("error say");
        assertThat(said("--quiet")).isEqualTo("error");
        assertThat(said("--verbose")).isEqualTo("error say detail");
    }

    private static String said(String... words) throws UsageException {
        var err = new ByteArrayOutputStream();
        var arguments = Parser.parse(Common.OPTIONS, Map.of(), words);
        var console = new Console(new Output(OutputStream.nullOutputStream()), new PrintStream(err, true, UTF_8),
                arguments, Map.of(), false);
        console.error("error");
        console.say("say");
        console.detail("detail");
        return String.join(" ", err.toString(UTF_8).lines().toList());
    }

    @Test
    void outputIsWhatWasWrittenWhateverTheSizes() throws IOException {
        var expected = new ByteArrayOutputStream();
        var actual = new ByteArrayOutputStream();
        var output = new Output(actual);
        for (int size : List.of(1, 65_535, 1, 65_536, 100_000, 0, 65_537, 7)) {
            var bytes = new byte[size];
            Arrays.fill(bytes, (byte) size);
            for (var stream : Stream.of(expected, output).toList())
                stream.write(bytes, 0, size);
            expected.write(size);
            output.write(size);
        }
        output.flush();
        assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
    }
}
