package net.strata.trace.multipath;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.page.Markup;
import net.strata.target.Names;

/// The graph as a picture in SVG 1.1 (https://www.w3.org/TR/SVG11/).
public final class SvgPicture {
    private static final int MARGIN = 24;
    private static final int GUTTER = 44;
    private static final int ROW = 78;
    private static final int LETTER = 7;
    private static final int NARROW = 96;
    private static final int LEGEND = 64;
    private static final int LONGEST = 40;
    private static final String STYLE = """
              <style>
                text { font: 11px "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1f2933; }
                .dim { fill: #7b8794; font-size: 10px; }
                .title { font-size: 13px; font-weight: bold; }
                .loss { fill: #c0392b; font-size: 10px; }
                .band { fill: #f5f7fa; }
                .node { fill: #ffffff; stroke: #9aa5b1; stroke-width: 1.2; }
                .flow { fill: #e8f1fb; stroke: #2b6cb0; }
                .packet { fill: #fdf0e1; stroke: #c05621; }
                .unknown { fill: #f7f3fb; stroke: #6b46c1; }
                .end { fill: #e6f6ec; stroke: #2f855a; }
                .silent { fill: #ffffff; stroke: #9aa5b1; stroke-dasharray: 3 3; }
                .edge { fill: none; stroke: #7b8794; }
                .lossy { stroke: #c0392b; }
                .maybe { stroke-dasharray: 2 4; }
              </style>
            """;

    private final Graph graph;
    private final Labels labels;
    private final Layout layout;
    private final StringBuilder out = new StringBuilder();
    private final Map<Node, Graph.Vertex> facts = new HashMap<>();
    private final int box;

    private SvgPicture(Graph graph, Names names) {
        this.graph = graph;
        labels = new Labels(names);
        int letters = 0;
        for (Graph.Vertex each : graph.nodes()) {
            facts.put(each.node(), each);
            for (String line : lines(each.node()))
                letters = Math.max(letters, line.codePointCount(0, line.length()));
        }
        box = Math.max(NARROW, letters * LETTER + 16);
        layout = new Layout(graph, box + 14);
    }

    /// The document.
    ///
    /// @param title above the picture
    public static String of(Graph graph, String title, Names names) {
        return new SvgPicture(graph, names).draw(title);
    }

    private List<String> lines(Node node) {
        String name = labels.name(node);
        return name.isEmpty() ? List.of(node.label()) : List.of(shortened(name), node.label());
    }

    private static String shortened(String name) {
        int count = name.codePointCount(0, name.length());
        return count <= LONGEST ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private String draw(String title) {
        double width = Math.max(2 * MARGIN + GUTTER + layout.width() + box, 460);
        int top = MARGIN + 28;
        double height = top + layout.rows().size() * ROW + LEGEND + MARGIN;
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">%n",
                width,
                height, width, height);
        out.append(STYLE);
        put("  <rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n");
        text(MARGIN, MARGIN + 4, "title", "start", title);
        for (int i = 0; i < layout.rows().size(); i++) {
            if (i % 2 == 1)
                put("  <rect class=\"band\" x=\"0\" y=\"%d\" width=\"%.0f\" height=\"%d\"/>%n", top + i * ROW, width,
                        ROW);
            text(MARGIN, top + i * ROW + ROW / 2.0 + 4, "dim", "start", "hop " + layout.rows().get(i).getFirst().hop());
        }
        for (Graph.Edge each : graph.edges())
            edge(each, top);
        for (int i = 0; i < layout.rows().size(); i++)
            for (Node each : layout.rows().get(i))
                node(each, top + i * ROW + ROW / 2.0);
        legend(top + layout.rows().size() * ROW + 20);
        return out.append("</svg>\n").toString();
    }

    private double x(Node node) {
        return MARGIN + GUTTER + box / 2.0 + layout.middle(node);
    }

    private double y(Node node, int top) {
        return top + (node.hop() - graph.start().hop()) * ROW + ROW / 2.0;
    }

    private double half(Node node) {
        return (lines(node).size() * 14 + 22) / 2.0;
    }

    private void edge(Graph.Edge each, int top) {
        Node from = each.link().from();
        Node to = each.link().to();
        double x1 = x(from);
        double y1 = y(from, top) + half(from);
        double x2 = x(to);
        double y2 = y(to, top) - half(to);
        double bend = (y2 - y1) / 2;
        Graph.Vertex near = facts.get(from);
        double share = near == null || near.flows() == 0 ? 1 : Math.min(1, (double) each.flows() / near.flows());
        String loss = Labels.loss(each);
        put("  <path class=\"edge%s%s\" stroke-width=\"%.1f\" d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\">",
                loss.isEmpty() ? "" : " lossy", each.certain() ? "" : " maybe", 1 + 2 * share, x1, y1, x1, y1 + bend,
                x2,
                y2 - bend, x2, y2);
        put("<title>%s</title></path>%n", escaped(from.label() + " to " + to.label() + ": " + (each.certain()
                ? each.flows() + " flows, " + each.lost() + " of " + each.sent() + " probes lost, "
                        + (each.rtt() < 0 ? "no round trip" : Labels.millis(each.rtt()))
                : "one of several that may be")));
        if (!loss.isEmpty()) text((x1 + x2) / 2 + 6, (y1 + y2) / 2 + 3, "loss", "start", loss);
    }

    private void node(Node node, double y) {
        Graph.Vertex known = facts.get(node);
        String kind = switch (known == null ? Balance.NONE : known.balance()) {
            case PER_FLOW -> " flow";
            case PER_PACKET -> " packet";
            case UNKNOWN -> " unknown";
            case NONE -> node.isFinal() ? " end" : node.isSilent() ? " silent" : "";
        };
        double half = half(node);
        put("  <g><rect class=\"node%s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" rx=\"7\"/>%n", kind,
                x(node) - box / 2.0, y - half, box, 2 * half);
        double line = y - half + 15;
        for (String each : lines(node)) {
            text(x(node), line, "", "middle", each);
            line += 14;
        }
        text(x(node), line - 1, "dim", "middle", node.hop() == graph.start().hop()
                ? "here"
                : known == null || known.rtt() < 0 ? "no answer" : Labels.millis(known.rtt()));
        out.append("  </g>\n");
    }

    private void legend(int y) {
        String[][] kinds = {{"flow", "balances by flow"}, {"packet", "balances by packet"},
                {"silent", "answers nothing"}, {"end", "the way ends"}};
        double x = MARGIN;
        for (String[] each : kinds) {
            put("  <rect class=\"node %s\" x=\"%.0f\" y=\"%d\" width=\"14\" height=\"12\" rx=\"3\"/>%n", each[0], x, y);
            text(x + 19, y + 10, "dim", "start", each[1]);
            x += 30 + each[1].length() * 6.2;
        }
        text(MARGIN, y + 32, "dim", "start", graph.sent() + " probes, " + graph.flows() + " flows; "
                + graph.stopping().percent() + " % confidence for each router");
    }

    private void text(double x, double y, String style, String anchor, String text) {
        put("  <text x=\"%.1f\" y=\"%.1f\"%s text-anchor=\"%s\">%s</text>%n", x, y,
                style.isEmpty() ? "" : " class=\"" + style + "\"", anchor, escaped(text));
    }

    private void put(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    private static String escaped(String text) {
        return Markup.escaped(Labels.clean(text));
    }
}
