package net.strata.trace;

import net.strata.os.SockAddr;

/// A way that is asked about: from here to a host.
///
/// @param number which one of the run, from 0
/// @param name as the user wrote the host
/// @param from the source address of probes, port 0
/// @param to the host, port 0
/// @param next where probes are sent to: the host, or the first router of a source route
/// @param method what probes are made of
public record Path(int number, String name, SockAddr.Ip from, SockAddr.Ip to, SockAddr.Ip next, Method method) {
    /// A time to live or hop limit is no larger (RFC 791 section 3.1).
    public static final int MOST_HOPS = 255;

    /// A way without a source route.
    public Path(int number, String name, SockAddr.Ip from, SockAddr.Ip to, Method method) {
        this(number, name, from, to, to, method);
    }

    public boolean isSix() {
        return to instanceof SockAddr.In6;
    }
}
