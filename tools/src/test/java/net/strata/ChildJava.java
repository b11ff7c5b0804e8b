package net.strata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Programs of ours in a Java of their own, which ordinary users can run too: the class path may be in root's home, so it
/// is copied.
public final class ChildJava {
    /// Of the class path, what is needed beside folders of classes.
    private static final List<String> JARS = List.of("strata-", "jna-", "pcap4j-", "slf4j-", "jline-", "HdrHistogram-");

    private final Path folder;

    /// What came of a run.
    public record Ran(int status, List<String> out, List<String> err) {}

    /// @param folder an empty one, which everybody may write from now on
    public ChildJava(Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /// What setpriv(1) needs to start a program as nobody, who is user 65534 on Linux.
    public static List<String> asNobody() {
        return List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }

    /// Runs a program.
    ///
    /// @param before what starts it: nothing, or such as [#asNobody]
    /// @param environment added to this one's, of which sudo's part is taken away
    public Ran run(List<String> before, Map<String, String> environment, String main, List<String> words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv6Addresses=system",
                "-Djna.tmpdir=" + folder, "-cp", classPath(), main));
        command.addAll(words);
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SUDO_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        return new Ran(process.waitFor(), out, Files.readAllLines(err));
    }

    private String classPath() throws IOException {
        Path copies = Files.createDirectories(folder.resolve("classes"));
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            String name = from.getFileName().toString();
            if (!Files.isDirectory(from) && JARS.stream().noneMatch(name::startsWith)) continue;
            Path to = copies.resolve(path.size() + "-" + name);
            path.add(to.toString());
            if (Files.exists(to)) continue;
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList())
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return String.join(":", path);
    }
}
