package net.strata.echo;

/// How a server of streams serves many clients.
public enum Engine {
    /// One client after the other: who comes meanwhile waits in the listener's queue.
    ONE,
    /// A thread for each.
    THREAD,
    /// One thread for all, which waits with poll(2), and whose calls never wait.
    POLL
}
