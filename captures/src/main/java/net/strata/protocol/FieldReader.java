package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Reads one thing after the other, tells a tree, and ends quietly where the bytes end.
final class FieldReader {
    final Cursor cursor;
    final byte[] data;
    final Tree tree;
    int at;
    int end;

    FieldReader(Cursor cursor, Tree tree, int at, int end) {
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
        int there = there(bytes);
        if (there > 0) tree.field(f, at, there);
        at += there;
    }

    void skip(int bytes) {
        at += there(bytes);
    }

    /// What is left.
    void rest(Octets f) {
        octets(f, end - at);
    }

    /// A number again and again.
    void numbers(Uint f, int bytes) {
        int to = at + there(bytes);
        while (at + f.end() <= to)
            number(f);
        at = to;
    }

    /// The same bytes, from here and no further than `bytes`.
    FieldReader part(int bytes) {
        return new FieldReader(cursor, tree, at, at + there(bytes));
    }

    /// Of so many bytes those that are here; a count beyond 2 GiB is negative.
    private int there(int bytes) {
        return bytes < 0 ? end - at : Math.min(bytes, end - at);
    }
}
