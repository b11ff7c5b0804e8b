package net.strata.os;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the kernel knows of a TCP connection at one moment (TCP_INFO, tcp(7)); times in µs, sizes in bytes unless said
/// otherwise.
///
/// @param state such as [#ESTABLISHED], as the kernel numbers them (include/net/tcp_states.h)
/// @param retransmits how often the oldest unacknowledged segment was sent again so far
/// @param rto the retransmission timeout (RFC 6298)
/// @param sndMss the largest segment it sends
/// @param unacked segments that are sent and not acknowledged; of a listener, connections that wait to be accepted
/// @param lost segments held to be lost
/// @param rtt the smoothed round-trip time
/// @param rttvar its variation
/// @param sndCwnd the congestion window, in segments
/// @param totalRetrans segments that were sent again since the beginning
public record TcpInfo(int state, int retransmits, int rto, int sndMss, int unacked, int lost, int rtt, int rttvar,
        int sndCwnd, int totalRetrans) {
    public static final int ESTABLISHED = 1;
    private static final String[] STATES = {"", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
            "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "NEW_SYN_RECV"};
    /// Of `struct tcp_info` (linux/tcp.h): what is read here, up to tcpi_total_retrans.
    static final int SIZE = 104;

    /// Reads it.
    ///
    /// @return null if there are fewer bytes than every kernel of today gives
    static @Nullable TcpInfo of(ByteBuffer b) {
        if (b.remaining() < SIZE) return null;
        return new TcpInfo(b.get(0) & 0xff, b.get(2) & 0xff, b.getInt(8), b.getInt(16), b.getInt(24), b.getInt(32),
                b.getInt(68), b.getInt(72), b.getInt(80), b.getInt(100));
    }

    /// The state's name as RFC 9293 section 3.3.2 and the kernel have it, such as `ESTABLISHED`.
    public String stateName() {
        return state > 0 && state < STATES.length ? STATES[state] : Integer.toString(state);
    }
}
