package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.strata.TestNetwork;

/// A process of strata that runs until it is told to end, such as one that captures, and what it says.
final class CaptureRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader err;
    private final Path out;
    private final List<String> said = new ArrayList<>();

    private CaptureRun(Process process, Path out) {
        this.process = process;
        this.out = out;
        err = process.errorReader(UTF_8);
    }

    /// Starts `strata capture`.
    ///
    /// @param before what runs it, such as `ip netns exec NAME`
    static CaptureRun start(List<String> before, Map<String, String> environment, List<String> words)
            throws IOException {
        var line = new ArrayList<>(List.of("capture"));
        line.addAll(words);
        return command(before, environment, line);
    }

    /// Starts any command, with SIGINT as a shell in the foreground has it.
    ///
    /// @param words the command and what follows it
    static CaptureRun command(List<String> before, Map<String, String> environment, List<String> words)
            throws IOException {
        Path out = Files.createTempFile("captured", ".txt");
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("env", "--default-signal=INT", System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "net.strata.cli.Main"));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SUDO_"));
        builder.environment().putAll(environment);
        return new CaptureRun(builder.start(), out);
    }

    /// Waits until it captures.
    CaptureRun listening() throws IOException {
        return says("listening on");
    }

    /// Waits until it says something.
    CaptureRun says(String what) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.add(line);
            if (line.contains(what)) return this;
        }
        throw new AssertionError("it never said " + what + ", but " + said);
    }

    /// Sends a signal: `INT`.
    CaptureRun signal(String name) {
        TestNetwork.run("kill", "-" + name, Long.toString(process.pid()));
        return this;
    }

    /// Waits for its end.
    ///
    /// @return its exit status
    int ended() throws IOException {
        err.lines().forEach(said::add);
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("it did not end");
    }

    List<String> said() {
        return said;
    }

    /// The number in front of a line such as `3 packets captured`.
    long count(String what) {
        return said.stream().filter(line -> line.endsWith(what))
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .findFirst().orElseThrow(() -> new AssertionError("no line with " + what + " in " + said));
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(out);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
    }
}
