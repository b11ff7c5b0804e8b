package net.strata.sim;

/// What came of a probe, as the network knows it. Times are by its clock.
public final class Fate {
    private final long sent;
    int errno;
    int replies;
    int damaged;
    int errors;
    long answered;

    Fate(long sent) {
        this.sent = sent;
    }

    /// When it was handed over to be sent.
    public long sent() {
        return sent;
    }

    /// Why the kernel did not send it, 0 if it did.
    public int errno() {
        return errno;
    }

    /// How many replies the engine was given whose checksum is right.
    public int replies() {
        return replies;
    }

    /// How many it was given whose checksum is wrong.
    public int damaged() {
        return damaged;
    }

    /// How many errors the engine was given.
    public int errors() {
        return errors;
    }

    /// When the first reply whose checksum is right reached the kernel.
    public long answered() {
        return answered;
    }
}
