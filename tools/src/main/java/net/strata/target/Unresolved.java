package net.strata.target;

/// A target that is no host: a name that has no address, or a line of a file that is no target at all.
///
/// @param typed as it was typed, fit for a terminal
/// @param why in one clause, without a dot
/// @param where the file and the line, such as `hosts.txt:7`; empty for the command line
public record Unresolved(String typed, String why, String where, long place) implements Found {
    /// In one line: `hosts.txt:7: nosuch: Name or service not known`.
    @Override
    public String toString() {
        return (where.isEmpty() ? "" : where + ": ") + typed + ": " + why;
    }
}
