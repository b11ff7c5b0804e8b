package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.strata.JsonValues;
import net.strata.TestNetwork;
import net.strata.trace.multipath.Bound;
import org.junit.jupiter.api.Test;

/// Two diamonds, one in the other, of Linux's own multipath routes: 2 ways at the first router, 4 at one of the next ones.
///
/// ```
///        /- b --- d1..d4 -\
/// h -- a                   e -- t
///        \- c ------ k ---/
/// ```
final class TraceMultipathLiveTest {
    private static final int SEEDS = 100;
    private static final String TARGET = "10.9.14.2";
    /// How likely it is that the test fails by chance alone, were its seeds drawn anew.
    private static final double ALARM = 1e-6;

    /// The addresses that a packet comes in by, as routers answer from these.
    private static final Set<String> LINKS = Set.of("h a", "a b", "a c", "b d1", "b d2", "b d3", "b d4", "c k",
            "d1 e", "d2 e", "d3 e", "d4 e", "k e", "e t");

    private record Answer(int status, Map<String, Object> document) {}

    private static Answer trace(String namespace, String... more) throws IOException {
        var words = new ArrayList<>(List.of("trace", "--multipath", "--json", "-n", "--netns", namespace));
        words.addAll(List.of(more));
        words.add(TARGET);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false)
                .run(words.toArray(String[]::new));
        assertThat(err.toString(UTF_8)).isEmpty();
        return new Answer(status, JsonValues.objects(out.toString(UTF_8)).getFirst());
    }

    /// The links that it tells of, by the names of routers.
    private static Set<String> links(Map<String, Object> document, Map<String, String> names) {
        var byId = new HashMap<Object, String>();
        for (Object each : JsonValues.list(document.get("nodes"))) {
            Map<String, Object> node = JsonValues.object(each);
            byId.put(node.get("id"), names.getOrDefault(String.valueOf(node.get("address")), "?"));
        }
        var links = new HashSet<String>();
        for (Object each : JsonValues.list(document.get("links"))) {
            Map<String, Object> link = JsonValues.object(each);
            assertThat(link.get("certain")).isEqualTo(true);
            links.add(byId.get(link.get("from")) + " " + byId.get(link.get("to")));
        }
        return links;
    }

    @Test
    void nestedDiamondsOfLinuxAreFoundAndNothingElse() throws IOException {
        try (var network = new TestNetwork()) {
            var net = new Diamonds(network);
            int balancers = 0;
            int missed = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                net.seed(seed);
                Answer answer = trace(net.at("h"));
                assertThat(answer.status()).isZero();
                Set<String> found = links(answer.document(), net.names);
                assertThat(LINKS).as("seed %d", seed).containsAll(found);
                balancers++;
                if (!found.containsAll(Set.of("a b", "a c"))) missed++;
                if (!found.contains("a b")) continue;
                balancers++;
                if (!found.containsAll(Set.of("b d1", "b d2", "b d3", "b d4"))) missed++;
            }
            assertThat(missed).isLessThanOrEqualTo(Bound.failures(balancers, 0.05, ALARM));
        }
    }

    /// Linux goes by a flow's ports, and by the addresses of an echo.
    @Test
    void echoesAllGoTheSameWay() throws IOException {
        try (var network = new TestNetwork()) {
            var net = new Diamonds(network);
            net.seed(1);
            Answer answer = trace(net.at("h"), "-I");
            assertThat(links(answer.document(), net.names)).hasSize(5).isSubsetOf(LINKS);
        }
    }

    /// The network.
    private static final class Diamonds {
        private final TestNetwork network;
        private final Map<String, String> namespaces = new HashMap<>();
        /// By address, as seen from the first.
        final Map<String, String> names = new HashMap<>();
        private final Map<String, String> via = new HashMap<>();
        private int links;

        Diamonds(TestNetwork network) {
            this.network = network;
            for (String each : List.of("h", "a", "b", "c", "d1", "d2", "d3", "d4", "k", "e", "t")) {
                namespaces.put(each, network.namespace());
                network.in(at(each), "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.fib_multipath_hash_policy=1");
            }
            names.put("10.9.1.1", "h");
            for (String each : List.of("h a", "a b", "a c", "b d1", "d1 e", "b d2", "d2 e", "b d3", "d3 e", "b d4",
                    "d4 e", "c k", "k e", "e t"))
                link(each.split(" ", 2)[0], each.split(" ", 2)[1]);
            assertThat(names).containsEntry(TARGET, "t");
            route("h", "default", "a");
            route("a", "default", "b", "c");
            route("b", "default", "d1", "d2", "d3", "d4");
            for (String each : List.of("d1", "d2", "d3", "d4", "k"))
                route(each, "default", "e");
            route("c", "default", "k");
            route("e", "default", "t");
            route("t", "default", "e");
            for (String each : List.of("b", "c"))
                route(each, "10.9.1.0/24", "a");
            for (String each : List.of("d1", "d2", "d3", "d4"))
                route(each, "10.9.1.0/24", "b");
            route("k", "10.9.1.0/24", "c");
            route("e", "10.9.1.0/24", "k");
        }

        String at(String name) {
            return Objects.requireNonNull(namespaces.get(name));
        }

        private void link(String a, String b) {
            links++;
            String prefix = "10.9." + links + ".";
            network.link(at(a), "v" + links, List.of(prefix + "1/24"), at(b), "v" + links, List.of(prefix + "2/24"));
            names.put(prefix + "2", b);
            via.put(a + " " + b, prefix + "2");
            via.put(b + " " + a, prefix + "1");
        }

        private void route(String from, String to, String... over) {
            var words = new ArrayList<>(List.of("ip", "route", "add", to));
            for (String each : over)
                words.addAll(List.of("nexthop", "via", Objects.requireNonNull(via.get(from + " " + each))));
            network.in(at(from), words.toArray(String[]::new));
        }

        /// Has the two that balance do so by other numbers, each by its own: with the same, the second would find only flows that
        /// the first one sent it for their number.
        void seed(int seed) {
            network.in(at("a"), "sysctl", "-qw", "net.ipv4.fib_multipath_hash_seed=" + (2 * seed));
            network.in(at("b"), "sysctl", "-qw", "net.ipv4.fib_multipath_hash_seed=" + (2 * seed + 1));
        }
    }
}
