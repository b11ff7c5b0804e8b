package net.strata.trace;

import java.nio.ByteBuffer;
import net.strata.probe.Arrival;

/// What probes are made of, and what answers them. Made for one run.
public interface Method {
    /// How many keys there are, from 1: 0 and 65535 are one number as a checksum, and mean that there is
    /// none in UDP (RFC 768).
    int KEYS = 0xfffe;

    /// The protocol behind the IP header, such as [net.strata.os.Abi#IPPROTO_UDP].
    int protocol();

    /// The shortest packet that can be a probe, in bytes, the IP header's among them.
    int shortest(boolean six);

    /// Writes a probe, from its IP header on, at the buffer's position, and notes in it what was written.
    void write(Probe probe, ByteBuffer into);

    /// Reads what came, if it may be an answer to a probe.
    ///
    /// @return whether it may be
    boolean read(Arrival arrival, Reading into);
}
