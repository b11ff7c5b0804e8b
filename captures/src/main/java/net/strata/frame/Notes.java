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

    /// Counters of an interface, from the start of the capture on. -1 is what is not known.
    ///
    /// @param time when they were read, in ns since the epoch
    /// @param start when the capture began, [Batch#NO_TIME] if unknown
    /// @param end when it ended, [Batch#NO_TIME] if unknown
    /// @param received frames that the interface received
    /// @param dropped frames that it lost for want of room
    /// @param accepted frames that the filter accepted
    /// @param systemDropped frames that the operating system lost
    /// @param delivered frames that were given to who captured
    public record Statistics(long time, long start, long end, long received, long dropped, long accepted,
            long systemDropped, long delivered) {

        /// Where only those two are known.
        public Statistics(long time, long received, long dropped) {
            this(time, Batch.NO_TIME, Batch.NO_TIME, received, dropped, -1, -1, -1);
        }
    }
}
