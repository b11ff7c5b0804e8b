package net.strata.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A socket of a program, over its life: what its calls tell of it.
final class Sock {
    final Side side;
    final int fd;
    /// As C has them: `AF_INET`, `SOCK_STREAM`, `IPPROTO_ICMP`; empty if its making was not seen.
    final String family;
    final String type;
    final String protocol;
    /// What C, Java and Python call it.
    String name = "s";
    boolean accepted;
    boolean listens;
    boolean connects;
    /// Whether connect has succeeded, or goes on.
    boolean connected;
    int localPort = -1;
    String localHost = "";
    /// Whom it is connected to.
    int remotePort = -1;
    String remoteHost = "";
    /// The TCP connection, -1 for none.
    int stream = -1;
    final List<Deed> deeds = new ArrayList<>();
    final List<Deed> closes = new ArrayList<>();
    /// The calls that set options, by the option.
    private final Map<String, List<Deed>> options = new HashMap<>();
    @Nullable
    Sock listener;
    /// The first call that told that the other side did not answer.
    @Nullable
    Deed timedOut;

    Sock(Side side, int fd, String family, String type, String protocol) {
        this.side = side;
        this.fd = fd;
        this.family = family;
        this.type = type;
        this.protocol = protocol;
    }

    boolean isUnix() {
        return family.equals("AF_UNIX") || family.equals("AF_LOCAL");
    }

    boolean isStream() {
        return type.equals("SOCK_STREAM");
    }

    boolean isTcp() {
        return isStream() && !isUnix();
    }

    boolean isRaw() {
        return type.equals("SOCK_RAW");
    }

    /// Whether it takes messages of ICMP.
    boolean takesIcmp() {
        return protocol.contains("ICMP");
    }

    boolean isPacket() {
        return family.equals("AF_PACKET");
    }

    boolean isDatagram() {
        return type.equals("SOCK_DGRAM");
    }

    void sets(Deed deed) {
        options.computeIfAbsent(deed.argument(2), _ -> new ArrayList<>()).add(deed);
    }

    /// The value of an option as it was set last before a time, as text; empty if it was not.
    String option(String name, long time) {
        List<Deed> all = options.getOrDefault(name, List.of());
        int before = Sorted.upTo(all, Deed::enter, time);
        return before == 0 ? "" : all.get(before - 1).argument(3).replaceAll("[\\[\\]]", "");
    }

    /// Whether an option that is on or off was switched on last before a time.
    boolean on(String name, long time) {
        String value = option(name, time);
        return !value.isEmpty() && !value.equals("0") && !value.equals("off");
    }

    void bound(@Nullable SockAddr address) {
        if (!(address instanceof SockAddr.Ip ip)) return;
        if (ip.port() != 0) localPort = ip.port();
        localHost = host(ip);
    }

    void connectedTo(@Nullable SockAddr address) {
        if (!(address instanceof SockAddr.Ip ip)) return;
        remotePort = ip.port();
        remoteHost = host(ip);
    }

    /// A host as packets have it: an IPv4 address in IPv6's form is one of IPv4.
    static String host(SockAddr.Ip ip) {
        String host = ip.host();
        return host.startsWith("::ffff:") && host.indexOf('.') > 0 ? host.substring(7) : host;
    }

    /// Whether an address that a program gave means a host: `0.0.0.0` and `::` mean any.
    static boolean means(String given, String host) {
        return given.isEmpty() || given.equals("0.0.0.0") || given.equals("::") || given.equals(host);
    }
}
