package net.strata.echo;

import net.strata.os.SockAddr;
import net.strata.target.TargetException;
import org.jspecify.annotations.Nullable;

/// Where a socket is or shall be, as users type it. Hosts are looked up by whoever needs their addresses.
///
/// | typed | meaning |
/// |---|---|
/// | `192.0.2.1:7`, `web-1:7` | a host, by address or name, and a port |
/// | `[2001:db8::1]:7`, `[fe80::1%eth0]:7` | the same in IPv6 (RFC 3986 section 3.2.2) |
/// | `web-1`, `2001:db8::1`, `[2001:db8::1]` | a host, with the port that the program has |
/// | `:50007` | a port of this machine |
/// | `unix:PATH`, or a word with `/` | a unix socket's path (unix(7)) |
/// | `@NAME`, `unix:@NAME` | a unix socket's name in the abstract namespace; `@` alone: one that the kernel chooses |
///
/// @param typed the whole of it
/// @param host empty if none was said
/// @param port from 0 to 65535, or [#NO_PORT] if none was said
/// @param unix the unix socket's address; null for a host
public record Endpoint(String typed, String host, int port, SockAddr.@Nullable Un unix) {
    public static final int NO_PORT = -1;
    private static final String UNIX = "unix:";

    /// Reads one.
    public static Endpoint parse(String typed) throws TargetException {
        if (typed.startsWith(UNIX)) return unix(typed, typed.substring(UNIX.length()));
        if (typed.startsWith("@") || typed.indexOf('/') >= 0) return unix(typed, typed);
        if (typed.startsWith("[")) return bracketed(typed);
        int colon = typed.indexOf(':');
        if (colon < 0 || colon != typed.lastIndexOf(':')) return host(typed, typed, NO_PORT);
        int port = port(typed, typed.substring(colon + 1));
        return colon == 0 ? new Endpoint(typed, "", port, null) : host(typed, typed.substring(0, colon), port);
    }

    private static Endpoint unix(String typed, String name) throws TargetException {
        if (name.isEmpty()) throw new TargetException(typed, "a path is missing behind " + UNIX);
        try {
            var address = name.equals("@")
                    ? SockAddr.Un.UNNAMED
                    : name.startsWith("@") ? SockAddr.Un.abstractName(name.substring(1)) : new SockAddr.Un(name);
            return new Endpoint(typed, "", NO_PORT, address);
        } catch (IllegalArgumentException e) {
            throw new TargetException(typed, "a unix socket's name has 107 bytes at most, and none of them is 0");
        }
    }

    private static Endpoint bracketed(String typed) throws TargetException {
        int end = typed.indexOf(']');
        String behind = end < 0 ? "" : typed.substring(end + 1);
        if (end < 0 || !behind.isEmpty() && !behind.startsWith(":"))
            throw new TargetException(typed, "an IPv6 address and a port are typed [2001:db8::1]:7");
        return host(typed, typed.substring(1, end), behind.isEmpty() ? NO_PORT : port(typed, behind.substring(1)));
    }

    private static Endpoint host(String typed, String host, int port) throws TargetException {
        if (host.isEmpty()) throw new TargetException(typed, "a host is missing");
        if (host.chars().allMatch(c -> c >= '0' && c <= '9'))
            throw new TargetException(typed, "is that a port? It is typed :" + host);
        return new Endpoint(typed, host, port, null);
    }

    private static int port(String typed, String text) throws TargetException {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) return Integer.parseInt(text);
        throw new TargetException(typed, "a port is a number from 0 to 65535");
    }

    /// Whether it is a unix socket's.
    public boolean isUnix() {
        return unix != null;
    }

    @Override
    public String toString() {
        return typed;
    }
}
