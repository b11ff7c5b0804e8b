package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strata ping --stats` and `--fail-if`, of a run that was kept.
final class PingStatsTest {
    private static final double[] RTTS = {1, 2, -1, 4};

    @TempDir
    private Path folder = Path.of("");

    private record Ran(int status, List<String> out, List<String> err) {}

    private static Ran strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8).lines().toList(), err.toString(UTF_8).lines().toList());
    }

    /// The events of a run in which each host answers after 1, 2 and 4 ms, but not to its third probe.
    private String run(int hosts) throws IOException {
        var events = new ArrayList<String>();
        for (int host = 0; host < hosts; host++) {
            String target = "\"target\":%d,\"host\":\"host%d\",\"address\":\"192.0.2.%d\"".formatted(host, host,
                    host + 1);
            events.add(event("start", target));
            for (int i = 0; i < RTTS.length; i++) {
                String probe = target + ",\"probe\":%d,\"seq\":%d".formatted(host * RTTS.length + i, i + 1);
                events.add(event("sent", probe + ",\"bytes\":56"));
                events.add(RTTS[i] < 0
                        ? event("lost", probe)
                        : event("reply", probe + String.format(Locale.ROOT,
                                ",\"from\":\"192.0.2.%d\",\"bytes\":64,\"ttl\":64,\"rtt_ms\":%.6f,\"timing\":\"kernel\","
                                        + "\"clock\":\"realtime\",\"host_ms\":0.000000,\"duplicate\":false,\"late\":false,"
                                        + "\"reordered\":false,\"other_address\":false,\"checksum_wrong\":false",
                                host + 1, RTTS[i])));
            }
        }
        Path file = folder.resolve("run.json");
        Files.write(file, events);
        return file.toString();
    }

    private static String event(String name, String members) {
        return "{\"schema\":1,\"event\":\"%s\",\"time\":1.000000000,\"elapsed\":1.000000000,%s}".formatted(name,
                members);
    }

    /// By nearest rank half of three round trips took no more than 2 ms. J is 1/16 of 1 ms, and 1/16 of what is between that
    /// and 2 ms. The interval is Wilson's of 1 of 4.
    @Test
    void statisticsComeBelowTheLinesOfPing() throws IOException {
        Ran ran = strata("ping", "--from", run(1), "-q", "--stats");
        assertThat(ran.status()).as(ran.err().toString()).isZero();
        assertThat(ran.out()).containsSubsequence("--- host0 ping statistics ---", "",
                "percentiles  50 % 2.000, 90 % 4.000, 95 % 4.000, 99 % 4.000, 99.9 % 4.000 ms",
                "jitter       mean 1.500, max 2.000 ms; RFC 3550 J 0.1836 ms",
                "loss         25 % (1 of 4), 95 % interval 4.56 to 69.9 %", "bursts       1, the longest of 1 probe",
                "reordered    0 of 3 replies");
        assertThat(ran.out()).last().asString().contains("4 probes").contains("lost");
    }

    @Test
    void eachOfManyHostsIsALine() throws IOException {
        List<String> out = strata("ping", "--from", run(5), "-q", "--stats").out();
        assertThat(out.subList(out.size() - 6, out.size())).first().asString().contains("p99.9");
        assertThat(out).last().isEqualTo("host4             4     25  2.00  4.00  4.00  4.00  4.00  4.00   1.50");
    }

    @ParameterizedTest
    @CsvSource({"loss > 20% or avg > 1s, 1, strata ping: host0: loss 25 % > 20 %", "loss>25%, 0,",
            "p50 >= 2 ms, 1, strata ping: host0: p50 2.000 ms >= 2 ms"})
    void aConditionThatHoldsIsAFailure(String condition, int status, String reason) throws IOException {
        Ran ran = strata("ping", "--from", run(1), "-q", "--fail-if", condition);
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.err()).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void ofAWrongConditionThePlaceIsShown() {
        Ran ran = strata("ping", "--fail-if", "los > 1%", "127.0.0.1");
        assertThat(ran.status()).isEqualTo(Status.FAILED);
        assertThat(ran.err()).containsExactly("strata ping: --fail-if: there is no los; did you mean loss?",
                "    los > 1%", "    ^~~");
    }

    @Test
    void withJsonTheSummaryHasTheFigures() throws IOException {
        List<String> out = strata("ping", "--from", run(1), "--json", "--stats").out();
        assertThat(out).allMatch(line -> line.startsWith("{"));
        assertThat(out).anyMatch(line -> line.contains("\"summary\"")
                && line.contains("\"bursts\":1,\"longest_burst\":1")
                && line.contains("\"loss_interval_percent\":{\"low\":4.5") && line.contains("\"p50\":2.000000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--live 127.0.0.1 | --live needs a terminal: standard output is none",
            "--live --json 127.0.0.1 | --live and --json both want standard output"})
    void theLiveViewNeedsATerminal(String words, String reason) {
        Ran ran = strata(("ping " + words).split(" ", -1));
        assertThat(ran.status()).isEqualTo(Status.FAILED);
        assertThat(ran.err()).containsExactly("strata ping: " + reason);
    }
}
