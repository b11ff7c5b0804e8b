package net.strata.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import net.strata.os.SockAddr;

/// What the two sides are joined by.
interface Network extends AutoCloseable {
    Origin.Place place();

    /// The name of a side's interface.
    String device(Side side);

    /// The address of a side, without a port.
    SockAddr.Ip address(Side side, int family);

    /// The port to use where a program of ours would have this one.
    default int port(int wanted) {
        return wanted;
    }

    /// All its addresses, as text.
    List<String> addresses(Side side);

    /// Does something on a side. Sockets that are opened, and threads that are started meanwhile, are there for good.
    <T> T call(Side side, Callable<T> work) throws Exception;

    /// What to put before a command line so that the program runs on a side.
    List<String> enter(Side side);

    /// Begins to record what passes the interfaces.
    Tap tap() throws IOException;

    /// Begins a session.
    default void begin() {}

    /// Whether nobody else's frames pass its interfaces.
    default boolean alone() {
        return true;
    }

    /// What went wrong since.
    default List<String> troubles() {
        return List.of();
    }

    @Override
    void close();
}
