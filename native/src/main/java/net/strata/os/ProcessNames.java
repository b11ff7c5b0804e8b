package net.strata.os;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.strata.frame.FrameSource;
import org.jspecify.annotations.Nullable;

/// `--processes`: tags frames of a live source with the processes that their sockets belong to.
///
/// ```java
/// try (var names = ProcessNames.open(); FrameSource source = names.tag(live)) {
///     ...
///     names.remarks().forEach(console::say);
/// }
/// ```
public final class ProcessNames implements AutoCloseable {
    private final FlowOwners owners;
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("processes").factory());
    private @Nullable OwnedFrames frames;

    private ProcessNames(FlowOwners owners) {
        this.owners = owners;
    }

    /// Names processes that this one may look into: all of them for root, else those of its user.
    ///
    /// Packets are those of the network namespace of the calling thread.
    public static ProcessNames open() throws OsError {
        return new ProcessNames(new ProcessLookup(new FlowSockets(), new ProcessTable()));
    }

    /// The frames of a source, with the processes that sent and received them. For one source; closing what is returned
    /// closes it.
    public FrameSource tag(FrameSource source) {
        frames = new OwnedFrames(source, owners, worker, System::nanoTime);
        return frames;
    }

    /// What to tell the user at the end; a line each, usually none.
    public List<String> remarks() {
        return frames == null ? List.of() : frames.remarks();
    }

    @Override
    public void close() throws IOException {
        worker.shutdownNow();
        owners.close();
    }
}
