package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.strata.ChildJava;
import net.strata.Needs;
import org.junit.jupiter.api.DynamicTest;

/// A program and strata, each in a network of its own, which are alike.
///
/// @param <N> the networks
final class Twins<N extends Closeable> implements Closeable {
    private static final int PATIENCE_SECONDS = 60;
    /// As many runs at once as there is time between their packets for.
    private static final int AT_ONCE = 4;

    /// What came of a run, as one text.
    interface Result {
        String of(int status, List<String> out, List<String> err);
    }

    /// A run of a command line, and what came of it.
    interface Run {
        String of(String line) throws Exception;
    }

    final N theirs;
    final N ours;
    private final ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE * 2);
    private final Path folder;
    private final Result result;
    final ChildJava java;

    /// Builds the networks.
    ///
    /// @param folder an empty one
    /// @param network builds one
    Twins(Path folder, Result result, Callable<N> network, String... programs) throws Exception {
        this.folder = folder;
        this.result = result;
        Needs.here().root();
        for (String each : programs)
            Needs.here().program(each);
        java = new ChildJava(folder);
        java.run(List.of(), Map.of(), Main.class.getName(), List.of("version"));
        theirs = network.call();
        ours = network.call();
    }

    /// What runs a command in a namespace. A run that would never end ends with another status than it should.
    static List<String> inNamespace(String name) {
        return List.of("timeout", "30", "ip", "netns", "exec", name);
    }

    String program(List<String> before, String name, List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(before);
        command.add(name);
        command.addAll(words);
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        return result.of(process.waitFor(), out, Files.readAllLines(err));
    }

    String strata(List<String> before, List<String> words) throws Exception {
        var ran = java.run(before, Map.of(), Main.class.getName(), words);
        return result.of(ran.status(), ran.out(), ran.err());
    }

    /// A test for each line: that both come to the same.
    Stream<DynamicTest> compared(String lines, Run program, Run strata) {
        record Pair(String line, Future<String> expected, Future<String> got) {}
        List<Pair> pairs = lines.lines().map(
                line -> new Pair(line, runners.submit(() -> program.of(line)), runners.submit(() -> strata.of(line))))
                .toList();
        return pairs.stream().map(pair -> DynamicTest.dynamicTest(pair.line, () -> {
            String expected = pair.expected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String got = pair.got.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // Where the machine is so busy that an answer is read too late, the lines tell of that.
            for (int again = 0; again < 2 && !got.equals(expected); again++) {
                expected = program.of(pair.line);
                got = strata.of(pair.line);
            }
            assertThat(got).isEqualTo(expected);
        }));
    }

    @Override
    public void close() throws IOException {
        runners.shutdownNow();
        try (theirs; ours) {
            // closes both
        }
    }
}
