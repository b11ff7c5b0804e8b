package net.strata.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Field;
import net.strata.wire.Meta;
import net.strata.wire.Names;
import net.strata.wire.Nearest;
import net.strata.wire.Text;

/// `strata fields`: the fields that are decoded.
final class FieldsCommand implements Command {
    private static final int TYPE_COLUMN = 36;
    private static final int LABEL_COLUMN = 54;

    @Override
    public String operands() {
        return "[PATTERN]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata fields", "every field: name, type, meaning, source"),
                new Example("strata fields checksum", "those with this in name or meaning"),
                new Example("strata fields 'tcp.*'", "those whose name matches"),
                new Example("strata fields ip.proto", "one field, and what its values mean"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        String pattern = arguments.operand();
        var index = new FieldIndex();
        FieldIndex.Entry exact = pattern == null ? null : index.named(pattern);
        if (exact != null) {
            line(exact, console);
            values(exact.field().meta().names(), console);
            return Status.DONE;
        }
        boolean any = false;
        for (FieldIndex.Entry entry : index.all()) {
            if (pattern == null || matches(entry, pattern)) {
                line(entry, console);
                any = true;
            }
        }
        if (any) return Status.DONE;
        console.error(
                "strata fields: nothing matches " + pattern + Nearest.hint(String.valueOf(pattern), index.names()));
        return Status.NEGATIVE;
    }

    /// With a star, `pattern` must match the whole name; without, it may stand anywhere in name or meaning.
    private static boolean matches(FieldIndex.Entry entry, String pattern) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (wanted.contains("*")) return star(wanted, entry.name());
        Meta meta = entry.field().meta();
        return entry.name().contains(wanted) || meta.label().toLowerCase(Locale.ROOT).contains(wanted)
                || meta.says().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static boolean star(String pattern, String name) {
        String[] pieces = pattern.split("\\*", -1);
        if (!name.startsWith(pieces[0])) return false;
        int at = pieces[0].length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], at);
            if (found < 0) return false;
            at = found + pieces[i].length();
        }
        String last = pieces[pieces.length - 1];
        return name.length() - at >= last.length() && name.endsWith(last);
    }

    private static void line(FieldIndex.Entry entry, Console console) throws IOException {
        Field field = entry.field();
        var line = new Text(160);
        line.ascii(entry.name()).pad(0, TYPE_COLUMN - 1).put(' ').ascii(field.type()).pad(0, LABEL_COLUMN - 1).put(' ');
        if (entry.either().isEmpty()) {
            line.utf8(field.meta().label());
            if (!field.meta().says().isEmpty()) line.ascii(": ").utf8(field.meta().says());
        } else {
            line.ascii(String.join(" or ", entry.either()));
        }
        if (!entry.source().isEmpty()) line.ascii(" (").utf8(entry.source()).put(')');
        console.out().line(line.toString());
    }

    private static void values(@org.jspecify.annotations.Nullable Names names, Console console) throws IOException {
        if (names == null) return;
        for (String value : names.lines())
            console.out().line("    " + value);
    }
}
