package net.strata.trace.multipath;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.target.Names;
import net.strata.trace.Path;
import org.jspecify.annotations.Nullable;

/// The graph as maps and lists, for JSON: docs/json.md.
public final class GraphFacts {
    private static final int SCHEMA = 1;
    private static final double MILLI = 1e6;

    private final Node start;
    private final Labels labels;
    private final Map<Node, Integer> numbers = new HashMap<>();

    private GraphFacts(Node start, Names names) {
        this.start = start;
        labels = new Labels(names);
    }

    /// One object.
    ///
    /// @param method such as `udp`
    public static Map<String, ?> of(Graph graph, Path path, String method, Names names) {
        return new GraphFacts(graph.start(), names).facts(graph, path, method);
    }

    private Map<String, ?> facts(Graph graph, Path path, String method) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("schema", SCHEMA);
        facts.put("event", "multipath");
        facts.put("host", path.name());
        facts.put("address", path.to().toString());
        facts.put("source", path.from().toString());
        facts.put("method", method);
        facts.put("reached", graph.isReached());
        facts.put("complete", graph.isComplete());
        facts.put("confidence", graph.stopping().percent() / 100.0);
        facts.put("confidence_all", Math.round(graph.confidence() * 1e6) / 1e6);
        facts.put("probes", graph.sent());
        facts.put("flows", graph.flows());
        graph.nodes().forEach(each -> numbers.put(each.node(), numbers.size()));
        facts.put("nodes", graph.nodes().stream().map(this::node).toList());
        facts.put("links", graph.edges().stream().map(this::link).toList());
        facts.put("diamonds", graph.diamonds().stream().map(this::diamond).toList());
        return facts;
    }

    private Map<String, ?> node(Graph.Vertex each) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("id", numbers.get(each.node()));
        facts.put("hop", each.node().hop());
        facts.put("address", each.node().isSilent() ? null : each.node().label());
        String name = labels.name(each.node());
        if (!name.isEmpty()) facts.put("name", name);
        facts.put("answer",
                each.node().isSilent() || each.node().equals(start) ? null : Labels.word(each.node().kind()));
        facts.put("balance", Labels.word(each.balance()));
        facts.put("complete", each.complete());
        facts.put("flows", each.flows());
        facts.put("rtt_ms", millis(each.rtt(), each.rtt() < 0));
        return facts;
    }

    private Map<String, ?> link(Graph.Edge each) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("from", numbers.get(each.link().from()));
        facts.put("to", numbers.get(each.link().to()));
        facts.put("certain", each.certain());
        facts.put("flows", each.flows());
        facts.put("sent", each.sent());
        facts.put("lost", each.lost());
        facts.put("rtt_ms", millis(each.rtt(), each.rtt() < 0));
        facts.put("rtt_more_ms", millis(each.more(), each.rtt() < 0));
        return facts;
    }

    private Map<String, ?> diamond(Diamond each) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("from", numbers.get(each.from()));
        facts.put("to", each.to() == null ? null : numbers.get(each.to()));
        facts.put("width_min", each.narrowest());
        facts.put("width_max", each.widest());
        facts.put("length_min", each.shortest());
        facts.put("length_max", each.longest());
        facts.put("depth", each.depth());
        return facts;
    }

    private static @Nullable Double millis(long nanos, boolean none) {
        return none ? null : nanos / MILLI;
    }
}
