package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `strata ping --fping` beside `fping` (5.1): the same words, in two networks that are alike, must come to the same lines
/// on the same streams and to the same exit status, but for times. What this version lacks, -J and -X, is checked against
/// the manual and source of later ones.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FpingGoldenTest {
    private static final String LINES = """
            10.2.0.1
            10.2.0.1 2001:db8:2::1 far.test
            -e 10.2.0.1
            -r0 -t200 10.2.0.1 10.3.3.1
            -r1 -t100 -B2 -s 10.2.0.1 10.3.3.1
            -r2 -t50 -q -s 10.3.3.1
            -r0 -t200 10.3.1.1
            -r1 -t100 10.3.2.1
            -a -r0 -t100 10.2.0.1 10.3.3.1
            -u -r0 -t100 10.2.0.1 10.3.3.1
            -a -e -A far.test
            -q -r0 -t100 10.3.3.1
            -c2 -p80 10.2.0.1 2001:db8:2::1
            -c2 -p80 far.test 10.2.0.1
            -c2 -p80 -q far.test 10.3.1.1
            -c1 -t200 10.3.1.1
            -c1 -t200 10.3.2.1
            -c2 -p80 -t60 10.3.3.1 10.2.0.1
            -c2 -p80 -t60 -s 10.3.3.1 10.2.0.1
            -c3 -p80 -o -q 10.3.3.1 10.2.0.1
            -C3 -p80 -q 10.2.0.1 10.3.3.1
            -C2 -p80 10.2.0.1
            -c1 -D 10.2.0.1
            -c1 -D -t100 10.3.3.1
            -c4 -p300 -Q1 10.2.0.1 10.3.3.1
            -c4 -p300 -Q1 -o 10.3.3.1
            -c4 -p300 -Q1 -N 10.2.0.1 10.3.3.1
            -A far.test
            -n 10.2.0.1 far.test
            -n -A 10.2.0.1
            -d far.test
            -d -A far.test
            -m -A -4 router.test
            -4 router.test
            -6 router.test
            -g 10.4.0.0/28
            -g 10.4.0.3 10.4.0.6
            -g 10.4.0.6 10.4.0.3
            -g 10.4.0.8/31
            -i1 -c2 -p80 -q -g 10.4.1.0/28
            -x2 -r0 -t100 10.2.0.1 10.3.3.1
            -x1 -r0 -t100 10.2.0.1 10.3.3.1
            -x1 -q -r0 -t100 10.3.3.1
            -H1 -c1 -t200 10.2.0.1
            -H1 -r0 -t200 10.2.0.1
            -b1000 -c1 10.2.0.1
            -b0 -c1 10.2.0.1
            -b65000 -c1 10.2.0.1
            -M -b1400 -c1 -t200 10.4.2.1
            -M -b2000 -r0 -t200 10.4.2.2
            -O 0x10 -c1 10.2.0.1
            -R -b100 -c1 10.2.0.1
            -I s0 10.2.0.1
            -S 10.1.0.1 10.2.0.1
            -T9 -c1 10.2.0.1
            --count=1 --period=80 --quiet --stats 10.2.0.1
            10.5.1.1 10.2.0.1
            -c2 -p80 10.5.1.1
            -r1 -t100 -s 10.5.2.1
            -c2 -p80 -q -t300 10.7.0.1
            -c2 -p80 10.7.0.4
            -a 10.7.0.4
            -c1 -t200 10.7.2.0
            -c1 -t200 10.7.5.1
            -c1 -t200 10.7.3.1
            -c1 -t200 10.7.4.0
            nosuch.test 10.2.0.1
            -c1 nosuch.test
            -q nosuch.test
            -a nosuch.test
            """;

    private @Nullable Twins<PingNetwork> twins;

    @BeforeAll
    void makeTwins(@TempDir Path folder) throws Exception {
        twins = new Twins<>(folder, FpingGoldenTest::result, PingNetwork::new, "fping", "ping", "ip", "sysctl");
    }

    @AfterAll
    void removeTwins() throws Exception {
        if (twins != null) twins.close();
    }

    private Twins<PingNetwork> twins() {
        return Objects.requireNonNull(twins);
    }

    /// A time in ms with three digits, as fping writes it. One that has another form stays, and is seen.
    private static final String MS = "(?:0\\.\\d{3}|[1-9]\\.\\d\\d|[1-9]\\d\\.\\d|[1-9]\\d{2,5})";
    private static final Map<Pattern, String> MASKS = Map.of(Pattern.compile("\\b" + MS + " ms\\b"), "T ms",
            Pattern.compile("\\(" + MS + " avg"), "(T avg",
            Pattern.compile("min/avg/max = %1$s/%1$s/%1$s$".formatted(MS)), "min/avg/max = T/T/T",
            Pattern.compile("^ {5,8} \\d+\\.\\d{3} sec"), "T sec", Pattern.compile("^\\[\\d{10}\\.\\d{5}] "),
            "[SECONDS] ",
            Pattern.compile("^\\[\\d\\d:\\d\\d:\\d\\d]$"), "[TIME]",
            Pattern.compile("^SET (min|avg|max) = \\d{4,7}$"), "SET $1 = NANOS");
    /// The summary of -C: its times have nothing beside them.
    private static final Pattern TIMES = Pattern.compile("^[^ ]+ +:( " + MS + "| -)+$");

    private static final Pattern OF_A_HOST = Pattern.compile("^[0-9a-z.:]+ (is alive|is unreachable| *: \\[)");

    private static String masked(String line) {
        String masked = line;
        for (var each : MASKS.entrySet())
            masked = each.getKey().matcher(masked).replaceAll(each.getValue());
        return TIMES.matcher(masked).matches() ? masked.replaceAll(" " + MS + "(?= |$)", " T") : masked;
    }

    /// What came of a run, as one text.
    private static String result(int status, List<String> out, List<String> err) {
        UnaryOperator<String> nameless = line -> line.replaceFirst("^(strata ping --fping|fping): ", "");
        return Stream.of(ordered(out).map(FpingGoldenTest::masked), Stream.of("standard error:"),
                err.stream().map(FpingGoldenTest::masked).map(nameless), Stream.of("status " + status))
                .flatMap(lines -> lines).collect(Collectors.joining("\n"));
    }

    /// Which of two hosts comes first depends on how busy the machine is; what comes for one has its order.
    private static Stream<String> ordered(List<String> out) {
        return out.stream().allMatch(line -> OF_A_HOST.matcher(line).find())
                ? out.stream().sorted(Comparator.comparing(line -> line.substring(0, line.indexOf(' '))))
                : out.stream();
    }

    private String fping(String line) throws IOException, InterruptedException {
        return twins().program(Twins.inNamespace(twins().theirs.sender), "fping", List.of(line.split(" ")));
    }

    private String strata(String line) throws Exception {
        var words = new ArrayList<>(List.of("ping", "--fping"));
        words.addAll(List.of(line.split(" ")));
        return twins().strata(Twins.inNamespace(twins().ours.sender), words);
    }

    @TestFactory
    Stream<DynamicTest> theSameLines() {
        return twins().compared(LINES, this::fping, this::strata);
    }

    /// The manual: "3 for invalid command line arguments"; the program itself ends with 1. Where it shows its whole help, we
    /// answer in a line of our own.
    @TestFactory
    Stream<DynamicTest> whatCannotBe() {
        return Stream.of("-a -u 10.2.0.1", "-c1 -l 10.2.0.1", "-B 9 10.2.0.1", "-H 256 10.2.0.1", "-4 -6 10.2.0.1",
                "-S x 10.2.0.1", "-n -d 10.2.0.1", "-g 10.0.0.0/33").map(line -> DynamicTest.dynamicTest(line, () -> {
                    String said = fping(line);
                    assertThat(said).endsWith("status 1");
                    assertThat(strata(line)).isEqualTo(said.replaceFirst("1$", "3"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatMakesFpingShowItsHelp() {
        return Stream.of("-c 0 10.2.0.1", "-t x 10.2.0.1", "-i -1 10.2.0.1", "-p x 10.2.0.1", "-g 10.0.0.1",
                "-g 1.1.1.1 1.1.1.2 1.1.1.3", "-x 0 10.2.0.1", "-Z", "-J 10.2.0.1", "-g 10.0.0.0/8", "-f /dev/null x")
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    String[] lines = strata(line).split("\n");
                    assertThat(lines).hasSize(3).startsWith("standard error:").endsWith("status 3");
                }));
    }

    @Test
    void aFileThatIsNotThereIsASystemCallFailure() throws Exception {
        assertThat(strata("-f /nonexistent")).isEqualTo("""
                standard error:
                /nonexistent: no such file
                status 4""");
    }

    /// The manual of 5.2: "-X, --fast-reachable=N: Given a list of hosts, this mode immediately exits true once N alive hosts
    /// have been found."
    @Test
    void enoughHostsEndTheRun() throws Exception {
        assertThat(strata("-X1 -i2000 10.2.0.1 10.3.3.1 10.4.0.1")).isEqualTo("""
                Enough hosts reachable (required: 1, reachable: 1)
                standard error:
                status 0""");
        assertThat(strata("-X2 -r0 -t100 10.2.0.1 10.3.3.1")).isEqualTo("""
                Not enough hosts reachable (required: 2, reachable: 1)
                standard error:
                status 1""");
    }

    /// Members and their order: print_recv, print_timeout, print_per_system_stats_json and print_global_stats_json of 5.3.
    @Test
    void json() throws Exception {
        assertThat(times(strata("-J -c2 -p80 -t60 -s 10.2.0.1 10.3.3.1 nosuch.test"))).isEqualTo("""
                {"warning": {"host": "nosuch.test", "message": "Name or service not known"}}
                {"resp": {"host": "10.2.0.1", "seq": 0, "size": 64, "rtt": T}}
                {"timeout": {"host": "10.3.3.1", "seq": 0}}
                {"resp": {"host": "10.2.0.1", "seq": 1, "size": 64, "rtt": T}}
                {"timeout": {"host": "10.3.3.1", "seq": 1}}
                {"summary": {"host": "10.2.0.1", "xmt": 2, "rcv": 2, "loss": 0, "rttMin": T, "rttAvg": T, "rttMax": T}}
                {"summary": {"host": "10.3.3.1", "xmt": 2, "rcv": 0, "loss": 100}}
                {"stats": {"targets": 2, "alive": 1, "unreachable": 1, "unknownAddresses": 1, "timeouts": 2, \
                "icmpEchosSent": 4, "icmpEchoRepliesReceived": 2, "otherIcmpReceived": 0, \
                "rttMin": T, "rttAvg": T, "rttMax": T, "elapsed": T}}
                standard error:
                nosuch.test: Name or service not known
                status 2""");
        assertThat(times(strata("-J -C2 -p80 -q -t60 10.2.0.1 10.3.3.1"))).isEqualTo("""
                {"vSum": {"host": "10.2.0.1", "values": [T, T]}}
                {"vSum": {"host": "10.3.3.1", "values": [null, null]}}
                standard error:
                status 1""");
    }

    private static String times(String result) {
        return result.replaceAll("(?<=(\"(rtt|rttMin|rttAvg|rttMax|elapsed)\": |values\": \\[|T, ))[\\d.]+", "T")
                .replaceAll("\\[T, [\\d.]+]", "[T, T]");
    }

    @Test
    void headersOfRepliesAreShownAsInLaterVersions() throws Exception {
        assertThat(strata("-c1 --print-ttl --print-tos 10.2.0.1")).startsWith(
                "10.2.0.1 : [0], 64 bytes, T ms (T avg, 0% loss) (TOS 0) (TTL 63)\n");
    }
}
