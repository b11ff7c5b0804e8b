package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.strata.file.Samples.Sample;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The samples that come with the program are those of captures/samples, and its README tells the truth about them.
final class SamplesTest {
    static List<Sample> samples() throws IOException {
        return Samples.all();
    }

    @Test
    void everyFileHasItsRowAndEveryRowItsFile() throws IOException {
        try (var files = Files.list(Path.of("samples"))) {
            assertThat(Samples.all()).extracting(Sample::file).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(f -> String.valueOf(f.getFileName())).filter(f -> f.matches(".*\\.pcap(ng)?"))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleHasTheFramesThatTheTableSays(Sample sample) throws IOException {
        try (FrameSource source = sample.open()) {
            var batch = new Batch(1 << 16);
            long frames = 0;
            while (source.read(batch))
                frames += batch.count;
            assertThat(frames).isEqualTo(sample.frames());
        }
    }

    @Test
    void aSampleIsFoundByNameWithAndWithoutEnding() throws IOException {
        assertThat(Samples.named("arp")).isEqualTo(Samples.named("arp.pcapng")).isEqualTo(new Sample("arp",
                "arp.pcapng", 12,
                "A request and its reply, a host announcing its new address (gratuitous), and a request repeated in vain",
                "`ping` to a neighbour, `ip link set eth0 address`, `ping` to an unused address"));
        assertThat(Samples.named("raw-ip")).extracting(s -> s == null ? "" : s.file()).isEqualTo("raw-ip.pcap");
        assertThat(Samples.named("nothing")).isNull();
    }
}
