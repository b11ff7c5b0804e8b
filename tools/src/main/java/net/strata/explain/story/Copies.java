package net.strata.explain.story;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.decode.Cursor;
import org.jspecify.annotations.Nullable;

/// Finds packets that were captured at several points of their way: the same addresses, and the same bytes behind the
/// network layer, on another interface.
final class Copies {
    private static final int REMEMBERED = 256;
    private static final int COMPARED = 128;

    /// A packet, and the interface that it was seen on first.
    record Original(long number, int face, long time) {}

    private final Map<String, Original> latest = new LinkedHashMap<>();

    /// The packet that the current layer of a cursor was seen in before, null if in none.
    @Nullable
    Original of(Cursor c, long number, int face, long time, String ends) {
        int count = Math.clamp(c.end() - c.at, 0, COMPARED);
        String key = ends + " " + HexFormat.of().formatHex(c.data, c.at, c.at + count);
        Original known = latest.get(key);
        if (known != null && known.face != face) return known;
        latest.remove(key);
        if (latest.size() == REMEMBERED) latest.remove(latest.keySet().iterator().next());
        latest.put(key, new Original(number, face, time));
        return null;
    }
}
