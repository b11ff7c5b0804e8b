package net.strata.target;

import net.strata.wire.Text;

/// A target that cannot be one. The message is one line: what was typed, and why it is none.
public final class TargetException extends Exception {
    private static final long serialVersionUID = 1;
    /// Characters of what was typed that a message repeats.
    private static final int LONGEST = 100;

    private final String why;

    /// @param typed anything; it is made fit for a terminal
    /// @param why in one clause, without a dot
    public TargetException(String typed, String why) {
        super(shown(typed) + ": " + why);
        this.why = why;
    }

    /// The message without what was typed.
    public String why() {
        return why;
    }

    /// A text of others, fit for a terminal: characters that control one are escaped, and a long text is cut.
    static String shown(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return new Text(LONGEST).text(cut).toString();
    }
}
