package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.strata.Needs;
import net.strata.file.Captures;
import net.strata.file.Recording;
import net.strata.file.Rotation;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.view.Pipeline;
import net.strata.view.Ranges;
import net.strata.view.Selection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class KeepingTest {
    private static final Path SAMPLES = Path.of("..", "captures", "samples");
    private static final Path HTTP = SAMPLES.resolve("http.pcapng");
    private static final Path RAW = SAMPLES.resolve("raw-ip.pcap");

    @TempDir
    private Path folder;

    private record Line(Arguments arguments, Console console) {
        static Line of(OutputStream out, PrintStream err, String... words) throws UsageException {
            var known = Stream.concat(Keeping.OPTIONS.stream(), Common.OPTIONS.stream()).toList();
            var arguments = Parser.parse(known, Map.of(), words);
            return new Line(arguments, new Console(new Output(out), err, arguments, Map.of(), false));
        }

        @Nullable
        Keeping keeping() throws UsageException {
            return Keeping.of(arguments, List.of(), console);
        }
    }

    private static @Nullable Keeping keeping(String words) throws UsageException {
        return Line.of(OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()),
                words.isEmpty() ? new String[0] : words.split(" ", -1)).keeping();
    }

    /// Runs a capture file through what a line says, as a live capture runs.
    private static String run(Path capture, String... words) throws IOException, UsageException {
        var told = new ByteArrayOutputStream();
        try (FrameSource source = Captures.open(capture)) {
            run(source, OutputStream.nullOutputStream(), new PrintStream(told, true, UTF_8), words);
        }
        return told.toString(UTF_8);
    }

    private static void run(FrameSource source, OutputStream out, PrintStream err, String... words)
            throws IOException, UsageException {
        var line = Line.of(out, err, words);
        Keeping keeping = Objects.requireNonNull(line.keeping());
        var selection = new Selection(Ranges.ALL, Long.MAX_VALUE, null, null, keeping.trigger(), false);
        try (Recording recording = keeping.recording(source, line.console)) {
            new Pipeline(source, line.console.out(), null, selection, recording).run();
        }
        line.console.out().flush();
    }

    /// As a process of its own: a capture, `-` for standard input, and the line.
    static final class Run {
        private Run() {}

        public static void main(String[] words) throws UsageException {
            try (FrameSource source = words[0].equals("-")
                    ? Captures.open(System.in, "standard input")
                    : Captures.open(Path.of(words[0]))) {
                run(source, System.out, System.err, List.of(words).subList(1, words.length).toArray(String[]::new));
            } catch (IOException e) {
                System.err.println(e.getMessage());
                System.exit(2);
            }
        }
    }

    private record Ran(int status, String out, String err) {}

    /// @param script with `$run` for [Run]
    private static Ran shell(String script) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder("bash", "-c", "run='" + java + " -XX:+UseSerialGC -Xmx64m"
                + " -XX:MaxDirectMemorySize=4m -XX:TieredStopAtLevel=1 -cp " + System.getProperty("java.class.path")
                + " net.strata.cli.KeepingTest$Run'; " + script).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, err);
    }

    private static long frames(Path capture) throws IOException {
        var batch = new Batch(1 << 16);
        long frames = 0;
        try (FrameSource source = Captures.open(capture)) {
            while (source.read(batch))
                frames += batch.count;
        }
        return frames;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void withoutAFileNothingIsKept() throws UsageException {
        assertThat(keeping("")).isNull();
        assertThat(keeping("-U")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-C 10,10000000,0,0", "-C 500KB,500000,0,0", "-C 1.5MiB,1572864,0,0", "-C 2gb,2000000000,0,0",
            "-G 60,0,60,0", "-G 10m -W 5,0,600,5", "-G 1h -C 100 -W 24,100000000,3600,24"})
    void rotationIsReadWithItsUnits(String options, long bytes, long seconds, int files) throws UsageException {
        assertThat(Objects.requireNonNull(keeping("-w x " + options)).rotation())
                .isEqualTo(new Rotation(bytes, seconds, files, ZoneId.systemDefault()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"60s|60|0", "2m|120|0", "500MB|0|500000000", "60s,500MB|60|500000000",
            "1GiB,1h|3600|1073741824"})
    void aRingIsReadWithItsUnits(String text, long seconds, long bytes) throws UsageException {
        assertThat(Objects.requireNonNull(keeping("-w x --ring " + text)).last())
                .isEqualTo(new Keeping.Last(seconds, bytes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-C 10|-C is about writing a capture: add -w FILE",
            "--ring 60s|--ring is about writing a capture: add -w FILE",
            "--print|--print is about writing a capture: add -w FILE",
            "-w x -C 0|-C takes millions of bytes, or a size such as 500KB, 100MB or 2GiB, not 0",
            "-w x -C 10XB|-C takes millions of bytes, or a size such as 500KB, 100MB or 2GiB, not 10XB",
            "-w x -C 99999999999GB|-C takes millions of bytes, or a size such as 500KB, 100MB or 2GiB, not 99999999999GB",
            "-w x -G 1.5|-G takes whole seconds, or a time such as 60s, 10m or 1h, not 1.5",
            "-w x -G 500ms|-G takes whole seconds, or a time such as 60s, 10m or 1h, not 500ms",
            "-w x -W 5|-W counts the files that -C or -G begins: add one of them",
            "-w x -C 1 -W 0|-W takes a whole number from 1 to 1000000, not 0",
            "-w - -C 1|-w - is one stream, -C writes files: give -w a file",
            "-w - -G 1|-w - is one stream, -G writes files: give -w a file",
            "-w - --ring 1s|-w - is one stream, --ring writes files: give -w a file",
            "-w - --print|-w - and --print would mix on standard output: give -w a file",
            "-w x --trigger tcp|--trigger has a ring written: add --ring 60s",
            "-w x --ring 60s -G 5|--ring writes a file when asked, -G begins them on its own: leave out one",
            "-w x --ring 60s -W 5 -C 1|--ring writes a file when asked, -C begins them on its own: leave out one",
            "-w x --ring 60|--ring takes 60s, 500MB, or both as in 60s,500MB, not 60",
            "-w x --ring 60s,30s|--ring takes 60s, 500MB, or both as in 60s,500MB, not 60s,30s",
            "-w x --ring 60s,|--ring takes 60s, 500MB, or both as in 60s,500MB, not 60s,",
            "-w %H/x -G 60|-w %H/x: % stands for a time in the file's name, not in its folder's",
            "-w . -C 1|-w .: . is there, and no regular file", "-w x -F erf|-F takes pcapng or pcap, not erf"})
    void whatMakesNoSenseIsOneLine(String words, String answer) {
        assertThatThrownBy(() -> keeping(words)).isInstanceOf(UsageException.class).hasMessage(answer);
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void aPatternThatIsNotKnownIsToldWithTheKnown() {
        assertThatThrownBy(() -> keeping("-w x-%Q -G 60")).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("-w x-%Q: the file's name has %Q, known are %Y %m %d %H");
    }

    /// As tcpdump has it: without rotation a name is what it is.
    @Test
    void aSingleFileHasTheNameGiven() throws IOException, UsageException {
        run(HTTP, "-w", folder.resolve("100%Q.pcap").toString());
        assertThat(files()).containsExactly(folder.resolve("100%Q.pcap"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.pcap", "x.pcapng"})
    void othersReadEveryFile(String name) throws IOException, UsageException, InterruptedException {
        Needs.here().program("tshark");
        Needs.here().program("capinfos");
        run(HTTP, "-w", folder.resolve(name).toString(), "-C", "1.5KB");
        List<Path> files = files();
        assertThat(files.size()).isGreaterThan(2);
        var lines = new StringBuilder();
        for (Path file : files) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(1500);
            lines.append(tshark(file));
            said("capinfos", file.toString());
        }
        assertThat(lines).hasToString(tshark(HTTP));
    }

    private static String tshark(Path file) throws IOException, InterruptedException {
        return said("tshark", "-n", "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "tcp.seq_raw",
                "-r", file.toString());
    }

    private static String said(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
        return out;
    }

    /// The frame with the answer, and all before it.
    @Test
    void aTriggerHasTheRingWritten() throws IOException, UsageException {
        Path file = folder.resolve("x.pcapng");
        String told = run(HTTP, "-w", file.toString(), "--ring", "1h", "--trigger",
                "http.response && frame.number < 10");
        assertThat(told).matches("[0-9]+ packets written to " + file + "\n");
        assertThat(frames(file)).isEqualTo(Long.parseLong(told.split(" ", 2)[0]));
        assertThat(frames(file)).isBetween(4L, frames(HTTP) - 1);
    }

    /// A file that may have 3 KiB stands for a disk that is full: writes are cut at the same place.
    @ParameterizedTest
    @ValueSource(strings = {"-C 2500KB", "-G 1h", "-C 2500KB -F pcap", "--ring 1h --trigger frame.number==28"})
    void aFullDiskLeavesWholeRecordsUnderTheirName(String options) throws IOException, InterruptedException {
        Path file = folder.resolve("x");
        var ran = shell("ulimit -f 3; $run " + HTTP + " -w " + file + " " + options);
        assertThat(ran.err()).startsWith("cannot write " + file + ": ").hasLineCount(1);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(files()).containsExactly(file);
        assertThat(frames(file)).isBetween(1L, frames(HTTP) - 1);
    }

    /// RAW's frames over and over.
    private static void repeated(Path file, long size) throws IOException {
        byte[] raw = Files.readAllBytes(RAW);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(raw);
            for (long n = raw.length; n < size; n += raw.length - 24)
                out.write(raw, 24, raw.length - 24); // without the file header
        }
    }

    /// 130 is 128 + SIGINT; frames come without end.
    @Test
    void anInterruptedRunLeavesWholeFilesUnderTheirNames(@TempDir Path other)
            throws IOException, InterruptedException {
        Path large = other.resolve("large");
        repeated(large, 1 << 20);
        Path file = folder.resolve("x.pcap");
        var ran = shell("set -m; { cat " + large + "; while tail -c +25 " + large + "; do :; done; } 2>/dev/null |"
                + " $run - -w " + file + " -C 1MB & until [ -e " + folder.resolve("x_00003.pcap")
                + " ]; do :; done; kill -INT $!; wait $!; echo $?");
        assertThat(ran.out()).isEqualTo("130\n");
        var names = new ArrayList<String>();
        for (Path each : files()) {
            names.add(each.getFileName().toString());
            assertThat(frames(each)).isPositive();
        }
        assertThat(names).contains("x.pcap", "x_00003.pcap").allMatch(name -> name.endsWith(".pcap"));
    }

    /// 100 MB of a capture of 120 MB, with 64 MiB of heap and 4 MiB of what NIO may take beside it.
    @Test
    void theRingIsNotInTheHeap() throws IOException, InterruptedException {
        Path large = folder.resolve("large");
        repeated(large, 120_000_000);
        Path file = folder.resolve("x.pcap");
        var ran = shell("$run " + large + " -w " + file + " --ring 100MB --trigger frame.number==" + frames(large));
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(Files.size(file)).isBetween(100_000_000L - 70_000, 100_000_000L);
    }
}
