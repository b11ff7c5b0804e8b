package net.strata.cli;

import java.util.List;

/// A command line that cannot be carried out. The message is one line for the user; the exit status is 2.
/// Lines below it may show the place.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> place;

    public UsageException(String message) {
        this(message, List.of());
    }

    /// @param place lines that show where the trouble is
    public UsageException(String message, List<String> place) {
        super(message);
        this.place = place;
    }

    List<String> place() {
        return place;
    }
}
