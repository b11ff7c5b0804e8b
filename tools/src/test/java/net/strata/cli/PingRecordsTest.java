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
import java.util.Objects;
import net.strata.JsonValues;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `strata ping` in namespaces made for it: what it keeps of a run, and what it says of that later.
final class PingRecordsTest {
    private record Ran(int status, String out, String err) {
        Map<String, Object> summary() throws IOException {
            return JsonValues.objects(out).stream().filter(each -> "summary".equals(each.get("event"))).findFirst()
                    .orElseThrow();
        }
    }

    private static Ran strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// What does not depend on who tells it: neither times of day nor which clock said them.
    private static Map<String, Object> statistics(Ran ran) throws IOException {
        Map<String, Object> summary = ran.summary();
        summary.keySet().removeAll(List.of("time", "elapsed"));
        return summary;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void bothRecordsHaveTheStatisticsOfTheRun(String host, @TempDir Path folder) throws IOException {
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            Path packets = folder.resolve("run.pcapng");
            Path events = folder.resolve("run.json");
            Ran run = strata("ping", "-c", "20", "-i", "0.01", "--json", "--write", packets.toString(), "--netns",
                    here, host);
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.summary()).containsEntry("sent", 20L).containsEntry("received", 20L);
            Files.writeString(events, run.out());
            assertThat(strata("ping", "--from", events.toString(), "--json").out()).isEqualTo(run.out());
            Ran captured = strata("ping", "--from", packets.toString(), "--json");
            assertThat(captured.status()).as(captured.err()).isZero();
            assertThat(statistics(captured)).isEqualTo(statistics(run));
        }
    }

    /// An address on the link that nobody has: the kernel answers for it, after three seconds.
    @Test
    void errorsAreKeptAsWell(@TempDir Path folder) throws IOException {
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            network.link(here, "here0", List.of("192.0.2.1/24"), network.namespace(), "there0",
                    List.of("192.0.2.2/24"));
            Path packets = folder.resolve("run.pcapng");
            Ran run = strata("ping", "-c", "2", "-i", "0.01", "--json", "--write", packets.toString(), "--netns",
                    here, "192.0.2.77");
            assertThat(run.status()).as(run.err()).isEqualTo(Status.NEGATIVE);
            assertThat(run.summary()).containsEntry("received", 0L).containsEntry("errors", 2L);
            Ran captured = strata("ping", "--from", packets.toString(), "--json");
            assertThat(captured.status()).as(captured.err()).isEqualTo(Status.NEGATIVE);
            assertThat(statistics(captured)).isEqualTo(statistics(run));
        }
    }

    @Test
    void tsharkFindsPacketsWholeAndTimesAndCommentsThere(@TempDir Path folder) throws IOException {
        Needs.here().program("tshark");
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            network.link(here, "here0", List.of("192.0.2.1/24", "2001:db8::1/64"), network.namespace(), "there0",
                    List.of("192.0.2.2/24", "2001:db8::2/64"));
            for (String host : List.of("192.0.2.2", "2001:db8::2")) {
                Path packets = folder.resolve("run.pcapng");
                Ran run = strata("ping", "-c", "3", "-i", "0.01", "--json", "--write", packets.toString(), "--netns",
                        here, host);
                assertThat(run.status()).as(run.err()).isZero();
                boolean six = host.contains(":");
                String icmp = six ? "icmpv6" : "icmp";
                String[] lines = network.in(here, "tshark", "-r", packets.toString(), "-o", "ip.check_checksum:TRUE",
                        "-T", "fields", "-E", "separator=;", "-e", six ? "ipv6.src" : "ip.src", "-e",
                        six ? "ipv6.dst" : "ip.dst", "-e", icmp + ".checksum.status", "-e", "frame.comment", "-e",
                        "_ws.malformed").lines().filter(line -> line.contains(";")).toArray(String[]::new);
                assertThat(lines).hasSize(6);
                String source = six ? "2001:db8::1" : "192.0.2.1";
                assertThat(lines[0]).isEqualTo(source + ";" + host + ";1;;");
                Object rtt = JsonValues.objects(run.out()).stream().filter(each -> "reply".equals(each.get("event")))
                        .findFirst().orElseThrow().get("rtt_ms");
                assertThat(lines).contains(host + ";" + source + ";1;answers probe 0 (sequence number 1) of "
                        + host + ", " + rtt + " ms, clock realtime;");
            }
        }
    }

    /// iputils' own pings, as a capture on their interface has them.
    @Test
    void pingsOfOthersAreReadFromACapture(@TempDir Path folder) throws IOException {
        Needs.here().program("ping");
        Needs.here().library("pcap");
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            Path packets = folder.resolve("lo.pcapng");
            try (var capture = CaptureRun.start(List.of("ip", "netns", "exec", here), Map.of(),
                    List.of("-i", "lo", "-w", packets.toString(), "icmp")).listening()) {
                network.in(here, "ping", "-c", "3", "-i", "0.1", "-s", "3000", "127.0.0.1");
                network.in(here, "ping", "-c", "2", "-i", "0.1", "127.0.0.2");
                capture.signal("INT");
                assertThat(capture.ended()).isZero();
            }
            Ran told = strata("ping", "--from", packets.toString(), "--json");
            assertThat(told.status()).as(told.err()).isZero();
            assertThat(JsonValues.objects(told.out()).stream().filter(each -> "summary".equals(each.get("event")))
                    .map(each -> each.get("host") + " " + each.get("sent") + " " + each.get("received")))
                    .containsExactly(
                            "127.0.0.1 3 3", "127.0.0.2 2 2");
            assertThat(strata("ping", "--from", packets.toString()).out())
                    .contains("PING 127.0.0.1 (127.0.0.1) 3000(3028) bytes of data.", "3008 bytes from 127.0.0.1",
                            "2 packets transmitted, 2 received");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ping --write - 127.0.0.1         | strata ping: --write keeps packets in a file: its name cannot be -
            ping --write /nowhere/x 127.0.0.1 | strata ping: cannot write /nowhere/x: there is no such folder
            ping --write /dev/full -c 1 127.0.0.1 | strata ping: cannot write /dev/full: No space left on device
            ping --from /nowhere             | strata ping: /nowhere: no such file
            ping --from /dev/null            | strata ping: /dev/null: is empty
            ping --from x 127.0.0.1          | strata ping: --from sends nothing: leave out 127.0.0.1
            ping --from x --write y          | strata ping: --from sends nothing: leave out --write
            """)
    void whatCannotBeIsAnsweredInOneLine(String line, String answer) throws IOException {
        try (var network = new TestNetwork()) {
            String[] words = (line + " --netns " + network.namespace()).split(" ", -1);
            Ran ran = strata(words);
            assertThat(Objects.requireNonNull(ran.err()).lines()).containsExactly(answer);
            assertThat(ran.status()).isEqualTo(Status.FAILED);
        }
    }
}
