package net.strata.os;

import java.io.IOException;
import net.strata.frame.Owner;

/// Knows which process has a socket open.
interface SocketHolders extends AutoCloseable {
    /// The process that has a socket open.
    ///
    /// @param inode the socket's number in /proc
    /// @return [Owner#UNKNOWN] if the process cannot be told
    Owner holder(long inode) throws IOException;

    @Override
    void close();
}
