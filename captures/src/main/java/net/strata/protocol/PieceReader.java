package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// One message while it is read: its bytes, who is told, and the name unfolded last.
///
/// Names are compressed by pointers to earlier places (RFC 1035 section 4.1.4). Three things bound the work: a pointer
/// must point before the run of labels that it ends, a name has at most 255 octets, and all names of a message
/// together cost at most [#MOST_WORK].
final class PieceReader {
    /// The labels and pointers that one message may make us follow, in octets: four times the longest message.
    private static final int MOST_WORK = 4 << 16;
    /// RFC 1035 section 2.3.4.
    private static final int LONGEST_NAME = 255;
    private static final int POINTER = 0xc0;
    private static final int LONGEST_LABEL = 63;

    /// The types that a bit map names (RFC 4034 section 4.1.2).
    static final Layout TYPES = new Layout("dns", "Types", "RFC 4034 section 4.1.2");
    private static final Made IN_MAP = TYPES.made(Made.Form.NUMBER, "resp.type", "Type in bit map", list(),
            names(DnsNumbers.TYPE), says("type of record that exists under the name"));
    private static final int BITS_OF_WINDOW = 256;

    final byte[] data;
    final int start;
    final int end;
    final Tree tree;
    /// The name unfolded last.
    final Text text;
    /// How many labels it has.
    int labels;
    /// Octets it has as text, before anything is escaped.
    int length;
    /// How many options the one being read lies in.
    int depth;
    private int work = MOST_WORK;

    PieceReader(byte[] data, int start, int end, Tree tree, Text text) {
        this.data = data;
        this.start = start;
        this.end = end;
        this.tree = tree;
        this.text = text;
    }

    // Pieces. Each takes where it starts, passes on -1, and returns where the next one starts, or -1 if it breaks off.

    int number(Uint f, int at, int to) {
        int next = at + f.end();
        if (at < 0 || next > to) return -1;
        tree.field(f, at, f.end());
        return next;
    }

    int row(Layout row, int at, int to) {
        int next = at + row.bytes();
        if (at < 0 || next > to) return -1;
        tree.fields(row, at, to);
        return next;
    }

    int octets(Octets f, int at, int bytes, int to) {
        if (at < 0 || at + bytes > to) return -1;
        tree.field(f, at, bytes);
        return at + bytes;
    }

    /// A text up to a zero, or what there is of it.
    int terminated(Octets f, int at, int to) {
        if (at < 0 || at >= to) return -1;
        int next = textEnd(data, at, to);
        tree.field(f, at, next - at);
        return next + 1;
    }

    int name(Made f, int at, int to) {
        if (at < 0 || !tree.wants(f)) return at < 0 ? at : skipName(at, to);
        int next = unfold(at, to);
        if (next >= 0) tree.made(f, at, next - at, text);
        return next;
    }

    /// Seconds since some time, of so many bytes.
    ///
    /// @param epoch that time, in seconds since 1970
    int time(Made f, int bytes, long epoch, int at, int to) {
        if (at < 0 || at + bytes > to) return -1;
        long seconds = 0;
        for (int i = at; i < at + bytes; i++)
            seconds = seconds << 8 | data[i] & 0xff;
        text.clear();
        Dates.write(text, epoch + seconds, 0);
        tree.made(f, at, bytes, text);
        return at + bytes;
    }

    /// A hardware address: with colons if it is as long as those of Ethernet.
    int hardware(Made f, int at, int to) {
        text.clear();
        if (to - at == 6) {
            text.mac(data, at, 6);
        } else {
            text.hex(data, at, to - at);
        }
        if (at < to) tree.made(f, at, to - at, text);
        return to;
    }

    /// The first bytes of an address, the rest zero, as address prefixes are sent.
    int prefix(Made f, int addressBytes, int at, int bytes, int to) {
        if (at < 0 || at + bytes > to || bytes > addressBytes) return -1;
        byte[] address = new byte[addressBytes];
        System.arraycopy(data, at, address, 0, bytes);
        text.clear();
        if (addressBytes == 4) {
            text.ipv4(address, 0);
        } else {
            text.ipv6(address, 0);
        }
        tree.made(f, at, bytes, text);
        return at + bytes;
    }

    /// Windows of a type bit map: number, length, bits (RFC 4034 section 4.1.2).
    int types(int from, int to) {
        if (from >= to) return to;
        tree.open(TYPES, from, to);
        for (int at = from; at + 2 <= to; at += 2 + (data[at + 1] & 0xff)) {
            int window = (data[at] & 0xff) * BITS_OF_WINDOW;
            int bits = Math.min(Math.min((data[at + 1] & 0xff) * 8, BITS_OF_WINDOW), (to - at - 2) * 8);
            for (int i = 0; i < bits; i++) {
                if ((data[at + 2 + i / 8] << i % 8 & 0x80) != 0 && spend(8)) tree.made(IN_MAP, window + i);
            }
        }
        tree.close();
        return to;
    }

    /// Where a text ends that a zero may end before `end`.
    static int textEnd(byte[] data, int from, int end) {
        int i = from;
        while (i < end && data[i] != 0)
            i++;
        return i;
    }

    // Names.

    /// Where the name at `at` ends, -1 if it breaks off before `to`.
    int skipName(int at, int to) {
        int i = at;
        while (i < to) {
            int size = data[i] & 0xff;
            if (size >= POINTER) return i + 2 <= to ? i + 2 : -1;
            if (size > LONGEST_LABEL) return -1;
            i += 1 + size;
            if (size == 0) return i;
        }
        return -1;
    }

    /// Unfolds the name at `at` into [#text]. A name that cannot be is told as what is wrong with it, in brackets.
    ///
    /// @return where the name ends, -1 if it breaks off before `to`
    int unfold(int at, int to) {
        text.clear();
        labels = 0;
        length = 0;
        int next = skipName(at, to);
        if (next < 0) return -1;
        int run = at;
        int octets = 1;
        int i = at;
        while (true) {
            int size = i < end ? data[i] & 0xff : -1;
            if (size == 0) {
                if (labels == 0) replace("<Root>");
                return next;
            }
            String wrong = wrong(i, run, size, octets);
            if (wrong != null) {
                replace(wrong);
                return next;
            }
            if (size >= POINTER) {
                i = target(i);
                run = i;
            } else {
                label(i + 1, size);
                octets += 1 + size;
                i += 1 + size;
            }
        }
    }

    /// A name that cannot be compressed, with a dot behind every label; without the last one if the name has no end.
    int dotted(Made f, int at, int to) {
        text.clear();
        int i = at;
        while (i < to && data[i] > 0 && data[i] <= LONGEST_LABEL && i + 1 + data[i] <= to) {
            if (i > at) text.put('.');
            text.text(data, i + 1, data[i]);
            i += 1 + data[i];
        }
        boolean whole = i < to && data[i] == 0;
        if (i < to && !whole) return -1;
        if (whole) text.put('.');
        int next = whole ? i + 1 : i;
        tree.made(f, at, next - at, text);
        return next;
    }

    private int target(int pointer) {
        return start + ((data[pointer] & 0x3f) << 8 | data[pointer + 1] & 0xff);
    }

    private void label(int at, int size) {
        if (labels++ > 0) {
            text.put('.');
            length++;
        }
        text.text(data, at, size);
        length += size;
    }

    /// What is wrong with the label or pointer at `i`, null if nothing is.
    ///
    /// @param run where its run of labels starts
    /// @param size its first byte, -1 if that is not there
    /// @param octets of the name so far
    private @Nullable String wrong(int i, int run, int size, int octets) {
        if (size >= POINTER) {
            if (i + 2 > end) return "<Name breaks off>";
            int target = target(i);
            if (target > i) return "<Name contains a pointer that points forward>";
            if (target >= run) return "<Name contains a pointer that loops>";
            return spend(2) ? null : "<Names of this message are too many>";
        }
        if (size > LONGEST_LABEL) return "<Unknown extended label>";
        if (size < 0 || i + 1 + size > end) return "<Name breaks off>";
        if (octets + 1 + size > LONGEST_NAME) return "<Name too long>";
        return spend(1 + size) ? null : "<Names of this message are too many>";
    }

    private void replace(String words) {
        text.clear();
        text.ascii(words);
        labels = 1;
        length = words.length();
    }

    private boolean spend(int octets) {
        work -= octets;
        if (work < 0) work = 0;
        return work > 0;
    }
}
