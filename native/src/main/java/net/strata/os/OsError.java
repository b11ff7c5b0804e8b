package net.strata.os;

import java.io.IOException;

/// What the operating system refused or does not have. The message is one line for the user: what, why, what to do.
public final class OsError extends IOException {
    private static final long serialVersionUID = 1;

    public OsError(String message) {
        super(message);
    }
}
