package net.strata.probe;

import net.strata.os.OsError;
import net.strata.os.Socket;

/// Something that is set on a socket before it is used.
@FunctionalInterface
public interface Setup {
    void on(Socket socket) throws OsError;
}
