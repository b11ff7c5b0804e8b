package net.strata.explain.story;

/// What the data of packets says, in words.
final class Talk {
    /// The chapter that the latest data belongs to.
    String chapter() {
        return TcpTeller.DATA;
    }

    /// What a packet's data says, in a clause; empty if nothing is known of it.
    String of(Sight s, boolean client) {
        String preview = Say.preview(s.data(), s.payload());
        return preview.isEmpty() ? "" : preview;
    }

    /// Adds what can only be said at the end.
    void tell(Plot plot) {}
}
