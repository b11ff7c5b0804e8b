package net.strata.os;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import net.strata.frame.FrameSource;
import org.jspecify.annotations.Nullable;

/// `--processes`: tags frames of a live source with the processes that their sockets belong to.
///
/// ```java
/// try (ProcessNames names = ProcessNames.open(user, says)) {
///     Privileges.drop(user);
///     run(names.tag(live));
///     names.remarks().forEach(says);
/// }
/// ```
public final class ProcessNames implements AutoCloseable {
    private static final int SECONDS_TO_START = 5;

    private final FlowSockets sockets;
    private final SocketHolders holders;
    private final ExecutorService worker;
    private @Nullable OwnedFrames frames;

    /// Starts a helper.
    interface Starter {
        HelperHolders start() throws IOException;
    }

    private ProcessNames(FlowSockets sockets, SocketHolders holders, ExecutorService worker) {
        this.sockets = sockets;
        this.holders = holders;
        this.worker = worker;
    }

    /// To be called before privileges are dropped, in a thread of the network namespace that packets come from.
    ///
    /// What is named is what this process may look into. Where it is root and will become an ordinary user, a helper keeps
    /// the rights that are needed for all processes to be named.
    ///
    /// @param user whom it will become, as [Privileges#drop] is told
    /// @param says takes a line for the user, if there can be no helper
    public static ProcessNames open(@Nullable String user, Consumer<String> says) throws OsError {
        var sockets = new FlowSockets();
        ExecutorService worker = Executors
                .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("processes").factory());
        try {
            User next = Privileges.next(user);
            SocketHolders holders = next == null ? null : helper(() -> HelperHolders.start(next), says);
            return new ProcessNames(sockets, holders == null ? new ProcessTable() : holders, worker);
        } catch (OsError | RuntimeException | Error e) {
            worker.shutdownNow();
            sockets.close();
            throw e;
        }
    }

    /// The first lookups take long: classes are loaded, and all processes looked at.
    private void prepare() {
        try {
            sockets.prepare();
            holders.holder(0);
        } catch (IOException e) {
            // It is told when it fails again.
        }
    }

    FlowOwners lookup() {
        return new ProcessLookup(sockets, holders);
    }

    /// Null if it does not start.
    static @Nullable SocketHolders helper(Starter starter, Consumer<String> says) {
        String reason;
        HelperHolders helper = null;
        try {
            helper = starter.start();
            var ready = new FutureTask<>(helper::awaitReady);
            Thread.ofPlatform().daemon().name("helper").start(ready);
            ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return helper;
        } catch (ExecutionException e) {
            reason = e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
        } catch (TimeoutException e) {
            reason = "it does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (helper != null) helper.close();
        says.accept("--processes names your own processes only, as the helper for others' does not start: " + reason);
        return null;
    }

    /// The frames of a source, with the processes that sent and received them. For one source; closing what is returned
    /// closes that. To be called when privileges are dropped: the thread that looks processes up starts here, without any.
    public FrameSource tag(FrameSource source) {
        worker.execute(this::prepare);
        frames = new OwnedFrames(source, lookup(), worker, System::nanoTime);
        return frames;
    }

    /// What to tell the user at the end; a line each, usually none.
    public List<String> remarks() {
        return frames == null ? List.of() : frames.remarks();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        holders.close();
        sockets.close();
    }
}
