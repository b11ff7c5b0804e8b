package net.strata.explain.story;

import java.io.Serial;

/// The capture has no such conversation. The message says in one line what it has.
public final class NoSuchConversation extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    NoSuchConversation(String message) {
        super(message);
    }
}
