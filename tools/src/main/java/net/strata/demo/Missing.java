package net.strata.demo;

/// A run lacks something that every run should have, or did not come to its end.
final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    /// Whether it is this place that has it so, not the kernel.
    final boolean here;

    Missing(String what) {
        this(what, false);
    }

    Missing(String what, boolean here) {
        super(what);
        this.here = here;
    }
}
