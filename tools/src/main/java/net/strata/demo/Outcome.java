package net.strata.demo;

import java.util.List;

/// What came of a demonstration.
public record Outcome(About about, List<Session> sessions, List<Check> checks) {
    /// Whether all was as expected.
    public boolean holds() {
        return checks.stream().allMatch(Check::seen);
    }

    /// Whether anything was otherwise than expected. Where neither, something could not be seen.
    public boolean refuted() {
        return checks.stream().anyMatch(check -> !check.seen() && !check.hidden());
    }
}
