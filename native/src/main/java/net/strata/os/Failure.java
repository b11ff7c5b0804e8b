package net.strata.os;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Failures of calls, each with the way out where there is one.
final class Failure {
    /// @param call what the call's text begins with
    /// @param needed the capability that is missing, null if it is something else, which the text says
    private record WayOut(int errno, String call, String text, @Nullable Capability needed) {
        WayOut(int errno, String call, String text) {
            this(errno, call, text, null);
        }

        WayOut(int errno, String call, Capability needed) {
            this(errno, call, "", needed);
        }

        @Override
        public String toString() {
            return needed == null ? text : Privileges.wayOut(needed) + text;
        }
    }

    private static final String ROUTE = "there is no route to that address: see ip route";
    private static final String UNIX_PATH = "no socket has that path";

    /// The first that fits is taken.
    private static final List<WayOut> WAYS_OUT = List.of(
            new WayOut(Errno.EPERM, "socket(", Capability.NET_RAW),
            new WayOut(Errno.EACCES, "socket(",
                    "net.ipv4.ping_group_range does not have this user's group: run with sudo, or see strata doctor"),
            new WayOut(Errno.EAFNOSUPPORT, "socket(AF_INET6", "this system has IPv6 switched off"),
            new WayOut(Errno.EPROTONOSUPPORT, "socket(", "that type of socket has no such protocol"),
            new WayOut(Errno.EMFILE, "", "close some, or raise the limit: ulimit -n"),
            new WayOut(Errno.ENFILE, "", "raise the limit: sysctl fs.file-max"),
            new WayOut(Errno.EADDRINUSE, "bind(fd, @", "another socket has that name"),
            new WayOut(Errno.EADDRINUSE, "bind(fd, /",
                    "the path is there already: remove it if no program listens on it"),
            new WayOut(Errno.EADDRINUSE, "setsockopt(", "the socket is in that group already"),
            new WayOut(Errno.EADDRINUSE, "",
                    "another socket has that port: stop its program (ss -lntup shows it) or choose another port"),
            new WayOut(Errno.EADDRNOTAVAIL, "bind(", "no interface here has that address: see strata interfaces"),
            new WayOut(Errno.EADDRNOTAVAIL, "connect(", "no local port is free, or the address is none to connect to"),
            new WayOut(Errno.EADDRNOTAVAIL, "setsockopt(", "no interface here has that address"),
            new WayOut(Errno.EACCES, "bind(fd, /", "this user may not make a file in that folder"),
            new WayOut(Errno.EACCES, "bind(", "; or choose a port from 1024 on", Capability.NET_BIND_SERVICE),
            new WayOut(Errno.EINVAL, "bind(fd, fe80:", "a link-local address needs its interface: fe80::1%eth0"),
            new WayOut(Errno.EINVAL, "bind(fd, [fe80:", "a link-local address needs its interface: fe80::1%eth0"),
            new WayOut(Errno.EINVAL, "connect(fd, fe80:", "a link-local address needs its interface: fe80::1%eth0"),
            new WayOut(Errno.EINVAL, "connect(fd, [fe80:", "a link-local address needs its interface: fe80::1%eth0"),
            new WayOut(Errno.EINVAL, "bind(", "it may have an address already"),
            new WayOut(Errno.ENODEV, "", "there is no such interface: see strata interfaces"),
            new WayOut(Errno.ENXIO, "", "there is no such interface: see strata interfaces"),
            new WayOut(Errno.ENOENT, "connect(", UNIX_PATH),
            new WayOut(Errno.ENOENT, "sendto(", UNIX_PATH),
            new WayOut(Errno.ENOENT, "bind(", "the folder of that path is not there"),
            new WayOut(Errno.EACCES, "connect(fd, /", "this user may not write to that path, or not see its folder"),
            new WayOut(Errno.EACCES, "connect(", "a broadcast address needs SO_BROADCAST"),
            new WayOut(Errno.EACCES, "send", "a broadcast address needs SO_BROADCAST"),
            new WayOut(Errno.EPERM, "send", "a firewall rule of this host refuses it"),
            new WayOut(Errno.EPERM, "connect(", "a firewall rule of this host refuses it"),
            new WayOut(Errno.EPERM, "setsockopt(fd, SOL_SOCKET, SO_BINDTO", Capability.NET_RAW),
            new WayOut(Errno.EPERM, "setsockopt(", Capability.NET_ADMIN),
            new WayOut(Errno.EPERM, "setns(", Capability.SYS_ADMIN),
            new WayOut(Errno.EPERM, "unshare(", Capability.SYS_ADMIN),
            new WayOut(Errno.ENOSPC, "unshare(",
                    "there are as many namespaces as sysctl user.max_net_namespaces allows"),
            new WayOut(Errno.EOPNOTSUPP, "RTM_NEWLINK(", "this kernel makes no such links: modprobe veth"),
            new WayOut(Errno.EACCES, "open(/proc", Capability.SYS_PTRACE),
            new WayOut(Errno.ENOENT, "open(/proc", "no such process"),
            new WayOut(Errno.ENOENT, "open(/run/netns", "no such network namespace: see ip netns list"),
            new WayOut(Errno.ENOPROTOOPT, "", "this kernel does not have that option, or not for this type of socket"),
            new WayOut(Errno.ECONNREFUSED, "", "nothing listens there"),
            new WayOut(Errno.ECONNRESET, "", "the other side ended the connection at once"),
            new WayOut(Errno.EPIPE, "", "the other side has closed, or this side has shut down sending"),
            new WayOut(Errno.ETIMEDOUT, "", "the other side does not answer"),
            new WayOut(Errno.ENETUNREACH, "", ROUTE), //
            new WayOut(Errno.EHOSTUNREACH, "", "the host does not answer on its link, or a router says so"),
            new WayOut(Errno.ENETDOWN, "", "switch the interface on: ip link set NAME up"),
            new WayOut(Errno.EMSGSIZE, "", "it is longer than the protocol, the path's MTU or the send buffer allow"),
            new WayOut(Errno.ENOBUFS, "", "the interface's queue or the memory for sockets is full: send more slowly"),
            new WayOut(Errno.ENOTCONN, "", "connect first"),
            new WayOut(Errno.EDESTADDRREQ, "", "give an address, or connect first"),
            new WayOut(Errno.EISCONN, "", "it is connected already"));

    private Failure() {}

    /// Throws what a call came to, if that is an error.
    static void check(int result, String call) throws OsError {
        if (result < 0) throw of(call, -result);
    }

    static OsError of(String call, int errno) {
        return new OsError(call, errno, wayOut(call, errno));
    }

    private static @Nullable String wayOut(String call, int errno) {
        for (var w : WAYS_OUT)
            if (w.errno == errno && call.startsWith(w.call)) return w.toString();
        return null;
    }
}
