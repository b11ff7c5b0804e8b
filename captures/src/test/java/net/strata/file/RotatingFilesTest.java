package net.strata.file;

import static net.strata.file.Kept.names;
import static net.strata.file.Kept.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.strata.file.CaptureWriter.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A pcap file has a header of 24 bytes, a record one of 16: with [Kept]'s frames of 84, 100 bytes a frame.
final class RotatingFilesTest {
    private static final int THREE = 24 + 3 * 100;

    @TempDir
    private Path folder;

    private final Kept kept = new Kept();

    private RotatingFiles files(String name, long bytes, long seconds, int files, ZoneId zone) throws IOException {
        Format format = name.endsWith("pcapng") ? Format.PCAPNG : Format.PCAP;
        return RotatingFiles.create(folder.resolve(name), CaptureWriter.of(format, kept, Integer.MAX_VALUE),
                new Rotation(bytes, seconds, files, zone), kept);
    }

    private RotatingFiles files(String name, long bytes, long seconds, int files) throws IOException {
        return files(name, bytes, seconds, files, ZoneOffset.UTC);
    }

    private static String[] oneASecond(int count) {
        var times = new String[count];
        for (int i = 0; i < count; i++)
            times[i] = "12:00:%02d".formatted(i);
        return times;
    }

    @Test
    void aFileEndsBeforeTheRecordThatDoesNotFit() throws IOException {
        try (var files = files("x.pcap", THREE, 0, 0)) {
            kept.frames(files, oneASecond(7));
            kept.frames(files, "12:00:07");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x.pcap", "x_00001.pcap", "x_00002.pcap");
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L, 2L, 3L);
        assertThat(numbers(folder.resolve("x_00001.pcap"))).containsExactly(4L, 5L, 6L);
        assertThat(numbers(folder.resolve("x_00002.pcap"))).containsExactly(7L, 8L);
        assertThat(Files.size(folder.resolve("x.pcap"))).isEqualTo(THREE);
    }

    @Test
    void oneByteLessHoldsOneRecordLess() throws IOException {
        try (var files = files("x.pcap", THREE - 1, 0, 0)) {
            kept.frames(files, oneASecond(3));
            files.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L, 2L);
    }

    @Test
    void aRecordThatIsTooLargeHasAFileOfItsOwn() throws IOException {
        try (var files = files("x.pcap", 50, 0, 0)) {
            kept.frames(files, oneASecond(2));
            files.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L);
        assertThat(numbers(folder.resolve("x_00001.pcap"))).containsExactly(2L);
    }

    /// Whatever the batches are: all frames are there once, in order; each file is a whole capture, none too large.
    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFrameIsInOneFile(Format format) throws IOException {
        var random = new Random(1);
        int most = 3000;
        String name = "x." + format.name().toLowerCase(java.util.Locale.ROOT);
        int frames = 0;
        try (var files = files(name, most, 60, 0)) {
            Instant time = Kept.NOON;
            for (int n = 0; n < 200; n++) {
                var times = new ArrayList<Instant>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    time = time.plusMillis(random.nextInt(20_000));
                    times.add(time);
                }
                frames += times.size();
                kept.put(files, times, 10 + random.nextInt(700), false);
                if (random.nextInt(4) == 0) kept.pause(files, "12:00:00");
            }
            files.end();
        }
        var all = new ArrayList<Long>();
        long before = 0;
        for (String file : names(folder)) {
            Read read = Read.of(Files.readAllBytes(folder.resolve(file)), 4096);
            assertThat(read.trouble()).isEmpty();
            assertThat(read.interfaces()).hasSize(1);
            if (format == Format.PCAPNG) assertThat(read.notes().statistics()).containsKey(0);
            assertThat(Files.size(folder.resolve(file))).isLessThanOrEqualTo(most);
            assertThat(read.frames()).isNotEmpty();
            long minute = Math.floorDiv(read.frames().getFirst().time(), 60_000_000_000L);
            assertThat(minute).isGreaterThanOrEqualTo(before);
            assertThat(read.frames()).allMatch(f -> Math.floorDiv(f.time(), 60_000_000_000L) == minute);
            before = minute;
            all.addAll(numbers(folder.resolve(file)));
        }
        assertThat(all).containsExactlyElementsOf(LongStream.rangeClosed(1, frames).boxed().toList());
    }

    /// The first file ends at the full minute, not a minute after it began.
    @Test
    void timesGoByTheClock() throws IOException {
        try (var files = files("x-%H%M%S.pcap", 0, 60, 0, ZoneId.of("Asia/Kolkata"))) { // 5:30 ahead of UTC
            kept.frames(files, "12:00:17", "12:00:59.999999999", "12:01:00", "12:03:59");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x-173000.pcap", "x-173100.pcap", "x-173300.pcap");
        assertThat(numbers(folder.resolve("x-173000.pcap"))).containsExactly(1L, 2L);
        assertThat(numbers(folder.resolve("x-173100.pcap"))).containsExactly(3L);
        assertThat(numbers(folder.resolve("x-173300.pcap"))).containsExactly(4L);
    }

    /// On 25 October 2026 at 3:00 clocks in Berlin go back to 2:00: the day begins at 22:00 UTC, and has 25 hours.
    @Test
    void aDayEndsAtMidnight() throws IOException {
        try (var files = files("%F.pcap", 0, 86_400, 0, ZoneId.of("Europe/Berlin"))) {
            kept.put(files, List.of(Instant.parse("2026-10-24T21:59:59Z"), Instant.parse("2026-10-24T22:00:00Z"),
                    Instant.parse("2026-10-25T22:59:59Z"), Instant.parse("2026-10-25T23:00:00Z")), 84, false);
            files.end();
        }
        assertThat(names(folder)).containsExactly("2026-10-24.pcap", "2026-10-25.pcap", "2026-10-26.pcap");
        assertThat(numbers(folder.resolve("2026-10-25.pcap"))).containsExactly(2L, 3L);
    }

    /// 2:30 comes twice that day.
    @Test
    void noFileIsOverwrittenWhenTheClockGoesBack() throws IOException {
        try (var files = files("%H%M.pcap", 0, 1800, 0, ZoneId.of("Europe/Berlin"))) {
            kept.put(files, List.of(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:00:00Z"),
                    Instant.parse("2026-10-25T01:30:00Z")), 84, false);
            files.end();
        }
        assertThat(names(folder)).containsExactly("0200.pcap", "0230.pcap", "0230_00001.pcap");
    }

    /// The first file was made at 12:00.
    @Test
    void theFirstFileIsNamedAfterItsFirstFrame() throws IOException {
        for (String name : List.of("x.pcap", "x-%M.pcap")) {
            try (var files = files(name, 0, 60, 0)) {
                kept.frames(files, "12:05:00");
                files.end();
            }
        }
        assertThat(names(folder)).containsExactly("x-05.pcap", "x.pcap");
    }

    @Test
    void aFrameThatComesLateStays() throws IOException {
        try (var files = files("x-%M.pcap", 0, 60, 0)) {
            kept.frames(files, "12:00:59", "12:01:00", "12:00:59.9", "12:01:01");
            files.end();
        }
        assertThat(numbers(folder.resolve("x-01.pcap"))).containsExactly(2L, 3L, 4L);
    }

    /// Else nothing would end the file before the clock is again where it was.
    @Test
    void aClockSetBackBeginsAFile() throws IOException {
        try (var files = files("x-%H%M.pcap", 0, 60, 0)) {
            kept.frames(files, "12:00:00", "23:00:00", "12:00:01");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x-1200.pcap", "x-1200_00001.pcap", "x-2300.pcap");
    }

    @Test
    void framesThatAreHiddenEndAFileToo() throws IOException {
        try (var files = files("x.pcap", 0, 60, 1)) {
            kept.frames(files, "12:00:30");
            kept.hidden(files, "12:01:00");
            assertThat(names(folder)).containsExactly("x.pcap.part"); // one that is late may come
            assertThat(files.full()).isFalse();
            kept.hidden(files, "12:01:01");
            assertThat(names(folder)).containsExactly("x.pcap");
            assertThat(files.full()).isTrue();
            files.end();
        }
        assertThat(numbers(folder.resolve("x.pcap"))).containsExactly(1L);
    }

    @Test
    void whereNoFramesComeTheClockEndsAFile() throws IOException {
        try (var files = files("x.pcap", 0, 60, 0)) {
            kept.frames(files, "12:00:30");
            kept.pause(files, "12:01:00.9"); // a frame of 12:00 may be on its way
            assertThat(names(folder)).containsExactly("x.pcap.part");
            kept.pause(files, "12:01:01");
            assertThat(names(folder)).containsExactly("x.pcap");
            kept.pause(files, "12:05:00");
            kept.frames(files, "12:05:01");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x.pcap", "x_00001.pcap");
    }

    @Test
    void aFileHasItsNameWhenItIsWhole() throws IOException {
        try (var files = files("x.pcap", THREE, 0, 0)) {
            assertThat(names(folder)).containsExactly("x.pcap.part");
            kept.frames(files, oneASecond(4));
            assertThat(names(folder)).containsExactly("x.pcap", "x_00001.pcap.part");
        }
        // Closed without an end: what came is kept.
        assertThat(names(folder)).containsExactly("x.pcap", "x_00001.pcap");
        assertThat(numbers(folder.resolve("x_00001.pcap"))).containsExactly(4L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.pcap", "x.pcapng"})
    void aCaptureWithoutFramesIsOneFile(String name) throws IOException {
        try (var files = files(name, THREE, 60, 0)) {
            kept.pause(files, "12:10:00");
            files.end();
        }
        assertThat(names(folder)).containsExactly(name);
        assertThat(numbers(folder.resolve(name))).isEmpty();
    }

    @Test
    void whatFailedBeforeItBeganLeavesNothing() throws IOException {
        files("x.pcap", THREE, 0, 0).close();
        assertThat(names(folder)).isEmpty();
    }

    /// tcpdump's numbers, from 0: with two digits where there are more than ten.
    @ParameterizedTest
    @CsvSource({"x,2,x0,x1", "x.pcap,2,x_0.pcap,x_1.pcap", "x.pcap,11,x_00.pcap,x_01.pcap"})
    void filesOfALimitedNumberHaveNumbersFromZero(String name, int most, String first, String second)
            throws IOException {
        try (var files = files(name, THREE, 0, most)) {
            kept.frames(files, oneASecond(6));
            files.end();
        }
        assertThat(names(folder)).containsExactly(first, second);
    }

    @Test
    void theOldestFileGoesFirst() throws IOException {
        try (var files = files("x.pcap", THREE, 0, 3)) {
            kept.frames(files, oneASecond(14)); // files of 3, 3, 3, 3 and 2 frames
            assertThat(names(folder)).containsExactly("x_0.pcap", "x_1.pcap.part", "x_2.pcap");
            files.end();
        }
        assertThat(numbers(folder.resolve("x_2.pcap"))).containsExactly(7L, 8L, 9L);
        assertThat(numbers(folder.resolve("x_0.pcap"))).containsExactly(10L, 11L, 12L);
        assertThat(numbers(folder.resolve("x_1.pcap"))).containsExactly(13L, 14L);
    }

    @Test
    void theOldestFileGoesFirstWhateverItsName() throws IOException {
        try (var files = files("x-%H%M.pcap", THREE, 60, 2)) {
            kept.frames(files, "12:00:00", "12:00:01", "12:00:02", "12:00:03", "12:01:00");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x-1200_00001.pcap", "x-1201.pcap");
    }

    @Test
    void withTimeAloneTheCaptureEndsAfterThatManyFiles() throws IOException {
        try (var files = files("x-%H%M.pcap", 0, 60, 2)) {
            kept.frames(files, "12:00:00", "12:01:00");
            assertThat(files.full()).isFalse();
            kept.frames(files, "12:01:59", "12:02:00", "12:01:59.9");
            assertThat(files.full()).isTrue();
            files.end();
        }
        assertThat(names(folder)).containsExactly("x-1200.pcap", "x-1201.pcap");
        assertThat(numbers(folder.resolve("x-1201.pcap"))).containsExactly(2L, 3L);
    }

    @Test
    void itEndsByTheClockToo() throws IOException {
        try (var files = files("x-%H%M.pcap", 0, 60, 1)) {
            kept.frames(files, "12:00:00");
            kept.pause(files, "12:01:01");
            assertThat(files.full()).isTrue();
            kept.frames(files, "12:00:59");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x-1200.pcap");
    }

    @Test
    void noFileThatIsThereIsOverwritten() throws IOException {
        for (String name : List.of("x", "x1", "x3.part", "y-1200.pcap"))
            Files.writeString(folder.resolve(name), "precious");
        try (var files = files("x", THREE, 0, 0)) {
            kept.frames(files, oneASecond(6));
            files.end();
        }
        try (var files = files("y-%H%M.pcap", 0, 60, 0)) {
            kept.frames(files, "12:00:00");
            files.end();
        }
        assertThat(names(folder)).containsExactly("x", "x1", "x2", "x3.part", "x4", "y-1200.pcap",
                "y-1200_00001.pcap");
        assertThat(folder.resolve("x1")).hasContent("precious");
    }

    /// As date(1) has it: TZ=America/New_York date -d @1795262400 +FORMAT.
    @ParameterizedTest
    @CsvSource({"%Y%m%d-%H%M%S,20261121-070000", "%F_%T,2026-11-21_07:00:00", "%j %y %I%p,325 26 07AM",
            "%s,1795262400", "%a %b,Sat Nov", "%z %Z,-0500 EST", "100%%,100%"})
    void patternsAreThoseOfStrftime(String pattern, String name) throws IOException {
        try (var files = files(pattern, 0, 3600, 0, ZoneId.of("America/New_York"))) {
            kept.frames(files, "12:00:00");
            files.end();
        }
        assertThat(names(folder)).containsExactly(name);
    }

    @Test
    void whatCannotBeANameIsToldAtOnce() {
        assertThatThrownBy(() -> files("x-%Q", 0, 60, 0))
                .hasMessageStartingWith("the file's name has %Q, known are %Y");
        assertThatThrownBy(() -> files("x-%", 0, 60, 0)).hasMessageStartingWith("the file's name has %, known are %Y");
        assertThatThrownBy(() -> files("%Y/x", 0, 60, 0))
                .hasMessage("% stands for a time in the file's name, not in its folder's");
        assertThatThrownBy(() -> files(".", 0, 60, 0)).hasMessageEndingWith(" is there, and no regular file");
        assertThatThrownBy(() -> files("none/x", 0, 60, 0))
                .hasMessage("cannot write " + folder.resolve("none/x") + ": there is no such folder");
    }
}
