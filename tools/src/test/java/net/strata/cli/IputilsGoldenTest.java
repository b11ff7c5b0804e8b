package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
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

/// `strata ping` beside the `ping` of iputils (20221126): the same words, in two networks that are alike, must come to the
/// same lines, the same standard error and the same exit status. [PingMasks] has what cannot be the same.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IputilsGoldenTest {
    /// The letters, one after the other, as root. Every line that may wait for its neighbour's ARP, or learn an MTU, has
    /// an address of its own.
    private static final String LINES = """
            -c2 -i.2 10.2.0.1
            -c2 -i.2 2001:db8:2::1
            -c1 far.test
            -c1 -n far.test
            -c1 far6.test
            -c1 -n far6.test
            -c1 both.test
            -c1 -6 both.test
            -c1 -4 four.test
            -c1 -t1 far.test
            -c1 127.1
            -c1 0.0.0.0
            -c1 localhost
            -c1 -I 10.1.0.1 10.2.0.1
            -c1 -I s0 10.2.0.1
            -c1 -I s0 2001:db8:2::1
            -c1 -I 10.1.0.1 -I s0 10.2.0.1
            -c1 -I 2001:db8:1::1 2001:db8:2::1
            -c1 -I 2001:db8:1::1%s0 2001:db8:2::1
            -c1 -I s0 far6.test
            -c1 -W.3 -I lo 10.2.0.1
            -c1 -B 10.2.0.1
            -c1 -B 2001:db8:2::1
            -c1 fe80::1:fe%s0
            -c1 -s8 10.2.0.1
            -c1 -s0 2001:db8:2::1
            -c1 -s15 10.2.0.1
            -c1 -s16 10.2.0.1
            -c1 -s1000 10.2.0.1
            -c1 -s65507 127.0.0.1
            -c2 -i.2 -M do -s1400 10.4.2.1
            -c2 -i.2 -M do -s1400 2001:db8:4::2:1
            -c2 -i.2 -s1400 2001:db8:4::2:2
            -c2 -i.2 -M do -s2000 10.4.2.2
            -c2 -i.2 -M do -s2000 2001:db8:4::2:3
            -c1 -M dont -s1400 10.4.2.3
            -c1 -M want -s2000 10.4.2.4
            -c1 -q -W.3 -M do -s2000 10.4.2.5
            -c2 -i.2 -t1 10.2.0.1
            -c2 -i.2 -t1 2001:db8:2::1
            -c1 -t1 -D 10.2.0.1
            -c1 -t1 -q 10.2.0.1
            -c1 10.3.1.1
            -c1 10.3.2.1
            -c1 -W.3 10.3.3.1
            -c1 2001:db8:3:1::1
            -c1 2001:db8:3:2::1
            -c1 -W.3 2001:db8:3:3::1
            -c2 -i.2 10.1.0.71
            -c1 2001:db8:1::71
            -c2 -i.2 -D 10.2.0.1
            -c2 -i.2 -a 10.2.0.1
            -c2 -i.2 -q 10.2.0.1
            -c1 -v -e 77 10.2.0.1
            -c1 -e 0 10.2.0.1
            -c1 -v -e 77 2001:db8:2::1
            -c3 -i.2 -O -W.3 10.3.3.2
            -c2 -i.2 -D -O -W.3 10.3.3.2
            -c2 -i.2 -q -O -W.3 10.3.3.2
            -c3 -i.2 -O 10.7.0.7
            -c3 -i.2 -O -t1 10.2.0.1
            -c1 -f 10.2.0.1
            -c2 -i.2 -f 10.2.0.1
            -c2 -i.2 -f -t1 10.2.0.1
            -c2 -i.2 -f -O -W.3 10.3.3.2
            -c1 -f -a 10.2.0.1
            -c2 -i.2 -f -q 10.2.0.1
            -c1 -f -W.3 10.3.3.1
            -c2 -i.2 -f -s4 10.2.0.1
            -c3 -A 10.2.0.1
            -c3 -A -q 2001:db8:2::1
            -c4 -l3 -i.2 10.2.0.1
            -c2 -l2 -i.2 10.2.0.1
            -c1 -p ff00 10.2.0.1
            -c1 -p f 10.2.0.1
            -c1 -p 00112233445566778899aabbccddeeff00 10.2.0.1
            -c1 -q -p ab 10.2.0.1
            -c1 -U 10.2.0.1
            -c1 -d 10.2.0.1
            -c1 -C 10.2.0.1
            -c1 -C 2001:db8:2::1
            -c1 -r 10.1.0.254
            -c1 -S 100000 10.2.0.1
            -c1 -m 5 10.2.0.1
            -c1 -Q 0x10 10.2.0.1
            -c1 -Q 16 2001:db8:2::1
            -c1 -t 255 10.2.0.1
            -c3 -w9 -i.2 10.2.0.1
            -c9 -w2 -i1.4 10.3.3.1
            -w2 -i1.4 10.2.0.1
            -w9 -t1 10.2.0.1
            -c2 -w9 -i.2 -t1 2001:db8:2::1
            -R -c2 -i.2 10.2.0.1
            -R -c1 far.test
            -T tsonly -c2 -i.2 10.2.0.1
            -T tsandaddr -c2 -i.2 10.2.0.1
            -T tsprespec -c2 -i.2 10.1.0.254 10.2.0.1
            -c1 -L -I s0 224.0.0.1
            -c1 224.0.0.1
            -c1 ff02::1%s0
            -c2 -i.2 ff02::1%s0
            -c2 -i.2 -b 10.1.0.255
            -c2 -i.2 -b -e 7 -v 10.1.0.255
            -c1 -b 10.2.0.1
            -c1 -b -s2000 10.1.0.255
            -c1 -s2000 224.0.0.1
            """;

    /// What the impostor does.
    private static final String TRICKS = """
            -c3 -i.2 10.7.0.1
            -c2 -i.2 -q 10.7.0.1
            -c2 -i.2 10.7.0.2
            -c1 -p ff 10.7.0.2
            -c1 -s200 10.7.0.2
            -c2 -i.2 10.7.0.4
            -c2 -i.2 10.7.0.5
            -c1 -s100 10.7.0.5
            -c4 -i.2 10.7.0.6
            -c2 -i.2 10.7.0.7
            -c2 -i.2 10.7.0.8
            -c2 -i.2 10.7.0.10
            -c4 -i.2 -R 10.7.0.11
            -c2 -i.2 -T tsonly 10.7.0.12
            -c2 -i.2 -T tsandaddr 10.7.0.13
            -c1 10.7.0.14
            -c2 -i.2 2001:db8:7:0::1
            -c2 -i.2 2001:db8:7:0::2
            -c2 -i.2 2001:db8:7:0::4
            -c2 -i.2 2001:db8:7:0::5
            -c4 -i.2 2001:db8:7:0::6
            -c2 -i.2 2001:db8:7:0::8
            -c1 -W.3 10.7.2.0
            -c1 -W.3 10.7.5.0
            -c1 -W.3 10.7.5.1
            -c1 -W.3 10.7.5.2
            -c1 -W.3 10.7.5.3
            -c1 -W.3 10.7.5.4
            -c1 -W.3 -q 10.7.5.1
            -c1 -W.3 -v -e 9 10.7.5.1
            -c1 -W.3 -v -e 9 10.7.2.0
            -c1 2001:db8:7:2::1
            """;

    /// As somebody else than root, with ICMP datagram sockets.
    private static final String ORDINARY = """
            -c2 -i.2 10.2.0.1
            -c2 -i.2 2001:db8:2::1
            -c1 -v -e 77 10.2.0.1
            -c1 -t1 10.2.0.1
            -c1 -t1 2001:db8:2::1
            -c3 -i.1 -q 10.2.0.1
            -c3 -l3 10.2.0.1
            -c2 -f -i.1 10.2.0.1
            -c2 -A -q 10.2.0.1
            -c1 -I u0 10.2.0.1
            -c1 -R 10.2.0.1
            -c1 -T tsonly 10.2.0.1
            -c1 -b 10.8.0.255
            -c1 10.7.0.4
            -c1 10.3.2.1
            -c2 -i.2 10.7.0.2
            -c1 -W.3 10.7.0.3
            """;

    private @Nullable Twins<PingNetwork> twins;

    @BeforeAll
    void makeTwins(@TempDir Path folder) throws Exception {
        twins = new Twins<>(folder, IputilsGoldenTest::result, PingNetwork::new, "ping", "ip", "setpriv", "sysctl");
    }

    @AfterAll
    void removeTwins() throws Exception {
        if (twins != null) twins.close();
    }

    private Twins<PingNetwork> twins() {
        return Objects.requireNonNull(twins);
    }

    /// What came of a run, as one text.
    private static String result(int status, List<String> out, List<String> err) {
        // What -v of iputils tells of its own file descriptors and library calls is of no use to anybody else.
        return Stream.of(out.stream().filter(line -> !line.startsWith("ai->")).map(PingMasks::masked),
                Stream.of("standard error:"),
                err.stream().filter(line -> !line.isEmpty() && !line.startsWith("ping: sock4.fd:"))
                        .map(PingMasks::error),
                Stream.of("status " + status)).flatMap(lines -> lines).collect(Collectors.joining("\n"));
    }

    private static List<String> asNobody(String name) {
        var all = new ArrayList<>(Twins.inNamespace(name));
        all.addAll(ChildJava.asNobody());
        return all;
    }

    private String iputils(List<String> before, List<String> words) throws Exception {
        return twins().program(before, "ping", words);
    }

    private String strata(List<String> before, List<String> words) throws Exception {
        var all = new ArrayList<>(List.of("ping"));
        all.addAll(words);
        return twins().strata(before, all);
    }

    private Stream<DynamicTest> compared(String lines, boolean root) {
        PingNetwork theirs = twins().theirs;
        PingNetwork ours = twins().ours;
        List<String> before = root ? Twins.inNamespace(theirs.sender) : asNobody(theirs.user);
        List<String> beforeOurs = root ? Twins.inNamespace(ours.sender) : asNobody(ours.user);
        return twins().compared(lines, line -> iputils(before, List.of(line.split(" "))),
                line -> strata(beforeOurs, List.of(line.split(" "))));
    }

    @TestFactory
    Stream<DynamicTest> everyLetter() {
        return compared(LINES, true);
    }

    @TestFactory
    Stream<DynamicTest> everyTrickOfAHost() {
        return compared(TRICKS, true);
    }

    /// RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1; RFC 4443 section 3. Other codes of unreachable, and that a
    /// packet could not be put together again, Linux keeps from programs that let it look for errors, as iputils does.
    @TestFactory
    Stream<DynamicTest> everyError() {
        var lines = new StringBuilder();
        for (int code = 0; code <= 15; code++)
            lines.append("-c1 10.7.1.").append(code).append('\n');
        for (int code : List.of(0, 2))
            lines.append("-c1 10.7.3.").append(code).append('\n');
        for (int pointer : List.of(0, 20))
            lines.append("-c1 10.7.4.").append(pointer).append('\n');
        for (int code : List.of(0, 1, 2, 3, 4))
            lines.append("-c1 2001:db8:7:1::").append(code).append('\n');
        for (int kind : List.of(3, 4))
            for (int code = 0; code <= 3; code++)
                lines.append("-c1 2001:db8:7:").append(kind).append("::").append(code).append('\n');
        return compared(lines.toString(), true);
    }

    @TestFactory
    Stream<DynamicTest> withoutPrivilege() {
        return compared(ORDINARY, false);
    }

    /// What a user who cannot be served is told is our own, in one line; the status is iputils'.
    @TestFactory
    Stream<DynamicTest> whatCannotWork() {
        return Stream.of("nosuch.test", "10.5.1.1", "10.5.2.1", "10.5.3.1", "2001:db8:5:1::1", "10.1.0.255",
                "255.255.255.255", "-4 ::1", "-6 127.0.0.1", "-I nope0 127.0.0.1", "-I nope0 ::1",
                "-I 192.0.2.1 127.0.0.1", "-I 2001:db8::99 ::1", "-T x 127.0.0.1", "-R -T tsonly 127.0.0.1",
                "-M x 127.0.0.1", "-Q 256 127.0.0.1", "-p zz 127.0.0.1", "-W -1 127.0.0.1", "-i 9999999 127.0.0.1",
                "fe80::1%nope", "-t 0 127.0.0.1").map(line -> DynamicTest.dynamicTest(line, () -> {
                    List<String> words = List.of(line.split(" "));
                    var all = new ArrayList<>(List.of("ping"));
                    all.addAll(words);
                    var ran = twins().java.run(Twins.inNamespace(twins().ours.sender), Map.of(), Main.class.getName(),
                            all);
                    assertThat(ran.out()).isEmpty();
                    assertThat(ran.err()).hasSize(1).first().asString().startsWith("strata ping: ");
                    assertThat(ran.status()).isEqualTo(2);
                    assertThat(iputils(Twins.inNamespace(twins().theirs.sender), words)).endsWith("status 2");
                }));
    }

    /// As iputils' source has it; Debian's build of it does not see that a checksum is wrong.
    @Test
    void wrongChecksums() throws Exception {
        assertThat(strata(Twins.inNamespace(twins().ours.sender), List.of("-c2", "-i.2", "-W.3", "10.7.0.3")))
                .isEqualTo("""
                        PING 10.7.0.3 (10.7.0.3) 56(84) bytes of data.
                        64 bytes from 10.7.0.3: icmp_seq=1 ttl=63 time=T ms (BAD CHECKSUM!)
                        64 bytes from 10.7.0.3: icmp_seq=2 ttl=63 time=T ms (BAD CHECKSUM!)

                        --- 10.7.0.3 ping statistics ---
                        2 packets transmitted, 0 received, +2 corrupted, 100% packet loss, time Tms

                        standard error:
                        status 1""");
        assertThat(strata(Twins.inNamespace(twins().ours.sender), List.of("-c1", "-f", "10.7.0.9"))).startsWith("""
                PING 10.7.0.9 (10.7.0.9) 56(84) bytes of data.
                .\bC\b \b
                --- 10.7.0.9 ping statistics ---
                1 packets transmitted, 1 received, +1 corrupted, 0% packet loss, time Tms
                """);
    }

    /// The manual of later versions: "-H Force DNS name resolution for the output. Useful for numeric destination"; "-3 RTT
    /// precision (do not round the result time)".
    @Test
    void lettersOfLaterVersions() throws Exception {
        String expected = iputils(Twins.inNamespace(twins().theirs.sender), List.of("-c1", "10.2.0.1"));
        String got = strata(Twins.inNamespace(twins().ours.sender), List.of("-c1", "-H", "10.2.0.1"));
        assertThat(got).isEqualTo(expected.replace("from 10.2.0.1:", "from far.test (10.2.0.1):"));
        var ran = twins().java.run(Twins.inNamespace(twins().ours.sender), Map.of(), Main.class.getName(),
                List.of("ping", "-3", "-c1", "10.7.0.0"));
        assertThat(ran.out().get(1)).matches("64 bytes from 10\\.7\\.0\\.0: icmp_seq=1 ttl=63 time=\\d+\\.\\d{3} ms");
    }

    /// @param signal is sent when the second reply has been printed
    private static String signalled(List<String> command, String signal) throws IOException, InterruptedException {
        Path err = Files.createTempFile("err", "");
        try {
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            var out = new ArrayList<String>();
            try (BufferedReader reader = process.inputReader(UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    out.add(line);
                    if (line.contains("icmp_seq=2")) TestNetwork.run("kill", "-" + signal, "" + process.pid());
                }
            }
            return result(process.waitFor(), out, List.of(Files.readString(err).replace("\r", "").split("\n")));
        } finally {
            Files.delete(err);
        }
    }

    private static List<String> command(String namespace, List<String> program, String line) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace, "env", "--default-signal=INT"));
        all.addAll(program);
        all.addAll(List.of(line.split(" ")));
        return all;
    }

    private static final List<String> STRATA = List.of(System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), "net.strata.cli.Main", "ping");

    @Test
    void anInterruptEndsItWithTheStatistics() throws IOException, InterruptedException {
        String line = "-i.3 10.2.0.1";
        assertThat(signalled(command(twins().ours.sender, STRATA, line), "INT"))
                .isEqualTo(signalled(command(twins().theirs.sender, List.of("ping"), line), "INT"));
    }

    /// A program in Java cannot catch SIGQUIT, which is iputils'; a terminal shows `^\\` when that is typed, and iputils writes over
    /// it.
    @Test
    void aSignalAsksForTheRunningLine() throws IOException, InterruptedException {
        String line = "-c4 -i.3 10.2.0.1";
        assertThat(signalled(command(twins().ours.sender, STRATA, line), "USR1"))
                .isEqualTo(signalled(command(twins().theirs.sender, List.of("ping"), line), "QUIT"))
                .contains("\n2/2 packets, 0% loss, min/avg/ewma/max = T/T/T/T ms\n");
    }
}
