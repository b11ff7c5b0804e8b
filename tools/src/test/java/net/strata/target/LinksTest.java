package net.strata.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Link;
import net.strata.os.LinkAddress;
import net.strata.os.Netns;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {
    private static final int UP = 1;
    private static final int LOOPBACK = 8;

    private static Link link(int index, String name, int flags) {
        return new Link(index, name, 1, flags, 1500, "", "", "up", "", 0, 0, 0, 0, "",
                new Link.Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static SockAddr.Ip ip(String text) {
        return SockAddr.ip(text, 0);
    }

    private static LinkAddress address(int ifindex, String address, int length, @Nullable String peer,
            @Nullable String broadcast) {
        return new LinkAddress(ifindex, ip(address), length, peer == null ? null : ip(peer),
                broadcast == null ? null : ip(broadcast), "global", 0, "", -1, -1);
    }

    private static final Links LINKS = new Links(
            List.of(link(1, "lo", UP | LOOPBACK), link(2, "eth0", UP), link(3, "tun0", UP), link(4, "eth1", 0)),
            List.of(address(1, "127.0.0.1", 8, null, null), address(2, "192.0.2.2", 24, null, "192.0.2.200"),
                    address(2, "203.0.113.8", 31, null, null), address(2, "2001:db8::2", 64, null, null),
                    address(3, "198.51.100.1", 32, "198.51.100.9", null), address(4, "203.0.113.65", 26, null, null)));

    @ParameterizedTest
    @CsvSource({"255.255.255.255,true", "192.0.2.255,true", "192.0.2.200,true", "127.255.255.255,true",
            "192.0.2.0,false", "192.0.2.2,false", "203.0.113.9,false", "203.0.113.127,false", "198.51.100.9,false",
            "198.51.100.1,false", "224.0.0.1,false", "10.255.255.255,false", "2001:db8::ffff:ffff:ffff:ffff,false"})
    void whatGoesToAllHostsOfALinkOfOurs(String address, boolean broadcast) {
        assertThat(LINKS.isBroadcast(ip(address))).isEqualTo(broadcast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.3", "0.0.0.0", "10.0.0.0", "10.255.255.255", "172.16.0.0",
            "172.31.255.255", "192.168.0.0", "192.168.255.255", "100.64.0.0", "100.127.255.255", "169.254.1.1",
            "224.0.0.251", "255.255.255.255", "192.0.2.0", "192.0.2.255", "203.0.113.9", "198.51.100.1", "198.51.100.9",
            "::", "::1", "fc00::", "fdff:ffff::1", "fe80::1", "febf::1", "ff02::1", "ff12::1", "ff01::1",
            "2001:db8::ffff:ffff:ffff:ffff"})
    void near(String address) {
        assertThat(LINKS.isNear(ip(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
            "192.169.0.0",
            "100.63.255.255", "100.128.0.0", "169.253.255.255", "169.255.0.0", "126.255.255.255", "128.0.0.0",
            "224.0.1.0", "239.1.1.1", "8.8.8.8", "0.0.0.1", "192.0.1.255", "192.0.3.0", "203.0.113.10", "198.51.100.2",
            "203.0.113.65", "::2", "fbff::", "fec0::1", "fe7f::", "ff05::1", "ff0e::1", "2001:db8:0:1::",
            "2001:db7:ffff:ffff:ffff::"})
    void notNear(String address) {
        assertThat(LINKS.isNear(ip(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"fe80::1,true", "febf::1,true", "ff02::1,true", "ff01::1,true", "fec0::1,false", "ff05::1,false",
            "2001:db8::1,false", "169.254.0.1,false"})
    void whichAddressesNeedAnInterface(String address, boolean needs) {
        assertThat(Links.needsScope(ip(address))).isEqualTo(needs);
        assertThat(LINKS.withoutScope(ip(address)) != null).isEqualTo(needs);
    }

    @Test
    void theMessageShowsHowToNameTheInterface() {
        assertThat(LINKS.withoutScope(ip("fe80::1"))).isEqualTo(
                "fe80::1 is link-local, and every link may have it: name the interface, as in fe80::1%eth0");
        assertThat(LINKS.withoutScope(new SockAddr.In6(0xfe80L << 48, 1, 0, 0, 2))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"224.0.0.1,true", "239.255.255.255,true", "240.0.0.0,false", "223.255.255.255,false", "ff0e::1,true",
            "fe80::1,false"})
    void groups(String address, boolean multicast) {
        assertThat(Links.isMulticast(ip(address))).isEqualTo(multicast);
    }

    @Test
    void interfacesAreKnownByName() {
        assertThat(LINKS.index("eth1")).isEqualTo(4);
        assertThat(LINKS.index("eth2")).isZero();
    }

    /// The kernel knows best which addresses it takes for broadcast: `ip route get`.
    @Test
    void linksAreThoseOfTheNamespace() throws Exception {
        Needs.here().root();
        try (var network = new TestNetwork()) {
            String a = network.namespace();
            String b = network.namespace();
            network.link(a, "left", List.of("198.51.100.1/24", "203.0.113.1/31", "2001:db8:5::1/64"), b, "right",
                    List.of("198.51.100.2/24"));
            Links links = Netns.call(a, Links::here);
            assertThat(links.index("left")).isPositive();
            assertThat(links.index("right")).isZero();
            for (String address : List.of("198.51.100.1", "198.51.100.2", "198.51.100.254", "198.51.100.255",
                    "203.0.113.0", "203.0.113.1", "127.0.0.1", "127.255.255.255")) {
                assertThat(links.isNear(ip(address))).as(address).isTrue();
                boolean broadcast = network.in(a, "ip", "route", "get", address).startsWith("broadcast");
                assertThat(links.isBroadcast(ip(address))).as(address).isEqualTo(broadcast);
            }
            assertThat(links.isNear(ip("2001:db8:5::99"))).isTrue();
            assertThat(links.isNear(ip("2001:db8:6::99"))).isFalse();
            assertThat(links.isNear(ip("198.51.101.1"))).isFalse();
        }
    }
}
