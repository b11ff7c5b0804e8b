package net.strata.explain;

/// Where a value comes from, and whether it fits.
public enum Mark {
    /// The sender chose it.
    SET("\u00b7", "set by the sender"),
    /// It follows from the rest of the packet, as far as can be told correctly.
    COMPUTED("=", "follows from the rest of the packet"),
    /// It does not fit the rest of the packet.
    WRONG("\u2260", "does not fit the packet"),
    /// It should follow from the rest of the packet; whether it does cannot be told here.
    UNJUDGED("?", "cannot be judged here");

    private final String sign;
    private final String says;

    Mark(String sign, String says) {
        this.sign = sign;
        this.says = says;
    }

    /// One character for it.
    public String sign() {
        return sign;
    }

    /// What the sign stands for.
    public String says() {
        return says;
    }
}
