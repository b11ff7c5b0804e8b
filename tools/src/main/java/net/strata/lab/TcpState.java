package net.strata.lab;

import java.util.Locale;

/// The states of one side of a TCP connection, and what segments make of them (RFC 9293 section 3.3.2).
enum TcpState {
    CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT;

    /// The state after a segment has left.
    TcpState sends(int flags) {
        if ((flags & TcpFlags.RST) != 0) return this == LISTEN ? this : CLOSED;
        if ((flags & TcpFlags.SYN) != 0)
            return switch (this) {
                case CLOSED, LISTEN -> (flags & TcpFlags.ACK) != 0 ? SYN_RECEIVED : SYN_SENT;
                case SYN_SENT -> (flags & TcpFlags.ACK) != 0 ? SYN_RECEIVED : this;
                default -> this;
            };
        if ((flags & TcpFlags.FIN) != 0)
            return switch (this) {
                case ESTABLISHED, SYN_RECEIVED -> FIN_WAIT_1;
                case CLOSE_WAIT -> LAST_ACK;
                default -> this;
            };
        return this;
    }

    /// The state after a segment has come.
    ///
    /// @param acksFin whether it acknowledges the FIN that this side has sent
    /// @param end whether with it all is there that the other side will ever send
    TcpState receives(int flags, boolean acksFin, boolean end) {
        if ((flags & TcpFlags.RST) != 0) return this == LISTEN ? this : CLOSED;
        if ((flags & TcpFlags.SYN) != 0)
            return switch (this) {
                case LISTEN -> SYN_RECEIVED;
                case SYN_SENT, SYN_RECEIVED -> (flags & TcpFlags.ACK) != 0 ? ESTABLISHED : SYN_RECEIVED;
                default -> this;
            };
        TcpState after = switch (this) {
            case SYN_RECEIVED -> (flags & TcpFlags.ACK) != 0 ? ESTABLISHED : this;
            case FIN_WAIT_1 -> acksFin ? FIN_WAIT_2 : this;
            case CLOSING -> acksFin ? TIME_WAIT : this;
            case LAST_ACK -> acksFin ? CLOSED : this;
            default -> this;
        };
        return end ? after.ends() : after;
    }

    private TcpState ends() {
        return switch (this) {
            case ESTABLISHED, SYN_RECEIVED -> CLOSE_WAIT;
            case FIN_WAIT_1 -> CLOSING;
            case FIN_WAIT_2 -> TIME_WAIT;
            default -> this;
        };
    }

    /// The kernel's name for it in the RFC's words.
    static String ofKernel(String name) {
        return switch (name) {
            case "SYN_RECV", "NEW_SYN_RECV" -> SYN_RECEIVED.toString();
            case "FIN_WAIT1" -> FIN_WAIT_1.toString();
            case "FIN_WAIT2" -> FIN_WAIT_2.toString();
            case "CLOSE" -> CLOSED.toString();
            default -> name.replace('_', '-');
        };
    }

    /// As the RFC writes it: `SYN-SENT`.
    @Override
    public String toString() {
        return name().toUpperCase(Locale.ROOT).replace('_', '-');
    }
}
