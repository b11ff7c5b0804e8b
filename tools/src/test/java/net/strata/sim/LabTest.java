package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.strata.Needs;
import org.junit.jupiter.api.Test;

/// The simulated network and Linux agree, asked by traceroute.
final class LabTest {
    private static final Pattern HOP = Pattern.compile("^ *[0-9]+  (\\S+)(.*)$", Pattern.MULTILINE);

    static String chain(int routers, String options) {
        var text = new StringBuilder("host here 10.0.0.2 2001:db8::2\n");
        for (int i = 1; i <= routers; i++)
            text.append(
                    "router r" + i + " 10.0." + i + ".1 2001:db8:" + i + "::1" + (i % 4 == 3 ? options : "") + "\n");
        text.append("host there 10.0.99.2 2001:db8:99::2 open=80\n");
        for (int i = 0; i <= routers; i++)
            text.append("link " + (i == 0 ? "here" : "r" + i) + " " + (i == routers ? "there" : "r" + (i + 1)) + "\n");
        return text.toString();
    }

    /// Who answers, and the mark behind it.
    private static List<String> hops(String output) {
        var hops = new ArrayList<String>();
        var matcher = HOP.matcher(output);
        while (matcher.find()) {
            String marks = matcher.group(2).replaceAll("[0-9.]+ ms", "").strip();
            hops.add(matcher.group(1) + (marks.isEmpty() ? "" : " " + marks));
        }
        return hops;
    }

    /// One probe at a time: Linux sends five errors for want of a route at once, and one a second (net.ipv4.route.error_cost).
    private static List<String> traceroute(Lab lab, String... more) {
        var command = new ArrayList<>(List.of("traceroute", "-n", "-q", "1", "-w", "0.5", "-m", "16", "-N", "1"));
        command.addAll(List.of(more));
        return hops(lab.in(command.toArray(String[]::new)));
    }

    private static void needed() throws IOException {
        Needs.here().root();
        Needs.here().program("traceroute");
    }

    @Test
    void aChainWithSilentRouters() throws Exception {
        needed();
        var seen = new Seen(chain(12, " silent"));
        try (var lab = new Lab(seen.topology)) {
            assertThat(traceroute(lab, "10.0.99.2")).isEqualTo(seen.trace("10.0.99.2"));
            assertThat(traceroute(lab, "2001:db8:99::2")).isEqualTo(seen.trace("2001:db8:99::2"));
            assertThat(traceroute(lab, "-T", "-p", "80", "10.0.99.2").getLast()).isEqualTo("10.0.99.2");
        }
    }

    @Test
    void addressesOfInterfacesAndRoutesThatEnd() throws Exception {
        needed();
        var seen = new Seen("""
                host here 10.0.0.2
                router a 10.255.0.1
                router b 10.255.0.2
                host there 10.0.9.2
                link here a:10.0.0.1
                link a:10.0.1.1 b:10.0.1.2
                link b there
                net 10.0.8.0/24 at b
                route a to 10.0.7.0/24 via b
                route a to 10.0.6.0/24 via b
                route b to 10.0.6.0/24 prohibit
                route a to 10.0.5.0/24 drop
                """);
        try (var lab = new Lab(seen.topology)) {
            assertThat(traceroute(lab, "10.0.9.2")).isEqualTo(seen.trace("10.0.9.2")).containsExactly("10.0.0.1",
                    "10.0.1.2", "10.0.9.2");
            // !H 3/1, !N 3/0, !X 3/13: as the simulated network's answers
            assertThat(traceroute(lab, "10.0.8.9")).containsExactly("10.0.0.1", "10.0.1.2 !H");
            assertThat(traceroute(lab, "10.0.7.9")).containsExactly("10.0.0.1", "10.0.1.2 !N");
            assertThat(traceroute(lab, "10.0.6.9")).containsExactly("10.0.0.1", "10.0.1.2 !X");
            assertThat(traceroute(lab, "-m", "3", "10.0.5.9")).containsExactly("*", "*", "*");
            assertThat(List.of(3, 1)).isEqualTo(ends(seen, "10.0.8.9"));
            assertThat(List.of(3, 0)).isEqualTo(ends(seen, "10.0.7.9"));
            assertThat(List.of(3, 13)).isEqualTo(ends(seen, "10.0.6.9"));
        }
    }

    private static List<Integer> ends(Seen seen, String to) throws IOException {
        for (int hops = 1; hops <= 2; hops++)
            assertThat(seen.only(seen.udp(to, hops, 33434, 12)).from()).isEqualTo(hops == 1 ? "10.0.0.1" : "10.0.1.2");
        return List.of(seen.came.getFirst().type(), seen.came.getFirst().code());
    }

    @Test
    void mtus() throws Exception {
        needed();
        var seen = new Seen(chain(3, "").replace("link r2 r3", "link r2 r3 mtu=1400"));
        try (var lab = new Lab(seen.topology)) {
            // A router looks at the time to live before it looks at the size, there as here.
            assertThat(traceroute(lab, "-F", "10.0.99.2", "1450")).containsExactly("10.0.1.1", "10.0.2.1",
                    "10.0.2.1 !F-1400");
            assertThat(seen.only(seen.udp("10.0.99.2", 2, 33434, 1422)).type()).isEqualTo(11);
            assertThat(seen.only(seen.udp("10.0.99.2", 3, 33434, 1422)).code()).isEqualTo(4);
            assertThat(seen.came.getFirst().from()).isEqualTo("10.0.2.1");
        }
    }

    /// Every hash seed shares the flows otherwise, among no others than the topology has.
    @Test
    void diamonds() throws Exception {
        needed();
        String diamond = """
                host here 10.0.0.2
                router a 10.0.0.1
                router b1 10.0.1.1
                router b2 10.0.1.2
                router c 10.0.2.1
                host there 10.0.3.2
                link here a
                link a b1
                link a b2
                link b1 c
                link b2 c
                link c there
                """;
        try (var lab = new Lab(Topology.parse(diamond))) {
            var found = new TreeSet<String>();
            for (int seed = 1; seed <= 12; seed++) {
                lab.seed("a", seed);
                found.add(traceroute(lab, "-U", "-p", "53", "--sport=40000", "10.0.3.2").get(1));
            }
            assertThat(found).containsExactly("10.0.1.1", "10.0.1.2");
        }
    }

    @Test
    void whatNamespacesCannotDoIsSaid() {
        assertThatThrownBy(() -> new Lab(Topology.parse(chain(1, "").replace("link here r1", "link here r1 1ms"))))
                .hasMessage("namespaces cannot have delay, loss or tunnels");
    }

    @Test
    void aTunPathInRealTime() throws Exception {
        needed();
        Topology topology = Topology
                .parse(chain(4, " silent").replaceAll("(?m)^(link .*)$", "$1 2ms") + "lsp r1 r2 r3 r4\n");
        try (var tun = new Tun(topology, 1)) {
            String output = tun.in("traceroute", "-n", "-q", "1", "-w", "0.5", "-e", "10.0.99.2");
            // r2's label, and that the hops take 4 ms and more each.
            assertThat(hops(output)).hasSize(5);
            assertThat(output).containsPattern("\n 1  10\\.0\\.1\\.1  [4-9]\\.\\d+ ms")
                    .contains("MPLS:L=1000,E=0,S=1,T=1")
                    .containsPattern("\n 3  \\*").containsPattern("\n 5  10\\.0\\.99\\.2  2\\d\\.\\d+ ms");
            assertThat(hops(tun.in("traceroute", "-n", "-q", "1", "-w", "0.5", "2001:db8:99::2"))).hasSize(5)
                    .endsWith("2001:db8:99::2");
        }
    }
}
