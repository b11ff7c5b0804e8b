package net.strata.view;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Checks what protocols tell: what is opened is closed; fields come before parts; every field is one that its protocol
/// lists; every byte shown is a byte of the frame, or of what was put together from several.
final class TreeRules implements View, LayerTree {
    /// A layer or a part, and whether a part in it has begun.
    private static final class Open {
        boolean parts;
    }

    private static final Set<Protocol> ALL = Protocols.all();

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final IdentityHashMap<Protocol, Set<Object>> listed = new IdentityHashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private Protocol protocol = Protocols.FRAME;
    private int from;
    private int to;

    @Override
    public void frame(Batch b, int i, Text out) {
        open.clear();
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        LayerTree.tell(cursor, Protocols.FRAME, this);
        if (!open.isEmpty()) fail("not closed: " + protocol);
    }

    @Override
    public void layer(Cursor c, Protocol p) {
        if (!open.isEmpty()) fail(p + " begins within " + protocol);
        if (!ALL.contains(p)) fail(p + " is not in the list of all protocols");
        open.push(new Open());
        protocol = p;
        if (p.equals(Protocols.FRAME)) return;
        Batch b = c.batch();
        boolean whole = c.reassembled(c.layer());
        from = whole ? c.sourceStart() : b.offset[c.frame()];
        to = whole ? b.used : from + b.captured[c.frame()];
    }

    @Override
    public void endLayer() {
        open.pop();
        if (!open.isEmpty()) fail("a part of " + protocol + " is not closed");
    }

    @Override
    public void open(Layout part, int at, int end) {
        if (part.placed().length > 0) known(part, part.title());
        place(part.title(), at, end - at);
        open.element().parts = true;
        open.push(new Open());
    }

    @Override
    public void close() {
        open.pop();
        if (open.isEmpty()) fail("a part of " + protocol + " is closed that was never opened");
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        known(layout, layout.title());
        place(layout.title(), at, end - at);
        if (open.element().parts) fail("fields of " + layout.title() + " behind a part");
    }

    @Override
    public void field(Field field, int at, int length) {
        value(field);
        switch (field) {
            case Uint f -> place(f.name(), at + (f.bit() >> 3), f.end() - (f.bit() >> 3));
            case Octets f -> place(f.name(), f.from(at), length);
            case Made f -> fail(f.name() + " is a generated field");
        }
    }

    @Override
    public void made(Made field, long value) {
        value(field);
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        value(field);
        if (length > 0) place(field.name(), at, length);
    }

    private void value(Field field) {
        known(field, field.name());
        if (open.element().parts) fail(field.name() + " behind a part");
    }

    private void place(String what, int at, int length) {
        if (length < 0) fail(what + " has " + length + " bytes");
        if (at < from || at + length > to) {
            fail(what + " at " + (at - from) + ", " + length + " bytes, of " + (to - from));
        }
    }

    private void known(Object what, String name) {
        if (!listed.computeIfAbsent(protocol, TreeRules::list).contains(what))
            fail(protocol + " does not list " + name);
    }

    private static Set<Object> list(Protocol p) {
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(Stream.of(p.layout()), p.parts().stream()).forEach(layout -> {
            all.add(layout);
            Collections.addAll(all, (Object[]) layout.placed());
            all.addAll(layout.others());
        });
        return all;
    }

    @Override
    public void problem(Problem p) {
        if (p.text().chars().anyMatch(Character::isISOControl)) fail("not one line: " + p.text());
    }
}
