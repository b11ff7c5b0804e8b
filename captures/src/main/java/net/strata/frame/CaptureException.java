package net.strata.frame;

import java.io.IOException;

/// A capture that cannot be read, or not further. The message is one line for
/// the user.
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1;

    public CaptureException(String message) {
        super(message);
    }
}
