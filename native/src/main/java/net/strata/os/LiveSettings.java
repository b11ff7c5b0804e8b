package net.strata.os;

import org.jspecify.annotations.Nullable;

/// How interfaces are captured on.
///
/// @param snapLength most bytes kept of a frame
/// @param promiscuous whether frames for others are taken as well
/// @param bufferBytes the kernel's buffer for each interface
/// @param blockMillis how long the kernel may collect frames before it hands them over
/// @param filter in the language of pcap-filter(7), null for all packets
public record LiveSettings(int snapLength, boolean promiscuous, int bufferBytes, Direction direction,
        int blockMillis, @Nullable String filter) {
    /// The snap length with which frames stay whole: libpcap's MAXIMUM_SNAPLEN.
    public static final int WHOLE = 262_144;
    /// The buffer that is big enough for most: half a second of the smallest packets at a million a second.
    public static final int BUFFER = 64 << 20;
    /// How long it usually collects: the wait is not felt, and wakes nobody too often.
    public static final int BLOCK_MILLIS = 10;
    /// Soon enough to find out who sent a frame.
    public static final int PROMPT_BLOCK_MILLIS = 2;

    /// Which way frames go, as seen from this machine.
    public enum Direction {
        INOUT, IN, OUT
    }
}
