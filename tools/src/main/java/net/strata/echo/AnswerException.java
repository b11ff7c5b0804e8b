package net.strata.echo;

import java.io.IOException;

/// An answer that is a refusal, or not what it has to be. The message is one line.
public final class AnswerException extends IOException {
    private static final long serialVersionUID = 1;

    AnswerException(String message) {
        super(message);
    }
}
