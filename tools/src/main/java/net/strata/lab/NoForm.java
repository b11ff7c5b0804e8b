package net.strata.lab;

/// A call cannot be written in a language, or not from what is known of it.
final class NoForm extends Exception {
    private static final long serialVersionUID = 1;

    /// @param why as a remark of a program has it
    NoForm(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
