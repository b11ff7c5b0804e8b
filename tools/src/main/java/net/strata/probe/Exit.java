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

    /// Which probe something is about that came by this socket, where the socket knows that better than what came.
    ///
    /// @return -1 if it does not
    default long probe(Arrival arrival) {
        return -1;
    }
}
