package net.strata.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.frame.Batch;

/// Puts fragments together (RFC 791 section 3.2, RFC 8200 section 4.5), within bounds: so many packets at a time,
/// none larger than IP allows; the oldest is given up first.
final class Fragments {
    private static final int PACKETS = 512;
    private static final int LARGEST = 65535;
    /// More pieces than this of one packet, with gaps between them, are an attack.
    private static final int PIECES = 1024;

    private final Map<Key, Packet> packets = new LinkedHashMap<>();

    /// What fragments of one packet have in common (RFC 791: source, destination, protocol, identification).
    private record Key(List<Byte> addresses, int protocol, int id) {}

    /// A run of bytes that is there.
    private record Piece(int from, int to) {}

    private static final class Packet {
        private byte[] bytes = new byte[2048];
        private final List<Piece> pieces = new ArrayList<>();
        private int length = -1;

        /// Adds a fragment. Where fragments overlap, the first keeps its bytes.
        void add(byte[] data, int at, int offset, int count, boolean more) {
            if (!more && length < 0) length = offset + count;
            if (offset + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(offset + count, Math.min(LARGEST, bytes.length * 2)));
            }
            int from = offset;
            int i = 0;
            while (i < pieces.size() && pieces.get(i).from < offset + count) {
                Piece p = pieces.get(i);
                if (p.to > from) {
                    if (from < p.from) System.arraycopy(data, at + from - offset, bytes, from, p.from - from);
                    from = p.to;
                }
                i++;
            }
            if (from < offset + count) System.arraycopy(data, at + from - offset, bytes, from, offset + count - from);
            merge(new Piece(offset, offset + count));
        }

        private void merge(Piece added) {
            int from = added.from;
            int to = added.to;
            int i = 0;
            while (i < pieces.size()) {
                Piece p = pieces.get(i);
                if (p.to < from) {
                    i++;
                } else if (p.from > to) {
                    break;
                } else {
                    from = Math.min(from, p.from);
                    to = Math.max(to, p.to);
                    pieces.remove(i);
                }
            }
            pieces.add(i, new Piece(from, to));
        }

        boolean whole() {
            return length >= 0 && pieces.size() == 1 && pieces.getFirst().from == 0 && pieces.getFirst().to >= length;
        }
    }

    /// Sees a fragment. If its packet is whole with it, the packet's bytes are put at the end of the batch's arena.
    void see(Cursor c, int row, int protocol, int id, int offset, boolean more) {
        int at = c.headerEnd();
        int count = c.end() - at;
        if (count <= 0 || offset + count > LARGEST) return;
        Key key = new Key(addresses(c), protocol, id);
        Packet packet = packets.get(key);
        if (packet == null) packet = begin(key);
        if (packet.pieces.size() >= PIECES) return;
        packet.add(c.data, at, offset, count, more);
        if (packet.whole()) {
            packets.remove(key);
            Batch b = c.batch();
            b.reserve(packet.length);
            System.arraycopy(packet.bytes, 0, b.data, b.used, packet.length);
            b.facts.wholeAt[row] = b.used;
            b.facts.wholeLength[row] = packet.length;
            b.used += packet.length;
        }
    }

    private Packet begin(Key key) {
        if (packets.size() == PACKETS) packets.remove(packets.keySet().iterator().next());
        var packet = new Packet();
        packets.put(key, packet);
        return packet;
    }

    private static List<Byte> addresses(Cursor c) {
        var bytes = new ArrayList<Byte>(c.addressLength() * 2);
        for (int i = 0; i < c.addressLength(); i++)
            bytes.add(c.data[c.source() + i]);
        for (int i = 0; i < c.addressLength(); i++)
            bytes.add(c.data[c.destination() + i]);
        return bytes;
    }
}
