package net.strata.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.SockAddr;

/// The network, as an engine sees it. One thread uses it.
public interface Port {
    /// Sends a probe: perhaps a little later, together with others, but before [#receive] waits.
    ///
    /// @param number which probe it is, as the [Arrivals] will be told
    /// @param to whom it is for; port 0 where its protocol has none
    /// @param message from position to limit, what stands behind the IP header; it is copied
    void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException;

    /// Tells of all that came. If nothing did, waits for it.
    ///
    /// @param until how long at most, by the engine's [Clock]
    void receive(Arrivals arrivals, long until) throws IOException;

    /// Has [#receive] come back soon. Any thread may.
    void wake();
}
