package net.strata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.Privileges;
import net.strata.os.Socket;

/// A program that gives up its privileges and tells what is left of them.
final class DropsPrivileges {
    private static final CountDownLatch STARTED = new CountDownLatch(2);

    private DropsPrivileges() {}

    /// Drops and tells.
    ///
    /// @param words a file to write, and the user to become, if one is named
    public static void main(String[] words) throws IOException, InterruptedException {
        park("before");
        String user = words.length > 1 ? words[1] : null;
        try {
            System.out.println("said " + Privileges.drop(user));
        } catch (IOException e) {
            System.out.println("failed " + e.getMessage());
        }
        park("after");
        STARTED.await();
        Files.writeString(Path.of(words[0]), "");
        System.out.println("file " + Files.getAttribute(Path.of(words[0]), "unix:uid"));
        try (Socket raw = Socket.socket(Abi.AF_INET, Abi.SOCK_RAW, Abi.IPPROTO_ICMP)) {
            System.out.println("opened " + raw);
        } catch (OsError e) {
            System.out.println("raw socket " + Errno.of(e.errno()).name());
        }
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList())
                System.out.println("thread " + facts(task.resolve("status")));
        }
    }

    private static void park(String name) {
        var thread = new Thread(() -> {
            STARTED.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    /// Name, users, groups, supplementary groups, effective capabilities.
    private static String facts(Path status) throws IOException {
        List<String> wanted = List.of("Name:", "Uid:", "Gid:", "Groups:", "CapEff:");
        return String.join("|", Files.readAllLines(status).stream()
                .filter(line -> wanted.stream().anyMatch(line::startsWith))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " ")).toList());
    }
}
