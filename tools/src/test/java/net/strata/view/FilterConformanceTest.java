package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.strata.Needs;
import net.strata.file.Captures;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.session.Session;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Filters choose the frames that tshark 4.0 chooses, on the samples and many captures of the corpus, merged into one.
final class FilterConformanceTest {
    /// What tshark must do as strata does.
    private static final List<String> PREFERENCES = List.of("-o", "ip.check_checksum:TRUE", "-o",
            "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE");
    private static final int FEWEST_FILTERS = 300;
    /// A filter that chooses nothing or everything would be met by many a mistake.
    private static final double TELLING = 0.85;

    @TempDir
    private Path folder;

    @Test
    void filtersChooseTheSameFramesAsTshark() throws Exception {
        String corpus = System.getProperty("strata.corpus", "");
        Assumptions.assumeFalse(corpus.isEmpty(), "needs the property strata.corpus, a folder of captures");
        Needs.here().program("tshark");
        Needs.here().program("mergecap");
        Path capture = merged(Path.of(corpus));
        int frames = chosen("", capture).size();
        List<String> filters = lines("filters.txt");
        assertThat(filters).hasSizeGreaterThanOrEqualTo(FEWEST_FILTERS).doesNotHaveDuplicates();
        int telling = 0;
        var wrong = new ArrayList<String>();
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<List<Long>>> theirs = filters.stream().map(f -> pool.submit(() -> tshark(f, capture)))
                    .toList();
            for (int i = 0; i < filters.size(); i++) {
                List<Long> ours = chosen(filters.get(i), capture);
                if (!ours.isEmpty() && ours.size() < frames) telling++;
                String difference = difference(ours, get(theirs.get(i)));
                if (!difference.isEmpty()) wrong.add(filters.get(i) + "   " + difference);
            }
        }
        assertThat(wrong).as("filters that choose other frames than tshark").isEmpty();
        assertThat(telling).isGreaterThan((int) (TELLING * filters.size()));
    }

    private static List<Long> get(Future<List<Long>> answer) throws InterruptedException, IOException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String difference(List<Long> ours, List<Long> theirs) {
        var added = new ArrayList<>(ours);
        added.removeAll(theirs);
        var missed = new ArrayList<>(theirs);
        missed.removeAll(ours);
        return added.isEmpty() && missed.isEmpty() ? "" : "strata alone: " + added + ", tshark alone: " + missed;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = FilterConformanceTest.class.getResourceAsStream("/filters/" + resource)) {
            if (in == null) throw new IOException("no resource " + resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
        }
    }

    private Path merged(Path corpus) throws IOException, InterruptedException {
        Path capture = folder.resolve("merged.pcapng");
        var command = new ArrayList<>(List.of("mergecap", "-a", "-F", "pcapng", "-w", capture.toString()));
        for (Path sample : Samples.all())
            command.add(sample.toString());
        for (String file : lines("captures.txt"))
            command.add(corpus.resolve(file).toString());
        output(command);
        return capture;
    }

    private List<Long> tshark(String filter, Path capture) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-Y", filter, "-T", "fields",
                "-e", "frame.number"));
        command.addAll(PREFERENCES);
        return output(command).lines().map(Long::valueOf).toList();
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", String.join(" ", command), Files.readString(errors)).isZero();
        return output;
    }

    private static List<Long> chosen(String filter, Path capture) throws IOException, FilterException {
        var session = new Session(Filter.parse(filter));
        var batch = new Batch(1 << 16);
        var numbers = new ArrayList<Long>();
        try (FrameSource source = Captures.open(capture)) {
            Samples.read(source, batch, b -> {
                session.see(b);
                for (int i = 0; i < b.count; i++)
                    if (!b.hidden[i]) numbers.add(b.firstNumber + i);
            });
        }
        return numbers;
    }
}
