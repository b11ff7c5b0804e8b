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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strata trace` in traceroute's lines, in a simulated network: times are exact.
final class TraceTest {
    /// A round trip is twice the way: 2, 10 and 20 ms.
    private static final String NETWORK = """
            host here 10.0.0.1
            router first 10.0.0.2
            router second 10.0.0.3 silent
            router third 10.0.0.4
            host there 10.0.0.5
            link here first 1ms
            link first second 2ms
            link second third 2ms
            link third there 5ms mtu=1400
            """;

    @TempDir
    Path folder = Path.of("");

    private record Ran(int status, String out, String err) {}

    private Ran strata(List<String> words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false)
                .run(words.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private String traced(String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("network"), NETWORK);
        var all = new ArrayList<>(List.of("trace", "--simulate", file.toString()));
        all.addAll(List.of(words));
        Ran ran = strata(all);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        return ran.out();
    }

    @Test
    void theWayToAHost() throws IOException {
        assertThat(traced("there")).isEqualTo("""
                traceroute to there (10.0.0.5), 30 hops max, 60 byte packets
                 1  first (10.0.0.2)  2.000 ms  2.000 ms  2.000 ms
                 2  * * *
                 3  third (10.0.0.4)  10.000 ms  10.000 ms  10.000 ms
                 4  there (10.0.0.5)  20.000 ms  20.000 ms  20.000 ms
                """);
        assertThat(traced("-n", "-T", "-q", "1", "-f", "3", "there")).isEqualTo("""
                traceroute to there (10.0.0.5), 30 hops max, 60 byte packets
                 3  10.0.0.4  10.000 ms
                 4  10.0.0.5  20.000 ms
                """);
        assertThat(traced("-n", "-F", "-I", "-q", "1", "-f", "3", "there", "1401")).isEqualTo("""
                traceroute to there (10.0.0.5), 30 hops max, 1401 byte packets
                 3  10.0.0.4  10.000 ms
                 4  10.0.0.4  10.000 ms !F-1400
                """);
    }

    @Test
    void systemsOfAddressesComeFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("systems"), "10.0.0.0/30,64500\n10.0.0.5/32,64501\n");
        assertThat(traced("-n", "-q", "1", "-A", "--asn-db", file.toString(), "there")).isEqualTo("""
                traceroute to there (10.0.0.5), 30 hops max, 60 byte packets
                 1  10.0.0.2 [AS64500]  2.000 ms
                 2  *
                 3  10.0.0.4 [*]  10.000 ms
                 4  10.0.0.5 [AS64501]  20.000 ms
                """);
    }

    @Test
    void namesAndSystemsAndTheWayBackAreInEveryTextThatHasThem() throws IOException {
        Path file = Files.writeString(folder.resolve("systems"), "10.0.0.0/30,64500\n10.0.0.5/32,64501\n");
        assertThat(traced("--auto", "-q", "1", "-A", "--asn-db", file.toString(), "there"))
                .contains("\n 1  first (10.0.0.2) [AS64500]  2.000 ms\n");
        assertThat(traced("--report", "-c", "1", "-n", "-A", "--asn-db", file.toString(), "there"))
                .contains("\n  1. AS64500  10.0.0.2 ");
        Path events = Files.writeString(folder.resolve("events"), traced("--json", "there"));
        assertThat(strata(List.of("trace", "--from", events.toString())).out()).contains("  1.|-- first ");
        assertThat(strata(List.of("trace", "--from", events.toString(), "-n")).out()).contains("  1.|-- 10.0.0.2 ");
    }

    @Test
    void allWaysAreKeptToo() throws IOException {
        Path file = folder.resolve("kept.pcapng");
        assertThat(traced("--multipath", "--sport", "65024", "--write", file.toString(), "there"))
                .contains("third (10.0.0.4)");
        assertThat(strata(List.of("trace", "--from", file.toString(), "-n")).out()).contains("  3.|-- 10.0.0.4 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-c 3 | -c is for --report, --csv and --live",
            "--wide | --wide is for --report",
            "--fields L | --fields is for --report and --csv", "--flows 3 | --flows is for --multipath",
            "--seed 3 | --seed is for --simulate", "--json -c 3 | -c is for --report, --csv and --live",
            "--json --back | --back is not for --json", "--json -A | -A is not for --json",
            "--report -q 1 | -q is not for --report", "--report --back | --back is not for --report",
            "--report --mtu | --mtu is not for --report without --verdict",
            "--json --mtu | --mtu is not for --json without --verdict",
            "--report --json --wide | --wide is not for --json",
            "--csv --json | --csv is not for --json", "--csv --verdict | --verdict is not for --csv",
            "--csv -e | -e is not for --csv", "--csv --wide | --wide is not for --csv",
            "--live --json | --live is not for --json", "--live -A | -A is not for --live",
            "--live --report | --report is not for --live",
            "--multipath --verdict | --verdict is not for --multipath",
            "--multipath --fail-if loss>1% | --fail-if is not for --multipath",
            "--multipath --report | --report is not for --multipath", "--multipath -q 1 | -q is not for --multipath",
            "--multipath --mtu | --mtu is not for --multipath", "--multipath -e | -e is not for --multipath",
            "--multipath --classic | --classic is not for --multipath",
            "--auto --json | --auto is not for --json",
            "--auto --write x | --auto tries ICMP, UDP and TCP, and sizes: leave out --write",
            "--auto -p 5 | --auto tries ICMP, UDP and TCP, and sizes: leave out -p",
            "--auto --multipath | --auto tries ICMP, UDP and TCP, and sizes: leave out --multipath",
            "--from x -m 3 | --from sends nothing: leave out -m",
            "--from x --multipath | --from sends nothing: leave out --multipath",
            "--from x --simulate y | --from sends nothing: leave out --simulate",
            "--simulate x --live | --simulate sends nothing, and takes no time: leave out --live",
            "--simulate x -s 10.0.0.1 | --simulate sends nothing, and takes no time: leave out -s"})
    void whatAModeHasNoUseForItRefuses(String line, String answer) {
        var words = new ArrayList<>(List.of("trace", "there"));
        words.addAll(List.of(line.split(" ")));
        assertThat(strata(words)).isEqualTo(new Ran(2, "", "strata trace: " + answer + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"\"\" | where to? strata trace HOST",
            "-m 0 there | -m takes a whole number from 1 to 255, not 0",
            "-f 4 -m 3 there | -f takes a whole number from 1 to 3, not 4",
            "-q 11 there | -q takes a whole number from 1 to 10, not 11",
            "-w 1,2,3,4 there | -w takes MAX, MAX,HERE or MAX,HERE,NEAR, as in 5,3,10, not 1,2,3,4",
            "-w 5,x there | -w takes MAX, MAX,HERE or MAX,HERE,NEAR, as in 5,3,10, not 5,x",
            "-z soon there | -z takes a time such as 0.2, 500ms or 2m, not soon",
            "-z 5x5 there | -z takes a time such as 0.5, 100 or 100ms, not 5x5",
            "-I -T there | -I and -T: one method at a time",
            "-M icmp -U there | -U and --icmp: one method at a time",
            "-M dccp there | -M takes default, icmp, tcp or udp, not dccp",
            "-A there | -A needs a table of prefixes: add --asn-db FILE; nothing is asked over the net",
            "there 65001 | a packet has up to 65000 bytes, not 65001",
            "-UL there | no option -L: UDP-Lite is not there: -U traces by UDP",
            "-r there | no option -r: -i NAME sends by an interface, whatever routes say",
            "10.0.0.0/24 | 10.0.0.0/24: one host at a time",
            "-4 -6 there | -4 or -6: both is neither",
            "-F there 1500 2 | HOST [PACKETLEN]: 1500 is a second host",
            "--auto there here | HOST [PACKETLEN]: here is a second host",
            "--multipath --confidence 5 127.0.0.1 | --confidence takes 95 or 99, not 5; did you mean 95?",
            "--multipath --sport 65500 127.0.0.1 | --sport 65500 leaves room for 36 flows",
            "--multipath --sport 65500 --flows 37 127.0.0.1 | --sport 65500 leaves room for 36 flows"})
    void aMistakeIsAnsweredInOneLineWithStatusTwo(String line, String answer) {
        var words = new ArrayList<>(List.of("trace"));
        if (!line.isEmpty()) words.addAll(List.of(line.split(" ")));
        assertThat(strata(words)).isEqualTo(new Ran(2, "", "strata trace: " + answer + "\n"));
    }
}
