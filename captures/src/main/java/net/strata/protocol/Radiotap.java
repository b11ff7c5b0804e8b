package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Uint;

/// What the radio tells of a wireless frame (radiotap.org). Of its fields only the flags are read: they say whether the
/// frame ends with its check sequence.
public final class Radiotap extends Protocol {
    private static final int MORE_WORDS = 1 << 31;
    private static final int HAS_TIME = 1;
    private static final int HAS_FLAGS = 2;
    private static final int FLAG_FCS = 0x10;
    private static final int FCS = 4;
    private static final Layout radiotap = new Layout("radiotap", "Radiotap", "radiotap.org");
    static final Uint VERSION = radiotap.uint(8, "version", "Version", says("0, the only version so far"));
    static final Uint PAD = radiotap.uint(8, "pad", "Padding", says("unused, keeps the length aligned"));
    static final Uint LENGTH = radiotap.uint(16, "length", "Header length", little(),
            says("bytes of this header, all its fields included"));
    static final Uint PRESENT = radiotap.loose(32, "present.word", "Fields present", hex(), little(), list(),
            says("one bit for each field that follows; the highest bit: another such word follows"));

    public Radiotap() {
        super(radiotap, "Radiotap", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.header(LENGTH.get(c), LENGTH);
        int fields = c.at + bytes();
        int present = fields + 4 <= c.headerEnd() ? PRESENT.get(c.data, fields) : 0;
        int at = fields + 4;
        int word = present;
        while ((word & MORE_WORDS) != 0 && at + 4 <= c.headerEnd()) {
            word = PRESENT.get(c.data, at);
            at += 4;
        }
        if ((present & HAS_TIME) != 0) at = c.at + (at - c.at + 7 & ~7) + 8; // aligned to its own size
        boolean flagged = (present & HAS_FLAGS) != 0 && at < c.headerEnd();
        if (flagged && (c.data[at] & FLAG_FCS) != 0) c.payloadTo(c.claimedEnd() - FCS);
        c.next(Protocols.WIRELESS.get());
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(radiotap, c.at, c.headerEnd());
        int word = MORE_WORDS;
        for (int at = c.at + bytes(); (word & MORE_WORDS) != 0 && at + 4 <= c.headerEnd(); at += 4) {
            word = PRESENT.get(c.data, at);
            t.field(PRESENT, at, 4);
        }
    }
}
