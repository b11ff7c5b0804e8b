package net.strata.craft;

import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;

/// Decodes bytes that are being built.
final class Probe {
    final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Batch batch = new Batch(0, 1);

    /// Walks the bytes from `from` on as `first`, and stands on that layer.
    Cursor walk(byte[] bytes, int from, Protocol first) {
        batch.clear();
        batch.data = bytes;
        batch.add(from, bytes.length - from, bytes.length - from, Batch.NO_TIME, 0, -1, 0);
        cursor.walk(batch, 0, first);
        cursor.select(0);
        return cursor;
    }
}
