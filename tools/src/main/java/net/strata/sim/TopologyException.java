package net.strata.sim;

/// A topology that cannot be, in one line that says where and why.
public final class TopologyException extends Exception {
    private static final long serialVersionUID = 1;

    TopologyException(String message) {
        super(message);
    }
}
