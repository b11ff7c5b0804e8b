package net.strata.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.wire.Layout;
import net.strata.wire.Uint;

/// A run of options, each a code, a length and a value: EDNS options, options of DHCP, attributes of RADIUS. Options
/// may hold runs of options themselves; those that lie too deep are told as if of unknown code.
final class PieceList implements Pieces.Piece {
    /// Options within options.
    static final int DEEPEST = 8;
    private final Layout head;
    private final Uint code;
    private final Uint length;
    private final Pieces unknown;
    private boolean countsHead;
    private final Map<Integer, Pieces> kinds = new HashMap<>();

    /// @param head the layout of code and length
    /// @param unknown what an option of any other code is
    PieceList(Layout head, Uint code, Uint length, Pieces unknown) {
        this.head = head;
        this.code = code;
        this.length = length;
        this.unknown = unknown;
    }

    PieceList add(Pieces data, int... codes) {
        for (int c : codes)
            kinds.put(c, data);
        return this;
    }

    /// The length counts code and length as well as the value.
    PieceList countsHead() {
        countsHead = true;
        return this;
    }

    @Override
    public int read(PieceReader m, int from, int to) {
        int at = from;
        while (at + head.bytes() <= to)
            at = one(m, at, to);
        return at;
    }

    /// Tells the message's tree the option at `at`, whose head is here.
    ///
    /// @return where it ends
    int one(PieceReader m, int at, int to) {
        int end = end(m.data, at, to);
        Pieces data = m.depth < DEEPEST ? kinds.getOrDefault(code.get(m.data, at), unknown) : unknown;
        m.tree.open(data.layout(), at, end);
        m.tree.fields(head, at, end);
        m.depth++;
        data.read(m, at + head.bytes(), end);
        m.depth--;
        m.tree.close();
        return end;
    }

    /// Where the option at `at` ends: behind its head, and at `to` at the latest.
    int end(byte[] data, int at, int to) {
        int bytes = length.get(data, at) + (countsHead ? 0 : head.bytes());
        return Math.min(at + Math.max(bytes, head.bytes()), to);
    }

    /// Where the first option of a code is, -1 if there is none.
    int find(byte[] data, int wanted, int from, int to) {
        for (int at = from; at + head.bytes() <= to; at = end(data, at, to)) {
            if (code.get(data, at) == wanted) return at;
        }
        return -1;
    }

    List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(head));
        all.addAll(unknown.layouts());
        kinds.values().stream().distinct().forEach(d -> all.addAll(d.layouts()));
        return all;
    }
}
