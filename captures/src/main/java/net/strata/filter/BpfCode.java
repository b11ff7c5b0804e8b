package net.strata.filter;

/// A BPF program that can be run. As in libpcap, a load from outside the captured bytes rejects the frame, as does a
/// division by 0, and numbers are 32 bits without a sign.
interface BpfCode {
    /// Runs the program on a frame.
    ///
    /// @param d holds the frame
    /// @param at where in `d` it starts
    /// @param captured how many of its bytes are there
    /// @param length how many it had on the wire
    /// @return what the program returns: 0 rejects the frame
    int run(byte[] d, int at, int captured, int length);
}
