package net.strata.cli;

import java.io.Closeable;
import java.util.List;
import net.strata.TestNetwork;

/// A small network to trace in.
///
/// ```
/// sender 10.1.0.1 ─── r1 .254 ─── r2 10.2.0.2 ─── r3 10.3.0.2 ─── far 10.4.0.2, MTU 1400
///                                   └── impostor 10.6.0.2: 10.7.0.0/16, 2001:db8:7::/48, see [Impostor]
/// ```
///
/// IPv6 has the same numbers: 2001:db8:1::1 and so on. r2 finds 10.5.1.0/24 unreachable, prohibits 10.5.2.0/24, drops
/// 10.5.3.0/24 and knows no way to 10.5.4.0/24 (2001:db8:5:1:: and so on). The sender has more addresses: r2 says nothing to
/// 10.1.0.99, r3 nothing to .98, and neither anything to .97. Linux lets a router complain only five times at once to one
/// address: each trace that a router refuses has a source of its own, from 10.1.0.11 to .30. r3 begins with 100 hops.
final class TraceNetwork implements Closeable {
    private static final String HOSTS = """
            127.0.0.1 localhost
            ::1 localhost
            10.1.0.254 gw.test
            10.2.0.2 mid.test
            2001:db8:2::2 mid6.test
            10.4.0.2 far.test far
            2001:db8:4::2 far6.test
            10.4.0.2 both.test
            2001:db8:4::2 both.test
            10.4.0.2 four.test
            """;
    private static final String ROUTE = "route";

    private final TestNetwork network = new TestNetwork();
    final String sender = network.namespace();
    final String far = network.namespace();
    private final String r1 = network.namespace();
    private final String r2 = network.namespace();
    private final String r3 = network.namespace();
    private final String other = network.namespace();
    private final Impostor impostor;

    TraceNetwork() throws Exception {
        try {
            for (String each : List.of(sender, far, r1, r2, r3, other))
                network.in(each, "sysctl", "-q", "-w", "net.ipv4.conf.all.accept_redirects=0",
                        "net.ipv4.conf.default.accept_redirects=0",
                        "net.ipv4.conf.all.accept_source_route=1", "net.ipv4.conf.default.accept_source_route=1");
            for (String each : List.of(r1, r2, r3))
                network.in(each, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
            network.in(sender, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647");
            network.in(r3, "sysctl", "-q", "-w", "net.ipv4.ip_default_ttl=100");
            join(1, sender, "s0", 1, r1, "a", 254);
            join(2, r1, "b", 1, r2, "a", 2);
            join(3, r2, "b", 1, r3, "a", 2);
            join(4, r3, "b", 1, far, "f0", 2);
            join(6, r2, "c", 1, other, "i0", 2);
            network.in(r3, "ip", "link", "set", "dev", "b", "mtu", "1400");
            network.in(far, "ip", "link", "set", "dev", "f0", "mtu", "1400");
            // A neighbour that does not answer is given up soon.
            network.in(r3, "sysctl", "-q", "-w", "net.ipv4.neigh.b.retrans_time_ms=100",
                    "net.ipv6.neigh.b.retrans_time_ms=100");
            routes();
            sources();
            network.names(sender, HOSTS);
            impostor = Impostor.start(other, "i0");
            for (String to : List.of("10.4.0.2", "2001:db8:4::2", "10.7.0.0", "2001:db8:7::"))
                network.in(sender, "ping", "-q", "-c1", to); // so that nobody waits until a neighbour is found
        } catch (Throwable e) {
            network.close();
            throw e;
        }
    }

    private void join(int net, String a, String deviceOfA, int numberOfA, String b, String deviceOfB, int numberOfB) {
        network.link(a, deviceOfA, addresses(net, numberOfA), b, deviceOfB, addresses(net, numberOfB));
    }

    private static List<String> addresses(int net, int number) {
        return List.of("10." + net + ".0." + number + "/24", "2001:db8:" + net + "::" + (number == 254 ? "fe" : number)
                + "/64");
    }

    private void routes() {
        via(sender, "default", "default", "10.1.0.254", "2001:db8:1::fe");
        via(r1, "default", "default", "10.2.0.2", "2001:db8:2::2");
        via(r2, "10.1.0.0/24", "2001:db8:1::/64", "10.2.0.1", "2001:db8:2::1");
        via(r2, "10.4.0.0/24", "2001:db8:4::/64", "10.3.0.2", "2001:db8:3::2");
        via(r2, "10.7.0.0/16", "2001:db8:7::/48", "10.6.0.2", "2001:db8:6::2");
        via(r3, "default", "default", "10.3.0.1", "2001:db8:3::1");
        via(far, "default", "default", "10.4.0.1", "2001:db8:4::1");
        via(other, "default", "default", "10.6.0.1", "2001:db8:6::1");
        List<String> refusals = List.of("unreachable", "prohibit", "blackhole");
        for (int i = 1; i <= refusals.size(); i++) {
            network.in(r2, "ip", ROUTE, "add", refusals.get(i - 1), "10.5." + i + ".0/24");
            network.in(r2, "ip", "-6", ROUTE, "add", refusals.get(i - 1), "2001:db8:5:" + i + "::/64");
        }
    }

    private void via(String at, String to, String to6, String next, String next6) {
        network.in(at, "ip", ROUTE, "add", to, "via", next);
        network.in(at, "ip", "-6", ROUTE, "add", to6, "via", next6);
    }

    private void sources() {
        for (int i = 11; i <= 30; i++)
            network.in(sender, "ip", "address", "add", "10.1.0." + i + "/24", "dev", "s0");
        for (int i = 97; i <= 99; i++) {
            network.in(sender, "ip", "address", "add", "10.1.0." + i + "/24", "dev", "s0");
            network.in(sender, "ip", "address", "add", "2001:db8:1::" + i + "/64", "dev", "s0", "nodad",
                    "preferred_lft", "0"); // only who asks for it gets it
        }
        silent(r2, 99);
        silent(r3, 98);
        silent(r2, 97);
        silent(r3, 97);
    }

    /// Has a router say nothing to an address, though it hands on what others say: only of its own packets it is `lo` that they
    /// come by (ip-rule(8)).
    private void silent(String router, int to) {
        network.in(router, "ip", "rule", "add", "iif", "lo", "to", "10.1.0." + to, "blackhole");
        network.in(router, "ip", "-6", "rule", "add", "iif", "lo", "to", "2001:db8:1::" + to, "blackhole");
    }

    @Override
    public void close() {
        try (impostor) {
            network.close();
        }
    }
}
