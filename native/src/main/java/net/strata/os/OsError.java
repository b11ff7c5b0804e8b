package net.strata.os;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the operating system refused or does not have. The message is one line for the user: which call, what it failed
/// with, what to do.
public final class OsError extends IOException {
    private static final long serialVersionUID = 1;

    private final String call;
    private final int errno;

    /// Something that no call was asked for: a library that is missing, a system that lacks it.
    public OsError(String message) {
        super(message);
        call = "";
        errno = 0;
    }

    /// A call that failed.
    ///
    /// @param call as a programmer would write it: `socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)`
    /// @param errno what it left in errno
    /// @param wayOut what the user can do, null if the failure says it
    public OsError(String call, int errno, @Nullable String wayOut) {
        super(call + ": " + Errno.of(errno) + (wayOut == null ? "" : ": " + wayOut));
        this.call = call;
        this.errno = errno;
    }

    /// Loads all that failures are made of, for programs that have to go on when no descriptor is left: Java needs one to load
    /// a class from a folder.
    public static void prepare() {
        Failure.of("accept(fd)", Errno.EMFILE);
    }

    /// The call that failed; empty if there was none.
    public String call() {
        return call;
    }

    /// What the call left in errno, 0 if there was none.
    public int errno() {
        return errno;
    }
}
