package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Babel (RFC 8966 section 4): header, and type and length of its messages.
public final class Babel extends Protocol {
    private static final int MAGIC_NUMBER = 42;
    /// Messages of a line of summary.
    private static final int MOST = 8;
    private static final int PAD = 0;
    private static final Names TYPES = new Names("""
            0 pad1
            1 padn
            2 ack-req
            3 ack
            4 hello
            5 ihu
            6 router-id
            7 nh
            8 update
            9 route-request
            10 seqno-request
            11 ts-pc
            12 hmac
            16 mac
            17 pc
            18 challenge request
            19 challenge reply""");
    private static final Layout babel = new Layout("babel", "Babel", "RFC 8966 section 4.2");
    static final Uint MAGIC = babel.uint(8, "magic", "Magic", says("42"));
    static final Uint VERSION = babel.uint(8, "version", "Version");
    static final Uint LENGTH = babel.uint(16, "bodylen", "Body length", says("bytes; authentication may follow"));
    private static final Layout message = new Layout("babel", "Message", "RFC 8966 section 4.3");
    static final Uint TYPE = message.uint(8, "message.type", "Message", names(TYPES));
    static final Uint MESSAGE_LENGTH = message.loose(8, "message.length", "Length", says("bytes of the value"));

    public Babel() {
        super(babel, "Babel", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        if (MAGIC.get(c) == MAGIC_NUMBER) {
            c.all();
        } else {
            c.decline();
        }
    }

    /// Where the message behind the one at `at` starts.
    private static int next(Cursor c, int at) {
        if (c.data[at] == PAD || at + 1 >= c.end()) return at + 1;
        return Math.min(at + 2 + (c.data[at + 1] & 0xff), c.end());
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(babel, c.at, c.headerEnd());
        for (int at = c.at + bytes(); at < c.end();) {
            int next = next(c, at);
            t.open(message, at, next);
            t.fields(message, at, next);
            if (c.data[at] != PAD && at + 2 <= c.end()) t.field(MESSAGE_LENGTH, at + 1, 1);
            t.close();
            at = next;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Babel");
        int shown = 0;
        for (int at = c.at + bytes(); at < c.end() && shown < MOST; at = next(c, at), shown++)
            out.put(' ').ascii(TYPES.of(c.data[at] & 0xff, "unknown"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(message);
    }
}
