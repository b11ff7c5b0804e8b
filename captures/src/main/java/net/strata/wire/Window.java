package net.strata.wire;

/// Bytes and a place in them: what a field needs in order to be read.
public abstract class Window {
    /// The arena.
    public byte[] data = new byte[0];
    /// Where the layout being read starts.
    public int at;
}
