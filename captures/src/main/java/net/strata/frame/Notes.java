package net.strata.frame;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a capture says beside its frames. Grows while reading, within bounds:
/// a source drops what would take too much memory.
///
/// @param sections the parts of the capture, in order
/// @param names addresses whose names the capture holds
/// @param secrets keys to decrypt frames with
/// @param statistics the last counters of each interface, by its index in
/// [FrameSource#interfaces]
public record Notes(List<Section> sections, List<Name> names, List<Secret> secrets,
        Map<Integer, Statistics> statistics) {

    public static final Notes NONE = new Notes(List.of(), List.of(), List.of(), Map.of());

    /// A part of a capture that was written in one go.
    ///
    /// @param hardware what it was captured on
    /// @param os the operating system there
    /// @param application what captured it
    public record Section(@Nullable String hardware, @Nullable String os, @Nullable String application,
            List<String> comments) {}

    /// The names of an address.
    ///
    /// @param address 4 bytes (IPv4), 16 (IPv6), 6 (EUI-48) or 8 (EUI-64)
    public record Name(ByteBuffer address, List<String> names) {}

    /// Secrets of a kind.
    ///
    /// @param type such as [#TLS_KEY_LOG]
    public record Secret(int type, ByteBuffer data) {
        /// An NSS key log, as browsers write it.
        public static final int TLS_KEY_LOG = 0x544c534b;
    }

    /// Counters of an interface.
    ///
    /// @param time when they were read, in ns since the epoch
    /// @param received frames received, -1 if unknown
    /// @param dropped frames lost for want of room, -1 if unknown
    public record Statistics(long time, long received, long dropped) {}
}
