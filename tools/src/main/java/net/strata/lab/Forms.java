package net.strata.lab;

import static net.strata.lab.FormsJava.DATAGRAM;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How calls are written in C, Java and Python: a table, with places for what each call has of its own. Where a language does
/// it by itself there is nothing; where it has no way to do it, or too little is known of the call, a remark says so.
///
/// What is shown compiles, given the headers of C, Java's packages `java.net`, `java.nio`, `java.nio.channels` and `jdk.net`, and
/// Python's modules `os`, `select`, `socket` and `struct`; `data` stands for data that is too long to be shown.
final class Forms {
    /// What is called, then C, Java (java.nio.channels) and Python. `{s}` is the socket, `{new}` the one that is made, `{data}`
    /// what is sent, `{n}` how much, `{at}` an address, `{0}` and so on are the call's arguments.
    private static final String TABLE = """
            socket listener | int {new} = socket({c 0}, {type}, {c 2}); | ServerSocketChannel {new} = ServerSocketChannel.open({family});{java nonblocking} | {new} = socket.socket({python 0}, {python type}{protocol})
            socket stream | int {new} = socket({c 0}, {type}, {c 2}); | SocketChannel {new} = SocketChannel.open({family});{java nonblocking} | {new} = socket.socket({python 0}, {python type}{protocol})
            socket datagram | int {new} = socket({c 0}, {type}, {c 2}); | DatagramChannel {new} = DatagramChannel.open({family});{java nonblocking} | {new} = socket.socket({python 0}, {python type}{protocol})
            socket | int {new} = socket({c 0}, {type}, {c 2}); | {none} | {new} = socket.socket({python 0}, {python type}{protocol})
            bind listener | {address}bind({c s}, (struct sockaddr *)&a, {length}); | {s}.bind({at}, {backlog}); | {s}.bind({python at})
            bind | {address}bind({c s}, (struct sockaddr *)&a, {length}); | {s}.bind({at}); | {s}.bind({python at})
            listen | listen({c s}, {c 1}); | | {s}.listen({python 1})
            accept | int {new} = accept({c s}, NULL, NULL); | SocketChannel {new} = {s}.accept();{java nonblocking} | {new}, address = {s}.accept(){python nonblocking}
            accept4 | int {new} = accept4({c s}, NULL, NULL, {flags}); | SocketChannel {new} = {s}.accept();{java nonblocking} | {new}, address = {s}.accept(){python nonblocking}
            connect | {address}connect({c s}, (struct sockaddr *)&a, {length}); | {s}.connect({at}); | {s}.connect({python at})
            send | send({c s}, {data}, {n}, {flags}); | {s}.write({java data}); | {s}.send({python data}{python flags})
            write | write({c s}, {data}, {n}); | {s}.write({java data}); | os.write({s}.fileno(), {python data})
            sendto | {address}sendto({c s}, {data}, {n}, {flags}, (struct sockaddr *)&a, {length}); | {s}.send({java data}, {at}); | {s}.sendto({python data}{python flags}, {python to})
            recv | char data[{n}]; ssize_t n = recv({c s}, data, sizeof data, {flags}); | int n = {s}.read(ByteBuffer.allocate({n})); | data = {s}.recv({n}{python flags})
            read | char data[{n}]; ssize_t n = read({c s}, data, sizeof data); | int n = {s}.read(ByteBuffer.allocate({n})); | data = os.read({s}.fileno(), {n})
            recvfrom | char data[{n}]; struct sockaddr_storage a; socklen_t length = sizeof a; ssize_t n = recvfrom({c s}, data, sizeof data, {flags}, (struct sockaddr *)&a, &length); | SocketAddress from = {s}.receive(ByteBuffer.allocate({n})); | data, address = {s}.recvfrom({n}{python flags})
            shutdown SHUT_WR | shutdown({c s}, SHUT_WR); | {s}.shutdownOutput(); | {s}.shutdown(socket.SHUT_WR)
            shutdown SHUT_RD | shutdown({c s}, SHUT_RD); | {s}.shutdownInput(); | {s}.shutdown(socket.SHUT_RD)
            shutdown SHUT_RDWR | shutdown({c s}, SHUT_RDWR); | {s}.shutdownInput(); {s}.shutdownOutput(); | {s}.shutdown(socket.SHUT_RDWR)
            close | close({c s}); | {s}.close(); | {s}.close()
            setsockopt | setsockopt({c s}, {c 1}, {c 2}, {value}); | {java set} | {s}.setsockopt({python 1}, {python 2}, {python value})
            getsockopt | {room}; socklen_t length = sizeof value; getsockopt({c s}, {c 1}, {c 2}, &value, &length); | {java get} | value = {s}.getsockopt({python 1}, {python 2}{python room})
            getsockname | struct sockaddr_storage a; socklen_t length = sizeof a; getsockname({c s}, (struct sockaddr *)&a, &length); | SocketAddress own = {s}.getLocalAddress(); | {s}.getsockname()
            getpeername | struct sockaddr_storage a; socklen_t length = sizeof a; getpeername({c s}, (struct sockaddr *)&a, &length); | SocketAddress peer = {s}.getRemoteAddress(); | {s}.getpeername()
            poll | {poll} | {java poll} | {python poll}
            nonblocking | fcntl({c s}, F_SETFL, O_NONBLOCK); | {s}.configureBlocking(false); | {s}.setblocking(False)
            pieces | {none} | {none} | {none}
            """;
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+ ?[a-z0-9]*)}");
    private static final Map<String, String[]> FORMS = new HashMap<>();
    private static final String NONBLOCK = "SOCK_NONBLOCK";
    private static final String CLOEXEC = "SOCK_CLOEXEC";
    /// Those that have flags as their last argument but for addresses.
    private static final Set<String> FLAGGED = Set.of("send", "sendto", "recv", "recvfrom");

    static {
        TABLE.lines().forEach(line -> {
            String[] cells = line.split(" \\|", 4);
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
        try {
            return form(0, key);
        } catch (NoForm e) {
            return "/* " + e.why() + " */";
        }
    }

    String java() {
        try {
            String[] forms = FORMS.get(key);
            if (forms == null || forms[1].isEmpty() || deed.act == Act.POLL) return form(1, key);
            FormsJava.check(sock(), key, deed.call.name());
            checkFlags();
            // Only who is connected may read, but anybody may receive.
            boolean receives = (key.equals("recv") || key.equals("read")) && FormsJava.channel(sock()).equals(DATAGRAM);
            return form(1, receives ? "recvfrom" : key);
        } catch (NoForm e) {
            return "// " + e.why();
        }
    }

    String python() {
        try {
            return form(2, key);
        } catch (NoForm e) {
            return "# " + e.why();
        }
    }

    private String form(int language, String name) throws NoForm {
        String[] forms = FORMS.get(name);
        if (forms == null) return "";
        Matcher places = PLACE.matcher(forms[language]);
        var out = new StringBuilder();
        while (places.find())
            places.appendReplacement(out, Matcher.quoteReplacement(fill(places.group(1))));
        return places.appendTail(out).toString();
    }

    private static String key(Deed deed) {
        Sock sock = deed.sock;
        boolean addressed = deed.call.address() != null;
        return switch (deed.act) {
            case SOCKET -> "socket" + kind(made(deed));
            case BIND -> sock != null && sock.listens ? "bind listener" : "bind";
            case SEND, RECEIVE -> switch (deed.call.name()) {
                case "send", "sendto" -> addressed ? "sendto" : "send";
                case "recv", "recvfrom" -> addressed && (sock == null || !sock.isTcp()) ? "recvfrom" : "recv";
                case "read", "write" -> deed.call.name();
                default -> "pieces";
            };
            case ACCEPT -> deed.says(NONBLOCK) ? "accept4" : "accept";
            case SHUTDOWN -> "shutdown " + deed.argument(1);
            case POLL -> deed.call.name().endsWith("poll") ? "poll" : "pieces";
            case OTHER -> deed.call.name().startsWith("fcntl") && deed.says("O_NONBLOCK") ? "nonblocking" : "";
            case DUPLICATE -> "";
            default -> deed.call.name();
        };
    }

    private static String kind(Sock sock) {
        try {
            return switch (FormsJava.channel(sock)) {
                case FormsJava.SERVER -> " listener";
                case FormsJava.STREAM -> " stream";
                default -> " datagram";
            };
        } catch (NoForm e) {
            return "";
        }
    }

    /// The socket that was made, or would have been.
    private static Sock made(Deed deed) {
        if (deed.opened != null) return deed.opened;
        String type = FormsNames.without(NONBLOCK, FormsNames.without(CLOEXEC, deed.argument(1)));
        return new Sock(deed.side(), -1, deed.argument(0), type, deed.argument(2));
    }

    private Sock sock() throws NoForm {
        if (deed.act == Act.SOCKET) return made(deed);
        if (deed.sock == null) throw new NoForm("which socket this is was not seen");
        return deed.sock;
    }

    private String fill(String place) throws NoForm {
        return switch (place) {
            case "s" -> sock().name;
            case "c s" -> deed.sock == null ? descriptor() : deed.sock.name;
            case "new" -> opened();
            case "type" -> FormsNames.c(FormsNames.without(CLOEXEC, deed.argument(1)));
            case "python type" -> FormsNames.python(FormsNames.without(CLOEXEC, deed.argument(1)));
            case "family" -> FormsJava.family(deed.argument(0));
            case "protocol" -> usual() ? "" : ", " + FormsNames.python(deed.argument(2));
            case "java nonblocking" -> nonblocking() ? " " + opened() + ".configureBlocking(false);" : "";
            case "python nonblocking" -> nonblocking() ? "; " + opened() + ".setblocking(False)" : "";
            case "address" -> FormsAddress.c(deed.call.address());
            case "length" -> FormsAddress.cLength(deed.call.address());
            case "at" -> FormsAddress.java(deed.call.address());
            case "python at" -> FormsAddress.python(deed.call.address(), false);
            case "python to" -> FormsAddress.python(deed.call.address(), true);
            case "backlog" -> backlog();
            case "data" -> Literals.c(deed);
            case "java data" -> Literals.java(deed);
            case "python data" -> Literals.python(deed);
            case "n" -> size();
            case "flags" -> FormsNames.c(flags());
            case "python flags" -> flags().equals("0") ? "" : ", " + FormsNames.python(flags());
            case "value" -> new FormsOption(deed).c();
            case "python value" -> new FormsOption(deed).python();
            case "java set" -> new FormsOption(deed).java(sock());
            case "java get" -> new FormsOption(deed).javaGet(sock());
            case "room" -> new FormsOption(deed).room();
            case "python room" -> new FormsOption(deed).pythonRoom();
            case "poll" -> new FormsPoll(deed).c();
            case "java poll" -> new FormsPoll(deed).java();
            case "python poll" -> new FormsPoll(deed).python();
            case "none" -> none();
            default -> named(place);
        };
    }

    /// One of the arguments, as a language has it.
    private String named(String place) throws NoForm {
        String argument = deed.argument(place.charAt(place.length() - 1) - '0');
        return place.startsWith("python") ? FormsNames.python(argument) : FormsNames.c(argument);
    }

    /// Whether the protocol is the one that 0 means (ip(7)).
    private boolean usual() {
        Sock made = made(deed);
        return switch (deed.argument(2)) {
            case "0" -> true;
            case "IPPROTO_TCP" -> made.isStream();
            case "IPPROTO_UDP" -> made.isDatagram();
            default -> false;
        };
    }

    private String none() throws NoForm {
        if (deed.act == Act.SOCKET) FormsJava.channel(made(deed));
        throw new NoForm(deed.call.name() + " is shown only as it was called");
    }

    private String descriptor() throws NoForm {
        if (deed.call.fd() < 0) throw new NoForm("which descriptor this is was not seen");
        return Integer.toString(deed.call.fd());
    }

    /// What is made.
    private String opened() {
        return deed.opened != null ? deed.opened.name : deed.act == Act.ACCEPT ? "conn" : "s";
    }

    private boolean nonblocking() {
        return deed.says(NONBLOCK) && !deed.failed();
    }

    /// Java has bind do what listen does.
    private String backlog() {
        if (deed.sock != null)
            for (Deed each : deed.sock.deeds)
            if (each.act == Act.LISTEN && each.argument(1).matches("\\d{1,9}")) return each.argument(1);
        return "0";
    }

    private String size() throws NoForm {
        if (!deed.argument(2).matches("\\d{1,9}")) throw new NoForm("for how many bytes it was is not known");
        return deed.argument(2);
    }

    private String flags() {
        return deed.argument(3).isEmpty() ? "0" : deed.argument(3);
    }

    /// Java's channels have none, but send without signals anyway.
    private void checkFlags() throws NoForm {
        String rest = FormsNames.without("MSG_NOSIGNAL", flags());
        if (FLAGGED.contains(key) && !rest.isEmpty() && !rest.equals("0"))
            throw new NoForm("Java's channels have no " + rest);
    }
}
