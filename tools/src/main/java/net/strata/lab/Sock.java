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
    int localPort = -1;
    String localHost = "";
    /// Whom it is connected to.
    int remotePort = -1;
    String remoteHost = "";
    /// The TCP connection, -1 for none.
    int stream = -1;
    final List<Deed> deeds = new ArrayList<>();
    final List<Deed> closes = new ArrayList<>();
    /// Options that were set, with their values as text.
    final Map<String, String> options = new HashMap<>();
    @Nullable
    Sock listener;

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

    boolean isPacket() {
        return family.equals("AF_PACKET");
    }

    boolean isDatagram() {
        return type.equals("SOCK_DGRAM");
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
