package net.strata.cli;

import java.util.List;
import net.strata.echo.Endpoint;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Family;
import net.strata.target.TargetException;

/// Addresses of the places that users type ([Endpoint]): hosts are looked up as everywhere in strata.
///
/// @param family which addresses of hosts: `-4` or `-6`
record Places(Family family) {
    static final List<Option> OPTIONS = List.of(TypedHost.IPV4, TypedHost.IPV6);

    static Places of(Arguments arguments) throws UsageException {
        return new Places(TypedHost.family(arguments));
    }

    static Endpoint parse(String typed) throws UsageException {
        try {
            return Endpoint.parse(typed);
        } catch (TargetException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// The addresses of a place, the one to prefer first; at least one.
    ///
    /// @param port where the place has none; [Endpoint#NO_PORT] if it must have one
    List<SockAddr> all(Endpoint place, int port) throws OsError, UsageException {
        SockAddr.Un unix = place.unix();
        if (unix != null) {
            if (family != Family.ANY) throw new UsageException(place + " is a unix socket, which has no " + family);
            return List.of(unix);
        }
        int given = place.port() == Endpoint.NO_PORT ? port : place.port();
        if (given == Endpoint.NO_PORT) throw new UsageException(place + ": a port is missing: " + withPort(place));
        List<SockAddr.Ip> hosts = place.host().isEmpty() ? List.of(loopback()) : TypedHost.all(place.host(), family);
        return hosts.stream().map(host -> (SockAddr) host.port(given)).toList();
    }

    /// The address to bind to.
    SockAddr first(Endpoint place, int port) throws OsError, UsageException {
        return all(place, port).getFirst();
    }

    private static String withPort(Endpoint place) {
        return place.host().indexOf(':') < 0 ? place.host() + ":PORT" : "[" + place.host() + "]:PORT";
    }

    /// Where programs are unless they are told otherwise.
    SockAddr.Ip loopback() {
        return SockAddr.ip(family == Family.IPV6 ? "::1" : "127.0.0.1", 0);
    }
}
