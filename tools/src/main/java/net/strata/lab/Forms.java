package net.strata.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.os.SockAddr;

/// How calls are written in C, Java and Python: a table, with places for what each call has of its own. Where a language does
/// it by itself, or has no way to do it, there is nothing.
final class Forms {
    /// What is called, then C, Java (java.nio.channels) and Python. `{s}` is the socket, `{new}` the one that is made, `{data}`
    /// what is sent, `{n}` how much, `{at}` an address, `{0}` and so on are the call's arguments.
    private static final String TABLE = """
            socket listener | int {new} = socket({0}, {type}, {2}); | ServerSocketChannel {new} = ServerSocketChannel.open({family}); | {new} = socket.socket(socket.{0}, socket.{type})
            socket stream | int {new} = socket({0}, {type}, {2}); | SocketChannel {new} = SocketChannel.open({family}); | {new} = socket.socket(socket.{0}, socket.{type})
            socket datagram | int {new} = socket({0}, {type}, {2}); | DatagramChannel {new} = DatagramChannel.open({family}); | {new} = socket.socket(socket.{0}, socket.{type})
            socket unix datagram | int {new} = socket({0}, {type}, {2}); | | {new} = socket.socket(socket.{0}, socket.{type})
            socket raw | int {new} = socket({0}, {type}, {2}); | | {new} = socket.socket(socket.{0}, socket.{type}, {protocol})
            bind listener | {address}bind({s}, (struct sockaddr *)&a, sizeof a); | {s}.bind({at}, {backlog}); | {s}.bind({python at})
            bind | {address}bind({s}, (struct sockaddr *)&a, sizeof a); | {s}.bind({at}); | {s}.bind({python at})
            listen | listen({s}, {1}); | | {s}.listen({1})
            accept | int {new} = accept({s}, NULL, NULL); | SocketChannel {new} = {s}.accept(); | {new}, address = {s}.accept()
            connect | {address}connect({s}, (struct sockaddr *)&a, sizeof a); | {s}.connect({at}); | {s}.connect({python at})
            send | send({s}, {data}, {n}, {flags}); | {s}.write({java data}); | {s}.send({python data}{python flags})
            sendto | {address}sendto({s}, {data}, {n}, {flags}, (struct sockaddr *)&a, sizeof a); | {s}.send({java data}, {at}); | {s}.sendto({python data}, {python at})
            recv | char data[{n}]; ssize_t n = recv({s}, data, sizeof data, {flags}); | int n = {s}.read(ByteBuffer.allocate({n})); | data = {s}.recv({n}{python flags})
            recvfrom | char data[{n}]; struct sockaddr_storage a; socklen_t length = sizeof a; ssize_t n = recvfrom({s}, data, sizeof data, {flags}, (struct sockaddr *)&a, &length); | SocketAddress from = {s}.receive(ByteBuffer.allocate({n})); | data, address = {s}.recvfrom({n})
            shutdown SHUT_WR | shutdown({s}, SHUT_WR); | {s}.shutdownOutput(); | {s}.shutdown(socket.SHUT_WR)
            shutdown SHUT_RD | shutdown({s}, SHUT_RD); | {s}.shutdownInput(); | {s}.shutdown(socket.SHUT_RD)
            shutdown SHUT_RDWR | shutdown({s}, SHUT_RDWR); | {s}.shutdownInput(); {s}.shutdownOutput(); | {s}.shutdown(socket.SHUT_RDWR)
            close | close({s}); | {s}.close(); | {s}.close()
            setsockopt | setsockopt({s}, {1}, {2}, {value}, {size}); | {java option} | {s}.setsockopt(socket.{1}, socket.{2}, {python value})
            getsockopt | int value; socklen_t length = sizeof value; getsockopt({s}, {1}, {2}, &value, &length); | {java get} | value = {s}.getsockopt(socket.{1}, socket.{2})
            getsockname | struct sockaddr_storage a; socklen_t length = sizeof a; getsockname({s}, (struct sockaddr *)&a, &length); | SocketAddress own = {s}.getLocalAddress(); | {s}.getsockname()
            getpeername | struct sockaddr_storage a; socklen_t length = sizeof a; getpeername({s}, (struct sockaddr *)&a, &length); | SocketAddress peer = {s}.getRemoteAddress(); | {s}.getpeername()
            poll | struct pollfd fds[] = {{fds}}; int n = poll(fds, {count}, {millis}); | int n = selector.select({millis}); | ready = poller.poll({millis})
            nonblocking | fcntl({s}, F_SETFL, O_NONBLOCK); | {s}.configureBlocking(false); | {s}.setblocking(False)
            """;
    private static final Map<String, String> JAVA_OPTIONS = Map.ofEntries(
            Map.entry("SO_REUSEADDR", "StandardSocketOptions.SO_REUSEADDR"),
            Map.entry("SO_REUSEPORT", "StandardSocketOptions.SO_REUSEPORT"),
            Map.entry("SO_KEEPALIVE", "StandardSocketOptions.SO_KEEPALIVE"),
            Map.entry("SO_BROADCAST", "StandardSocketOptions.SO_BROADCAST"),
            Map.entry("SO_SNDBUF", "StandardSocketOptions.SO_SNDBUF"),
            Map.entry("SO_RCVBUF", "StandardSocketOptions.SO_RCVBUF"),
            Map.entry("TCP_NODELAY", "StandardSocketOptions.TCP_NODELAY"),
            Map.entry("IP_TOS", "StandardSocketOptions.IP_TOS"),
            Map.entry("IP_MULTICAST_TTL", "StandardSocketOptions.IP_MULTICAST_TTL"),
            Map.entry("TCP_QUICKACK", "ExtendedSocketOptions.TCP_QUICKACK"),
            Map.entry("TCP_KEEPIDLE", "ExtendedSocketOptions.TCP_KEEPIDLE"),
            Map.entry("TCP_KEEPINTVL", "ExtendedSocketOptions.TCP_KEEPINTERVAL"),
            Map.entry("TCP_KEEPCNT", "ExtendedSocketOptions.TCP_KEEPCOUNT"));
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+ ?[a-z]*|[0-9])}");
    private static final Pattern DESCRIPTOR = Pattern.compile("fd=(\\d+), events=([A-Z| ]+)");
    private static final Pattern TIMEOUT = Pattern.compile("tv_sec=(\\d{1,9})(?:, tv_nsec=(\\d{1,9}))?");
    private static final Map<String, String[]> FORMS = new HashMap<>();

    static {
        TABLE.lines().forEach(line -> {
            String[] cells = line.split("\\|", 4);
            FORMS.put(cells[0].strip(), new String[]{cells[1].strip(), cells[2].strip(), cells[3].strip()});
        });
    }

    private final Deed deed;
    private final String key;

    Forms(Deed deed) {
        this.deed = deed;
        key = key(deed);
    }

    String c() {
        return form(0);
    }

    String java() {
        return deed.act == Act.SET_OPTION ? OptionValues.set(deed, JAVA_OPTIONS, name()) : form(1);
    }

    String python() {
        return form(2);
    }

    private String form(int language) {
        String[] forms = FORMS.get(key);
        if (forms == null) return "";
        Matcher places = PLACE.matcher(forms[language]);
        var out = new StringBuilder();
        while (places.find())
            places.appendReplacement(out, Matcher.quoteReplacement(fill(places.group(1))));
        return places.appendTail(out).toString();
    }

    private static String key(Deed deed) {
        Sock sock = deed.act == Act.SOCKET ? deed.opened : deed.sock;
        boolean addressed = deed.call.address() != null;
        return switch (deed.act) {
            case SOCKET -> "socket " + kind(deed, sock);
            case BIND -> sock != null && sock.listens ? "bind listener" : "bind";
            case SEND -> addressed ? "sendto" : "send";
            case RECEIVE -> addressed && (sock == null || !sock.isTcp()) ? "recvfrom" : "recv";
            case ACCEPT -> "accept";
            case SHUTDOWN -> "shutdown " + deed.argument(1);
            case POLL -> "poll";
            case OTHER -> deed.call.name().startsWith("fcntl") && deed.says("O_NONBLOCK") ? "nonblocking" : "";
            case DUPLICATE -> "";
            default -> deed.call.name();
        };
    }

    private static String kind(Deed deed, @org.jspecify.annotations.Nullable Sock sock) {
        if (sock == null) return deed.says("SOCK_DGRAM") ? "datagram" : deed.says("SOCK_STREAM") ? "stream" : "raw";
        if (sock.listens) return "listener";
        if (sock.isStream()) return "stream";
        if (sock.isPacket() || !sock.isDatagram() || sock.protocol.contains("ICMP")) return "raw";
        return sock.isUnix() ? "unix datagram" : "datagram";
    }

    private String name() {
        return deed.sock == null ? "s" : deed.sock.name;
    }

    private String fill(String place) {
        return switch (place) {
            case "s" -> name();
            case "new" -> deed.opened == null ? "s" : deed.opened.name;
            case "type" -> plain(deed.argument(1));
            case "family" -> "StandardProtocolFamily." + family(deed.argument(0));
            case "protocol" ->
                deed.argument(2).startsWith("IPPROTO_") ? "socket." + deed.argument(2) : deed.argument(2);
            case "address" -> cAddress();
            case "at" -> javaAddress();
            case "python at" -> pythonAddress();
            case "backlog" -> backlog();
            case "data" -> Literals.c(deed);
            case "java data" -> Literals.java(deed);
            case "python data" -> Literals.python(deed);
            case "n" -> size();
            case "flags" -> flags().isEmpty() ? "0" : flags();
            case "python flags" -> flags().isEmpty() || flags().equals("0")
                    ? ""
                    : ", socket." + flags().replace("| ", "| socket.");
            case "value" -> cValue();
            case "size" -> cValue().startsWith("&(") ? "sizeof(" + cType() + ")" : deed.argument(4);
            case "python value" -> pythonValue();
            case "java get" -> JAVA_OPTIONS.containsKey(deed.argument(2))
                    ? name() + ".getOption(" + JAVA_OPTIONS.get(deed.argument(2)) + ");"
                    : "";
            case "fds" -> descriptors();
            case "count" -> plainNumber(deed.argument(1));
            case "millis" -> millis();
            default -> place.length() == 1 && Character.isDigit(place.charAt(0))
                    ? deed.argument(place.charAt(0) - '0')
                    : "{" + place + "}";
        };
    }

    private static String plain(String type) {
        return type.replace(" | SOCK_CLOEXEC", "").replace("|SOCK_CLOEXEC", "");
    }

    private static String family(String name) {
        return switch (name) {
            case "AF_INET6" -> "INET6";
            case "AF_UNIX", "AF_LOCAL" -> "UNIX";
            default -> "INET";
        };
    }

    private String cAddress() {
        return switch (deed.call.address()) {
            case SockAddr.In in -> "struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(" + in.port()
                    + ")}; inet_pton(AF_INET, \"" + in.host() + "\", &a.sin_addr); ";
            case SockAddr.In6 in6 -> "struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons("
                    + in6.port() + ")}; inet_pton(AF_INET6, \"" + in6.host() + "\", &a.sin6_addr); ";
            case SockAddr.Un un -> "struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = \"" + path(un) + "\"}; ";
            case null, default -> "";
        };
    }

    /// Between quotes: only these are not escaped yet.
    private static String path(SockAddr.Un un) {
        String path = un.name().startsWith("\0")
                ? "\\0" + un.toString().substring(1)
                : un.name().isEmpty() ? "" : un.toString();
        return path.replace("\"", "\\\"");
    }

    private String javaAddress() {
        return switch (deed.call.address()) {
            case SockAddr.Ip ip -> "new InetSocketAddress(\"" + ip.host() + "\", " + ip.port() + ")";
            case SockAddr.Un un -> "UnixDomainSocketAddress.of(\"" + path(un) + "\")";
            case null, default -> "address";
        };
    }

    private String pythonAddress() {
        return switch (deed.call.address()) {
            case SockAddr.Ip ip -> "(\"" + ip.host() + "\", " + ip.port() + ")";
            case SockAddr.Un un -> "\"" + path(un) + "\"";
            case null, default -> "address";
        };
    }

    /// Java has bind do what listen does.
    private String backlog() {
        if (deed.sock != null)
            for (Deed each : deed.sock.deeds)
            if (each.act == Act.LISTEN) return plainNumber(each.argument(1));
        return "0";
    }

    private String size() {
        String size = deed.argument(2);
        return size.isEmpty() ? "1024" : plainNumber(size);
    }

    private static String plainNumber(String text) {
        return text.matches("\\d{1,10}") ? text : "0";
    }

    private String flags() {
        String flags = deed.argument(3);
        return flags.startsWith("MSG_") ? flags : "";
    }

    private String option() {
        return deed.argument(3).replaceAll("[\\[\\]]", "");
    }

    private String cType() {
        return switch (deed.argument(2)) {
            case "SO_LINGER" -> "struct linger";
            case "SO_RCVTIMEO", "SO_SNDTIMEO" -> "struct timeval";
            default -> "int";
        };
    }

    private String cValue() {
        return switch (deed.argument(2)) {
            case "SO_LINGER" -> "&(struct linger){" + OptionValues.linger(option()) + "}";
            case "SO_RCVTIMEO", "SO_SNDTIMEO" -> "&(struct timeval){" + OptionValues.time(option()) + "}";
            default -> number() ? "&(int){" + OptionValues.number(option()) + "}" : "\"" + option() + "\"";
        };
    }

    private boolean number() {
        return option().matches("-?\\d{1,10}|on|off");
    }

    private String pythonValue() {
        return switch (deed.argument(2)) {
            case "SO_LINGER" -> "struct.pack(\"ii\", " + OptionValues.linger(option()) + ")";
            case "SO_RCVTIMEO", "SO_SNDTIMEO" -> "struct.pack(\"ll\", " + OptionValues.time(option()) + ")";
            default -> number() ? OptionValues.number(option()) : "b\"" + option() + "\"";
        };
    }

    private String descriptors() {
        Matcher each = DESCRIPTOR.matcher(deed.argument(0));
        var all = new StringBuilder();
        while (each.find())
            all.append(all.isEmpty() ? "" : ", ").append("{.fd = ").append(each.group(1)).append(", .events = ")
                    .append(each.group(2).strip()).append('}');
        return all.toString();
    }

    private String millis() {
        Matcher time = TIMEOUT.matcher(deed.argument(2));
        if (!time.find()) return deed.argument(2).matches("-?\\d{1,9}") ? deed.argument(2) : "-1";
        long nanos = time.group(2) == null ? 0 : Long.parseLong(time.group(2));
        return Long.toString(Long.parseLong(time.group(1)) * 1000 + nanos / 1_000_000);
    }
}
