package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.strata.Needs;
import net.strata.lab.Preset;
import net.strata.lab.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `strata echo lab`, mostly on recordings.
final class EchoLabTest {
    private record Ended(int status, String out, String err) {}

    private static Ended strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ended(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void listsThePresets() {
        Ended list = strata("echo", "lab", "--list");
        assertThat(list.status).isZero();
        assertThat(list.out.lines()).hasSize(Presets.ALL.size());
        for (Preset each : Presets.ALL)
            assertThat(list.out).contains(each.name() + " ").contains(each.says());
    }

    @Test
    void showsWhatWasRecorded() {
        Ended echo = strata("echo", "lab", "--recorded");
        assertThat(echo.err).isEmpty();
        assertThat(echo.status).isZero();
        assertThat(echo.out).contains("client calls", "server calls", "The server's six steps",
                "The client's four steps", "ESTABLISHED");
    }

    @Test
    void unixSocketsHaveNoPacketsAndItSaysWhy() {
        assertThat(strata("echo", "lab", "--recorded", "echo-unix").out)
                .contains("There are no packets: AF_UNIX makes no packets: the kernel copies");
    }

    @Test
    void jsonIsReadAgain(@TempDir Path folder) throws Exception {
        Ended json = strata("echo", "lab", "--recorded", "--json", "prefix");
        assertThat(json.out.lines()).allMatch(line -> line.startsWith("{\"schema\":1,\"event\":\""))
                .anyMatch(line -> line.contains("\"event\":\"step\""))
                .anyMatch(line -> line.contains("\"event\":\"packet\""));
        Path file = Files.writeString(folder.resolve("prefix.jsonl"), json.out);
        assertThat(strata("echo", "lab", "--from", file.toString()).out)
                .isEqualTo(strata("echo", "lab", "--recorded", "prefix").out);
        assertThat(strata("echo", "lab", "--from", file.toString(), "--json").out).isEqualTo(json.out);
    }

    @Test
    void writesPagePictureAndPackets(@TempDir Path folder) {
        Path page = folder.resolve("a.html");
        Path picture = folder.resolve("a.svg");
        Path packets = folder.resolve("a.pcapng");
        Ended ended = strata("echo", "lab", "--recorded", "--html", page.toString(), "--svg", picture.toString(),
                "--write", packets.toString());
        assertThat(ended.err).isEmpty();
        assertThat(page).content().contains("<html");
        assertThat(picture).content().contains("<svg");
        assertThat(strata("decode", packets.toString()).out).contains("[SYN]", "[SYN, ACK]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ecko|no programs called ecko", "--loss 120%|takes percent from 0 to 100",
            "--vary nodelay|a name and values", "--vary nosuch=1|no socket option", "--vary nodelay=maybe|on or off",
            "--recorded --loss 1%|is for a new run", "--recorded daytime now|takes no messages",
            "--from a --recorded|says all", "--json --html -|only one of", "--recorded echo hi|no other messages",
            "-- true :::|no client after", "--vary loss=1,2 --svg x|takes one"})
    void mistakesAreAnsweredInOneLine(String words, String answer) {
        Ended ended = strata(("echo lab " + words).split(" "));
        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.err.lines()).singleElement().asString().contains(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--html", "--svg", "--write"})
    void aFileThatCannotBeMadeIsOneLine(String option, @TempDir Path folder) {
        String file = folder.resolve("none").resolve("x").toString();
        assertThat(strata("echo", "lab", "--recorded", option, file)).isEqualTo(new Ended(2, "",
                "strata echo lab: cannot write " + file + ": there is no such folder\n"));
    }

    @Test
    void whatIsNoRecordingIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x"), "{\"schema\":1,\"event\":\"call\"}\n");
        Ended ended = strata("echo", "lab", "--from", file.toString());
        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.err.lines()).hasSize(1);
        assertThat(strata("echo", "lab", "--from", folder.resolve("none").toString()).err).contains("no such file");
    }

    /// Of help and docs: all that lose packets.
    static Set<String> losses() throws IOException {
        var lines = new StringBuilder();
        new EchoLab().examples().forEach(each -> lines.append(each.line()).append('\n'));
        for (String page : List.of("echo-lab.md", "echo-lab-page.md", "echo-lab-programs.md", "lessons/README.md"))
            lines.append(Files.readString(Path.of("../docs", page)));
        return Pattern.compile("strata echo lab ([^`|\n]*--loss [0-9][^`|\n]*)").matcher(lines).results()
                .map(each -> each.group(1).replaceAll(" --html \\S+", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// With the seed that there is unless told, so that there is something to see.
    @ParameterizedTest
    @MethodSource("losses")
    void whatIsShownAsALossLosesDataThatIsSentAgain(String words) throws IOException {
        Needs.here().root();
        Ended lab = strata(("echo lab --width 160 " + words).split(" "));
        assertThat(lab.status).isZero();
        assertThat(lab.out).contains("✗ lost").contains("sent again").doesNotContain("this time");
        assertThat(lab.out).containsPattern("PSH,ACK ─+✗ lost");
    }

    @Test
    void ifChanceSparesAllItSaysSo() throws IOException {
        Needs.here().root();
        assertThat(strata("echo", "lab", "--loss", "0.001%", "--reorder", "0.001%", "--seed", "1").out)
                .contains("No packet was lost this time", "No packet was overtaken this time");
        assertThat(strata("echo", "lab", "--delay", "1ms").out).doesNotContain("this time");
    }
}
