package net.strata.lab;

import static net.strata.lab.FormsJava.DATAGRAM;
import static net.strata.lab.FormsJava.SERVER;
import static net.strata.lab.FormsJava.STREAM;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Socket options and their values in C, Java and Python.
final class FormsOption {
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,6}))?");
    private static final Pattern LINGER = Pattern.compile("\\{?l_onoff=(\\d{1,9}), l_linger=(\\d{1,9})}?");
    private static final Pattern TIME = Pattern.compile("\\{?tv_sec=(\\d{1,9}), tv_usec=(\\d{1,9})}?");
    private static final Pattern MEMBER = Pattern.compile("([0-9.]{7,15})(?:%(\\d{1,9}))?");
    private static final Pattern MREQ = Pattern.compile(
            "\\{imr_multiaddr=inet_addr\\(\"([0-9.]+)\"\\), imr_interface=inet_addr\\(\"0\\.0\\.0\\.0\"\\)}");
    private static final Pattern TEXT = Pattern.compile("\"?([A-Za-z0-9_.@-]+)(?:\\\\0)*\"?(?:\\.\\.\\.)?");
    private static final Set<String> TEXTS = Set.of("SO_BINDTODEVICE", "TCP_CONGESTION");
    private static final Set<String> TIMES = Set.of("SO_RCVTIMEO", "SO_SNDTIMEO");
    private static final Set<String> MEMBERS = Set.of("IP_MULTICAST_IF", "IP_ADD_MEMBERSHIP", "IP_DROP_MEMBERSHIP");

    /// Of Java's, whose value is a flag or a number, and the channels that have it. Linger and multicast are told apart.
    private record Known(String name, boolean flag, Set<String> channels) {}

    private static final String STANDARD = "StandardSocketOptions.";
    private static final String EXTENDED = "ExtendedSocketOptions.";
    private static final Map<String, Known> JAVA = Map.ofEntries(
            Map.entry("SO_REUSEADDR", new Known(STANDARD + "SO_REUSEADDR", true, Set.of(SERVER, STREAM, DATAGRAM))),
            Map.entry("SO_REUSEPORT", new Known(STANDARD + "SO_REUSEPORT", true, Set.of(SERVER, STREAM, DATAGRAM))),
            Map.entry("SO_KEEPALIVE", new Known(STANDARD + "SO_KEEPALIVE", true, Set.of(STREAM))),
            Map.entry("SO_BROADCAST", new Known(STANDARD + "SO_BROADCAST", true, Set.of(DATAGRAM))),
            Map.entry("SO_SNDBUF", new Known(STANDARD + "SO_SNDBUF", false, Set.of(STREAM, DATAGRAM))),
            Map.entry("SO_RCVBUF", new Known(STANDARD + "SO_RCVBUF", false, Set.of(SERVER, STREAM, DATAGRAM))),
            Map.entry("TCP_NODELAY", new Known(STANDARD + "TCP_NODELAY", true, Set.of(STREAM))),
            Map.entry("IP_TOS", new Known(STANDARD + "IP_TOS", false, Set.of(STREAM, DATAGRAM))),
            Map.entry("IP_MULTICAST_TTL", new Known(STANDARD + "IP_MULTICAST_TTL", false, Set.of(DATAGRAM))),
            Map.entry("IP_MULTICAST_LOOP", new Known(STANDARD + "IP_MULTICAST_LOOP", true, Set.of(DATAGRAM))),
            Map.entry("TCP_QUICKACK", new Known(EXTENDED + "TCP_QUICKACK", true, Set.of(SERVER, STREAM))),
            Map.entry("TCP_KEEPIDLE", new Known(EXTENDED + "TCP_KEEPIDLE", false, Set.of(SERVER, STREAM))),
            Map.entry("TCP_KEEPINTVL", new Known(EXTENDED + "TCP_KEEPINTERVAL", false, Set.of(SERVER, STREAM))),
            Map.entry("TCP_KEEPCNT", new Known(EXTENDED + "TCP_KEEPCOUNT", false, Set.of(SERVER, STREAM))));
    private static final Set<String> JAVA_UNIX = Set.of("SO_SNDBUF", "SO_RCVBUF");

    private final Deed deed;
    private final String name;
    private final String value;

    FormsOption(Deed deed) {
        this.deed = deed;
        name = deed.argument(2);
        value = deed.argument(3).replaceAll("^\\[|]$", "");
    }

    private static NoForm structure() {
        return new NoForm("its value is a structure, which is shown only as it was given");
    }

    /// The value and its size, as setsockopt takes them.
    String c() throws NoForm {
        if (name.equals("SO_LINGER")) return sized("struct linger", linger());
        if (TIMES.contains(name)) return sized("struct timeval", time());
        if (MEMBERS.contains(name)) {
            Member member = member();
            return sized("struct ip_mreqn", ".imr_multiaddr.s_addr = inet_addr(\"" + member.group
                    + "\"), .imr_ifindex = " + member.link);
        }
        if (TEXTS.contains(name)) return "\"" + text() + "\", " + text().length();
        return sized("int", number());
    }

    private static String sized(String type, String value) {
        return "&(" + type + "){" + value + "}, sizeof(" + type + ")";
    }

    String python() throws NoForm {
        if (name.equals("SO_LINGER")) return "struct.pack(\"ii\", " + linger() + ")";
        if (TIMES.contains(name)) return "struct.pack(\"ll\", " + time() + ")";
        if (MEMBERS.contains(name)) {
            Member member = member();
            return "struct.pack(\"=4s4si\", socket.inet_aton(\"" + member.group
                    + "\"), socket.inet_aton(\"0.0.0.0\"), " + member.link + ")";
        }
        if (TEXTS.contains(name)) return "b\"" + text() + "\"";
        return number();
    }

    /// The statement that sets it.
    String java(Sock sock) throws NoForm {
        String socket = sock.name;
        String channel = FormsJava.channel(sock);
        if (name.equals("SO_LINGER") && channel.equals(STREAM)) {
            String[] linger = linger().split(", ", 2);
            // As StandardSocketOptions has it, less than 0 switches it off.
            return set(socket, STANDARD + name, linger[0].equals("0") ? "-1" : linger[1]);
        }
        if (MEMBERS.contains(name) && channel.equals(DATAGRAM)) {
            Member member = member();
            if (member.link.equals("0")) throw new NoForm("Java wants an interface for it");
            String link = "NetworkInterface.getByIndex(" + member.link + ")";
            if (name.equals("IP_MULTICAST_IF")) return set(socket, STANDARD + name, link);
            // Who has joined already gets the same key.
            return socket + ".join(InetAddress.getByName(\"" + member.group + "\"), " + link + ")"
                    + (name.equals("IP_DROP_MEMBERSHIP") ? ".drop();" : ";");
        }
        Known known = known(sock);
        return set(socket, known.name, known.flag ? number().equals("0") ? "false" : "true" : number());
    }

    /// The statement that asks for it.
    String javaGet(Sock sock) throws NoForm {
        return sock.name + ".getOption(" + known(sock).name + ");";
    }

    private Known known(Sock sock) throws NoForm {
        String channel = FormsJava.channel(sock);
        Known known = JAVA.get(name);
        if (known == null || !known.channels.contains(channel) || sock.isUnix() && !JAVA_UNIX.contains(name))
            throw new NoForm("a " + channel + " has no " + name);
        return known;
    }

    private static String set(String socket, String option, String value) {
        return socket + ".setOption(" + option + ", " + value + ");";
    }

    private record Member(String group, String link) {}

    private Member member() throws NoForm {
        Matcher mreq = MREQ.matcher(value);
        if (mreq.matches()) return new Member(mreq.group(1), "0");
        Matcher given = MEMBER.matcher(value);
        if (!given.matches()) throw structure();
        return new Member(given.group(1), given.group(2) == null ? "0" : given.group(2));
    }

    private String text() throws NoForm {
        Matcher text = TEXT.matcher(value);
        if (!text.matches()) throw structure();
        return text.group(1);
    }

    private String number() throws NoForm {
        if (value.equals("on")) return "1";
        if (value.equals("off")) return "0";
        if (!isNumber()) throw structure();
        return value;
    }

    /// Bytes are text of digits as well, but those of a structure are more than those of a number.
    private boolean isNumber() {
        return value.matches("-?(0|[1-9]\\d{0,9})|0x[0-9a-f]{1,8}") && deed.argument(4).matches("\\[?[1-4]]?");
    }

    /// What getsockopt fills, as C declares it.
    String room() throws NoForm {
        if (name.equals("SO_LINGER")) return "struct linger value";
        if (TIMES.contains(name)) return "struct timeval value";
        return isNumber() || value.matches("on|off") ? "int value" : "char value[" + size() + "]";
    }

    /// What Python's getsockopt has behind the name: nothing where the value is a number.
    String pythonRoom() throws NoForm {
        return isNumber() || value.matches("on|off") ? "" : ", " + size();
    }

    private String size() throws NoForm {
        String size = deed.argument(4).replaceAll("[\\[\\]]", "");
        if (!size.matches("[1-9]\\d{0,5}")) throw structure();
        return size;
    }

    /// On or off, and seconds.
    private String linger() throws NoForm {
        Matcher given = LINGER.matcher(value);
        if (given.matches()) return given.group(1) + ", " + given.group(2);
        if (value.equals("off")) return "0, 0";
        if (!value.matches("\\d{1,9}")) throw structure();
        return "1, " + value;
    }

    /// Seconds and microseconds.
    private String time() throws NoForm {
        Matcher given = TIME.matcher(value);
        if (given.matches()) return given.group(1) + ", " + given.group(2);
        Matcher seconds = SECONDS.matcher(value);
        if (!seconds.matches()) throw structure();
        String part = seconds.group(2) == null ? "0" : (seconds.group(2) + "000000").substring(0, 6);
        return seconds.group(1) + ", " + Integer.parseInt(part);
    }
}
