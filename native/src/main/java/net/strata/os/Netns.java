package net.strata.os;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Other network namespaces (network_namespaces(7)): a network of its own, with its own links, addresses and routes.
///
/// Sockets and captures belong for good to the namespace that they were opened in, so it is enough to open them there:
///
/// ```java
/// Socket socket = Netns.call("blue", () -> Socket.socket(AF_INET, SOCK_DGRAM, 0));
/// ```
public final class Netns {
    /// Where ip-netns(8) keeps names.
    private static final String NAMES = "/run/netns/";

    private Netns() {}

    /// Runs something in a network namespace, on a thread of its own: a namespace is a thread's (setns(2)). Threads that it
    /// starts stay there, those of Java's shared pools among them: let it open what is needed, and work elsewhere.
    ///
    /// @param nameOrPid a name that `ip netns list` shows, or else the number of a process, whose namespace is meant
    /// @return what `work` returned; what it threw is thrown
    /// @throws OsError if there is no such namespace, or without CAP_SYS_ADMIN over it
    public static <T> T call(String nameOrPid, Callable<T> work) throws Exception {
        Linux.require();
        try (Descriptor namespace = open(nameOrPid)) {
            var result = new CompletableFuture<T>();
            Thread thread = Thread.ofPlatform().name("netns " + nameOrPid).start(() -> {
                try {
                    enter(namespace, nameOrPid);
                    result.complete(work.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            return await(result, thread);
        }
    }

    /// Until the thread is done, come what may: the caller relies on what it opens.
    private static <T> T await(CompletableFuture<T> result, Thread thread) throws Exception {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    private static void enter(Descriptor namespace, String nameOrPid) throws OsError {
        int r = Kernel.setns(namespace.hold(), Abi.CLONE_NEWNET);
        namespace.release();
        if (r < 0) throw Failure.of("setns(" + nameOrPid + ", CLONE_NEWNET)", -r);
    }

    private static Descriptor open(String nameOrPid) throws OsError {
        if (nameOrPid.isEmpty() || nameOrPid.indexOf('/') >= 0 || nameOrPid.indexOf('\0') >= 0
                || nameOrPid.startsWith("."))
            throw new OsError("a network namespace is given by its name (ip netns list) or a process number, not "
                    + nameOrPid);
        boolean number = nameOrPid.chars().allMatch(c -> c >= '0' && c <= '9');
        String name = NAMES + nameOrPid;
        int fd = openPath(name);
        if (fd == -Errno.ENOENT && number) {
            name = "/proc/" + nameOrPid + "/ns/net";
            fd = openPath(name);
        }
        return descriptor(name, fd);
    }

    /// The file of a namespace.
    static Descriptor file(String path) throws OsError {
        return descriptor(path, openPath(path));
    }

    private static Descriptor descriptor(String name, int fd) throws OsError {
        if (fd < 0) throw Failure.of("open(" + name + ", O_RDONLY | O_CLOEXEC)", -fd);
        return new Descriptor(fd);
    }

    private static int openPath(String path) {
        byte[] bytes = (path + '\0').getBytes(StandardCharsets.UTF_8);
        Block block = Scratch.here().data(bytes.length);
        block.bytes.put(0, bytes);
        return Kernel.open(block.address, Abi.O_RDONLY | Abi.O_CLOEXEC);
    }
}
