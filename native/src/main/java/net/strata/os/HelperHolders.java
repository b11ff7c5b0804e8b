package net.strata.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.strata.frame.Owner;
import org.jspecify.annotations.Nullable;

/// Asks a [ProcessHelper], which is started by root before it becomes an ordinary user, and keeps for that user two
/// capabilities of root's: DAC_READ_SEARCH, to list /proc/PID/fd of others, and SYS_PTRACE, to read where the links in
/// there lead (proc_pid_fd(5)).
///
/// It cannot be debugged, attached to, or given more rights; its environment is empty. When it is gone, only what this
/// process may see itself is told.
final class HelperHolders implements SocketHolders {
    static final List<Capability> KEPT = List.of(Capability.SYS_PTRACE, Capability.DAC_READ_SEARCH);
    private static final String PATH = "/usr/bin:/bin:/usr/sbin:/sbin";
    /// Starts in 0.1 s, with an ahead-of-time cache no sooner. Nobody attaches to it, or has it print its threads.
    private static final List<String> JAVA = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-Xrs", "-Xms8m", "-Xmn4m", "-Xmx64m");
    private static final int SECONDS_TO_END = 2;

    private final Process process;
    private final BufferedReader answers;
    private final SocketHolders own = new ProcessTable();
    private boolean gone;

    private HelperHolders(Process process) {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Starts it.
    ///
    /// @param user whom it shall run as
    static HelperHolders start(User user) throws IOException {
        return start(command(user));
    }

    static HelperHolders start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new HelperHolders(builder.start());
    }

    /// Waits until it can be asked.
    ///
    /// @return this
    /// @throws OsError if it never can
    HelperHolders awaitReady() throws IOException {
        String line = answers.readLine();
        if (ProcessHelper.READY.equals(line)) return this;
        gone = true;
        throw new OsError(line == null ? "it ends at once" : line);
    }

    private static List<String> command(User user) throws IOException {
        var kept = new StringBuilder("-all");
        for (Capability each : KEPT)
            kept.append(",+").append(each.lower());
        String setpriv = program("setpriv");
        var command = new ArrayList<>(List.of(setpriv, "--reuid=" + Integer.toUnsignedString(user.uid()),
                "--regid=" + Integer.toUnsignedString(user.gid()), "--clear-groups", "--inh-caps=" + kept,
                "--ambient-caps=" + kept, "--bounding-set=" + kept, "--no-new-privs",
                // Signals of the terminal are for the command.
                program("env"), "--ignore-signal=INT,HUP,QUIT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProcessHelper.class.getName()));
        return command;
    }

    private static String program(String name) throws OsError {
        for (String folder : PATH.split(":", -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) return file.toString();
        }
        throw new OsError(name + " is not there");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public Owner holder(long inode) throws IOException {
        if (gone) return own.holder(inode);
        try {
            process.getOutputStream().write((inode + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return owner(answers.readLine());
        } catch (IOException e) {
            gone = true;
            throw new OsError("the helper that knows other users' processes has ended");
        }
    }

    private static Owner owner(@Nullable String line) throws IOException {
        int space = line == null ? -1 : line.indexOf(' ');
        if (line == null || space < 0) throw new IOException("no answer");
        try {
            int id = Integer.parseInt(line, 0, space, 10);
            return id == 0 ? Owner.UNKNOWN : new Owner(line.substring(space + 1), id);
        } catch (NumberFormatException e) {
            throw new IOException("no answer", e);
        }
    }

    /// It ends when its input does.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
