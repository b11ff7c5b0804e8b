package net.strata.explain;

import net.strata.decode.Protocol;

/// A layer of a packet. Places are in bytes from the start of its source.
///
/// @param index its place among the packet's layers, the outermost first
/// @param info what it says in one line; empty if nothing
/// @param source index of the bytes that it is in, see [Anatomy#sources]
/// @param at where its header starts
/// @param headerEnd where its header ends, and its payload starts
/// @param end where the layer ends, as far as it was captured
/// @param claimedEnd where it ended on the wire: behind `end` where the capture cut the frame
/// @param quoted whether it is part of another packet, which this one quotes
/// @param whole whether the fixed part of its header is here
/// @param sender the item with the address that it comes from, in a layer below; -1 if there is none
/// @param receiver the item with the address that it goes to at last, likewise
public record Layer(int index, Protocol protocol, String info, int source, int at, int headerEnd, int end,
        int claimedEnd,
        boolean quoted, boolean whole, int sender, int receiver) {
    public int headerBytes() {
        return headerEnd - at;
    }

    public String label() {
        return protocol.label();
    }

    public String title() {
        return protocol.layout().title();
    }
}
