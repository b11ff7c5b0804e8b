package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.session.Session;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, every view shows something, and nothing that could do harm. See [AllViews] and [TreeRules].
final class AnyBytesTest {
    /// Link types that are bound to a protocol, and one that is not.
    private static final List<Integer> LINKS = List.of(LinkType.NULL, LinkType.LOOP, LinkType.ETHERNET, LinkType.PPP,
            LinkType.PPP_HDLC, LinkType.PPP_ETHER, LinkType.RAW, LinkType.RAW_DLT, LinkType.RAW_OPENBSD,
            LinkType.C_HDLC, LinkType.FRELAY, LinkType.LINUX_SLL, LinkType.LINUX_SLL2, LinkType.IPV4, LinkType.IPV6,
            LinkType.IEEE802_11);
    /// How often each sample is changed.
    private static final int CHANGED_FILES = 60;
    private static final int CHANGED_FRAMES = 40;
    private static final int[] EDGES = {0, 1, 2, 3, 4, 5, 8, 0x7f, 0x80, 0xc0, 0xfe, 0xff};

    private final AllViews views = new AllViews();
    private final Batch batch = new Batch(1 << 16);

    /// Opens a capture and shows what is in it; trouble is one line.
    private long show(byte[] capture, int length) throws IOException {
        var session = new Session();
        try (FrameSource source = Captures.open(new ByteArrayInputStream(capture, 0, length), "x.cap")) {
            return Samples.read(source, batch, b -> views.show(session, b));
        } catch (CaptureException e) {
            Samples.oneLine(e);
            return 0;
        }
    }

    @Test
    void everySampleIsShownWhole() throws IOException {
        for (Path file : Samples.all()) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(show(bytes, bytes.length)).as(file.toString()).isPositive();
        }
    }

    /// A prefix with as many frames as the one before has the same frames, and need not be shown again.
    @Test
    void everyPrefixOfASampleIsShownAsFarAsItGoes() throws IOException {
        for (Path file : Samples.all()) {
            byte[] bytes = Files.readAllBytes(file);
            long shown = 0;
            for (int n = 0; n <= bytes.length; n++) {
                long frames = count(bytes, n);
                assertThat(frames).as("frames in %d bytes of %s", n, file).isBetween(shown, shown + 1);
                if (frames == shown + 1 && frames % 8 == 0) show(bytes, n);
                shown = frames;
            }
        }
    }

    private long count(byte[] capture, int length) throws IOException {
        try (FrameSource source = Captures.open(new ByteArrayInputStream(capture, 0, length), "x.cap")) {
            return Samples.read(source, batch, _ -> {
            });
        } catch (CaptureException e) {
            Samples.oneLine(e);
            return 0;
        }
    }

    @Test
    void samplesWithBytesChangedAtRandomAreShown() throws IOException {
        var random = new Random(2);
        for (Path file : Samples.all()) {
            byte[] sound = Files.readAllBytes(file);
            for (int i = 0; i < CHANGED_FILES; i++) {
                byte[] bytes = sound.clone();
                for (int n = random.nextInt(1 + bytes.length / 50); n >= 0; n--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                show(bytes, bytes.length);
            }
        }
    }

    /// The capture is sound, its frames are not. All are seen by one session, which remembers.
    @Test
    void framesWithBytesChangedAtRandomAreShown() throws IOException {
        var random = new Random(5);
        for (Path file : Samples.all()) {
            var session = new Session();
            for (int i = 0; i < CHANGED_FRAMES; i++) {
                try (FrameSource source = Captures.open(file)) {
                    Samples.read(source, batch, b -> {
                        change(b, random);
                        views.show(session, b);
                    });
                }
            }
        }
    }

    /// Changes a few bytes of each frame, headers more often than what is behind them, many to the values that lengths
    /// and counts go wrong with.
    private static void change(Batch b, Random random) {
        for (int i = 0; i < b.count; i++) {
            for (int n = random.nextInt(5); n > 0 && b.captured[i] > 0; n--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(80, b.captured[i]) : b.captured[i]);
                int value = random.nextInt(1 << 10);
                b.data[b.offset[i] + at] = (byte) (value < 256 ? value : EDGES[value % EDGES.length]);
            }
            if (random.nextInt(8) == 0) b.captured[i] = random.nextInt(b.captured[i] + 1);
        }
    }

    /// Cut by the capture, so that the packet claims more than is there, and cut on the wire in turn. Not every length of
    /// what lies behind the headers.
    @Test
    void everyFrameIsShownCutToAnyLength() throws IOException {
        for (Samples.Sample frame : Samples.frames()) {
            for (int n = 0; n <= frame.bytes().length; n += n < 100 ? 1 : 61) {
                show(frame.linkType(), frame.bytes(), n, (n & 1) == 0 ? n : frame.bytes().length);
            }
        }
    }

    @Test
    void everyFrameIsShownUnderEveryLinkType() throws IOException {
        var random = new Random(3);
        for (Samples.Sample frame : Samples.frames()) {
            for (int link : LINKS)
                show(link, frame.bytes(), random.nextInt(frame.bytes().length + 1), frame.bytes().length);
            show(random.nextInt(300), frame.bytes(), frame.bytes().length, Integer.MAX_VALUE);
        }
    }

    @Test
    void randomBytesAreShownUnderEveryLinkType() {
        var random = new Random(4);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int link : LINKS)
                show(link, bytes, bytes.length, bytes.length);
        }
    }

    private void show(int link, byte[] frame, int captured, int length) {
        batch.clear();
        batch.firstNumber = 1;
        batch.reserve(captured);
        System.arraycopy(frame, 0, batch.data, 0, captured);
        batch.used = captured;
        batch.add(0, captured, length, 1_700_000_000_123_456_789L, 9, link, 0);
        views.show(new Session(), batch);
    }

    /// The folder that the property `strata.corpus` names, with all folders in it.
    @Test
    void everyCaptureOfTheCorpusIsShown() throws IOException {
        String folder = System.getProperty("strata.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "needs the property strata.corpus, a folder of captures");
        List<Path> files;
        try (var walk = Files.walk(Path.of(folder))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            show(bytes, bytes.length);
        }
    }
}
