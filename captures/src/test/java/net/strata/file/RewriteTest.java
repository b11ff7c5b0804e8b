package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.strata.file.CaptureWriter.Format;
import net.strata.frame.Batch;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What was written says what was read.
final class RewriteTest {
    private static final Path SAMPLES = Path.of("samples");
    /// 2^32 s, less a ns.
    private static final long LAST_OF_PCAP = (1L << 32) * 1_000_000_000 - 1;
    private static final long[] UNITS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100,
            10, 1};

    @Test
    void samplesWrittenAnewSayTheSame() throws IOException {
        List<Path> files;
        try (var list = Files.list(SAMPLES)) {
            files = list.filter(f -> f.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files)
            check(file);
    }

    /// In the folder that the property `strata.corpus` names.
    @Test
    void capturesOfTheCorpusWrittenAnewSayTheSame() throws IOException {
        String folder = System.getProperty("strata.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "needs the property strata.corpus, a folder of captures");
        try (var walk = Files.walk(Path.of(folder))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList())
                check(file);
        }
    }

    private static void check(Path file) throws IOException {
        byte[] capture = Files.readAllBytes(file);
        var read = Read.of(capture, 1 << 16);
        if (read.interfaces().isEmpty()) return;
        for (Format format : Format.values()) {
            for (int most : new int[]{Written.WHOLE, 60}) {
                var written = Written.of(capture, format, most, 4096);
                var again = written.read();
                String as = file + " as " + format + " of " + most + " bytes";
                assertThat(again.trouble()).as(as).isEmpty();
                compare(as, format, most, read, again);
                if (format == Format.PCAPNG) compareNotes(as, most, read, again);
            }
        }
    }

    private static void compare(String as, Format format, int most, Read read, Read again) {
        boolean fine = read.interfaces().stream().anyMatch(i -> i.timeDecimals() > 6);
        int link = -1;
        int n = 0;
        List<Read.Frame> frames = packets(again);
        for (Read.Frame f : packets(read)) {
            if (format == Format.PCAP && link != -1 && f.linkType() != link) break;
            link = f.linkType();
            long time = Math.max(0, f.time());
            Interface of = read.interfaces().get(f.iface());
            // A damaged fraction of a second counts as more than it can hold, and then is no whole number of µs.
            boolean copied = format == Format.PCAP && of.id() == Interface.NO_ID;
            if (!copied && !(format == Format.PCAP && fine)) time -= time % UNITS[of.timeDecimals()];
            if (format == Format.PCAP) time = Math.min(time, LAST_OF_PCAP);
            if (format == Format.PCAP && !copied && !fine) time -= time % 1000;
            var g = frames.get(n++);
            int captured = Math.min(most, f.captured());
            assertThat(g.bytes()).as("%s, bytes of frame %d", as, f.number())
                    .isEqualTo(f.bytes().substring(0, captured));
            assertThat(g.length()).as("%s, length of frame %d", as, f.number()).isEqualTo(f.length());
            assertThat(g.linkType()).as("%s, link type of frame %d", as, f.number()).isEqualTo(link);
            if (f.time() != Batch.NO_TIME)
                assertThat(g.time()).as("%s, time of frame %d", as, f.number()).isEqualTo(time);
            if (format == Format.PCAP) continue;
            assertThat(g.iface()).as("%s, interface of frame %d", as, f.number()).isEqualTo(f.iface());
            assertThat(g.comments()).as("%s, comments of frame %d", as, f.number()).isEqualTo(f.comments());
        }
        assertThat(frames).as(as).hasSize(n);
    }

    /// Custom blocks are written only if they may be.
    private static List<Read.Frame> packets(Read read) {
        return read.frames().stream().filter(f -> f.linkType() != LinkType.CUSTOM_BLOCK).toList();
    }

    private static void compareNotes(String as, int most, Read read, Read again) {
        assertThat(again.interfaces()).as(as).hasSize(read.interfaces().size());
        for (int i = 0; i < read.interfaces().size(); i++) {
            Interface was = read.interfaces().get(i);
            int snap = was.snapLength() == 0 && most != Written.WHOLE ? most : Math.min(was.snapLength(), most);
            assertThat(again.interfaces().get(i)).as(as).isEqualTo(new Interface(was.name(), was.description(),
                    was.linkType(), snap, was.comments(), 0, i, was.timeDecimals(), was.details()));
        }
        assertThat(again.notes().names()).as(as).isEqualTo(read.notes().names());
        assertThat(again.notes().secrets()).as(as).isEqualTo(read.notes().secrets());
        assertThat(again.notes().statistics()).as(as).isEqualTo(read.notes().statistics());
    }
}
