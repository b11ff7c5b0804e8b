package net.strata.trace;

import java.nio.ByteBuffer;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// The source route of a packet (RFC 791 section 3.1) as the kernel is told it, which then writes the header itself (ip(7),
/// IP_OPTIONS): it wants all routers in the option, and the host as the address to send to. In the packet the first router
/// is the destination, and the host is the last in the option.
final class SourceRoute {
    private static final int HEADER = 20;
    private static final int LOOSE = 131;
    private static final int STRICT = 137;
    private static final int NO_OPERATION = 1;
    private static final int ADDRESSES = 3;

    private final byte[] options;
    private final SockAddr.In to;

    private SourceRoute(byte[] options, SockAddr.In to) {
        this.options = options;
        this.to = to;
    }

    /// Options of the header.
    byte[] options() {
        return options;
    }

    /// Whom the packet is for in the end.
    SockAddr.In to() {
        return to;
    }

    /// Reads it.
    ///
    /// @param packet whose IP header begins at the buffer's position, and is right
    /// @return null if it has none
    static @Nullable SourceRoute of(ByteBuffer packet) {
        if (IpFields.isSix(packet)) return null;
        int start = packet.position();
        var options = new byte[IpFields.length(packet) - HEADER];
        packet.get(start + HEADER, options);
        for (int at = 0; at + ADDRESSES < options.length && options[at] != 0;) {
            int kind = options[at] & 0xff;
            int length = kind == NO_OPERATION ? 1 : options[at + 1] & 0xff;
            if (kind == LOOSE || kind == STRICT) {
                int last = at + length - 4;
                var to = new SockAddr.In(ByteBuffer.wrap(options).getInt(last), 0);
                System.arraycopy(options, at + ADDRESSES, options, at + ADDRESSES + 4, length - ADDRESSES - 4);
                packet.get(start + HEADER - 4, options, at + ADDRESSES, 4);
                return new SourceRoute(options, to);
            }
            at += Math.max(1, length);
        }
        return null;
    }
}
