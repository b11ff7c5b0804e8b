package net.strata.os;

import java.io.IOException;

/// A capture filter that does not compile. The message is one line for the user.
public final class FilterSyntaxException extends IOException {
    private static final long serialVersionUID = 1;

    public FilterSyntaxException(String message) {
        super(message);
    }
}
