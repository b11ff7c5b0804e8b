package net.strata.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import net.strata.frame.Owner;
import net.strata.os.Abi;
import net.strata.os.Capability;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.PortHolder;
import net.strata.os.SockAddr;
import net.strata.os.Sysctl;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Why a call of a socket failed, for people who meet that for the first time: one line, with errno's name at its end.
public final class Plain {
    private static final String RESERVED = "net.ipv4.ip_unprivileged_port_start";
    private static final int USUALLY_RESERVED = 1024;
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;

    private Plain() {}

    /// The line.
    ///
    /// @param address what the socket is bound or connected to, or was to be; null if that is not known
    /// @param type such as [Abi#SOCK_STREAM]
    public static String text(OsError e, @Nullable SockAddr address, int type) {
        return text(e, address, null, type);
    }

    /// The line, for a client.
    ///
    /// @param own what the socket is bound to, or was to be; null if that is left to the kernel
    static String text(OsError e, @Nullable SockAddr address, @Nullable SockAddr own, int type) {
        SockAddr bound = own == null ? address : own;
        String text = switch (verb(e)) {
            case "bind" -> bound == null ? null : bind(e.errno(), bound, type);
            case "connect" -> address == null ? null : connect(e.errno(), address, own, type);
            case "setsockopt" -> option(e);
            default -> null;
        };
        if (text == null) text = any(e, address == null ? "the other side" : place(address), type);
        return text == null ? String.valueOf(e.getMessage()) : text + " (" + Errno.of(e.errno()).name() + ")";
    }

    /// socket(7), ip(7), tcp(7): what only the privileged may set.
    private static @Nullable String option(OsError e) {
        if (e.errno() != Errno.EPERM && e.errno() != Errno.EACCES) return null;
        boolean device = e.call().contains(Option.SO_BINDTODEVICE.name());
        return e.call() + ": this user may not set that; root may, and who has "
                + (device ? Capability.NET_RAW : Capability.NET_ADMIN);
    }

    private static String verb(OsError e) {
        int end = e.call().indexOf('(');
        return end < 0 ? "" : e.call().substring(0, end);
    }

    private static @Nullable String bind(int errno, SockAddr address, int type) {
        String place = place(address);
        return switch (address) {
            case SockAddr.Ip ip -> switch (errno) {
                case Errno.EADDRINUSE -> place + " is in use" + holder(address, type, ": choose another port");
                case Errno.EACCES -> "port " + ip.port() + " is reserved: those below " + reserved()
                        + " are root's; choose another, or run with sudo";
                case Errno.EADDRNOTAVAIL -> "no interface of this machine has the address " + ip.host()
                        + ": strata interfaces shows those it has";
                case Errno.EINVAL -> place + ": a link-local address needs its interface: fe80::1%eth0";
                default -> null;
            };
            case SockAddr.Un un -> switch (errno) {
                case Errno.EADDRINUSE -> place + " is there already" + holder(address, type, leftOver(un));
                case Errno.EACCES -> place + ": this user may not make a file in that folder";
                case Errno.ENOENT, Errno.ENOTDIR -> place + ": that folder is not there";
                default -> null;
            };
            default -> null;
        };
    }

    private static @Nullable String connect(int errno, SockAddr address, @Nullable SockAddr own, int type) {
        String place = place(address);
        return switch (address) {
            case SockAddr.Ip ip -> switch (errno) {
                case Errno.ECONNREFUSED -> place + " refuses: nothing listens on port " + ip.port() + " there";
                case Errno.EADDRNOTAVAIL ->
                    place + ": no port of this machine is free, or nobody can have that address";
                case Errno.EACCES -> type != Abi.SOCK_STREAM && isBroadcast(ip)
                        ? place + " is a broadcast address: those need --broadcast"
                        : place + ": a route or a rule of this machine forbids to go there; ip route get " + ip.host()
                                + " asks for the route";
                case Errno.ENETUNREACH -> type == Abi.SOCK_STREAM && isMany(ip)
                        ? place + " is the address of many hosts, and a connection has one: with --datagram"
                        : null;
                case Errno.EINVAL -> ip instanceof SockAddr.In6 six && six.scope() == 0
                        && six.toInetAddress().isLinkLocalAddress()
                                ? place + ": a link-local address needs its interface: [fe80::1%eth0]:7"
                                : own == null
                                        ? place + ": a route of this machine drops what goes there (blackhole), or nobody "
                                                + "can have that address"
                                        : place + " cannot be reached from " + place(own)
                                                + ", or a route of this machine drops what goes there (blackhole)";
                case Errno.ECONNRESET -> place + " ended the connection at once";
                default -> null;
            };
            case SockAddr.Un un -> switch (errno) {
                case Errno.ENOENT, Errno.ENOTDIR -> place + ": no socket has that path";
                case Errno.ECONNREFUSED -> abstractName(un)
                        ? place + " refuses: no program listens on that name"
                        : place + (isSocket(un)
                                ? " refuses: a socket file that no program listens on any more"
                                : " is a file, and no socket");
                case Errno.EACCES -> place + ": this user may not write to that socket, or not enter its folder";
                case Errno.EPROTOTYPE -> place + " is a socket of the other type: with --datagram, or without it";
                case Errno.EAGAIN -> place + ": as many connections wait there as may; the server accepts none";
                default -> null;
            };
            default -> null;
        };
    }

    private static boolean isMany(SockAddr.Ip ip) {
        return ip.toInetAddress().isMulticastAddress() || isBroadcast(ip);
    }

    /// Whether it is 255.255.255.255, or an interface has it as the address of all on its network.
    private static boolean isBroadcast(SockAddr.Ip ip) {
        if (ip instanceof SockAddr.In in && in.address() == -1) return true;
        InetAddress address = ip.toInetAddress();
        try {
            return NetworkInterface.networkInterfaces().flatMap(each -> each.getInterfaceAddresses().stream())
                    .anyMatch(each -> address.equals(each.getBroadcast()));
        } catch (SocketException e) {
            return false;
        }
    }

    private static @Nullable String any(OsError e, String place, int type) {
        boolean sends = e.call().startsWith("connect(") || e.call().startsWith("send");
        return switch (e.errno()) {
            case Errno.ECONNREFUSED -> place + " refuses: nothing listens there, as its host says";
            case Errno.ECONNRESET ->
                place + " reset the connection: it closed with data unread, or its program is gone";
            case Errno.EPIPE -> place + " has closed: what is sent now, nobody reads";
            case Errno.ETIMEDOUT -> place + " does not answer: neither yes nor no";
            case Errno.ENETUNREACH -> place + ": no route of this machine leads there";
            case Errno.EHOSTUNREACH ->
                place + " cannot be reached: its host does not answer on its link, or a router says so";
            case Errno.ENETDOWN -> place + ": the interface that leads there is down";
            case Errno.EMSGSIZE -> "too long for one datagram to " + place;
            case Errno.EPERM -> sends ? place + ": a firewall rule of this machine forbids it" : null;
            case Errno.EACCES -> sends ? place + ": a route or a rule of this machine forbids to go there" : null;
            case Errno.EAFNOSUPPORT ->
                "this machine has that family of addresses switched off, or the socket is of another";
            case Errno.ENOTCONN -> type == Abi.SOCK_STREAM ? place + " is not connected any more" : null;
            default -> null;
        };
    }

    /// Who has an address, and what to do.
    ///
    /// @param nobody where no holder is found
    private static String holder(SockAddr address, int type, String nobody) {
        PortHolder holder = PortHolder.of(address, type);
        if (holder == null) return nobody;
        if (holder.waiting())
            return " by a connection that ended, for a minute (TIME-WAIT): wait, or choose another port; --reuseaddr "
                    + "takes it only if the socket of that connection had it, too";
        return holder.owner().equals(Owner.UNKNOWN)
                ? ": a program of another user has it"
                : ": " + holder.owner() + " has it";
    }

    private static String leftOver(SockAddr.Un un) {
        if (abstractName(un)) return "";
        return isSocket(un) ? ", left behind by a program that is gone: remove it" : ", and is no socket";
    }

    private static boolean abstractName(SockAddr.Un un) {
        return un.name().startsWith("\0");
    }

    private static boolean isSocket(SockAddr.Un un) {
        try {
            var mode = (Integer) Files.getAttribute(Path.of(un.name()), "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & S_IFMT) == S_IFSOCK;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// The first port that every user may have (ip(7)).
    private static int reserved() {
        try {
            return Integer.parseInt(Sysctl.read(RESERVED));
        } catch (IOException | NumberFormatException e) {
            return USUALLY_RESERVED;
        }
    }

    /// An address as it is typed, with the port even if that is 0.
    static String place(SockAddr address) {
        return new Text(64).text(address.toString()).toString();
    }
}
