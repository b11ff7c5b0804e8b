package net.strata.file;

/// How large the parts of a capture may be. A larger claim is damage, or an
/// attack.
final class Limits {
    /// Most bytes of other blocks of one pcapng packet block: its options.
    static final int OPTIONS = 1 << 20;
    /// Most interfaces of a capture.
    static final int INTERFACES = 1 << 16;
    /// Most bytes of blocks (names, secrets, comments) kept beside the frames.
    static final int KEPT = 16 << 20;

    private static final int FRAME = 262_144;
    private static final int LARGE_FRAME = 128 << 20;

    private Limits() {}

    /// Most bytes of a frame, as libpcap and Wireshark have it: bus transfers may
    /// be large.
    static int frame(int linkType) {
        return switch (linkType) {
            case 186, 189, 220, 249, 266, 288, 293, 294, 295 -> LARGE_FRAME; // USB
            case 231 -> LARGE_FRAME; // D-Bus
            case 279 -> 32 << 20; // EBHSCR
            default -> FRAME;
        };
    }
}
