package net.strata.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.junit.jupiter.params.provider.MethodSource;

/// Capture files, pcap and pcapng: what is wrong is told by an exception for that, in one line, and no file takes more
/// room than it has bytes.
final class CapturesFuzzTest {
    private static final int ARENA = 1 << 12;
    private static final int LONGEST = 2000;
    /// How packed captures begin: gzip, zstd and its skippable frames, lz4. A few packed bytes can be a large frame.
    private static final Set<Integer> PACKED = Set.of(0x1f, 0x28, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58,
            0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x04);
    /// Most that a frame of any link type may claim (libpcap's limit for USB).
    private static final int LARGEST = 128 << 20;

    @MethodSource("seeds")
    @FuzzTest
    void anyFile(byte[] data) throws IOException {
        int most = data.length > 0 && PACKED.contains(data[0] & 0xff) ? LARGEST : data.length;
        try (var source = Captures.open(new ByteArrayInputStream(data), "fuzzed.pcapng")) {
            var batch = new Batch(ARENA, 64);
            while (source.read(batch)) {
                assertThat(batch.count).isPositive();
                for (int i = 0; i < batch.count; i++) {
                    assertThat(batch.captured[i]).isNotNegative();
                    assertThat(batch.offset[i] + batch.captured[i]).isLessThanOrEqualTo(batch.used);
                }
                assertThat(batch.data.length).isLessThanOrEqualTo(2 * (ARENA + most));
            }
        } catch (CaptureException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    static Stream<byte[]> seeds() {
        return Seeds.captures().stream().map(f -> {
            try {
                return Files.readAllBytes(f);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(b -> b.length <= LONGEST);
    }
}
