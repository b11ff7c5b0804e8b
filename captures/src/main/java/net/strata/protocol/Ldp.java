package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Label Distribution Protocol (RFC 5036 section 3.5): a unit holds messages. Their parameters are left out.
public final class Ldp extends MessageProtocol {
    static final int PORT = 646;
    /// Bytes that the length does not count: version and length itself.
    private static final int UNCOUNTED = 4;
    private static final Names TYPES = new Names("""
            0x0001 Notification
            0x0100 Hello
            0x0200 Initialization
            0x0201 Keep alive
            0x0202 Capability
            0x0300 Address
            0x0301 Address withdraw
            0x0400 Label mapping
            0x0401 Label request
            0x0402 Label withdraw
            0x0403 Label release
            0x0404 Label abort request""");

    private static final Layout ldp = new Layout("ldp", "Label Distribution Protocol", "RFC 5036 section 3.1");
    static final Uint VERSION = ldp.uint(16, "hdr.version", "Version");
    static final Uint LENGTH = ldp.uint(16, "hdr.pdu_len", "Length", says("bytes that follow"));
    static final Octets ROUTER = ldp.ipv4("hdr.ldpid.lsr", "Router", says("the label switching router"));
    static final Uint SPACE = ldp.uint(16, "hdr.ldpid.lsid", "Label space", says("0: one for the whole router"));
    private static final Layout message = new Layout("ldp", "Message", "RFC 5036 section 3.5");
    static final Uint U = message.flag("msg.ubit", "Unknown", says("ignore it silently if it is not known"));
    private static final Layout typed = new Layout("ldp", "Message type", "RFC 5036 section 3.5");
    static final Uint TYPE = typed.uint(16, "msg.type", "Type", hex(), names(TYPES));
    static final Uint MESSAGE_LENGTH = typed.uint(16, "msg.len", "Length", says("bytes that follow"));
    static final Uint ID = typed.uint(32, "msg.id", "Message ID", hex(), varies());

    public Ldp() {
        super(ldp, "LDP");
    }

    @Override
    int length(Cursor c) {
        return VERSION.get(c) == 1 ? LENGTH.get(c) + UNCOUNTED : 0;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        super.fields(c, t);
        if (!t.wantsParts()) return;
        int end = c.headerEnd();
        for (int at = c.at + bytes(); at + typed.bytes() <= end;) {
            int next = next(c.data, at, end);
            t.open(message, at, next);
            t.fields(message, at, next);
            t.fields(typed, at, next);
            t.close();
            at = next;
        }
    }

    private static int next(byte[] data, int at, int end) {
        return Math.min(end, at + Math.max(MESSAGE_LENGTH.get(data, at) + UNCOUNTED, typed.bytes()));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int end = c.headerEnd();
        int start = out.length();
        for (int at = c.at + bytes(); at + typed.bytes() <= end; at = next(c.data, at, end)) {
            if (out.length() > start) out.ascii(", ");
            out.ascii(TYPES.of(TYPE.get(c.data, at), "Message"));
        }
        return out.length() > start;
    }

    @Override
    public List<Layout> parts() {
        return List.of(message, typed);
    }
}
