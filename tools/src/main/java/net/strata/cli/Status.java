package net.strata.cli;

/// Exit statuses.
public final class Status {
    public static final int DONE = 0;
    /// Nothing matched, nobody replied.
    public static final int NEGATIVE = 1;
    /// Usage is wrong, or the work cannot be done.
    public static final int FAILED = 2;
    /// As a program that SIGINT (2) ended.
    public static final int INTERRUPTED = 128 + 2;
    /// The reader of the output went away: as a program that SIGPIPE (13) ended.
    public static final int PIPE_CLOSED = 128 + 13;

    private Status() {}
}
