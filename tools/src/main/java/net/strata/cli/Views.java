package net.strata.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.strata.protocol.FieldIndex;
import net.strata.view.AsciiView;
import net.strata.view.FieldsFormat;
import net.strata.view.FieldsView;
import net.strata.view.HexView;
import net.strata.view.JsonView;
import net.strata.view.Palette;
import net.strata.view.SummaryView;
import net.strata.view.TimeStyle;
import net.strata.view.TreeView;
import net.strata.view.View;
import net.strata.view.ViewOptions;
import net.strata.wire.Nearest;

/// The options that say how packets are shown.
final class Views {
    private static final Option TREE = Option.flag("-V,--tree", "every layer, every field, with its name and meaning");
    private static final Option OPEN = Option.value("-O,--open", "LAYERS",
            "as --tree, with only these layers open: tcp,ip");
    private static final Option HEX = Option.flag("-x,--hex",
            "the bytes in hexadecimal and text; with --tree field by field");
    private static final Option ASCII = Option.flag("-A,--ascii",
            "lines, and below each what is behind the link layer as text");
    private static final Option TYPE = Option.value("-T,--output", "FORM",
            "text (the default), fields (see --field), or jsonl, which json means too");
    private static final Option JSON = Option.flag("--json", "one JSON object a line; the same as --output jsonl");
    private static final Option OFFSETS = Option.flag("--offsets", "JSON also tells where each field's bits are");
    private static final Option FIELD = Option.value("-e,--field", "NAME",
            "a field to show in a column; may be repeated");
    private static final Option SETTING = Option.value("-E,--setting", "NAME=VALUE",
            "for fields: header=y, separator=, aggregator=, quote=d|s|n, occurrence=f|l|a");
    private static final Option TIME = Option.value("-t,--time", "STYLE",
            "time: r since the first packet, d since the last, dd since the last shown, a, ad local, u, ud UTC, e epoch");
    private static final Option STABLE = Option.flag("--stable",
            "hide what changes from run to run: times, ephemeral ports, initial sequence numbers, IDs");

    /// Those that choose what is shown of each packet.
    static final List<Option> FORMS = List.of(TREE, OPEN, HEX, ASCII, TYPE, JSON, FIELD);
    /// All of them, in the order of the help.
    static final List<Option> OPTIONS = List.of(TREE, OPEN, HEX, ASCII, TYPE, JSON, OFFSETS, FIELD, SETTING, TIME,
            STABLE);

    private static final List<String> STYLES = List.of("r", "a", "ad", "d", "dd", "e", "u", "ud");

    private Views() {}

    /// What shows packets as the command line says: a view for each thread that asks.
    static Supplier<View> of(Arguments arguments, Console console) throws UsageException {
        String form = arguments.has(JSON)
                ? "jsonl"
                : arguments.value(TYPE) == null && arguments.has(FIELD)
                        ? "fields"
                        : form(arguments);
        boolean stable = arguments.has(STABLE);
        TimeStyle time = TimeStyle.valueOf(arguments.choice(TIME, STYLES).toUpperCase(Locale.ROOT));
        var options = new ViewOptions(time, stable, new Palette(console.color()));
        return switch (form) {
            case "fields" -> fields(arguments, stable);
            case "jsonl" -> () -> new JsonView(arguments.has(OFFSETS), stable);
            default -> text(arguments, options);
        };
    }

    private static String form(Arguments arguments) throws UsageException {
        if ("json".equals(arguments.value(TYPE))) return "jsonl";
        return arguments.choice(TYPE, List.of("text", "fields", "jsonl"));
    }

    private static Supplier<View> text(Arguments arguments, ViewOptions options) throws UsageException {
        boolean bytes = arguments.has(HEX);
        for (Option shown : List.of(HEX, ASCII))
            if (arguments.has(shown) && options.stable())
                throw new UsageException("--stable cannot hide what bytes show: leave out " + arguments.name(shown));
        if (arguments.has(TREE) || arguments.has(OPEN)) {
            Set<String> open = layers(arguments);
            return () -> new TreeView(options, open, bytes);
        }
        if (arguments.has(ASCII)) return () -> new AsciiView(options);
        return bytes ? () -> new HexView(options) : () -> new SummaryView(options);
    }

    private static Set<String> layers(Arguments arguments) throws UsageException {
        var open = new LinkedHashSet<String>();
        var known = new FieldIndex().layers();
        for (String list : arguments.values(OPEN)) {
            for (String layer : list.split(",", -1)) {
                if (!known.contains(layer)) throw new UsageException("no layer " + layer + Nearest.hint(layer, known));
                open.add(layer);
            }
        }
        return open;
    }

    private static Supplier<View> fields(Arguments arguments, boolean stable) throws UsageException {
        List<String> names = arguments.values(FIELD);
        if (names.isEmpty())
            throw new UsageException(
                    "fields: which? " + arguments.name(FIELD) + " ip.src " + arguments.name(FIELD) + " ip.dst");
        var index = new FieldIndex();
        for (String name : names) {
            if (!index.has(name)) {
                throw new UsageException("no field " + name + " (strata fields lists them)"
                        + Nearest.hint(name, new TreeSet<>(index.names())));
            }
        }
        FieldsFormat format = format(arguments);
        return () -> new FieldsView(names, format, stable);
    }

    private static FieldsFormat format(Arguments arguments) throws UsageException {
        FieldsFormat format = FieldsFormat.DEFAULT;
        for (String setting : arguments.values(SETTING)) {
            try {
                format = format.with(setting);
            } catch (IllegalArgumentException e) {
                throw new UsageException(arguments.name(SETTING) + " " + setting + ": " + e.getMessage());
            }
        }
        return format;
    }
}
