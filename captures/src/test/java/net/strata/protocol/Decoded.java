package net.strata.protocol;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.session.Session;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// A frame given as hexadecimal text, decoded.
///
/// @param fields every value of every field, by name, in the format of `-T fields`
/// @param layers what the layers' fields start with, such as `eth`, `ip`, `tcp`
/// @param parts titles of the parts of layers, in order
/// @param info what the highest layer that speaks says
/// @param problem what is wrong, null if nothing is
public record Decoded(Map<String, List<String>> fields, List<String> layers, List<String> parts, String info,
        @Nullable Problem problem) {

    /// Decodes frames in one session, and returns the last. Spaces and line ends in the text are ignored.
    public static Decoded of(int linkType, String... frames) {
        var batch = new Batch(1024);
        for (String frame : frames) {
            byte[] bytes = HexFormat.of().parseHex(frame.replaceAll("\\s", ""));
            batch.reserve(bytes.length);
            System.arraycopy(bytes, 0, batch.data, batch.used, bytes.length);
            batch.used += bytes.length;
            batch.add(batch.used - bytes.length, bytes.length, bytes.length, batch.count, 9, linkType, 0);
        }
        new Session().see(batch);
        var cursor = new Cursor(Protocols.DATA, null);
        for (int i = 0; i < batch.count; i++)
            cursor.walk(batch, i, Protocols.link(linkType));
        var collector = new Collector(cursor);
        LayerTree.tell(cursor, Protocols.FRAME, collector);
        var layers = new ArrayList<String>();
        for (int i = 0; i < cursor.layers(); i++)
            layers.add(cursor.protocol(i).layout().prefix());
        return new Decoded(collector.fields, layers, collector.parts, info(cursor), cursor.problem());
    }

    private static String info(Cursor c) {
        var out = new Text(64);
        for (int i = c.ownLayers() - 1; i >= 0; i--) {
            c.select(i);
            out.clear();
            if (c.whole() && c.protocol().info(c, out)) return out.toString();
        }
        return "";
    }

    /// The values of a field, in order; none if it is not there.
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /// The values of a field with commas between them, empty if there is none.
    public String get(String name) {
        return String.join(",", all(name));
    }

    private static final class Collector implements LayerTree {
        final Map<String, List<String>> fields = new LinkedHashMap<>();
        final List<String> parts = new ArrayList<>();
        private final Cursor cursor;

        Collector(Cursor cursor) {
            this.cursor = cursor;
        }

        private void add(Field field, Text value) {
            fields.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(value.toString());
            String also = field.meta().also();
            if (also != null) fields.computeIfAbsent(also, _ -> new ArrayList<>()).add(value.toString());
        }

        @Override
        public void fields(Layout layout, int at, int end) {
            for (Field field : layout.placed()) {
                int length = field instanceof Octets o ? o.length() : 0;
                int fieldEnd = field instanceof Uint u ? u.end() : ((Octets) field).from(0) + length;
                if (at + fieldEnd <= end) field(field, at, length);
            }
        }

        @Override
        public void field(Field field, int at, int length) {
            var text = new Text(16);
            field.write(text, cursor.data, at, length);
            add(field, text);
        }

        @Override
        public void made(Made field, long value) {
            var text = new Text(16);
            field.write(text, value);
            add(field, text);
        }

        @Override
        public void made(Made field, int at, int length, Text value) {
            add(field, value);
        }

        @Override
        public void open(Layout part, int at, int end) {
            parts.add(part.title());
        }

        @Override
        public void close() {}

        @Override
        public void layer(Cursor c, Protocol p) {}

        @Override
        public void endLayer() {}

        @Override
        public void problem(Problem p) {}
    }
}
