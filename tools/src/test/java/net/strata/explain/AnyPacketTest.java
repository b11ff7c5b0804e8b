package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import net.strata.explain.route.RouteView;
import net.strata.file.Captures;
import net.strata.file.Samples;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;
import net.strata.session.Session;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Whatever a packet's bytes, every view of it is drawn, no wider than there is room, and does a terminal no harm.
final class AnyPacketTest {
    private static final List<View> VIEWS = List.of(new LayersView(Model.BOTH), new LayersView(Model.FIVE),
            new LayersView(Model.OSI), new LayersView(Model.TCPIP),
            new DiagramView(), new ChecksumView(), new BytesView(), new WordsView(), new FilterView());
    private static final int[] WIDTHS = {40, 80, 200};
    /// How often each packet of the samples is changed.
    private static final int CHANGED = 6;
    private static final int MOST_OF_A_FILE = 60;

    private final Dissector dissector = new Dissector();
    private final Batch batch = new Batch(1 << 18);
    private int drawn;

    private void draw(Anatomy packet, int width) {
        for (View view : VIEWS) {
            var sheet = new Sheet(width);
            view.draw(packet, sheet);
            check(view.getClass().getSimpleName() + " of packet " + packet.number() + " " + packet.info(), sheet,
                    width);
        }
        drawn++;
    }

    private static void check(String who, Sheet sheet, int width) {
        String bare = sheet.text(new Ink(Glyphs.UNICODE, false));
        assertThat(bare.chars().filter(c -> c != '\n' && Character.isISOControl(c)).count()).as(who).isZero();
        assertThat(bare.length()).as(who).isLessThan(1 << 20);
        assertThat(sheet.text(new Ink(Glyphs.UNICODE, true)).replaceAll("\033\\[[0-9;]*m", "")).as(who)
                .isEqualTo(bare);
        for (String text : List.of(bare, sheet.text(new Ink(Glyphs.ASCII, false))))
            assertThat(text.lines().mapToInt(Ink::cells).max().orElse(0)).as(who).isLessThanOrEqualTo(width);
    }

    private void all(Session session, int most) {
        session.see(batch);
        for (int i = 0; i < Math.min(batch.count, most); i++)
            draw(dissector.dissect(batch, i), WIDTHS[i % WIDTHS.length]);
    }

    @Test
    void everyPacketOfEverySampleIsDrawnAtEveryWidth() throws IOException {
        for (Samples.Sample sample : Samples.all())
            try (FrameSource source = sample.open()) {
                for (Anatomy packet : Packets.choose(source, null, 0, Integer.MAX_VALUE))
                    for (int width : WIDTHS)
                        draw(packet, width);
            }
        assertThat(drawn).isGreaterThan(500);
    }

    @Test
    void theRouteOfEveryPacketOfItsSampleIsDrawnAtEveryWidth() throws IOException {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("route"));
        for (int number = 1; number <= sample.frames(); number++)
            for (int width : WIDTHS)
                route(sample, number, width);
    }

    @Test
    void theRouteOfAPacketOfEverySampleIsDrawn() throws IOException {
        for (Samples.Sample sample : Samples.all())
            for (int width : WIDTHS)
                route(sample, 1, width);
    }

    private static void route(Samples.Sample sample, int number, int width) throws IOException {
        var sheet = new Sheet(width);
        try (FrameSource source = sample.open()) {
            assertThat(RouteView.draw(source, number, sheet)).as(sample.name()).isTrue();
        }
        check("route of packet " + number + " of " + sample.name(), sheet, width);
    }

    @Test
    void changedPacketsAreDrawn() throws IOException {
        var random = new Random(8);
        for (Samples.Sample sample : Samples.all())
            for (int turn = 0; turn < CHANGED; turn++)
                try (FrameSource source = sample.open()) {
                    var session = new Session();
                    while (source.read(batch)) {
                        change(random);
                        all(session, Integer.MAX_VALUE);
                    }
                }
        assertThat(drawn).isGreaterThan(2500);
    }

    private void change(Random random) {
        for (int i = 0; i < batch.count; i++) {
            for (int n = random.nextInt(6); n > 0 && batch.captured[i] > 0; n--)
                batch.data[batch.offset[i] + random.nextInt(batch.captured[i])] = (byte) random.nextInt();
            if (random.nextInt(6) == 0) batch.captured[i] = random.nextInt(batch.captured[i] + 1);
        }
    }

    @Test
    void packetsOfOthersAreDrawn() throws IOException {
        String folder = System.getProperty("strata.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "no corpus of captures is here");
        List<Path> files;
        try (var all = Files.walk(Path.of(folder))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files)
            try (FrameSource source = Captures.open(file)) {
                var session = new Session();
                for (int left = MOST_OF_A_FILE; left > 0 && source.read(batch); left -= batch.count)
                    all(session, left);
            } catch (CaptureException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        assertThat(drawn).isGreaterThan(1000);
    }

    /// XML 1.0: a parser takes it.
    @Test
    void everyPictureIsWellFormed() throws Exception {
        for (Samples.Sample sample : Samples.all())
            try (FrameSource source = sample.open()) {
                Anatomy packet = Packets.choose(source, null, 0, 1).getFirst();
                for (View view : VIEWS) {
                    var sheet = new Sheet(100);
                    view.draw(packet, sheet);
                    var out = new ByteArrayOutputStream();
                    sheet.picture("packet of " + sample.name(), out);
                    assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                            .parse(new ByteArrayInputStream(out.toByteArray())).getDocumentElement().getTagName())
                            .isEqualTo("svg");
                }
            }
    }
}
