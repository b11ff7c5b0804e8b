package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.strata.os.SockAddr;
import net.strata.sim.Seen.Packet;
import org.junit.jupiter.api.Test;

/// The topologies in docs/topologies show what they say.
final class ExamplesTest {
    private static final long MS = Seen.MS;
    private static final Path FOLDER = Path.of("../docs/topologies");
    private static final String THERE = "10.0.9.2";

    private static Seen seen(String name) throws Exception {
        return new Seen(Files.readString(FOLDER.resolve(name + ".topology")));
    }

    /// Nodes by name where a packet is asked for hop by hop.
    private static List<String> names(Seen seen, List<String> path) {
        return path.stream().map(each -> each.equals("*") ? each : seen.topology.name(SockAddr.ip(each, 0))).toList();
    }

    private static List<String> trace(String name) throws Exception {
        Seen seen = seen(name);
        return names(seen, seen.trace(THERE));
    }

    @Test
    void allAreNamedInTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../docs/topologies.md"));
        try (var files = Files.list(FOLDER)) {
            for (Path each : files.toList()) {
                assertThat(Topology.read(each)).isNotNull();
                assertThat(page).contains("topologies/" + each.getFileName());
            }
        }
    }

    @Test
    void paths() throws Exception {
        assertThat(trace("chain")).containsExactly("r1", "r2", "*", "r4", "there");
        assertThat(trace("mpls")).containsExactly("r1", "r2", "r3", "r4", "r6", "there");
        assertThat(trace("tunnel")).containsExactly("r1", "r4", "there");
        assertThat(trace("asymmetric")).containsExactly("r1", "r2", "r3", "there");
        assertThat(trace("loop").subList(0, 5)).containsExactly("r1", "r2", "r3", "r2", "r3");
        assertThat(trace("filtered").subList(0, 4)).containsExactly("r1", "r2", "r3", "*");
    }

    @Test
    void diamonds() throws Exception {
        assertThat(links("diamond")).containsExactlyInAnyOrder("here a", "a b", "a c", "b d", "c d", "d there");
        Set<String> nested = links("nested-diamonds");
        assertThat(nested).hasSize(1 + 2 + 8 + 8 + 2 + 1).contains("b1 c4", "c8 d2", "d1 e");
    }

    private static Set<String> links(String name) throws Exception {
        Seen seen = seen(name);
        return new Truth(seen.topology, 1).links(SockAddr.ip(THERE, 0)).stream()
                .map(link -> link.from().name() + " " + link.to().name()).collect(Collectors.toSet());
    }

    @Test
    void theDiamondsWaysAreThoseThatProbesTake() throws Exception {
        Seen seen = seen("nested-diamonds");
        var truth = new Truth(seen.topology, 1);
        var found = new HashSet<String>();
        for (int port = 33434; port < 33534; port++) {
            String before = "here";
            for (int hops = 1; hops <= 6; hops++) {
                String name = Objects.requireNonNull(seen.topology
                        .name(SockAddr.ip(seen.only(seen.udp(THERE, hops, port, 12)).from(), 0)));
                found.add(before + " " + name);
                before = name;
            }
            assertThat(truth.path(seen.udp(THERE, 1, port, 12)).get(2).name())
                    .isEqualTo(seen.topology.name(SockAddr.ip(seen.only(seen.udp(THERE, 3, port, 12)).from(), 0)));
        }
        // A way of the second hop is missed by 100 flows with 7/8 ^ 100, less than 2 in a million.
        assertThat(found).isEqualTo(links("nested-diamonds"));
    }

    @Test
    void translationIsSeenInQuotations() throws Exception {
        Seen seen = seen("nat");
        Packet error = seen.only(seen.udp("203.0.113.9", 2, 33434, 12));
        byte[] quote = Arrays.copyOfRange(error.message(), 8, 48);
        assertThat(Ip.source(quote).host()).isEqualTo("198.51.100.7");
        assertThat(Ip.u16(quote, 20)).isNotEqualTo(40000);
        assertThat(seen.only(seen.syn("203.0.113.9", 9, 80)).message()[13]).isEqualTo((byte) 0x12);
    }

    @Test
    void limitsAndLoss() throws Exception {
        Seen limited = seen("rate-limit");
        assertThat(answers(limited, 2, 40)).isBetween(3, 8);
        assertThat(answers(limited, 3, 40)).isEqualTo(40);
        Seen loss = seen("loss");
        assertThat(answers(loss, 2, 200)).isEqualTo(200);
        // Four in five of 1000, with a standard deviation of sqrt(1000 * 0.8 * 0.2), about 12.6.
        assertThat(answers(loss, 3, 1000)).isBetween(800 - 63, 800 + 63);
    }

    /// To how many probes, 50 ms apart, there is an answer.
    private static int answers(Seen seen, int hops, int probes) throws IOException {
        seen.came.clear();
        for (int i = 0; i < probes; i++)
            seen.send(seen.udp(THERE, hops, 33434, 12)).pass(50 * MS);
        return seen.came.size();
    }

    @Test
    void sizesAndFilters() throws Exception {
        Seen hole = seen("blackhole");
        assertThat(hole.count(hole.udp(THERE, 9, 33434, 1400))).isZero();
        assertThat(hole.only(hole.udp(THERE, 9, 33434, 1372)).code()).isEqualTo(3);
        assertThat(Ip.i32(hole.only(hole.udp(THERE, 9, 33434, 1465)).message(), 4)).isEqualTo(1492);
        Seen filtered = seen("filtered");
        assertThat(filtered.only(filtered.syn(THERE, 9, 443)).from()).isEqualTo(THERE);
        assertThat(filtered.only(filtered.syn(THERE, 9, 22)).code()).isEqualTo(13);
        assertThat(filtered.only(filtered.echo(THERE, 9)).code()).isEqualTo(13);
    }

    @Test
    void theReturnPathIsLonger() throws Exception {
        Seen seen = seen("asymmetric");
        Packet second = seen.only(seen.udp(THERE, 2, 33434, 12));
        assertThat(second.hops()).isEqualTo(64 - 1);
        assertThat(seen.only(seen.udp(THERE, 3, 33434, 12)).hops()).isEqualTo(64 - 3);
    }

    /// What the documentation says of a line is a line of the language.
    @Test
    void examplesOfTheDocumentation() throws Exception {
        String before = """
                host here 10.0.0.2
                host server 10.0.9.9
                router a 10.1.0.1
                router b 10.1.0.2
                router lb 10.1.0.3
                router r1
                router r2
                router r3
                router r4
                router x1
                link here r1
                link r1 r2
                link r2 r3
                link r3 r4
                link r3 x1
                """;
        String page = Files.readString(Path.of("../docs/topologies.md"));
        String lines = page.substring(page.indexOf("## Lines"), page.indexOf("## Options of hosts"));
        var rows = Pattern.compile("^\\|`[^`]*`\\|`([^`]*)`\\|", Pattern.MULTILINE).matcher(lines);
        var examples = new ArrayList<String>();
        while (rows.find())
            examples.add(rows.group(1));
        assertThat(examples).hasSize(12);
        for (String each : examples) {
            String text = before.replace(each.startsWith("router r1") ? "router r1\n" : "none", "router r1 10.0.1.2\n");
            if (each.startsWith("router")) assertThat(Topology.parse("host here 10.0.0.2\n" + each)).isNotNull();
            else
                assertThat(Topology.parse(text + (each.startsWith("host") ? "" : "host there 10.0.9.2\n") + each))
                        .isNotNull();
        }
    }
}
