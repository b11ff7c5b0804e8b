package net.strata.events;

/// An event that is not as it should be.
public final class BadEvent extends Exception {
    private static final long serialVersionUID = 1;

    public BadEvent(String why) {
        super(why);
    }
}
