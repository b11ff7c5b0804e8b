package net.strata.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) of facts that are told once in a run, not of packets: maps are objects, lists arrays.
final class Json {
    private Json() {}

    /// Writes an object on a line of its own.
    static void line(Map<String, ?> members, Output out) throws IOException {
        var text = new Text(1 << 10);
        object(members, text);
        text.put('\n').writeTo(out);
    }

    private static void value(@Nullable Object value, Text out) {
        switch (value) {
            case null -> out.ascii("null");
            case Map<?, ?> members -> object(members, out);
            case List<?> elements -> array(elements, out);
            case Number _,Boolean _ -> out.ascii(value.toString());
            default -> string(value.toString(), out);
        }
    }

    private static void object(Map<?, ?> members, Text out) {
        char before = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.put(before);
            string(String.valueOf(member.getKey()), out);
            out.put(':');
            value(member.getValue(), out);
            before = ',';
        }
        out.ascii(members.isEmpty() ? "{}" : "}");
    }

    private static void array(List<?> elements, Text out) {
        char before = '[';
        for (Object element : elements) {
            out.put(before);
            value(element, out);
            before = ',';
        }
        out.ascii(elements.isEmpty() ? "[]" : "]");
    }

    private static void string(String value, Text out) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.json(bytes, 0, bytes.length);
    }
}
