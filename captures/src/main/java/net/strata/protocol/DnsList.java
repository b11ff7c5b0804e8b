package net.strata.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.wire.Layout;
import net.strata.wire.Uint;

/// A run of options, each a code, a length and a value: EDNS options, service parameters, stateful operations.
final class DnsList implements DnsData.Piece {
    private static final int HEAD = 4;
    private final Layout head;
    private final Uint code;
    private final Uint length;
    private final DnsData unknown;
    private final Map<Integer, DnsData> kinds = new HashMap<>();

    /// @param head the layout of code and length, two bytes each
    /// @param unknown what an option of any other code is
    DnsList(Layout head, Uint code, Uint length, DnsData unknown) {
        this.head = head;
        this.code = code;
        this.length = length;
        this.unknown = unknown;
    }

    DnsList add(DnsData data, int... codes) {
        for (int c : codes)
            kinds.put(c, data);
        return this;
    }

    @Override
    public int read(DnsMessage m, int from, int to) {
        int at = from;
        while (at + HEAD <= to) {
            int end = Math.min(at + HEAD + length.get(m.data, at), to);
            DnsData data = kinds.getOrDefault(code.get(m.data, at), unknown);
            m.tree.open(data.layout(), at, end);
            m.tree.fields(head, at, end);
            data.read(m, at + HEAD, end);
            m.tree.close();
            at = end;
        }
        return at;
    }

    List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(head));
        all.addAll(unknown.layouts());
        kinds.values().stream().distinct().forEach(d -> all.addAll(d.layouts()));
        return all;
    }
}
