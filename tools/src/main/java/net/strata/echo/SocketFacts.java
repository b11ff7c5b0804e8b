package net.strata.echo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// What a socket says of itself: getsockname(2), getpeername(2), and options in force (getsockopt(2)).
///
/// @param peer null if it is connected to nothing
/// @param options as text, in the form that sets them
public record SocketFacts(SockAddr local, @Nullable SockAddr peer, Map<Option, String> options) {
    private static final List<Option> ALL = List.of(Option.SO_REUSEADDR, Option.SO_REUSEPORT, Option.SO_KEEPALIVE,
            Option.SO_BROADCAST, Option.SO_LINGER, Option.SO_SNDBUF, Option.SO_RCVBUF, Option.SO_SNDTIMEO,
            Option.SO_RCVTIMEO);
    private static final List<Option> TCP = List.of(Option.TCP_NODELAY, Option.TCP_CORK, Option.TCP_MAXSEG,
            Option.TCP_KEEPIDLE, Option.TCP_KEEPINTVL, Option.TCP_KEEPCNT, Option.TCP_USER_TIMEOUT,
            Option.TCP_CONGESTION);
    private static final List<Option> IPV4 = List.of(Option.IP_TOS, Option.IP_TTL);
    private static final List<Option> IPV6 = List.of(Option.IPV6_TCLASS, Option.IPV6_UNICAST_HOPS,
            Option.IPV6_V6ONLY);

    /// Asks a socket.
    public static SocketFacts of(Socket socket) throws OsError {
        return of(socket, Set.of());
    }

    /// Asks a socket.
    ///
    /// @param besides options that are asked for beside the usual ones; those that it does not tell are left out
    public static SocketFacts of(Socket socket, Set<Option> besides) throws OsError {
        SockAddr peer = null;
        try {
            peer = socket.getpeername();
        } catch (OsError e) {
            if (e.errno() != Errno.ENOTCONN) throw e;
        }
        var asked = new ArrayList<>(ALL);
        boolean ip = socket.family() != Abi.AF_UNIX;
        if (ip && socket.type() == Abi.SOCK_STREAM) asked.addAll(TCP);
        if (ip) asked.addAll(socket.family() == Abi.AF_INET6 ? IPV6 : IPV4);
        var options = new EnumMap<Option, String>(Option.class);
        for (Option each : besides) {
            try {
                options.put(each, socket.getsockoptText(each));
            } catch (OsError e) {
                // Of the other family, or one that can only be set.
            }
        }
        for (Option each : asked) {
            try {
                options.put(each, socket.getsockoptText(each));
            } catch (OsError e) {
                if (e.errno() != Errno.ENOPROTOOPT && e.errno() != Errno.EOPNOTSUPP) throw e;
            }
        }
        return new SocketFacts(socket.getsockname(), peer, options);
    }

    /// In lines: the two addresses, and the options by their levels.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("getsockname: " + Plain.place(local));
        lines.add("getpeername: " + (peer == null ? "not connected" : Plain.place(peer)));
        String level = "";
        var line = new StringBuilder();
        for (var each : options.entrySet()) {
            if (!each.getKey().level().equals(level)) {
                if (!line.isEmpty()) lines.add(line.toString());
                level = each.getKey().level();
                line = new StringBuilder(level).append(':');
            }
            line.append(' ').append(each.getKey()).append('=').append(each.getValue());
        }
        lines.add(line.toString());
        return lines;
    }
}
