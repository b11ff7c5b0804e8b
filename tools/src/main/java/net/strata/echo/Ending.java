package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds where one answer ends: a stream has no messages, so the two sides must have agreed. Each is good for one answer.
public interface Ending {
    /// Takes what an answer has beside its frame.
    interface Content {
        void take(ByteBuffer data) throws IOException;
    }

    /// Takes what came.
    ///
    /// @param data is used up; what is behind the end of the answer belongs to it all the same
    /// @return whether the answer is complete
    /// @throws AnswerException if the answer is not what it has to be
    boolean take(ByteBuffer data, Content content) throws IOException;

    /// What an answer lacks which the server ended here by closing; null if it is complete with that.
    default @Nullable String missing() {
        return null;
    }

    /// Ends it, complete or not.
    default void close() throws IOException {}

    /// After how many ns of silence an answer has ended that has begun; less than 0 if silence says nothing.
    default long silence() {
        return -1;
    }
}
