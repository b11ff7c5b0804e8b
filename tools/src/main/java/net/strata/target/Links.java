package net.strata.target;

import java.util.List;
import net.strata.os.Link;
import net.strata.os.LinkAddress;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// The links of this host as they are when asked, and what that says of an address.
public final class Links {
    /// Addresses that no packet reaches by way of others' networks.
    private static final List<Prefix> PRIVATE = List.of(Prefix.of("0.0.0.0", 32), Prefix.of("127.0.0.0", 8), // loopback: RFC 1122 section 3.2.1.3
            Prefix.of("10.0.0.0", 8), Prefix.of("172.16.0.0", 12), Prefix.of("192.168.0.0", 16), // RFC 1918 section 3
            Prefix.of("100.64.0.0", 10), // behind a provider's translator: RFC 6598 section 7
            Prefix.of("169.254.0.0", 16), // link-local: RFC 3927 section 2.1
            Prefix.of("224.0.0.0", 24), // multicast that is not forwarded: RFC 5771 section 4
            Prefix.of("255.255.255.255", 32), // RFC 919 section 7
            Prefix.of("::", 127), // unspecified and loopback: RFC 4291 sections 2.5.2 and 2.5.3
            Prefix.of("fc00::", 7), // RFC 4193 section 3.1
            Prefix.of("fe80::", 10)); // link-local: RFC 4291 section 2.5.6
    private static final SockAddr.In ALL_HOSTS = new SockAddr.In(-1, 0);

    private final List<Link> links;
    private final List<LinkAddress> addresses;

    public Links(List<Link> links, List<LinkAddress> addresses) {
        this.links = List.copyOf(links);
        List<Integer> up = links.stream().filter(Link::isUp).map(Link::index).toList();
        this.addresses = addresses.stream().filter(a -> up.contains(a.ifindex())).toList();
    }

    /// Those of the network namespace that the calling thread is in.
    public static Links here() throws OsError {
        try (Netlink netlink = Netlink.open()) {
            return new Links(netlink.links(), netlink.addresses());
        }
    }

    /// The index of an interface, 0 if there is none of that name.
    public int index(String name) {
        for (Link link : links)
            if (link.name().equals(name)) return link.index();
        return 0;
    }

    /// The name of an interface, its index if there is none.
    public String name(int index) {
        for (Link link : links)
            if (link.index() == index) return link.name();
        return Integer.toUnsignedString(index);
    }

    /// Whether an interface has an address.
    public boolean has(String name, SockAddr.Ip address) {
        int index = index(name);
        SockAddr.Ip host = bare(address);
        for (LinkAddress each : addresses)
            if (each.ifindex() == index && bare(each.address()).equals(host)) return true;
        return false;
    }

    private static SockAddr.Ip bare(SockAddr.Ip address) {
        return address instanceof SockAddr.In6 six ? new SockAddr.In6(six.high(), six.low(), 0, 0, 0) : address.port(0);
    }

    /// Whether a packet to it would go to all hosts of a link of ours: the limited broadcast address, what an administrator
    /// set, and the last address of each IPv4 network that has room for hosts (RFC 919 section 7, RFC 3021 section 2).
    public boolean isBroadcast(SockAddr.Ip address) {
        if (!(address instanceof SockAddr.In)) return false;
        SockAddr.Ip host = address.port(0);
        if (host.equals(ALL_HOSTS)) return true;
        for (LinkAddress each : addresses) {
            if (host.equals(each.broadcast())) return true;
            if (each.address() instanceof SockAddr.In && each.prefixLength() < 31 && host.equals(network(each).last()))
                return true;
        }
        return false;
    }

    /// Whether packets to it stay among those who can be asked: this host, private networks, the links of this host.
    public boolean isNear(SockAddr.Ip address) {
        for (Prefix each : PRIVATE)
            if (each.contains(address)) return true;
        if (needsScope(address)) return true;
        for (LinkAddress each : addresses)
            if (network(each).contains(address) || host(each).contains(address))
                return true;
        return false;
    }

    /// At the other end of a point-to-point link, it is that end's.
    private static Prefix network(LinkAddress of) {
        SockAddr.Ip peer = of.peer();
        return new Prefix(peer == null ? of.address() : peer, of.prefixLength());
    }

    private static Prefix host(LinkAddress of) {
        return new Prefix(of.address(), Prefix.width(of.address()));
    }

    /// What is wrong with an IPv6 address that each link has for itself, if no link is named; null if nothing is.
    public @Nullable String withoutScope(SockAddr.Ip address) {
        if (!needsScope(address) || !(address instanceof SockAddr.In6 six) || six.scope() != 0) return null;
        String example = links.stream().filter(l -> l.isUp() && !l.isLoopback()).map(Link::name).findFirst()
                .orElse("eth0");
        return address.host() + " is link-local, and every link may have it: name the interface, as in "
                + address.host() + "%" + example;
    }

    /// Whether an address means a host only together with a link: link-local unicast, and multicast of the scopes interface
    /// and link (RFC 4291 sections 2.5.6 and 2.7).
    public static boolean needsScope(SockAddr.Ip address) {
        if (!(address instanceof SockAddr.In6 six)) return false;
        long first = six.high() >>> 48;
        long scope = first & 0xf;
        return (first & 0xffc0) == 0xfe80 || (first & 0xff00) == 0xff00 && (scope == 1 || scope == 2);
    }

    /// Whether it is a group of hosts (RFC 1112 section 4, RFC 4291 section 2.7).
    public static boolean isMulticast(SockAddr.Ip address) {
        return address instanceof SockAddr.In6 six
                ? six.high() >>> 56 == 0xff
                : address instanceof SockAddr.In four && four.address() >>> 28 == 0xe;
    }
}
