package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Reads one thing after the other, tells a tree, and ends quietly where the bytes end.
final class TlsReader {
    final Cursor cursor;
    final byte[] data;
    final Tree tree;
    int at;
    int end;

    TlsReader(Cursor cursor, Tree tree, int at, int end) {
        this.cursor = cursor;
        data = cursor.data;
        this.tree = tree;
        this.at = at;
        this.end = end;
    }

    /// The value of a number; 0 if it is not there, and then nothing else is.
    int number(Uint f) {
        if (at + f.end() > end) {
            at = end;
            return 0;
        }
        tree.field(f, at, f.end());
        int value = f.get(data, at);
        at += f.end();
        return value;
    }

    /// Bytes, as many as there are.
    void octets(Octets f, int bytes) {
        int there = Math.min(bytes, end - at);
        if (there > 0) tree.field(f, at, there);
        at += there;
    }

    void skip(int bytes) {
        at += Math.min(bytes, end - at);
    }

    /// What is left.
    void rest(Octets f) {
        octets(f, end - at);
    }

    /// A number again and again.
    void numbers(Uint f, int bytes) {
        int to = at + Math.min(bytes, end - at);
        while (at + f.end() <= to)
            number(f);
        at = to;
    }

    /// The same bytes, from here and no further than `bytes`.
    TlsReader part(int bytes) {
        return new TlsReader(cursor, tree, at, at + Math.min(bytes, end - at));
    }
}
