package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Configuration testing protocol, alias loopback (Digital, Intel, Xerox: "The Ethernet" version 2.0, section 8): a
/// frame that names the stations to send it on to. Its numbers come lowest byte first.
public final class Loop extends Protocol {
    private static final int REPLY = 1;
    private static final int FORWARD = 2;
    private static final Names FUNCTIONS = new Names("1 Reply\n2 Forward Data");
    private static final Layout loop = new Layout("loop", "Configuration test", "DIX Ethernet version 2.0, section 8");
    static final Uint SKIP = loop.uint(16, "skipcount", "Skip count", little(),
            says("bytes from the end of this field to the function to do now"));
    static final Uint RELEVANT = loop.loose(16, "relevant_function", "Relevant function", little(), names(FUNCTIONS),
            says("what the station that gets the frame shall do: send it on, or take it as the reply"));
    static final Uint FUNCTION = loop.loose(16, "function", "Function", little(), list(), names(FUNCTIONS),
            says("one step of the way; each station does the next"));
    static final Octets ADDRESS = loop.loose(Octets.Form.MAC, "forwarding_address", "Forwarding address", list(),
            varies(), says("station to send the frame on to"));
    static final Uint RECEIPT = loop.loose(16, "receipt_number", "Receipt number", little(), varies(),
            says("tells the program at the end which of its requests came back"));

    public Loop() {
        super(loop, "LOOP", Level.LINK);
    }

    /// Where the function behind the one at `at` starts, or the data behind a reply; -1 if nothing more can be read.
    private static int after(Cursor c, int at) {
        if (at + 2 > c.end()) return -1;
        int function = FUNCTION.get(c.data, at);
        int next = at + (function == REPLY ? 4 : function == FORWARD ? 8 : 2);
        return next <= c.end() ? next : -1;
    }

    @Override
    public void walk(Cursor c) {
        int at = c.at + bytes();
        while (after(c, at) > 0) {
            boolean more = FUNCTION.get(c.data, at) == FORWARD;
            at = after(c, at);
            if (!more) break;
        }
        c.header(at - c.at);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(loop, c.at, c.headerEnd());
        int relevant = c.at + bytes() + SKIP.get(c);
        for (int at = c.at + bytes(); at + 2 <= c.headerEnd();) {
            if (at == relevant) t.field(RELEVANT, at, 2);
            t.field(FUNCTION, at, 2);
            int function = FUNCTION.get(c.data, at);
            int next = after(c, at);
            if (next < 0) break;
            if (function == REPLY) t.field(RECEIPT, at + 2, 2);
            if (function == FORWARD) t.field(ADDRESS, at + 2, 6);
            at = next;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int relevant = c.at + bytes() + SKIP.get(c);
        if (relevant + 2 > c.headerEnd()) return false;
        out.ascii(FUNCTIONS.of(FUNCTION.get(c.data, relevant), "Unknown function"));
        return true;
    }
}
