package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.strata.ChildJava;
import net.strata.JsonValues;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Interfaces in namespaces made for it, beside what ip(8) and tcpdump(8) tell of them.
final class InterfacesTest {
    private record Ran(int status, String out, String err) {}

    private static Ran strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// Two namespaces; in the one there is a pair's end, a bridge, a tun device, and an interface on top of the pair's.
    private static String furnished(TestNetwork network) {
        String here = network.namespace();
        String there = network.namespace();
        network.link(here, "pair0", List.of("192.0.2.1/24", "2001:db8::1/64"), there, "pair1",
                List.of("192.0.2.2/24", "2001:db8::2/64"));
        network.in(here, "ip", "link", "add", "bridge0", "type", "bridge");
        network.in(here, "ip", "link", "add", "link", "pair0", "name", "over0", "type", "macvlan");
        network.in(here, "ip", "link", "set", "over0", "promisc", "on", "mtu", "1280");
        network.in(here, "ip", "tuntap", "add", "mode", "tun", "name", "tun0");
        network.in(here, "ip", "address", "add", "198.51.100.1", "peer", "198.51.100.2/32", "dev", "tun0");
        return here;
    }

    @Test
    void jsonTellsWhatIpTells() throws IOException {
        try (var network = new TestNetwork()) {
            Needs.here().library("pcap");
            String here = furnished(network);
            String before = network.in(here, "ip", "-j", "-s", "-d", "address");
            Ran ran = strata("interfaces", "--netns", here, "--json");
            String after = network.in(here, "ip", "-j", "-s", "-d", "address");
            assertThat(ran.status()).as(ran.err()).isZero();
            List<Map<String, Object>> told = JsonValues.objects(ran.out()).stream()
                    .filter(each -> Boolean.TRUE.equals(each.get("interface"))).toList();
            assertThat(told).extracting(each -> each.get("name")).containsExactlyInAnyOrder("lo", "pair0", "bridge0",
                    "over0", "tun0");
            for (Map<String, Object> each : told) {
                compare(each, named(name(each), before), named(name(each), after));
            }
        }
    }

    private static String name(Map<String, Object> told) {
        return String.valueOf(told.get("name"));
    }

    /// An object of ip's.
    private static Map<String, Object> named(String name, String json) throws IOException {
        return JsonValues.objects(json).stream().filter(each -> name.equals(each.get("ifname"))).findFirst()
                .orElseThrow();
    }

    private static void compare(Map<String, Object> told, Map<String, Object> before, Map<String, Object> after) {
        assertThat(told.get("index")).isEqualTo(before.get("ifindex"));
        assertThat(told.get("mtu")).isEqualTo(before.get("mtu"));
        assertThat(told.get("promiscuity")).isEqualTo(before.get("promiscuity"));
        assertThat(told.get("mac")).isEqualTo(before.getOrDefault("address", ""));
        Object info = before.get("linkinfo");
        if (info != null) assertThat(told.get("kind")).isEqualTo(JsonValues.object(info).get("info_kind"));
        assertThat(flags(told)).isEqualTo(flags(before));
        assertThat(JsonValues.list(told.get("addresses")).stream().map(JsonValues::object)
                .map(a -> a.get("address") + "/" + a.get("prefix") + " " + a.get("scope") + " " + a.get("peer")))
                .isEqualTo(JsonValues.list(before.get("addr_info")).stream().map(JsonValues::object)
                        .map(a -> a.get("local") + "/" + a.get("prefixlen") + " " + a.get("scope") + " "
                                + a.get("address"))
                        .toList());
        for (String[] way : List.of(new String[]{"received", "rx"}, new String[]{"sent", "tx"}))
            for (var count : JsonValues.object(told.get(way[0])).entrySet())
                assertThat((long) count.getValue()).as(count.getKey()).isBetween(
                        count(before, way[1], count.getKey()), count(after, way[1], count.getKey()));
    }

    private static long count(Map<String, Object> ip, String way, String what) {
        var stats = JsonValues.object(JsonValues.object(ip.get("stats64")).get(way));
        return (long) Objects.requireNonNull(stats.get(what));
    }

    /// ip shows "running" the other way round, as NO-CARRIER, and M-DOWN is no flag of this interface.
    private static Set<String> flags(Map<String, Object> of) {
        Set<String> flags = new HashSet<>();
        for (Object flag : JsonValues.list(of.get("flags")))
            flags.add(flag.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
        flags.removeAll(Set.of("running", "no-carrier", "m-down"));
        return flags;
    }

    @Test
    void theDefaultAndTheLinkTypesAreTcpdumps() throws IOException {
        try (var network = new TestNetwork()) {
            Needs.here().library("pcap");
            Needs.here().program("tcpdump");
            for (String namespace : List.of(furnished(network), network.namespace())) {
                List<Map<String, Object>> told = JsonValues
                        .objects(strata("interfaces", "--netns", namespace, "--json").out());
                String first = network.in(namespace, "tcpdump", "-D").split("[. ]", 3)[1];
                assertThat(told).filteredOn(each -> Boolean.TRUE.equals(each.get("default")))
                        .extracting(each -> each.get("name")).containsExactly(first);
                assertThat(told).filteredOn(each -> Boolean.TRUE.equals(each.get("link_types_sure"))).isNotEmpty()
                        .allSatisfy(each -> assertThat(
                                network.in(namespace, "tcpdump", "-L", "-i", name(each)).lines()
                                        .skip(1).map(line -> line.strip().split(" ", 2)[0]).toList())
                                .isEqualTo(each.get("link_types")));
            }
        }
    }

    @Test
    void aTableForAllAndAPageForOne() throws IOException {
        try (var network = new TestNetwork()) {
            Needs.here().library("pcap");
            String here = furnished(network);
            Ran table = strata("interfaces", "--netns", here);
            assertThat(table.out()).containsPattern("(?m)^NAME +STATE +MTU +MAC +ADDRESSES$")
                    .containsPattern("(?m)^pair0 \\* +up +1500 +[0-9a-f:]{17} +192\\.0\\.2\\.1/24$")
                    .containsPattern("(?m)^ +2001:db8::1/64$").containsPattern("(?m)^tun0 +down +1500 +198")
                    .containsPattern("(?m)^any +Pseudo-device ");
            assertThat(table.out().lines()).allMatch(line -> line.length() <= 80);
            Ran one = strata("interfaces", "--netns", here, "tun0");
            assertThat(one.out()).startsWith("tun0\n").contains("  kind          tun\n",
                    "  addresses     198.51.100.1/32 to 198.51.100.2, global\n", "  link types    RAW");
        }
    }

    @Test
    void anOrdinaryUserIsToldAllButWhatOnlyOpeningTells(@TempDir Path folder)
            throws IOException, InterruptedException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().library("pcap");
        var ran = new ChildJava(folder).run(ChildJava.asNobody(), Map.of(), Main.class.getName(),
                List.of("interfaces", "--json", "lo"));
        assertThat(ran.status()).as(ran.err().toString()).isZero();
        Map<String, Object> lo = JsonValues.objects(String.join("\n", ran.out())).getFirst();
        assertThat(lo).containsEntry("mtu", 65536L).containsEntry("link_types", List.of("EN10MB"))
                .containsEntry("link_types_sure", false).containsEntry("time_stamp_types", List.of("host"));
        var other = new ChildJava(folder).run(ChildJava.asNobody(), Map.of(), Main.class.getName(),
                List.of("interfaces", "--netns", Long.toString(ProcessHandle.current().pid())));
        assertThat(other.status()).isEqualTo(Status.FAILED);
        assertThat(other.err()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsOneLine() throws IOException {
        Needs.here().root();
        Needs.here().library("pcap");
        assertThat(strata("interfaces", "l")).isEqualTo(
                new Ran(Status.FAILED, "", "strata interfaces: there is no interface l; did you mean lo?\n"));
        Ran ran = strata("interfaces", "--netns", "no-such-namespace");
        assertThat(ran.status()).isEqualTo(Status.FAILED);
        assertThat(ran.err()).contains("no-such-namespace").hasLineCount(1);
    }
}
