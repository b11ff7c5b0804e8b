package net.strata.explain.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.explain.Anatomy;
import net.strata.explain.Layer;
import net.strata.wire.Checksum;
import org.jspecify.annotations.Nullable;

/// How a checksum follows from the one before and the words that changed, without the rest of the packet: equation 3 of
/// RFC 1624, `HC' = ~(~HC + ~m + m')`, with a pair of `m` and `m'` for each word.
///
/// @param before the checksum before
/// @param now what was captured
/// @param words each pair of 16-bit words that differ: before, then now
record Increment(int before, int now, List<int[]> words) {
    private static final int MASK = 0xffff;

    /// The increment of a checksum from one point to the next.
    ///
    /// @param checksum the field, in the header of `lane`
    /// @return null where the headers are not of the same length, or there was no checksum
    static @Nullable Increment of(Comparison all, Lane lane, Lane.Row checksum, int point) {
        Lane.Cell before = checksum.cells().get(point - 1);
        Lane.Cell now = checksum.cells().get(point);
        if (before == null || now == null || before.item().number() == 0 || now.item().number() == 0) return null;
        byte[] was = header(all, lane, point - 1);
        byte[] is = header(all, lane, point);
        if (was.length != is.length) return null;
        var words = new ArrayList<int[]>();
        if (Role.of(now.item().field()) == Role.CHECKSUM) addresses(all, lane, point, words);
        Layer layer = lane.layer(point);
        differences(was, is, layer == null ? -1 : now.item().from() - layer.at(), words);
        return new Increment((int) before.item().number(), (int) now.item().number(), words);
    }

    private static byte[] header(Comparison all, Lane lane, int point) {
        Layer layer = lane.layer(point);
        if (layer == null) return new byte[0];
        Anatomy.Source source = all.points().get(point).packet().sources().get(layer.source());
        return source.range(layer.at(), layer.headerEnd());
    }

    /// The addresses of the pseudo-header (RFC 768), which are those of the nearest IP header outside.
    private static void addresses(Comparison all, Lane lane, int point, List<int[]> words) {
        for (int i = all.lanes().indexOf(lane) - 1; i >= 0; i--) {
            List<Lane.Row> rows = all.lanes().get(i).rows().stream()
                    .filter(row -> Role.of(row.any().item().field()).isAddress()).toList();
            for (Lane.Row row : rows) {
                Lane.Cell before = row.cells().get(point - 1);
                Lane.Cell now = row.cells().get(point);
                if (before == null || now == null) continue;
                differences(all.points().get(point - 1).packet().bytes(before.item()),
                        all.points().get(point).packet().bytes(now.item()), -1, words);
            }
            if (!rows.isEmpty()) return;
        }
    }

    private static void differences(byte[] was, byte[] is, int without, List<int[]> words) {
        for (int at = 0; at + 1 < was.length; at += 2) {
            int before = word(was, at);
            int now = word(is, at);
            if (before != now && at != without) words.add(new int[]{before, now});
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /// What equation 3 gives.
    int computed() {
        long sum = ~before & MASK;
        for (int[] each : words)
            sum += (~each[0] & MASK) + each[1];
        return ~Checksum.fold(sum) & MASK;
    }

    /// Whether the checksum became what it had to. UDP writes 0xffff for a sum of zero.
    boolean holds() {
        return computed() == now || computed() == 0 && now == MASK;
    }

    /// The equation with its numbers.
    String text() {
        var text = new StringBuilder("~(~").append(hex(before));
        for (int[] each : words)
            text.append(" + ~").append(hex(each[0])).append(" + ").append(hex(each[1]));
        return text.append(") = ").append(hex(computed())).toString();
    }

    private static String hex(int word) {
        return String.format(Locale.ROOT, "0x%04x", word);
    }
}
