package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.strata.Needs;
import net.strata.file.Captures;
import net.strata.filter.BpfFilter;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.os.CaptureFilter;
import net.strata.os.FilterSyntaxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Capture filters, compiled by libpcap and run here, choose what tcpdump chooses.
final class CaptureFiltersTest {
    private static final Path SAMPLES = Path.of("..", "captures", "samples");
    private static final String ECHO = SAMPLES.resolve("tcp-echo.pcapng").toString();
    /// Most frames of a link type that all filters are tried on.
    private static final int MOST = 4000;
    /// Link types that libpcap knows protocols of.
    private static final Set<Integer> LINKS = Set.of(LinkType.NULL, LinkType.ETHERNET, LinkType.PPP, LinkType.PPP_HDLC,
            LinkType.PPP_ETHER, LinkType.RAW, LinkType.RAW_DLT, LinkType.C_HDLC, LinkType.IEEE802_11, LinkType.FRELAY,
            LinkType.LOOP, LinkType.LINUX_SLL, LinkType.LINUX_SLL2, LinkType.PPP_PPPD, LinkType.PPP_WITH_DIR,
            LinkType.IPV4, LinkType.IPV6);

    @BeforeEach
    void needs() throws IOException {
        Needs.here().library("pcap");
    }

    private record Ran(int status, String out, String err) {}

    private static Ran decode(String... options) {
        var words = Stream.concat(Stream.of("decode"), Stream.of(options)).toArray(String[]::new);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8).strip());
    }

    private static List<String> filters() throws IOException {
        try (InputStream in = CaptureFiltersTest.class.getResourceAsStream("/capture-filters.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tcp prt 80 | prt | syntax error",
            "tcp port 80 and host www.example.com | www.example.com | names are not resolved, give an address",
            "port 99999 or tcp | port 99999 | illegal port number 99999 > 65535",
            "port htpp | htpp | unknown port 'htpp'", "host 10.0.0.1 port 80 | 10.0.0.1 port | syntax error",
            "tcp and and udp | and and | syntax error", "tcp and udp | tcp and udp | expression rejects all packets",
            "net 10.0.0.1/8 | 10.0.0.1/8 | non-network bits set in \"10.0.0.1/8\"",
            "ip and inbound | inbound | inbound/outbound not supported on Ethernet when reading savefiles",
            "(tcp or udp | (tcp or udp | syntax error", "tcp) or udp | tcp) | syntax error",
            "tcp[13 | tcp[13 | syntax error", "host 10.0.0.256 | 10.0.0.256 | invalid IPv4 address '10.0.0.256'"})
    void aMistakeIsAnsweredWithTheShortestRunOfWordsThatCannotBeRight(String filter, String run, String reason) {
        var ran = decode(ECHO, "-f", filter);
        assertThat(ran).isEqualTo(
                new Ran(2, "", "strata decode: the capture filter does not compile at \"" + run + "\": " + reason));
    }

    /// Whatever stands before the mistake is not taken for one.
    @Test
    void noPartOfAFilterThatCompilesIsCalledAMistake() throws IOException {
        for (String filter : filters()) {
            if (decode(ECHO, "-f", filter, "--dump-filter").status() == 0)
                assertThat(decode(ECHO, "-f", filter + " and tcpp").err()).as(filter).contains("at \"tcpp\":");
        }
    }

    @Test
    void aFilterThatDoesNotFitTheLinkTypeSaysWhichThatIs() {
        assertThat(decode(SAMPLES.resolve("raw-ip.pcap").toString(), "-f", "ether host 0:1:2:3:4:5").err())
                .startsWith(
                        "strata decode: the capture filter does not compile at \"0:1:2:3:4:5\" for link type RAW: ethernet");
    }

    @Test
    void framesKeepTheirNumbersAndAreNotSeenByTheSession() {
        String all = decode(ECHO, "-T", "fields", "-e", "frame.number", "-e", "tcp.len").out();
        var chosen = all.lines().filter(line -> line.matches("\\d+\\t[1-9]\\d*")).toList();
        assertThat(chosen).isNotEmpty();
        assertThat(decode(ECHO, "-T", "fields", "-e", "frame.number", "-e", "tcp.len", "-f",
                "tcp[((tcp[12] & 0xf0) >> 2)] != 0xfff").out().lines()).isEqualTo(chosen);
        assertThat(decode(ECHO, "-c", "1", "-T", "fields", "-e", "tcp.seq", "-f", "len = 78").out())
                .as("relative to the first segment chosen").isEqualTo("1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp-echo.pcapng", "raw-ip.pcap", "linux-cooked-v1.pcap", "linux-cooked-v2.pcap"})
    void aProgramIsPrintedAsByTcpdump(String sample) throws IOException, InterruptedException {
        Needs.here().program("tcpdump");
        String file = SAMPLES.resolve(sample).toString();
        int programs = 0;
        for (String filter : filters()) {
            byte[] theirs = tcpdump("-d", "-r", file, filter);
            assertThat(decode(file, "--dump-filter", "-f", filter).out()).as(filter)
                    .isEqualTo(new String(theirs, UTF_8));
            if (theirs.length > 0) programs++;
        }
        assertThat(programs).isGreaterThan(90);
    }

    @Test
    void withoutACaptureTheProgramIsOneForEthernet() {
        assertThat(decode("--dump-filter", "-f", "ip").out()).isEqualTo("""
                (000) ldh      [12]
                (001) jeq      #0x800           jt 2\tjf 3
                (002) ret      #262144
                (003) ret      #0
                """);
    }

    // The corpus.

    private static byte[] tcpdump(String... options) throws IOException, InterruptedException {
        var words = new ArrayList<String>(List.of("tcpdump"));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] out = process.getInputStream().readAllBytes();
        process.waitFor();
        return out;
    }

    /// A frame as a record of a pcap file: seconds, µs, captured, length, in the byte order of the machine.
    private static ByteBuffer record(Batch b, int i, int second) {
        var record = ByteBuffer.allocate(16 + b.captured[i]).order(ByteOrder.nativeOrder());
        record.putInt(second).putInt(0).putInt(b.captured[i]).putInt(b.length[i]);
        return record.put(b.data, b.offset[i], b.captured[i]).flip();
    }

    private static byte[] pcap(int linkType, List<ByteBuffer> records) {
        var file = ByteBuffer.allocate(24 + records.stream().mapToInt(ByteBuffer::remaining).sum())
                .order(ByteOrder.nativeOrder());
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(262_144).putInt(linkType);
        records.forEach(r -> file.put(r.duplicate()));
        return file.array();
    }

    private static List<Path> corpus() throws IOException {
        String folder = System.getProperty("strata.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "needs the property strata.corpus, a folder of captures");
        Needs.here().program("tcpdump");
        try (var walk = Files.walk(Path.of(folder))) {
            return walk.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".md")).sorted().toList();
        }
    }

    private interface EachFrame {
        void see(Batch b, int i, FrameSource source);
    }

    /// The frames that a filter chooses, up to where the capture is damaged.
    ///
    /// @throws FilterSyntaxException if the filter does not fit
    private static void read(Path capture, @Nullable BpfFilter filter, EachFrame each) throws IOException {
        var b = new Batch(1 << 16);
        try (FrameSource source = Captures.open(capture)) {
            while (source.read(b)) {
                IOException refused = filter == null ? null : filter.apply(b);
                for (int i = 0; i < b.count; i++)
                    if (!b.hidden[i]) each.see(b, i, source);
                if (refused != null) throw refused;
            }
        } catch (CaptureException e) {
            // The frames before it count.
        }
    }

    private static BpfFilter filter(String text) {
        var filter = new CaptureFilter(text);
        return new BpfFilter(link -> filter.compile(link, 0));
    }

    /// Every filter, on the corpus's frames of each link type, a file for each. The times are those of writing: they
    /// tell frames apart.
    @Test
    void everyFilterChoosesTheFramesThatTcpdumpChooses(@TempDir Path folder) throws IOException, InterruptedException {
        var frames = new TreeMap<Integer, List<ByteBuffer>>();
        for (Path capture : corpus()) {
            read(capture, null, (b, i, _) -> {
                // All in one file, and the file says for all which byte order BSD loopback has.
                if (b.linkType[i] == LinkType.NULL && b.data[b.offset[i]] == 0) return;
                List<ByteBuffer> ofLink = frames.computeIfAbsent(b.linkType[i], _ -> new ArrayList<>());
                if (ofLink.size() < MOST && b.captured[i] <= 65_535) ofLink.add(record(b, i, ofLink.size()));
            });
        }
        frames.keySet().retainAll(LINKS);
        assertThat(frames.size()).as("link types").isGreaterThan(9);
        var wrong = new ArrayList<String>();
        int chosen = 0;
        for (var link : frames.entrySet()) {
            Path file = folder.resolve(link.getKey() + ".pcap");
            Files.write(file, pcap(link.getKey(), link.getValue()));
            for (String filter : filters()) {
                byte[] theirs = tcpdump("-r", file.toString(), "-w", "-", filter);
                byte[] ours = chosen(file, link.getKey(), filter);
                // Behind the file header, which has tcpdump's own link type.
                if (!Arrays.equals(ours, 24, ours.length, theirs, Math.min(24, theirs.length), theirs.length))
                    wrong.add(LinkType.name(link.getKey()) + ": " + filter);
                if (ours.length > 24) chosen++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(chosen).as("filters that choose something").isGreaterThan(400);
    }

    /// The file that tcpdump would write; empty where the filter does not fit.
    private static byte[] chosen(Path file, int linkType, String filter) throws IOException {
        var frames = new ArrayList<ByteBuffer>();
        try {
            read(file, filter(filter), (b, i, _) -> frames.add(record(b, i, (int) (b.time[i] / 1_000_000_000))));
        } catch (FilterSyntaxException e) {
            return new byte[24];
        }
        return pcap(linkType, frames);
    }

    /// Each capture as it is, with one of the filters. Where tcpdump cannot read on, what it chose up to there counts;
    /// frames longer than the snap length, which it cuts, do not.
    @Test
    void everyCaptureIsFilteredAsByTcpdump() throws IOException, InterruptedException {
        List<String> filters = filters();
        var wrong = new ArrayList<String>();
        int n = 0;
        int chosen = 0;
        for (Path capture : corpus()) {
            String filter = filters.get(n++ % filters.size());
            var ours = new ArrayList<ByteBuffer>();
            boolean[] cut = {false};
            try {
                read(capture, filter(filter), (b, i, source) -> {
                    int snap = source.interfaces().get(b.interfaceId[i]).snapLength();
                    cut[0] |= snap > 0 && snap < b.captured[i];
                    ours.add(record(b, i, 0));
                });
            } catch (FilterSyntaxException e) {
                continue; // compared with the programs above
            }
            if (cut[0]) continue;
            List<ByteBuffer> theirs = records(tcpdump("-r", capture.toString(), "-w", "-", filter));
            if (theirs.size() > ours.size() || !ours.subList(0, theirs.size()).equals(theirs))
                wrong.add(capture + ": " + filter + ": " + ours.size() + ", tcpdump " + theirs.size());
            chosen += theirs.size();
        }
        assertThat(wrong).isEmpty();
        assertThat(chosen).as("frames that tcpdump chose").isGreaterThan(400);
    }

    private static List<ByteBuffer> records(byte[] file) {
        var records = new ArrayList<ByteBuffer>();
        for (int at = 24; at < file.length;) {
            var record = ByteBuffer.wrap(file, at, file.length - at).slice().order(ByteOrder.nativeOrder());
            record.limit(16 + record.getInt(8)).putInt(0, 0).putInt(4, 0);
            records.add(record);
            at += record.limit();
        }
        return records;
    }
}
