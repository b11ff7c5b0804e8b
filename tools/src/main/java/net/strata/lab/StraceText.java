package net.strata.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.Abi;
import net.strata.os.CallText;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Values as strace(1) writes them, and the same as [net.strata.os.Calls] has them.
///
/// Whatever the text is, there is a value or none: nothing throws but where it says so.
final class StraceText {
    private static final String SOCKET = "<socket:[";

    private StraceText() {}

    /// Where a string ends that begins here with a quote: behind its last quote.
    private static int endOfString(String s, int quote) {
        int at = quote + 1;
        while (at < s.length() && s.charAt(at) != '"')
            at += s.charAt(at) == '\\' ? 2 : 1;
        return Math.min(at + 1, s.length());
    }

    /// Where what stands behind a descriptor ends: `<socket:[77]>`, `<TCP:[10.0.0.1:5->10.0.0.2:7]>`. Here if there is none.
    private static int endOfNote(String s, int at) {
        if (at == 0 || at >= s.length() || s.charAt(at) != '<' || !Character.isDigit(s.charAt(at - 1))) return at;
        if (at + 1 < s.length() && s.charAt(at + 1) == '<') return at;
        int end = s.indexOf('>', at);
        while (end > 0 && s.charAt(end - 1) == '-')
            end = s.indexOf('>', end + 1);
        return end < 0 ? at : end + 1;
    }

    /// Arguments of a call, elements of a list or members of a structure: from behind the parenthesis, bracket or brace that
    /// opens them to the one that closes them.
    ///
    /// @param rest where to put what stands behind that one; nothing is put if it is not there
    static List<String> elements(String s, int from, StringBuilder rest) {
        var all = new ArrayList<String>();
        int depth = 0;
        int begin = from;
        int at = from;
        while (at < s.length()) {
            char c = s.charAt(at);
            int end = c == '"' ? endOfString(s, at) : endOfNote(s, at);
            if (end > at) {
                at = end;
                continue;
            }
            boolean closes = c == ')' || c == ']' || c == '}';
            if (depth == 0 && (closes || c == ',')) {
                String word = s.substring(begin, at).strip();
                if (!closes || !word.isEmpty() || !all.isEmpty()) all.add(word);
                begin = at + 1;
            }
            if (closes && depth-- == 0) {
                rest.append(s, at + 1, s.length());
                return all;
            }
            if (c == '(' || c == '[' || c == '{') depth++;
            at++;
        }
        String word = s.substring(Math.min(begin, s.length())).strip();
        if (!word.isEmpty()) all.add(word);
        return all;
    }

    /// An argument without what it says of descriptors, and with room around the bars between flags.
    static String plain(String s) {
        var text = new StringBuilder(s.length());
        int at = 0;
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == '"') {
                int end = endOfString(s, at);
                text.append(s, at, end);
                at = end;
            } else if (endOfNote(s, at) > at) {
                at = endOfNote(s, at);
            } else {
                if (c == '|' && at > 0 && s.charAt(at - 1) != ' ') text.append(" | ");
                else
                    text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    /// A number at the beginning, decimal or hexadecimal; -1 if there is none.
    static long number(String s) {
        try {
            if (s.startsWith("0x")) return Long.parseUnsignedLong(s, 2, digits(s, 2, 16), 16);
            int begin = s.startsWith("-") ? 1 : 0;
            long number = Long.parseLong(s, begin, digits(s, begin, 10), 10);
            return begin == 0 ? number : -number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static int digits(String s, int from, int radix) {
        int end = from;
        while (end < s.length() && Character.digit(s.charAt(end), radix) >= 0)
            end++;
        return end;
    }

    /// A descriptor, -1 if it is none.
    static int fd(String s) {
        return Math.toIntExact(Math.clamp(number(s), -1, Integer.MAX_VALUE));
    }

    /// The kernel's number of the socket that a descriptor stands for, `3<socket:[77]>`; 0 if it is none.
    static long socket(String s) {
        int at = s.indexOf(SOCKET);
        return at <= 0 || at != digits(s, 0, 10) ? 0 : Math.max(0, number(s.substring(at + SOCKET.length())));
    }

    /// Whether it is a descriptor, and of something else.
    static boolean isOther(String s) {
        int end = digits(s, 0, 10);
        return end > 0 && s.startsWith("<", end) && !s.startsWith(SOCKET, end);
    }

    /// Whether there is a descriptor of a socket anywhere in it.
    static boolean hasSocket(String s) {
        return s.contains(SOCKET);
    }

    /// The bytes of all strings in it, one after the other: of data, or of the pieces of an iovec.
    static byte[] bytes(String s) {
        var bytes = new ByteArrayOutputStream();
        for (int at = s.indexOf('"'); at >= 0; at = s.indexOf('"', at)) {
            int end = endOfString(s, at);
            bytes(s, at + 1, end - 1, bytes);
            at = end;
        }
        return bytes.toByteArray();
    }

    private static void bytes(String s, int from, int end, ByteArrayOutputStream bytes) {
        int at = from;
        while (at < end) {
            char c = s.charAt(at++);
            if (c != '\\' || at >= end) {
                bytes.write(c);
                continue;
            }
            c = s.charAt(at++);
            int mark = "tnvfr".indexOf(c);
            if (mark >= 0) {
                bytes.write("\t\n\u000b\f\r".charAt(mark));
            } else if (c == 'x') {
                int stop = digits(s, at, 16);
                stop = Math.min(Math.min(stop, at + 2), end);
                bytes.write(stop == at ? 'x' : Integer.parseInt(s, at, stop, 16));
                at = stop;
            } else if (c >= '0' && c <= '7') {
                int stop = Math.min(Math.min(digits(s, at - 1, 8), at + 2), end);
                bytes.write(Integer.parseInt(s, at - 1, stop, 8));
                at = stop;
            } else {
                bytes.write(c);
            }
        }
    }

    /// A member's value, as in `{sin_port=htons(80), …}`: what stands behind its name, up to the end; null if it is not there.
    static @Nullable String member(String s, String name) {
        int at = s.indexOf(name + "=");
        return at < 0 ? null : s.substring(at + name.length() + 1);
    }

    /// An argument of a macro such as `htons(80)`, or a plain number; 0 if there is none.
    private static int number(String s, String member, String macro) {
        String value = member(s, member);
        if (value == null) return 0;
        return (int) Math.max(0, number(value.startsWith(macro + "(") ? value.substring(macro.length() + 1) : value));
    }

    /// A socket's address; null for `NULL`, for a pointer, and for what is none.
    static @Nullable SockAddr address(String s) {
        String family = member(s, "sa_family");
        if (family == null || !s.startsWith("{")) return null;
        family = family.substring(0, word(family));
        try {
            return switch (family) {
                case "AF_INET" -> inet(s, "inet_addr(", number(s, "sin_port", "htons"));
                case "AF_INET6" -> inet(s, "inet_pton(AF_INET6, ", number(s, "sin6_port", "htons"));
                case "AF_UNIX", "AF_LOCAL" -> unix(s);
                case "AF_PACKET" -> packet(s);
                case "AF_NETLINK" -> new SockAddr.Nl(number(s, "nl_pid", "htonl"), 0);
                default -> new SockAddr.Other(Abi.AF_UNSPEC);
            };
        } catch (IllegalArgumentException e) {
            return null; // a number or a host that cannot be
        }
    }

    private static int word(String s) {
        int end = 0;
        while (end < s.length() && (Character.isLetterOrDigit(s.charAt(end)) || s.charAt(end) == '_'))
            end++;
        return end;
    }

    private static @Nullable SockAddr inet(String s, String macro, int port) {
        int at = s.indexOf(macro + '"');
        if (at < 0) return null;
        String host = new String(bytes(s.substring(at, endOfString(s, at + macro.length()))),
                StandardCharsets.ISO_8859_1);
        SockAddr.Ip ip = SockAddr.ip(host, port);
        return ip instanceof SockAddr.In6 six
                ? new SockAddr.In6(six.high(), six.low(), port, number(s, "sin6_flowinfo", "htonl"),
                        index(s, "sin6_scope_id"))
                : ip;
    }

    /// An interface's index. Of a name the index is not known here, but everybody's loopback has the first.
    private static int index(String s, String member) {
        String value = member(s, member);
        return value != null && value.startsWith("if_nametoindex(\"lo\")") ? 1 : number(s, member, "");
    }

    private static SockAddr unix(String s) {
        String path = member(s, "sun_path");
        if (path == null) return SockAddr.Un.UNNAMED;
        boolean hidden = path.startsWith("@");
        int quote = hidden ? 1 : 0;
        if (quote >= path.length() || path.charAt(quote) != '"') return SockAddr.Un.UNNAMED;
        String name = new String(bytes(path.substring(quote, endOfString(path, quote))), StandardCharsets.UTF_8);
        return hidden ? SockAddr.Un.abstractName(name) : new SockAddr.Un(name);
    }

    private static SockAddr packet(String s) {
        String protocol = member(s, "sll_protocol");
        int number = number(s, "sll_protocol", "htons");
        if (protocol != null && protocol.startsWith("htons(ETH_P_"))
            number = switch (protocol.substring(12, 12 + word(protocol.substring(12)))) {
                case "ALL" -> Abi.ETH_P_ALL;
                case "IP" -> Abi.ETH_P_IP;
                case "ARP" -> Abi.ETH_P_ARP;
                case "IPV6" -> Abi.ETH_P_IPV6;
                default -> number;
            };
        return new SockAddr.Ll(number, index(s, "sll_ifindex"));
    }

    /// An address as an argument: what the kernel should have filled in and did not is `{}`.
    static String address(String s, @Nullable SockAddr address) {
        if (address != null) return CallText.address(address);
        return s.startsWith("0x") ? "{}" : plain(s);
    }

    /// A length that the kernel changed, `[128 => 16]`: the one that it left.
    static String length(String s) {
        int at = s.indexOf("=>");
        return at < 0 ? s : "[" + s.substring(at + 2).strip();
    }
}
