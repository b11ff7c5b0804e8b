package net.strata.target;

/// What became of a target.
public sealed interface Found permits Host, Unresolved {
    /// Its place among all targets in the order in which they were given, from 0. All addresses of one name share it.
    long place();
}
