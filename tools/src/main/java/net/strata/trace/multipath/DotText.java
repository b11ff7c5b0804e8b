package net.strata.trace.multipath;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.strata.target.Names;

/// The graph in the language of Graphviz (https://graphviz.org/doc/info/lang.html).
public final class DotText {
    private final Labels labels;
    private final StringBuilder out = new StringBuilder();
    private final Map<Node, String> names = new HashMap<>();

    private DotText(Names names) {
        labels = new Labels(names);
    }

    /// The text, of several lines.
    public static String of(Graph graph, Names names) {
        return new DotText(names).write(graph);
    }

    private String write(Graph graph) {
        out.append("digraph multipath {\n    node [shape=box, style=rounded, fontname=\"monospace\", fontsize=10];\n");
        out.append("    edge [fontname=\"monospace\", fontsize=9];\n");
        for (Graph.Vertex each : graph.nodes())
            node(each);
        graph.nodes().stream().collect(Collectors.groupingBy(v -> v.node().hop())).forEach((hop, at) -> {
            if (at.size() < 2) return;
            out.append("    { rank=same;");
            at.forEach(v -> out.append(' ').append(names.get(v.node())).append(';'));
            out.append(" }\n");
        });
        graph.edges().forEach(this::edge);
        return out.append("}\n").toString();
    }

    private void node(Graph.Vertex each) {
        String name = "n" + names.size();
        names.put(each.node(), name);
        String host = labels.name(each.node());
        String label = (host.isEmpty() ? "" : escaped(host) + "\\n") + escaped(each.node().label()) + "\\nhop "
                + each.node().hop() + (each.rtt() < 0 ? "" : ", " + Labels.millis(each.rtt()));
        if (each.balance() != Balance.NONE) label += "\\n" + Labels.balance(each.balance());
        out.append("    ").append(name).append(" [label=\"").append(label).append('"');
        if (each.node().isSilent()) out.append(", style=\"rounded,dashed\"");
        if (each.balance() == Balance.PER_PACKET) out.append(", color=darkorange");
        if (each.balance() == Balance.PER_FLOW) out.append(", color=steelblue");
        out.append("];\n");
    }

    private void edge(Graph.Edge each) {
        out.append("    ").append(names.get(each.link().from())).append(" -> ").append(names.get(each.link().to()));
        String loss = Labels.loss(each);
        if (!each.certain()) out.append(" [style=dotted]");
        else if (!loss.isEmpty()) out.append(" [label=\"").append(loss).append(" lost\", color=crimson]");
        out.append(";\n");
    }

    private static String escaped(String text) {
        return Labels.clean(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
