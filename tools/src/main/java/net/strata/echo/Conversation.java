package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a server says to one client: it is told what came, and says what is answered. It makes no calls itself, so that
/// every way to serve (one client after the other, a thread for each, poll) runs the same program.
///
/// A stream has no messages: what came may be a part of what was sent, or several of them at once.
@FunctionalInterface
public interface Conversation extends AutoCloseable {
    /// The client is there, and has said nothing yet. Datagrams have no beginning.
    default void begins(Answer out) throws IOException {}

    /// Something came.
    ///
    /// @param data good until this returns; never empty on a stream
    void came(ByteBuffer data, Answer out) throws IOException;

    /// Goes on with an answer in parts. It is asked whenever all that was said has been sent, and before anything else is
    /// received.
    ///
    /// @return whether it said something
    default boolean more(Answer out) throws IOException {
        return false;
    }

    /// The client says nothing more (it closed, or shut down sending), but may still be listening.
    default void ended(Answer out) throws IOException {}

    /// It is over, in whatever way.
    @Override
    default void close() throws IOException {}
}
