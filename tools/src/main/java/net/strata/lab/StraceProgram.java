package net.strata.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.OsError;

/// The strace(1) that is installed, and how it is asked for what [Strace] reads.
///
/// @param exact whether its stamps have ns, which it has been able to give since 5.6; else µs
/// @param filters whether it stops programs at the calls that were asked for only, which makes them less slow
record StraceProgram(boolean exact, boolean filters) {
    /// More bytes of a call's data are not written. What is kept of them is no more either.
    private static final int DATA = net.strata.os.Calls.KEPT;
    private static final String MISSING = "own programs are watched with strace, which is not installed: "
            + "apt install strace, dnf install strace";

    /// @throws OsError if there is none
    static StraceProgram find() throws IOException {
        try {
            Process process = new ProcessBuilder("strace", "--help").redirectErrorStream(true).start();
            process.getOutputStream().close();
            String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new StraceProgram(help.contains("--absolute-timestamps") && help.contains("--syscall-times"),
                    help.contains("--seccomp-bpf"));
        } catch (IOException e) {
            throw new OsError(MISSING);
        }
    }

    /// A command line that runs a command and has its calls written to a file.
    List<String> command(Path file, List<String> watched) {
        var line = new ArrayList<>(
                List.of("strace", "-f", "-y", "-s", Integer.toString(DATA), "-o", file.toString(), "-e",
                        "trace=" + Strace.TRACED, "-e", "signal=none"));
        line.addAll(exact
                ? List.of("--absolute-timestamps=format:unix,precision:ns", "--syscall-times=ns")
                : List.of("-ttt", "-T"));
        if (filters) line.add("--seccomp-bpf");
        line.add("--");
        line.addAll(watched);
        return line;
    }

    /// Says in one line that a command cannot be run, before it is tried.
    ///
    /// @throws OsError if there is no such program
    static void check(String program) throws OsError {
        if (program.contains("/")) {
            Path path = Path.of(program);
            if (!Files.exists(path)) throw new OsError(program + ": no such program");
            if (Files.isDirectory(path) || !Files.isExecutable(path))
                throw new OsError(program + ": is no program (chmod +x " + program + " makes a script one)");
            return;
        }
        for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
            if (Files.isExecutable(Path.of(folder, program)) && !Files.isDirectory(Path.of(folder, program))) return;
        boolean here = Files.exists(Path.of(program));
        throw new OsError(program + ": no such program" + (here ? ": ./" + program + " is the file here" : ""));
    }
}
