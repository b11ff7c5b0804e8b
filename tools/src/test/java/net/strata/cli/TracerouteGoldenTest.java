package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.ChildJava;
import net.strata.TestNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `strata trace` beside `traceroute` (2.1.2): the same words, in two networks that are alike, must come to the same lines,
/// the same standard error and the same exit status. Times are masked, and nothing else.
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TracerouteGoldenTest {
    private static final String LINES = """
            10.4.0.2
            far.test
            far6.test
            -n far.test
            -n far6.test
            both.test
            -4 both.test
            -6 both.test
            four.test
            -I far.test
            -I far6.test
            -I -n 10.4.0.2
            -T far.test
            -T far6.test
            -T -p 8080 far.test
            -U -n 10.4.0.2
            -U -n 2001:db8:4::2
            -M icmp -n 10.4.0.2
            -M tcp -n 10.4.0.2
            -M udp -n 10.4.0.2
            -M default -n 10.4.0.2
            localhost
            -n ::1
            -n 127.1
            -n 10.1.0.254
            -n 10.4.0.1
            -n -f 2 10.4.0.2
            -n -f 4 10.4.0.2
            -n -m 2 10.4.0.2
            -n -f 2 -m 3 10.4.0.2
            -n -m 255 10.4.0.2
            -n -q 1 10.4.0.2
            -n -q 10 10.4.0.2
            -q 2 -N 1 far.test
            -n -N 3 2001:db8:4::2
            -n -z 20 10.4.0.2
            -n -z 0.02 -q 1 10.4.0.2
            -n -w 2 10.4.0.2
            -n -w 1 -m 4 10.5.3.1
            -n -w 1 -m 4 -q 2 2001:db8:5:3::1
            -n -I -w .5 -m 3 10.5.3.1
            -n -T -w .5 -m 3 10.5.3.1
            -n -w 2,3,10 -s 10.1.0.99 10.4.0.2
            -n -s 10.1.0.98 10.4.0.2
            -s 10.1.0.97 far.test
            -n -I -s 10.1.0.99 10.4.0.2
            -n -T -s 10.1.0.97 10.4.0.2
            -n -s 2001:db8:1::99 2001:db8:4::2
            -n -I -s 2001:db8:1::97 2001:db8:4::2
            -n -i s0 10.4.0.2
            -n -i s0 -s 10.1.0.30 10.4.0.2
            -n -i s0 2001:db8:4::2
            -n -p 40000 10.4.0.2
            -n -I -p 500 10.4.0.2
            -n -T -p http 10.4.0.2
            -n --sport=5555 -N 1 10.4.0.2
            -n -t 16 10.4.0.2
            -n -t 184 2001:db8:4::2
            -n -l 77 2001:db8:4::2
            -n -d 10.4.0.2
            -n --fwmark=5 10.4.0.2
            -n -e 10.4.0.2
            --back far.test
            --back -n 10.4.0.2
            --back -n 2001:db8:4::2
            -n 10.4.0.2 28
            -n 10.4.0.2 10
            -n 10.4.0.2 100
            -n 10.4.0.2 1500
            -n 10.4.0.2 3000
            -n -I 10.4.0.2 1
            -n -T 10.4.0.2 500
            -n 2001:db8:4::2 1000
            -n -F 10.4.0.2
            -n -F 10.4.0.2 1400
            -n -F 10.4.0.2 1500
            -n -F 10.4.0.2 1600
            -n -I -F 10.4.0.2 1500
            -n -F 2001:db8:4::2 1500
            -n -F 2001:db8:4::2 1600
            -n -s 10.1.0.11 10.5.1.1
            -n -s 10.1.0.12 10.5.2.1
            -n -s 10.1.0.13 10.5.4.1
            -n -I -s 10.1.0.14 10.5.1.1
            -n -T -s 10.1.0.15 10.5.2.1
            -s 10.1.0.16 -q 2 10.5.1.1
            -n 2001:db8:5:1::1
            -n -I 2001:db8:5:2::1
            -n 2001:db8:5:4::1
            -n 10.4.0.77
            --mtu -n 10.4.0.2
            --mtu far6.test
            --mtu -n -I -q 1 10.4.0.2
            --mtu -n -I 2001:db8:4::2
            --mtu -n -f 3 10.4.0.2
            --mtu -n 10.2.0.2
            """;

    /// As somebody else than root.
    private static final String ORDINARY = """
            far.test
            -n 2001:db8:4::2
            -n -I -N 1 10.4.0.2
            -n -I -N 1 2001:db8:4::2
            -n -s 10.1.0.98 10.4.0.2
            -n -q 1 -m 2 10.4.0.2
            -n -F 10.4.0.2 1500
            -n -s 10.1.0.21 10.5.1.1
            -n -s 10.1.0.22 10.5.2.1
            --back -n 10.4.0.2
            """;

    private @Nullable Twins<TraceNetwork> twins;

    @BeforeAll
    void makeTwins(@TempDir Path folder) throws Exception {
        twins = new Twins<>(folder, TracerouteGoldenTest::result, TraceNetwork::new, "traceroute", "ip", "setpriv",
                "sysctl", "ping");
    }

    @AfterAll
    void removeTwins() throws Exception {
        if (twins != null) twins.close();
    }

    private Twins<TraceNetwork> twins() {
        return Objects.requireNonNull(twins);
    }

    /// What came of a run, as one text.
    private static String result(int status, List<String> out, List<String> err) {
        return Stream.of(out.stream().map(line -> line.replaceAll("  \\d+\\.\\d{3} ms", "  T ms")),
                Stream.of("standard error:"), err.stream(), Stream.of("status " + status)).flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private String traceroute(List<String> before, String line) throws Exception {
        return twins().program(before, "traceroute", words(line));
    }

    private String strata(List<String> before, String line) throws Exception {
        var all = new ArrayList<>(List.of("trace"));
        all.addAll(words(line));
        return twins().strata(before, all);
    }

    /// A machine that is busy has answers that come later than the hop's other answers promise: they are waited for.
    private static List<String> words(String line) {
        var words = new ArrayList<>(List.of(line.split(" ")));
        if (!words.contains("-w")) words.addAll(0, List.of("-w", "2"));
        return words;
    }

    private Stream<DynamicTest> compared(String lines, List<String> as) {
        var theirs = new ArrayList<>(Twins.inNamespace(twins().theirs.sender));
        var ours = new ArrayList<>(Twins.inNamespace(twins().ours.sender));
        theirs.addAll(as);
        ours.addAll(as);
        return twins().compared(lines, line -> traceroute(theirs, line), line -> strata(ours, line));
    }

    @TestFactory
    Stream<DynamicTest> everyLetter() {
        return compared(LINES, List.of());
    }

    /// RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1; RFC 4443 section 3. traceroute takes errors from the
    /// kernel's queue, which has no protocol, port or source route that was unreachable to tell for an echo.
    @TestFactory
    Stream<DynamicTest> everyError() {
        var lines = new StringBuilder();
        for (int code = 0; code <= 15; code++)
            lines.append("-n -I -q 1 10.7.1.").append(code).append('\n');
        for (int code = 0; code <= 6; code++)
            lines.append("-n -I -q 1 2001:db8:7:1::").append(code).append('\n');
        return compared(lines.toString(), List.of());
    }

    /// What an impostor writes behind what it quotes.
    @TestFactory
    Stream<DynamicTest> everyExtension() {
        var lines = new StringBuilder();
        for (int number : List.of(0, 1, 4, 5, 6))
            for (String host : List.of("10.7.6.", "2001:db8:7:6::"))
                lines.append("-e -n -I -f 3 -m 3 ").append(host).append(number).append('\n');
        return compared(lines.toString(), List.of());
    }

    /// As later versions have it: RFC 5837.
    @Test
    void interfacesOfRouters() throws Exception {
        List<String> here = Twins.inNamespace(twins().ours.sender);
        assertThat(strata(here, "-e -n -I -f 3 -m 3 10.7.6.2"))
                .contains("\n 3  10.7.6.2 <INC:7,10.9.0.1,\"eth0.7\",mtu=1500>  T ms  T ms  T ms\n");
        assertThat(strata(here, "-e -n -I -f 3 -m 3 2001:db8:7:6::3"))
                .contains("\n 3  2001:db8:7:6::3 <OUT:\"eth0.7\">  T ms  T ms  T ms\n");
    }

    @TestFactory
    Stream<DynamicTest> withoutPrivilege() {
        return compared(ORDINARY, ChildJava.asNobody());
    }

    /// traceroute does not find its own probes in what routers quote of a source route, and counts one address too many.
    @Test
    void aSourceRouteIsFollowed() throws Exception {
        assertThat(strata(Twins.inNamespace(twins().ours.sender), "-n -I -g 10.2.0.2,10.3.0.2 10.4.0.2")).isEqualTo("""
                traceroute to 10.4.0.2 (10.4.0.2), 30 hops max, 72 byte packets
                 1  10.1.0.254  T ms  T ms  T ms
                 2  10.2.0.2  T ms  T ms  T ms
                 3  10.3.0.2  T ms  T ms  T ms
                 4  10.4.0.2  T ms  T ms  T ms
                standard error:
                status 0""");
    }

    /// As a program that the signal ended, but the line is whole.
    @Test
    void anInterruptLeavesWhatIsKnown() throws Exception {
        var command = new ArrayList<>(List.of("ip", "netns", "exec", twins().ours.sender));
        command.addAll(List.of("env", "--default-signal=INT", System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "trace", "-n", "-w", "30", "10.5.3.1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new StringBuilder();
        try (var reader = process.inputReader()) {
            while (!out.toString().matches("(?s).*( ms.*){3}"))
                out.append((char) reader.read());
            TestNetwork.run("kill", "-INT", "" + process.pid());
            for (int c = reader.read(); c >= 0; c = reader.read())
                out.append((char) c);
        }
        assertThat(result(process.waitFor(), out.toString().lines().toList(), List.of())).isEqualTo("""
                traceroute to 10.5.3.1 (10.5.3.1), 30 hops max, 60 byte packets
                 1  10.1.0.254  T ms  T ms  T ms
                standard error:
                status 130""");
    }

    /// What a user who cannot be served is told is our own, in one line.
    @TestFactory
    Stream<DynamicTest> whatCannotWork() {
        return Stream.of("nosuch.test", "-4 ::1", "-6 127.0.0.1", "-i nope0 127.0.0.1", "-s 192.0.2.1 127.0.0.1",
                "-s ::1 127.0.0.1", "-f 0 127.0.0.1", "-f 5 -m 4 127.0.0.1", "-m 256 127.0.0.1", "-q 0 127.0.0.1",
                "-q 11 127.0.0.1", "-w x 127.0.0.1", "-w 1,2,3,4 127.0.0.1", "-z x 127.0.0.1", "-p nope 127.0.0.1",
                "-M nope 127.0.0.1", "127.0.0.1 65001", "-g ::1 127.0.0.1", "-x 127.0.0.1", "--nope 127.0.0.1")
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    var all = new ArrayList<>(List.of("trace"));
                    all.addAll(List.of(line.split(" ")));
                    var ran = twins().java.run(Twins.inNamespace(twins().ours.sender), Map.of(), Main.class.getName(),
                            all);
                    assertThat(ran.out()).isEmpty();
                    assertThat(ran.err()).hasSize(1).first().asString().startsWith("strata trace: ");
                    assertThat(ran.status()).isEqualTo(2);
                    assertThat(traceroute(Twins.inNamespace(twins().theirs.sender), line)).doesNotEndWith("status 0");
                }));
    }
}
