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
import java.util.concurrent.TimeUnit;
import net.strata.Needs;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class WritingTest {
    private static final Path SAMPLES = Path.of("..", "captures", "samples");
    private static final Path HTTP = SAMPLES.resolve("http.pcapng");
    private static final Path TWO = SAMPLES.resolve("two-interfaces.pcapng");
    private static final Path RAW = SAMPLES.resolve("raw-ip.pcap");

    @TempDir
    private Path folder;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ran(int status, byte[] bytes, String err) {
        String out() {
            return new String(bytes, UTF_8);
        }
    }

    private static Ran decode(Object... words) {
        var line = new ArrayList<>(List.of("decode"));
        for (Object word : words)
            line.add(word.toString());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false)
                .run(line.toArray(String[]::new));
        return new Ran(status, out.toByteArray(), err.toString(UTF_8));
    }

    /// As a process of its own, started by a shell.
    ///
    /// @param script with `$strata` for the command
    private static Ran shell(String script) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder("bash", "-c", "strata='" + java + " --sun-misc-unsafe-memory-access=allow"
                + " -XX:+UseSerialGC -Xmx128m -XX:TieredStopAtLevel=1 -cp " + System.getProperty("java.class.path")
                + " net.strata.cli.Main'; " + script);
        builder.redirectErrorStream(false);
        var process = builder.start();
        byte[] out = process.getInputStream().readAllBytes();
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, err);
    }

    /// How many frames a capture has; that it ends well.
    private static long frames(Path capture) throws IOException {
        var batch = new Batch(1 << 16);
        long frames = 0;
        try (FrameSource source = Captures.open(capture)) {
            while (source.read(batch))
                frames += batch.count;
        }
        return frames;
    }

    @Test
    void theChosenPacketsAreWrittenAndNoneIsShown() throws IOException {
        Path file = folder.resolve("x.pcapng");
        var ran = decode(HTTP, "--packet", "2-4,6", "-w", file, "--verbose");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("4 packets written to " + file + "\n");
        var columns = List.of("-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "ip.src", "-e",
                "tcp.seq");
        var written = new ArrayList<Object>(columns);
        written.addFirst(file);
        var read = new ArrayList<Object>(columns);
        read.addAll(0, List.of(HTTP, "--packet", "2-4,6"));
        assertThat(decode(written.toArray()).out()).isEqualTo(decode(read.toArray()).out()).hasLineCount(4);
    }

    @Test
    void withCapitalPTheyAreShownInAnyView() {
        Path file = folder.resolve("x");
        for (String view : List.of("-t r", "-V", "-x", "-A", "--json", "-T fields -e ip.src")) {
            var options = new ArrayList<Object>(List.of(HTTP, "-c", "3"));
            options.addAll(List.of(view.split(" ", -1)));
            String shown = decode(options.toArray()).out();
            options.addAll(List.of("-P", "-w", file));
            assertThat(decode(options.toArray()).out()).isEqualTo(shown).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"x.pcapng,,pcapng", "x.pcap,,pcap", "X.CAP,,pcap", "x.dmp,,pcap", "x,,pcapng", "x.pcap,pcapng,pcapng",
            "x,pcap,pcap"})
    void theFormatIsTheOneAskedForOrTheNames(String name, String format, String is) throws IOException {
        Path file = folder.resolve(name);
        var line = new ArrayList<Object>(List.of(RAW, "-w", file));
        if (format != null) line.addAll(List.of("-F", format));
        decode(line.toArray());
        // pcapng's block type 0x0a0d0d0a is the same in both byte orders.
        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) (is.equals("pcapng") ? 0x0a : 0xd4));
    }

    @Test
    void aPcapFileIsCopiedAsItIs() throws IOException {
        Path file = folder.resolve("x.pcap");
        assertThat(decode(RAW, "-w", file).status()).isZero();
        assertThat(file).hasSameBinaryContentAs(RAW);
        assertThat(decode(RAW, "-w", "-", "-F", "pcap").bytes()).isEqualTo(Files.readAllBytes(RAW));
    }

    @Test
    void standardOutputHoldsTheCaptureAlone() throws IOException {
        Path file = folder.resolve("x");
        decode(TWO, "-w", file);
        assertThat(decode(TWO, "-w", "-").bytes()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void framesAreCutButShownWhole() {
        Path file = folder.resolve("x");
        String whole = decode(HTTP).out();
        assertThat(decode(HTTP, "--snaplen", "30", "-P", "-w", file).out()).isEqualTo(whole);
        assertThat(decode(file, "-T", "fields", "-e", "frame.cap_len").out().lines()).containsOnly("30");
        assertThat(decode(file, "-T", "fields", "-e", "frame.len").out())
                .isEqualTo(decode(HTTP, "-T", "fields", "-e", "frame.len").out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-P|-P is about writing a capture: add -w FILE",
            "-F pcap|-F is about writing a capture: add -w FILE",
            "--snaplen 60|--snaplen is about writing a capture: add -w FILE",
            "-w x -V|-w shows no packets, -V does: add -P for both",
            "-w - -P|-w - and -P would mix on standard output: give -w a file",
            "-w x --snaplen 0|--snaplen takes a whole number from 1 to 2147483647, not 0",
            "-w x -F erf|-F takes pcapng or pcap, not erf"})
    void whatMakesNoSenseIsOneLine(String options, String answer) {
        var line = new ArrayList<Object>(List.of(HTTP));
        line.addAll(List.of(options.split(" ", -1)));
        var ran = decode(line.toArray());
        assertThat(ran.err()).isEqualTo("strata decode: " + answer + "\n");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.bytes()).isEmpty();
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void theCaptureThatIsReadIsNotOverwritten() throws IOException {
        Path file = Files.copy(HTTP, folder.resolve("x.pcapng"));
        Path link = Files.createLink(folder.resolve("hard"), file);
        for (Path other : List.of(file, link, Files.createSymbolicLink(folder.resolve("soft"), file))) {
            var ran = decode(file, "-w", other);
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).contains("is the capture that is read").hasLineCount(1);
        }
        assertThat(file).hasSameBinaryContentAs(HTTP);
    }

    @Test
    void aCaptureThatCannotBeOpenedLeavesTheOutputAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "precious");
        decode(folder.resolve("none"), "-w", file);
        decode(HTTP, "-O", "nonsense", "-P", "-w", file);
        assertThat(file).hasContent("precious");
    }

    @Test
    void whereNothingCanBeWrittenOneLineSaysWhy() {
        assertThat(decode(HTTP, "-w", folder.resolve("no/x")).err()).endsWith("no/x: there is no such folder\n");
        assertThat(decode(HTTP, "-w", folder).err()).startsWith("strata decode: cannot write " + folder)
                .hasLineCount(1);
        var full = decode(HTTP, "-w", "/dev/full");
        assertThat(full.err()).startsWith("strata decode: cannot write /dev/full: ").hasLineCount(1);
        assertThat(full.status()).isEqualTo(2);
    }

    /// A file that may have 3 KiB stands for a disk that is full: writes are cut at the same place.
    @ParameterizedTest
    @ValueSource(strings = {"-w FILE", "-w FILE -F pcap", "-w - >FILE", "-w FILE --snaplen 90"})
    void aFullDiskLeavesWholeRecords(String options) throws IOException, InterruptedException {
        Path file = folder.resolve("x");
        var ran = shell("ulimit -f 3; $strata decode " + HTTP + " " + options.replace("FILE", file.toString()));
        assertThat(ran.err()).startsWith("strata decode: cannot write ").hasLineCount(1);
        assertThat(ran.status()).isEqualTo(2);
        long whole = frames(file);
        assertThat(whole).isBetween(1L, frames(HTTP) - 1);
        // No frame more would have fitted.
        Path all = folder.resolve("all");
        var line = new ArrayList<Object>(List.of(HTTP, "-c", whole + 1, "-w", all));
        line.addAll(List.of(options.replaceAll("-w \\S+( >FILE)?", "").strip().split(" ", -1)));
        line.removeIf(""::equals);
        decode(line.toArray());
        assertThat(Files.size(all)).isGreaterThan(3 * 1024L);
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() throws IOException, InterruptedException {
        Path large = folder.resolve("large");
        repeated(large, 4 << 20);
        var ran = shell("$strata decode " + large + " -w - | head -c 10 >/dev/null; echo ${PIPESTATUS[0]}");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("141\n");
    }

    /// RAW's frames over and over.
    private static void repeated(Path file, long size) throws IOException {
        byte[] raw = Files.readAllBytes(RAW);
        try (var out = Files.newOutputStream(file)) {
            out.write(raw);
            for (long n = raw.length; n < size; n += raw.length - 24)
                out.write(raw, 24, raw.length - 24); // without the file header
        }
    }

    /// 130 is 128 + SIGINT.
    @Test
    void anInterruptedRunLeavesWholeRecords() throws IOException, InterruptedException {
        Path large = folder.resolve("large");
        repeated(large, 1 << 20);
        Path file = folder.resolve("x.pcap");
        // Frames without end; the signal comes while they are written, and to the one that writes them alone: an end of its
        // input would be an end like any other.
        var ran = shell("set -m; { cat " + large + "; while tail -c +25 " + large + "; do :; done; } 2>/dev/null |"
                + " $strata decode - -w " + file + " & until [ $(stat -c %s " + file
                + " 2>/dev/null || echo 0) -gt 9000000 ]; do :; done; kill -INT $!; wait $!; echo $?");
        assertThat(ran.out()).isEqualTo("130\n");
        assertThat(frames(file)).isPositive();
    }

    @Test
    void othersReadWhatWasWritten() throws IOException, InterruptedException {
        var needs = Needs.here();
        for (String program : List.of("tshark", "capinfos", "tcpdump"))
            needs.program(program);
        for (Path sample : List.of(HTTP, TWO, RAW, SAMPLES.resolve("tls12.pcapng"))) {
            for (String format : List.of("pcapng", "pcap")) {
                Path copy = folder.resolve("copy." + format);
                assertThat(decode(sample, "-w", copy).status()).isZero();
                String tshark = "tshark -n -T fields -e frame.number -e frame.time_epoch -e frame.len"
                        + " -e frame.cap_len -e frame.protocols -e _ws.col.Info"
                        + (format.equals("pcapng") ? " -e frame.comment" : "")
                        + (sample.toString().endsWith(".pcapng") && format.equals("pcapng")
                                ? " -e frame.interface_name -e frame.interface_description"
                                : "")
                        + " -r ";
                assertThat(said(tshark + copy)).as("tshark on %s", copy).isEqualTo(said(tshark + sample));
                assertThat(said("capinfos -c -d " + copy).lines().skip(1)).as("capinfos on %s", copy)
                        .containsExactlyElementsOf(said("capinfos -c -d " + sample).lines().skip(1).toList());
                assertThat(said("tcpdump -n -r " + copy)).as("tcpdump on %s", copy).isNotEmpty();
            }
        }
    }

    private static String said(String line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(line.split(" +", -1)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(line).isZero();
        return out;
    }
}
