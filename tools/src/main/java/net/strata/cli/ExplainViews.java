package net.strata.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.strata.explain.BytesView;
import net.strata.explain.ChecksumView;
import net.strata.explain.DiagramView;
import net.strata.explain.FilterView;
import net.strata.explain.LayersView;
import net.strata.explain.Model;
import net.strata.explain.View;
import net.strata.explain.WordsView;
import net.strata.wire.Nearest;

/// The options that choose how a packet is looked at.
final class ExplainViews {
    private static final List<String> NAMES = List.of("layers", "diagram", "bytes", "words", "filter");
    static final Option VIEW = Option.value("--view", "VIEWS",
            "of a packet: some of " + String.join(", ", NAMES) + "; all without it");
    private static final List<String> MODELS = List.of("both", "osi", "tcpip", "five");
    private static final Option MODEL = Option.value("--model", "MODEL",
            "how layers are counted: osi (seven), tcpip (four), five, or both, OSI beside TCP/IP (the default)");
    private static final Option CHECKSUM = Option.flag("--checksum",
            "each checksum of a packet worked out word by word; without --view nothing else");
    static final List<Option> OPTIONS = List.of(VIEW, CHECKSUM, MODEL);

    private ExplainViews() {}

    static List<View> of(Arguments arguments) throws UsageException {
        String text = arguments.value(VIEW);
        List<String> all = arguments.has(CHECKSUM) ? List.of() : NAMES;
        Set<String> names = new LinkedHashSet<>(text == null ? all : List.of(text.split(",", -1)));
        Model model = Model.valueOf(arguments.choice(MODEL, MODELS).toUpperCase(Locale.ROOT));
        var views = new ArrayList<View>();
        for (String name : names)
            views.add(view(name, model));
        if (arguments.has(CHECKSUM)) views.add(new ChecksumView());
        return views;
    }

    private static View view(String name, Model model) throws UsageException {
        return switch (name) {
            case "layers" -> new LayersView(model);
            case "diagram" -> new DiagramView();
            case "bytes" -> new BytesView();
            case "words" -> new WordsView();
            case "filter" -> new FilterView();
            default -> throw new UsageException("--view takes some of " + String.join(", ", NAMES) + ", not " + name
                    + Nearest.hint(name, NAMES));
        };
    }
}
