package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Is told what happens in a client, by the thread in which it happens. Buffers are good until the call returns.
public interface ClientWatcher {
    /// An address does not answer; the next is tried.
    default void failed(SockAddr server, OsError why) throws IOException {}

    /// The connection is there.
    default void connected(Socket socket, SockAddr server) throws IOException {}

    /// A socket is there that is not connected: whatever is sent goes to many, and each of them may answer.
    default void opened(Socket socket, SockAddr servers) throws IOException {}

    /// The kernel took a message, or, where both sides talk at once, is about to.
    default void sent(ByteBuffer message) throws IOException {}

    /// One recv.
    ///
    /// @param data what it gave; nothing for an empty datagram
    /// @param length how long the datagram was; more than the data where the rest was lost
    /// @param from who sent it; null where it can be one only
    default void received(ByteBuffer data, int length, @Nullable SockAddr from) throws IOException {}

    /// What an answer has beside its frame: all of it, of most programs.
    default void content(ByteBuffer data) throws IOException {}

    /// An answer is complete.
    ///
    /// @param ending what found its end
    /// @param nanos since the message began to be sent
    default void answered(Ending ending, long nanos) throws IOException {}

    /// No answer came in time.
    ///
    /// @param some whether a part of it came
    default void silent(boolean some) throws IOException {}

    /// The client tells that it sends nothing more.
    default void halfClosed() throws IOException {}

    /// The server sends nothing more: recv gave 0 bytes.
    default void ended() throws IOException {}
}
