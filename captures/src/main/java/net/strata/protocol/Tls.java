package net.strata.protocol;

import static net.strata.wire.Trait.says;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Transport Layer Security (RFC 8446, RFC 5246): the records of a segment. Nothing is decrypted.
///
/// A record may begin in one segment and end in a later one. What is in this segment is read; a segment that begins in
/// the middle of a record is left as data.
public final class Tls extends Protocol {
    /// One line tells this many messages.
    private static final int MOST = 16;
    private static final Layout tls = new Layout("tls", "Transport Layer Security", "RFC 8446");
    static final Octets REST = tls.loose(Octets.Form.BYTES, "segment.data", "Rest",
            says("part of a record whose start or end is not here"));

    public Tls() {
        super(tls, "TLS", Level.PRESENTATION);
    }

    /// Whether bytes look like the start of a record.
    static boolean starts(byte[] data, int at, int end) {
        return TlsRecord.plausible(data, at, end);
    }

    @Override
    public void walk(Cursor c) {
        if (starts(c.data, c.at, c.end())) {
            c.all();
        } else {
            c.decline();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int at = c.at;
        for (int next = at; TlsRecord.plausible(c.data, next, c.end()); next = TlsRecord.next(c.data, next, c.end()))
            at = TlsRecord.next(c.data, next, c.end());
        if (at < c.end()) t.field(REST, at, c.end() - at);
        if (!t.wantsParts()) return;
        tell(c, t);
    }

    private static void tell(Cursor c, Tree t) {
        boolean secret = false;
        for (int at = c.at; TlsRecord.plausible(c.data, at, c.end()); at = TlsRecord.next(c.data, at, c.end()))
            secret = TlsRecord.tell(new FieldReader(c, t, at, c.end()), secret);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        var summary = new Summary(c, out);
        tell(c, summary);
        if (summary.continues) out.ascii(" [continues]");
        return true;
    }

    /// Picks what a line tells.
    private static final class Summary implements Tree {
        private final Cursor c;
        private final Text out;
        private int told;
        private boolean continues;

        Summary(Cursor c, Text out) {
            this.c = c;
            this.out = out;
        }

        private boolean more() {
            if (told == MOST) out.ascii(", ...");
            if (told++ >= MOST) return false;
            if (told > 1) out.ascii(", ");
            return true;
        }

        @Override
        public void fields(Layout layout, int at, int end) {
            if (layout.equals(TlsHandshake.HEAD) && more()) TlsHandshake.info(c.data, at, end, out);
        }

        @Override
        public void field(Field field, int at, int length) {
            if (field.equals(TlsHandshake.SERVER_NAME) && told <= MOST) {
                out.ascii(" (SNI=").text(c.data, at, length).put(')');
            } else if (TlsRecord.isMessage(field) && more()) {
                TlsRecord.info(field, c.data, at, out);
            }
        }

        @Override
        public void made(Made field, long value) {
            continues |= field.equals(TlsRecord.MISSING);
        }

        @Override
        public void made(Made field, int at, int length, Text value) {}

        @Override
        public void open(Layout part, int at, int end) {}

        @Override
        public void close() {}

        @Override
        public boolean wants(Made field) {
            return false;
        }
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(TlsRecord.LAYOUTS);
        all.addAll(TlsHandshake.LAYOUTS);
        return all;
    }
}
