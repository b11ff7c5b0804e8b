package net.strata.decode;

/// The stage that sees every frame in order, and remembers. It fills the rows of facts that later walks read.
public interface Observer {
    /// The current layer belongs to a conversation; its row has been added.
    void conversation(Cursor c, int row);

    /// The current layer carries a fragment; its row has been added.
    ///
    /// @param id what fragments of one packet share besides addresses and protocol
    /// @param offset of the fragment in the packet, in bytes
    /// @param more whether fragments follow
    void fragment(Cursor c, int row, int protocol, int id, int offset, boolean more);
}
