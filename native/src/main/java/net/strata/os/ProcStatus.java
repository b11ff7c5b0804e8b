package net.strata.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose a thread is and what it may do, as /proc/self/task/*/status tells it (proc_pid_status(5)).
///
/// @param uids real, effective, saved, and that of the file system
/// @param gids likewise
/// @param permitted what it may take up
record ProcStatus(List<Integer> uids, List<Integer> gids, Set<Integer> groups, EnumSet<Capability> effective,
        EnumSet<Capability> permitted) {
    private static final Path SELF = Path.of("/proc/thread-self/status");
    private static final Path THREADS = Path.of("/proc/self/task");

    /// The calling thread's.
    static ProcStatus self() throws OsError {
        try {
            return read(SELF);
        } catch (IOException e) {
            throw new OsError("cannot tell who runs this: " + SELF + " is not there to read");
        }
    }

    /// All threads' of this process.
    static List<ProcStatus> threads() throws OsError {
        List<ProcStatus> all = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(THREADS)) {
            for (Path task : tasks) {
                try {
                    all.add(read(task.resolve("status")));
                } catch (NoSuchFileException e) {
                    // It has ended.
                } catch (IOException e) {
                    if (Files.exists(task)) throw e;
                }
            }
        } catch (IOException e) {
            throw new OsError("cannot tell the rights of the threads here: " + THREADS + " is not there to read");
        }
        return all;
    }

    private static ProcStatus read(Path file) throws IOException {
        Map<String, String> lines = new HashMap<>();
        for (String line : Files.readString(file).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new ProcStatus(numbers(lines.get("Uid")), numbers(lines.get("Gid")),
                Set.copyOf(numbers(lines.get("Groups"))), bits(lines.get("CapEff")), bits(lines.get("CapPrm")));
    }

    private static List<Integer> numbers(@Nullable String text) {
        if (text == null || text.isEmpty()) return List.of();
        return List.of(text.split("\\s+", -1)).stream().map(Integer::parseUnsignedInt).toList();
    }

    private static EnumSet<Capability> bits(@Nullable String text) {
        return Capability.of(text == null ? 0 : Long.parseUnsignedLong(text, 16));
    }

    int uid() {
        return uids.get(1);
    }

    /// Whether it is `user` in every respect, and cannot become anybody else.
    boolean isOnly(User user) {
        return uids.stream().allMatch(id -> id == user.uid()) && gids.stream().allMatch(id -> id == user.gid())
                && permitted.isEmpty() && effective.isEmpty();
    }
}
