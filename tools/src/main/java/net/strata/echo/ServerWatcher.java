package net.strata.echo;

import java.io.IOException;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Is told what happens in a server, by the thread in which it happens.
public interface ServerWatcher {
    /// It can be reached, and nothing was received yet.
    ///
    /// @param at with the port that it really has
    default void listening(Socket socket, SockAddr at) throws OsError {}

    /// A client is there.
    default void accepted(Connection client) {}

    default void received(Connection client, int bytes) {}

    default void sent(Connection client, int bytes) {}

    /// The client says nothing more.
    default void ended(Connection client) {}

    /// A connection is closed.
    ///
    /// @param failure why, null if both were done
    default void closed(Connection client, @Nullable IOException failure) {}

    /// A datagram came.
    ///
    /// @param answered how many bytes went back, -1 for no answer
    default void datagram(SockAddr from, int bytes, int answered) {}

    /// Something that the server survives, and its user should know: one line.
    default void trouble(String what) {}
}
