package net.strata.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A packet on its way from one side to the other, put together from where it was seen. Times are on the call clock.
///
/// @param number from 1, in the order of leaving
/// @param left when its sender's interface had it; of one whose sender did not see it leave, when it came
/// @param arrived when the other side's interface had it; [#LOST] if it never came
/// @param bytes the frame
/// @param protocol and `summary`: as `strata decode` shows it in its last two columns
/// @param layers what each layer adds, from the outside in; at the end the data
/// @param cause number of the call that had it sent, 0 if the kernel sent it by itself
/// @param why in a few words: `connect begins the handshake`, `acknowledges 5 bytes`, `sent again: nothing was acknowledged for 204 ms`
/// @param parts which calls its data come from and go to, in the order of the bytes; empty if that is not known
/// @param segment what TCP says in it; null if it is none
@SuppressWarnings("ArrayRecordComponent") // nobody changes the bytes, and nobody compares such records
public record Packet(int number, Side from, long left, long arrived, byte[] bytes, String protocol, String summary,
        List<Layer> layers, int cause, String why, List<Part> parts, @Nullable Segment segment) {
    /// In place of a time.
    public static final long LOST = Long.MIN_VALUE;

    public boolean lost() {
        return arrived == LOST;
    }

    /// A TCP segment.
    ///
    /// @param seq and `ack` relative to the first of the connection, as tcp.seq and tcp.ack
    /// @param flags such as `SYN`, `ACK`
    /// @param length bytes of data
    /// @param again whether these bytes were sent before
    /// @param clientState and `serverState`: the states of both sides after it arrived (RFC 9293 section 3.3.2)
    public record Segment(int stream, long seq, long ack, List<String> flags, int length, boolean again,
            String clientState, String serverState) {}

    /// What a layer adds to a packet: its header, or at the end the data that all were for.
    ///
    /// @param name such as `Ethernet`, `IPv4`, `TCP`, `data`
    /// @param length bytes
    public record Layer(String name, int length) {}

    /// A run of bytes that one call gave to the kernel, and one took from it.
    ///
    /// @param offset from the first byte of the data
    /// @param sent number of the call that sent them
    /// @param received number of the call that got them from this packet, 0 if none did: it was lost, or another had brought them
    public record Part(int offset, int length, int sent, int received) {}
}
