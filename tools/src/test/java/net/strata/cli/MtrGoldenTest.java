package net.strata.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `strata trace --report` beside `mtr -r` (0.95): in two networks that are alike both must come to the same lines. Round
/// trips and the time of the start are masked, and nothing else.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MtrGoldenTest {
    /// What mtr is asked, and what strata: its letters are traceroute's.
    private static final String REPORTS = """
            -n 10.4.0.2 | -I -n 10.4.0.2
            -n 2001:db8:4::2 | -I -n 2001:db8:4::2
            far.test | -I far.test
            far6.test | -I far6.test
            -4 both.test | -I -4 both.test
            -6 both.test | -I -6 both.test
            -b far.test | -I --show-ips far.test
            -w far.test | -I --wide far.test
            -w -b far6.test | -I --wide --show-ips far6.test
            -w -n 2001:db8:4::2 | -I --wide -n 2001:db8:4::2
            -u -n 10.4.0.2 | -n 10.4.0.2
            -u -n 2001:db8:4::2 | -n 2001:db8:4::2
            -T -n 10.4.0.2 | -T -n 10.4.0.2
            -T -P 8080 -n 10.4.0.2 | -T -p 8080 -n 10.4.0.2
            -T -n 2001:db8:4::2 | -T -n 2001:db8:4::2
            -n -f 2 10.4.0.2 | -I -n -f 2 10.4.0.2
            -n -f 9 10.4.0.2 | -I -n -f 9 10.4.0.2
            -n -m 2 10.4.0.2 | -I -n -m 2 10.4.0.2
            -n -f 2 -m 3 10.4.0.2 | -I -n -f 2 -m 3 10.4.0.2
            -n -o LDRSNBAWVGJMXI 10.4.0.2 | -I -n --fields LDRSNBAWVGJMXI 10.4.0.2
            -n -o L 10.4.0.2 | -I -n --fields L 10.4.0.2
            -n -o SRDL 10.4.0.2 | -I -n --fields SRDL 10.4.0.2
            -n -a 10.1.0.99 10.4.0.2 | -I -n -s 10.1.0.99 10.4.0.2
            -n -a 10.1.0.98 10.4.0.2 | -I -n -s 10.1.0.98 10.4.0.2
            -a 10.1.0.97 far.test | -I -s 10.1.0.97 far.test
            -n -o L -a 10.1.0.97 10.4.0.2 | -I -n --fields L -s 10.1.0.97 10.4.0.2
            -n -a 2001:db8:1::97 2001:db8:4::2 | -I -n -s 2001:db8:1::97 2001:db8:4::2
            -n -s 1000 10.4.0.2 | -I -n 10.4.0.2 1000
            -n -Q 16 10.4.0.2 | -I -n -t 16 10.4.0.2
            -n -I s0 10.4.0.2 | -I -n -i s0 10.4.0.2
            -n -e 10.4.0.2 | -I -n -e 10.4.0.2
            -n -z 10.4.0.2 | -I -n -A --asn-db TABLE 10.4.0.2
            -w -z far6.test | -I --wide -A --asn-db TABLE far6.test
            -n -z -a 10.1.0.98 10.4.0.2 | -I -n -A --asn-db TABLE -s 10.1.0.98 10.4.0.2
            -n -m 2 -a 10.1.0.11 10.5.1.1 | -I -n -m 2 -s 10.1.0.11 10.5.1.1
            -n -m 2 -a 10.1.0.12 10.5.2.1 | -I -n -m 2 -s 10.1.0.12 10.5.2.1
            -n 2001:db8:5:1::1 | -I -n 2001:db8:5:1::1
            -n 127.0.0.1 | -I -n 127.0.0.1
            -n ::1 | -I -n ::1
            """;
    private static final String VALUES = """
            -n 10.4.0.2 | -I -n 10.4.0.2
            far6.test | -I far6.test
            -n -a 10.1.0.98 10.4.0.2 | -I -n -s 10.1.0.98 10.4.0.2
            -n -z 10.4.0.2 | -I -n -A --asn-db TABLE 10.4.0.2
            -n -o LDRSN 10.4.0.2 | -I -n --fields LDRSN 10.4.0.2
            """;
    /// Two rounds, and as short as mtr can.
    private static final String MTR = "-c 2 -i 0.4 -G 1";
    private static final String STRATA = "-c 2 --interval 0.4";

    /// A round trip with the space before it: as wide as its column.
    private static final Pattern TIME = Pattern.compile(" +(?!100\\.0 )\\d+\\.\\d(?=\\s|$)");
    private static final Pattern VALUE = Pattern.compile("(?<=,)\\d+\\.\\d\\d(?=,|$)");

    private @Nullable Twins<TraceNetwork> twins;
    private String table = "";

    @BeforeAll
    void makeTwins(@TempDir Path folder) throws Exception {
        Path prefixes = Files.createDirectories(folder.resolve("table")).resolve("asn");
        Files.writeString(prefixes, "192.0.2.0/24,64500\n");
        table = prefixes.toString();
        twins = new Twins<>(folder, MtrGoldenTest::result, TraceNetwork::new, "mtr", "ip", "sysctl", "ping");
    }

    @AfterAll
    void removeTwins() throws Exception {
        if (twins != null) twins.close();
    }

    private Twins<TraceNetwork> twins() {
        return Objects.requireNonNull(twins);
    }

    private static String result(int status, List<String> out, List<String> err) {
        return Stream.of(out.stream().map(MtrGoldenTest::masked), err.stream(), Stream.of("status " + status))
                .flatMap(lines -> lines).collect(Collectors.joining("\n"));
    }

    private static String masked(String line) {
        if (line.startsWith("Mtr_Version")) return line.replaceAll(",$", ""); // as many titles as values
        if (line.matches("(MTR|STRATA)\\..*"))
            return VALUE.matcher(line.replaceFirst("^[^,]*,\\d{10},", "VERSION,SECONDS,")).replaceAll("T");
        return TIME.matcher(line.replaceFirst("^(Start: )\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+]\\d{4}$", "$1T"))
                .replaceAll(found -> "T".repeat(found.group().length()));
    }

    private String mtr(String form, String line) throws Exception {
        return twins().program(Twins.inNamespace(twins().theirs.sender), "mtr",
                words(form + " " + MTR, line.split(" \\| ", 2)[0]));
    }

    private String strata(String form, String line) throws Exception {
        var words = new ArrayList<>(List.of("trace"));
        words.addAll(words(form + " " + STRATA, line.split(" \\| ", 2)[1].replace("TABLE", table)));
        return twins().strata(Twins.inNamespace(twins().ours.sender), words);
    }

    private static List<String> words(String before, String line) {
        return List.of((before + " " + line).split(" "));
    }

    @TestFactory
    Stream<DynamicTest> everyReport() {
        return twins().compared(REPORTS, line -> mtr("-r", line), line -> strata("--report", line));
    }

    @TestFactory
    Stream<DynamicTest> separatedValues() {
        return twins().compared(VALUES, line -> mtr("--csv", line), line -> strata("--csv", line));
    }
}
