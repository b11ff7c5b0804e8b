package net.strata.lab;

import java.util.Locale;

/// Which of the two programs, and the network namespace it runs in.
public enum Side {
    CLIENT, SERVER;

    public Side other() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    /// As it is written: `client`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
