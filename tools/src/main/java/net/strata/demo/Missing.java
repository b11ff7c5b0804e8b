package net.strata.demo;

/// A run lacks something that every run should have, or did not come to its end.
final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String what) {
        super(what);
    }
}
