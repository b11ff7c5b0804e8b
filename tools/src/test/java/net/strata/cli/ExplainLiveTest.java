package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `strata explain -i`: the next packet that passes.
final class ExplainLiveTest {
    private final TestNetwork network;
    private String here = "";

    ExplainLiveTest() throws IOException {
        network = new TestNetwork();
    }

    @BeforeEach
    void aHost() throws IOException {
        Needs.here().library("pcap");
        Needs.here().program("ping");
        here = network.namespace();
    }

    @AfterEach
    void remove() {
        network.close();
    }

    private CaptureRun explain(String... words) throws IOException {
        var all = new ArrayList<>(List.of("explain", "--netns", here, "-i", "lo"));
        all.addAll(List.of(words));
        return CaptureRun.command(List.of(), Map.of(), all);
    }

    /// RFC 792: the reply has type 0; what comes before it is not what is waited for.
    @Test
    void theNextPacketThatMatchesIsExplained() throws IOException {
        try (CaptureRun run = explain("--next", "icmp.type == 0", "--view", "layers,words")
                .says("waiting for a packet on lo")) {
            network.in(here, "ping", "-c", "1", "127.0.0.1");
            assertThat(run.ended()).isZero();
            assertThat(String.join("\n", run.lines())).contains("Echo (ping) reply", "ICMP message",
                    "source 127.0.0.1, destination 127.0.0.1");
        }
    }

    @Test
    void aPageOfTheNextPacketWaitsForItToo(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.html");
        try (CaptureRun run = explain("--next", "icmp.type == 0", "-d", "udp.port==9,dns", "--html", page.toString())
                .says("waiting for a packet on lo")) {
            network.in(here, "ping", "-c", "1", "127.0.0.1");
            assertThat(run.ended()).isZero();
        }
        assertThat(Files.readString(page)).contains("Echo (ping) reply").doesNotContain("Echo (ping) request");
    }

    @Test
    void controlCEndsTheWait() throws IOException {
        try (CaptureRun run = explain("--next", "icmp").says("waiting for a packet on lo")) {
            assertThat(run.signal("INT").ended()).isEqualTo(Status.INTERRUPTED);
            assertThat(run.lines()).isEmpty();
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsToldInOneLine() throws IOException {
        try (CaptureRun run = CaptureRun.command(List.of(), Map.of(),
                List.of("explain", "--netns", here, "-i", "nosuch0"))) {
            assertThat(run.ended()).isEqualTo(Status.FAILED);
            assertThat(run.said()).hasSize(1)
                    .allMatch(line -> line.startsWith("strata explain: ") && line.contains("nosuch0"));
        }
    }
}
