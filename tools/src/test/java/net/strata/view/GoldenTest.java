package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.strata.file.Captures;
import net.strata.frame.FrameSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each sample has its approved twins in captures/samples/approved: what `strata decode --stable` shows of it, as
/// summary lines and, for a few frames from all over it, as tree (`.txt`) and JSON (`.jsonl`).
///
/// `mvn test -pl captures,native,tools -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update`
/// writes them anew; the difference is then for a person to read.
final class GoldenTest {
    private static final Path APPROVED = Samples.FOLDER.resolve("approved");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    /// Most frames shown as tree and as JSON.
    private static final int TREES = 3;
    private static final int OBJECTS = 8;
    private static final ViewOptions OPTIONS = new ViewOptions(TimeStyle.UD, true, new Palette(false));

    static Stream<Path> samples() throws IOException {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsShownAsApproved(Path sample) throws IOException {
        String name = String.valueOf(sample.getFileName());
        String lines = shown(sample, Ranges.ALL, () -> new SummaryView(OPTIONS));
        long frames = lines.lines().count();
        String trees = spread(frames, TREES);
        String text = "$ strata decode --stable " + name + "\n" + lines + "\n$ strata decode --stable -V --packet "
                + trees
                + " " + name + "\n" + shown(sample, Ranges.parse(trees), () -> new TreeView(OPTIONS, Set.of(), false));
        approve(APPROVED.resolve(name + ".txt"), text);
        approve(APPROVED.resolve(name + ".jsonl"),
                shown(sample, Ranges.parse(spread(frames, OBJECTS)), () -> new JsonView(false, true)));
    }

    /// So many frame numbers from 1 on, evenly over the whole sample.
    private static String spread(long frames, int most) {
        return LongStream.range(0, Math.min(frames, most)).map(i -> 1 + i * frames / Math.min(frames, most))
                .mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    private static String shown(Path sample, Ranges frames, Supplier<View> view) throws IOException {
        var out = new ByteArrayOutputStream();
        try (FrameSource source = Captures.open(sample)) {
            new Pipeline(source, out, view, new Selection(frames, Long.MAX_VALUE)).run();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void approve(Path twin, String shown) throws IOException {
        if (UPDATE) {
            Files.createDirectories(APPROVED);
            Files.writeString(twin, shown);
        }
        assertThat(shown).as("%s, see GoldenTest for how to approve", twin).isEqualTo(Files.readString(twin));
    }

    /// A sample that went leaves no twin behind.
    @org.junit.jupiter.api.Test
    void everyTwinHasItsSample() throws IOException {
        try (var twins = Files.list(APPROVED)) {
            List<String> of = twins.map(t -> String.valueOf(t.getFileName()).replaceAll("\\.(txt|jsonl)$", ""))
                    .toList();
            assertThat(of).allMatch(name -> Files.exists(Samples.FOLDER.resolve(name)));
        }
    }
}
