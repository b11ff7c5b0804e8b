package net.strata.os;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A network namespace that this program makes for itself (network_namespaces(7)): nothing is in it but a loopback
/// interface, which is down. A thread of its own holds it; it is gone when that one, and all threads that were started in it,
/// have ended.
///
/// Java's shared threads must not be started in it, as they would keep it: no process, no virtual thread.
public final class PrivateNetwork implements AutoCloseable {
    private static final String THREAD_SELF = "/proc/thread-self";

    private final ExecutorService holder;
    private final String name;
    private final String path;

    private PrivateNetwork(ExecutorService holder, String name, String path) {
        this.holder = holder;
        this.name = name;
        this.path = path;
    }

    /// Makes one.
    ///
    /// @param name of its thread
    /// @throws OsError without CAP_SYS_ADMIN
    public static PrivateNetwork make(String name) throws OsError {
        Linux.require();
        ExecutorService holder = Executors
                .newSingleThreadExecutor(work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
        try {
            return new PrivateNetwork(holder, name, call(holder, () -> {
                Failure.check(Kernel.unshare(Abi.CLONE_NEWNET), "unshare(CLONE_NEWNET)");
                return "/proc/" + Files.readSymbolicLink(Path.of(THREAD_SELF)) + "/ns/net";
            }));
        } catch (Exception e) {
            holder.shutdownNow();
            if (e instanceof OsError error) throw error;
            throw new OsError(name + ": " + e.getMessage());
        }
    }

    /// Does something in it, on the thread that holds it. A thread that is started meanwhile is in it, too.
    ///
    /// @return what `work` returned; what it threw is thrown
    public <T> T call(Callable<T> work) throws Exception {
        return call(holder, work);
    }

    private static <T> T call(ExecutorService holder, Callable<T> work) throws Exception {
        Future<T> done = holder.submit(work);
        boolean interrupted = false;
        try {
            while (true)
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case Exception cause -> throw cause;
                        case Error cause -> throw cause;
                        case null, default -> throw e;
                    }
                }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /// What to put before a command line that is to run in it (nsenter(1)).
    public List<String> enter() {
        return List.of("nsenter", "--net=" + path, "--");
    }

    Descriptor descriptor() throws OsError {
        return Netns.file(path);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        holder.close();
    }
}
