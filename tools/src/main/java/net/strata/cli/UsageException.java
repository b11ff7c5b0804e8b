package net.strata.cli;

/// A command line that cannot be carried out. The message is one line for the user; the exit status is 2.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
