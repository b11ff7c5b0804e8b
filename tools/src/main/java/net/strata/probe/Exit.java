package net.strata.probe;

import java.nio.ByteBuffer;
import net.strata.os.Message;
import net.strata.os.SockAddr;

/// How a socket of a [LivePort] sends what the port is given. One thread uses it, but [#fill] may be another's where
/// [LivePort#pace] says that very many are sent.
public interface Exit {
    /// Whether a message to a host of the socket's family leaves by this socket.
    default boolean takes(ByteBuffer message) {
        return true;
    }

    /// Makes of a message what the kernel is told: data, address, and control messages beside those that are there.
    ///
    /// @param number which probe it is
    /// @param message from position to limit, as the port was given it; its position may move
    void fill(long number, SockAddr.Ip to, ByteBuffer message, Message into);

    /// Adds to something that came by this socket what the socket knows of it: which probe it is about, and what of the message
    /// the kernel kept.
    ///
    /// @param m what the kernel told
    default void came(Arrival arrival, Message m) {}
}
