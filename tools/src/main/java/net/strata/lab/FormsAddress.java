package net.strata.lab;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A call's address in C, Java and Python.
final class FormsAddress {
    private static final String AS_IT_WAS = "its address is shown only as it was given";

    private FormsAddress() {}

    /// Statements that declare it as `a`.
    static String c(@Nullable SockAddr address) throws NoForm {
        return switch (address) {
            case SockAddr.In in -> "struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(" + in.port()
                    + ")}; inet_pton(AF_INET, \"" + in.host() + "\", &a.sin_addr); ";
            case SockAddr.In6 in6 -> "struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons("
                    + in6.port() + ")"
                    + (in6.scope() == 0 ? "" : ", .sin6_scope_id = " + Integer.toUnsignedString(in6.scope()))
                    + "}; inet_pton(AF_INET6, \"" + in6.host() + "\", &a.sin6_addr); ";
            case SockAddr.Un un -> "struct sockaddr_un a = {.sun_family = AF_UNIX"
                    + (un.name().isEmpty() ? "" : ", .sun_path = " + quoted(un, "\\%03o")) + "}; ";
            case SockAddr.Ll ll -> "struct sockaddr_ll a = {.sll_family = AF_PACKET, .sll_protocol = htons("
                    + hex(ll.protocol()) + "), .sll_ifindex = " + ll.ifindex()
                    + (ll.halen() == 0
                            ? ""
                            : ", .sll_halen = " + ll.halen() + ", .sll_addr = " + Literals.quoted(ll.mac(), "\\%03o"))
                    + "}; ";
            case SockAddr.Nl nl -> "struct sockaddr_nl a = {.nl_family = AF_NETLINK, .nl_pid = "
                    + Integer.toUnsignedString(nl.pid()) + ", .nl_groups = " + Integer.toUnsignedString(nl.groups())
                    + "}; ";
            case null, default -> throw new NoForm(AS_IT_WAS);
        };
    }

    /// How long `a` is: a name in the abstract namespace has all bytes up to its length (unix(7)).
    static String cLength(@Nullable SockAddr address) {
        if (!(address instanceof SockAddr.Un un) || !un.name().isEmpty() && un.name().charAt(0) != 0)
            return "sizeof a";
        int length = un.name().getBytes(StandardCharsets.UTF_8).length;
        return "offsetof(struct sockaddr_un, sun_path)" + (length == 0 ? "" : " + " + length);
    }

    static String java(@Nullable SockAddr address) throws NoForm {
        return switch (address) {
            case SockAddr.Ip ip -> "new InetSocketAddress(\"" + host(ip) + "\", " + ip.port() + ")";
            case SockAddr.Un un when un.name().startsWith("\0") -> throw new NoForm(
                    "Java has no names of unix sockets that are no files");
            case SockAddr.Un un -> "UnixDomainSocketAddress.of(" + unicode(un.name()) + ")";
            case null, default -> throw new NoForm(AS_IT_WAS);
        };
    }

    private static String host(SockAddr.Ip ip) {
        return ip instanceof SockAddr.In6 in6 && in6.scope() != 0
                ? ip.host() + "%" + Integer.toUnsignedString(in6.scope())
                : ip.host();
    }

    /// @param sends whether something is sent to it: of a packet's address then also the destination is told
    static String python(@Nullable SockAddr address, boolean sends) throws NoForm {
        return switch (address) {
            case SockAddr.In6 in6 when in6.scope() != 0 -> "(\"" + in6.host() + "\", " + in6.port() + ", 0, "
                    + Integer.toUnsignedString(in6.scope()) + ")";
            case SockAddr.Ip ip -> "(\"" + ip.host() + "\", " + ip.port() + ")";
            case SockAddr.Un un -> plain(un.name()) ? quoted(un, "") : "b" + quoted(un, "\\x%02x");
            case SockAddr.Ll ll when ll.ifindex() > 0 -> "(socket.if_indextoname(" + ll.ifindex() + "), "
                    + hex(ll.protocol())
                    + (sends ? ", 0, 0, b" + Literals.quoted(ll.mac(), "\\x%02x") : "") + ")";
            case SockAddr.Nl nl -> "(" + Integer.toUnsignedString(nl.pid()) + ", "
                    + Integer.toUnsignedString(nl.groups()) + ")";
            case null, default -> throw new NoForm(AS_IT_WAS);
        };
    }

    private static String hex(int protocol) {
        return String.format(Locale.ROOT, "0x%04x", protocol & 0xffff);
    }

    private static String quoted(SockAddr.Un un, String escape) {
        return Literals.quoted(un.name().getBytes(StandardCharsets.UTF_8), escape);
    }

    private static boolean plain(String name) {
        return name.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static String unicode(String name) {
        var text = new StringBuilder("\"");
        for (char c : name.toCharArray())
            if (c == '"' || c == '\\') text.append('\\').append(c);
            else if (c >= 0x20 && c < 0x7f) text.append(c);
            else
                // Java reads the escapes of unicode before it reads strings: a line end would end the line.
                text.append(String.format(Locale.ROOT, c < 0x80 ? "\\%03o" : "\\u%04x", (int) c));
        return text.append('"').toString();
    }
}
