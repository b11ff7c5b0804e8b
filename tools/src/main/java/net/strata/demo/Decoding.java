package net.strata.demo;

import java.util.ArrayList;
import java.util.List;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.Batch;
import net.strata.lab.Packet;
import net.strata.view.FieldsFormat;
import net.strata.view.FieldsView;
import net.strata.wire.Text;

/// The packets of a run as `strata decode` sees them: chosen by display filters, and asked for fields. Whoever keeps the
/// capture can do the same.
final class Decoding {
    private static final int DECIMALS = 9;
    private final List<Packet> packets;
    private final int link;
    private final Batch batch;

    Decoding(Session session) {
        packets = session.timeline().packets();
        link = session.timeline().recording().origin().link();
        batch = batch("");
    }

    /// All packets, of which those are hidden that a filter does not choose.
    private Batch batch(String filter) {
        var all = new Batch(1 << 16, Math.max(1, packets.size()));
        for (Packet packet : packets) {
            int length = packet.bytes().length;
            all.reserve(length);
            System.arraycopy(packet.bytes(), 0, all.data, all.used, length);
            all.used += length;
            all.add(all.used - length, length, length, packet.left(), DECIMALS, link, 0);
        }
        try {
            new net.strata.session.Session(Filter.parse(filter)).see(all);
        } catch (FilterException e) {
            throw new IllegalArgumentException(filter, e);
        }
        return all;
    }

    /// The packets that a display filter chooses.
    List<Packet> chosen(String filter) {
        Batch all = batch(filter);
        List<Packet> chosen = new ArrayList<>();
        for (int i = 0; i < all.count; i++)
            if (!all.hidden[i]) chosen.add(packets.get(i));
        return chosen;
    }

    /// A field of a packet, as `-T fields -e` has it; empty if it has none.
    String field(Packet packet, String name) {
        var out = new Text(64);
        new FieldsView(List.of(name), FieldsFormat.DEFAULT, false).frame(batch, packets.indexOf(packet), out);
        return out.toString().strip();
    }
}
