package net.strata.file;

import static net.strata.file.Kept.names;
import static net.strata.file.Kept.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.strata.file.CaptureWriter.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A pcap file has a header of 24 bytes, a record one of 16: with [Kept]'s frames of 84, 100 bytes a frame.
final class RingTest {
    @TempDir
    private Path folder;

    private final Kept kept = new Kept();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private Ring ring(String name, long seconds, long bytes) throws IOException {
        return ring(name, seconds, bytes, Ring.MOST);
    }

    private Ring ring(String name, long seconds, long bytes, long otherwise) throws IOException {
        Format format = name.endsWith("pcapng") ? Format.PCAPNG : Format.PCAP;
        return new Ring(folder.resolve(name), CaptureWriter.of(format, kept, Integer.MAX_VALUE), seconds, bytes,
                otherwise, ZoneOffset.UTC, kept, told::add);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /// One a second, from 12:00:00 on.
    private void seconds(Ring ring, int count) throws IOException {
        kept.put(ring, IntStream.range(0, count).mapToObj(Kept.NOON::plusSeconds).toList(), 84, false);
    }

    /// Frame 121 comes 120 s after frame 1; 60 s before it came frame 61.
    @ParameterizedTest
    @EnumSource(Format.class)
    void aFrameWaitedForIsWrittenWithWhatCameBefore(Format format) throws IOException {
        String name = "x." + format.name().toLowerCase(java.util.Locale.ROOT);
        try (var ring = ring(name, 60, 0)) {
            seconds(ring, 120);
            kept.awaited(ring, "12:02:00", "12:02:00.1", "12:02:01.1");
            ring.end();
        }
        assertThat(numbers(folder.resolve(name))).containsExactlyElementsOf(range(61, 121));
        assertThat(names(folder)).containsExactly(name);
        assertThat(told).containsExactly("61 packets written to " + folder.resolve(name));
    }

    @Test
    void theLastThatFitAreWritten() throws IOException {
        for (int more : new int[]{0, 99}) {
            try (var ring = ring("x" + more + ".pcap", 0, 24 + 5 * 100 + more)) {
                kept.frames(ring, "12:00:00", "12:00:00", "12:00:00", "12:00:00", "12:00:00", "12:00:00");
                ring.trigger();
                ring.end();
            }
        }
        assertThat(numbers(folder.resolve("x0.pcap"))).containsExactlyElementsOf(range(2, 6));
        assertThat(Files.size(folder.resolve("x0.pcap"))).isEqualTo(24 + 5 * 100);
        assertThat(numbers(folder.resolve("x99.pcap"))).containsExactlyElementsOf(range(8, 12));
    }

    @Test
    void theLesserOfTimeAndSizeCounts() throws IOException {
        for (int seconds : new int[]{2, 20}) {
            try (var ring = ring("x" + seconds + ".pcap", seconds, 24 + 5 * 100)) {
                seconds(ring, 10);
                ring.trigger();
                ring.end();
            }
        }
        assertThat(numbers(folder.resolve("x2.pcap"))).containsExactlyElementsOf(range(8, 10));
        assertThat(numbers(folder.resolve("x20.pcap"))).containsExactlyElementsOf(range(16, 20));
    }

    /// What is kept is what a list of all frames says.
    @Test
    void whateverTheBatchesAreNoFrameIsTooOldOrMissing() throws IOException {
        var random = new Random(1);
        int most = 300_000; // five chunks or so
        var times = new ArrayList<Instant>();
        var sizes = new ArrayList<Integer>();
        try (var ring = ring("x.pcap", 60, most)) {
            Instant time = Kept.NOON;
            for (int n = 0; n < 2000; n++) {
                var batch = new ArrayList<Instant>();
                int size = 10 + random.nextInt(1500);
                for (int i = random.nextInt(6); i >= 0; i--) {
                    // Rarely so much that 60 s fit; some frames come late.
                    time = time.plusMillis(random.nextInt(n < 1000 ? 100 : 700));
                    batch.add(random.nextInt(8) == 0 ? time.minusMillis(900) : time);
                    sizes.add(16 + size);
                }
                times.addAll(batch);
                kept.put(ring, batch, size, n % 50 == 49);
                ring.awaitFile();
                if (n % 50 != 49) continue;
                // Behind the first of the batch, which was waited for.
                int last = times.size() - batch.size();
                var expected = new ArrayList<Long>();
                long total = 24;
                for (int i = last; i >= 0 && total + sizes.get(i) <= most; i--) {
                    total += sizes.get(i);
                    if (!times.get(i).isBefore(times.get(last).minusSeconds(60))) expected.addFirst(i + 1L);
                }
                Path file = folder.resolve(names(folder).getFirst()); // the only one
                assertThat(numbers(file)).containsExactlyElementsOf(expected);
                Files.delete(file);
            }
            ring.end();
        }
    }

    @Test
    void eachTimeItIsAnotherFileWithAllThereIs() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            kept.frames(ring, "12:00:00");
            kept.awaited(ring, "12:00:10");
            ring.awaitFile();
            kept.frames(ring, "12:00:20");
            ring.trigger();
            kept.pause(ring, "12:00:30");
            ring.awaitFile();
            assertThat(names(folder)).containsExactly("x.pcap", "x_00001.pcap");
            kept.frames(ring, "12:01:05");
            ring.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L, 2L);
        assertThat(numbers(folder.resolve("x_00001.pcap"))).containsExactly(1L, 2L, 3L);
        assertThat(names(folder)).hasSize(2);
    }

    /// The clock says 12:00:00 when it is asked for; frames of before are still on their way.
    @Test
    void whoAsksIsGivenWhatCameBefore() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            ring.trigger();
            kept.pause(ring, "12:00:00.2");
            kept.frames(ring, "11:59:58", "11:59:59");
            assertThat(names(folder)).isEmpty();
            kept.frames(ring, "12:00:00", "12:00:00.000000001");
            ring.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L, 2L, 3L);
        assertThat(names(folder)).containsExactly("x.pcap");
    }

    @Test
    void whereNothingComesItIsWrittenSoonAfterItWasAskedFor() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            kept.frames(ring, "11:59:58");
            ring.trigger();
            kept.pause(ring, "12:00:00.299");
            ring.awaitFile();
            assertThat(names(folder)).isEmpty();
            kept.pause(ring, "12:00:00.3");
            ring.awaitFile();
            assertThat(names(folder)).containsExactly("x.pcap");
            ring.end();
        }
    }

    /// Each frame is waited for: the first is written at once, the next file a second later.
    @Test
    void aSecondPassesBetweenFiles() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            for (String time : List.of("12:00:00", "12:00:00.4", "12:00:00.999", "12:00:01", "12:00:01.5")) {
                kept.awaited(ring, time);
                ring.awaitFile();
            }
            ring.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L);
        assertThat(numbers(folder.resolve("x_00001.pcap"))).containsExactlyElementsOf(range(1, 4));
        assertThat(numbers(folder.resolve("x_00002.pcap"))).containsExactlyElementsOf(range(1, 5));
        assertThat(names(folder)).hasSize(3);
    }

    @Test
    void aNameHasTheTimeOfWhatAskedForIt() throws IOException {
        try (var ring = ring("x-%H%M%S.pcap", 60, 0)) {
            kept.frames(ring, "12:00:00");
            kept.awaited(ring, "12:00:10", "12:00:11");
            ring.end();
        }
        assertThat(names(folder)).containsExactly("x-120010.pcap");
    }

    @Test
    void whatNobodyAskedForIsNotWritten() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            seconds(ring, 3);
            ring.end();
        }
        assertThat(names(folder)).isEmpty();
        assertThat(told).containsExactly("nothing asked for the ring: no file was written");
    }

    @Test
    void anEmptyRingIsNotWritten() throws IOException {
        try (var ring = ring("x.pcap", 60, 0)) {
            ring.trigger();
            kept.pause(ring, "12:00:00");
            kept.frames(ring, "12:00:01");
            assertThat(told).containsExactly("the ring is empty: no file is written");
            ring.end();
        }
        assertThat(names(folder)).isEmpty();
    }

    /// A chunk is 64 KiB here: 16 for the limit, one begun, one not yet given up; a large frame has one of its own.
    @Test
    void memoryIsBounded() throws IOException {
        long most = 1 << 20;
        try (var ring = ring("x.pcap", 0, most)) {
            long bound = most + 2 * (64L << 10);
            for (int n = 0; n < 300; n++) {
                kept.put(ring, Collections.nCopies(100, Kept.NOON), 1500, false);
                assertThat(ring.memory()).isLessThan(bound + (most >> 3)); // ends of chunks, and times
            }
            kept.put(ring, List.of(Kept.NOON), 250_000, false);
            for (int n = 0; n < 20; n++)
                kept.put(ring, Collections.nCopies(100, Kept.NOON), 1500, false);
            assertThat(ring.memory()).isLessThan(bound + (most >> 3));
            ring.trigger();
            ring.end();
            long file = Files.size(folder.resolve("x.pcap"));
            assertThat(file).isBetween(most - 1515, most);
        }
    }

    /// 60 s of 1000 frames of 1516 bytes each, in 1 MB.
    @Test
    void aTimeTooLongForTheMemoryIsToldOnce() throws IOException {
        try (var ring = ring("x.pcap", 60, 0, 1_000_000)) {
            for (int n = 0; n < 60; n++)
                kept.put(ring, Collections.nCopies(1000, Kept.NOON.plusSeconds(n)), 1500, false);
            assertThat(told).containsExactly(
                    "the ring has 1 MB, which is less than the last 60 s: --ring 60s,2GB has more");
        }
    }

    @Test
    void aTimeThatFitsIsNotCutShort() throws IOException {
        try (var ring = ring("x.pcap", 60, 0, 1_000_000)) {
            for (int n = 0; n < 200; n++)
                kept.put(ring, Collections.nCopies(5, Kept.NOON.plusSeconds(n)), 1500, false);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeWrittenEndsTheCapture() throws IOException {
        Files.createDirectory(folder.resolve("none"));
        try (var ring = ring("none/x.pcap", 60, 0)) {
            Files.delete(folder.resolve("none"));
            kept.awaited(ring, "12:00:00");
            ring.awaitFile();
            String message = "cannot write " + folder.resolve("none/x.pcap") + ": there is no such folder";
            assertThatThrownBy(() -> kept.frames(ring, "12:00:01")).hasMessage(message);
            assertThatThrownBy(ring::end).hasMessage(message);
            assertThatThrownBy(() -> ring("none/x.pcap", 60, 0)).hasMessage(message);
        }
    }
}
