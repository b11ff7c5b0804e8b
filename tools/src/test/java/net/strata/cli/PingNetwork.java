package net.strata.cli;

import java.io.Closeable;
import java.util.List;
import net.strata.TestNetwork;

/// A small network to ping in, and everything that can go wrong in one.
///
/// ```
/// sender 10.1.0.1 ──┐                 ┌── far 10.2.0.1, MTU 1400; it also answers for 10.4.0.0/16 and 2001:db8:4::/64
///                   router .254, ::fe ┤
/// user   10.8.0.1 ──┘                 └── impostor 10.6.0.2: 10.7.0.0/16, 2001:db8:7::/48, see [Impostor]
/// ```
///
/// IPv6 has the same numbers: 2001:db8:1::1 and so on; link-local addresses have fe80:: in front of the interface's
/// number. The router finds 10.3.1.0/24 unreachable, prohibits 10.3.2.0/24 and drops 10.3.3.0/24 (2001:db8:3:1:: and
/// so on); so does the sender itself with 10.5.1.0/24 and the like. In `user` everybody may open an ICMP datagram socket.
final class PingNetwork implements Closeable {
    private static final String HOSTS = """
            127.0.0.1 localhost
            10.2.0.1 far.test far
            2001:db8:2::1 far6.test
            10.1.0.254 router.test
            2001:db8:1::fe router.test
            10.4.1.1 both.test
            2001:db8:4::1 both.test
            10.4.1.2 four.test
            """;

    private final TestNetwork network = new TestNetwork();
    final String sender = network.namespace();
    final String user = network.namespace();
    private final String router = network.namespace();
    private final String far = network.namespace();
    private final String other = network.namespace();
    private final Impostor impostor;

    PingNetwork() throws Exception {
        try {
            for (String each : List.of(sender, user, router, far, other))
                network.in(each, "sysctl", "-q", "-w", "net.ipv6.conf.default.addr_gen_mode=1",
                        "net.ipv4.conf.all.accept_redirects=0", "net.ipv4.conf.default.accept_redirects=0",
                        "net.ipv4.icmp_echo_ignore_broadcasts=0");
            network.in(router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
            network.in(user, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647");
            join(sender, "s0", 1, 1);
            join(far, "f0", 2, 1);
            join(other, "i0", 6, 2);
            join(user, "u0", 8, 1);
            routes();
            network.names(sender, HOSTS);
            network.names(user, HOSTS);
            impostor = Impostor.start(other, "i0");
            reachEachOther();
        } catch (Throwable e) {
            network.close();
            throw e;
        }
    }

    private void join(String namespace, String device, int net, int host) {
        network.link(namespace, device,
                List.of("10." + net + ".0." + host + "/24", "2001:db8:" + net + "::" + host + "/64",
                        "fe80::" + net + ":" + host + "/64"),
                router, "r" + net,
                List.of("10." + net + ".0.254/24", "2001:db8:" + net + "::fe/64", "fe80::" + net + ":fe/64"));
        for (String at : List.of(namespace, router)) {
            String name = at.equals(router) ? "r" + net : device;
            String broadcast = "10." + net + ".0.255";
            network.in(at, "ip", "address", "change", "10." + net + ".0." + (at.equals(router) ? 254 : host) + "/24",
                    "broadcast", broadcast, "dev", name);
            // A neighbour that does not answer is given up soon.
            for (String family : List.of("ipv4", "ipv6"))
                network.in(at, "sysctl", "-q", "-w", "net." + family + ".neigh." + name + ".retrans_time_ms=100",
                        "net." + family + ".neigh." + name + ".mcast_solicit=1");
        }
        network.in(namespace, "ip", "route", "add", "default", "via", "10." + net + ".0.254");
        network.in(namespace, "ip", "-6", "route", "add", "default", "via", "2001:db8:" + net + "::fe");
    }

    private void routes() {
        network.in(router, "ip", "link", "set", "dev", "r2", "mtu", "1400");
        network.in(far, "ip", "link", "set", "dev", "f0", "mtu", "1400");
        network.in(router, "ip", "route", "add", "10.4.0.0/16", "via", "10.2.0.1");
        network.in(router, "ip", "-6", "route", "add", "2001:db8:4::/64", "via", "2001:db8:2::1");
        network.in(far, "ip", "route", "add", "local", "10.4.0.0/16", "dev", "lo");
        network.in(far, "ip", "-6", "route", "add", "local", "2001:db8:4::/64", "dev", "lo");
        network.in(router, "ip", "route", "add", "10.7.0.0/16", "via", "10.6.0.2");
        network.in(router, "ip", "-6", "route", "add", "2001:db8:7::/48", "via", "2001:db8:6::2");
        List<String> refusals = List.of("unreachable", "prohibit", "blackhole");
        for (int i = 0; i < refusals.size(); i++) {
            for (String at : List.of(router, sender)) {
                int net = at.equals(router) ? 3 : 5;
                network.in(at, "ip", "route", "add", refusals.get(i), "10." + net + "." + (i + 1) + ".0/24");
                network.in(at, "ip", "-6", "route", "add", refusals.get(i),
                        "2001:db8:" + net + ":" + (i + 1) + "::/64");
            }
        }
    }

    /// So that no answer has to wait until a neighbour is found.
    private void reachEachOther() {
        for (String from : List.of(sender, user))
            for (String to : List.of("10.2.0.1", "2001:db8:2::1", "10.7.0.0", "2001:db8:7::"))
                network.in(from, "ping", "-q", "-c1", to);
        network.in(sender, "ping", "-q", "-c1", "fe80::1:fe%s0");
    }

    @Override
    public void close() {
        try (impostor) {
            network.close();
        }
    }
}
