package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.strata.echo.Endpoint;
import net.strata.echo.Engine;
import net.strata.echo.Plain;
import net.strata.echo.Server;
import net.strata.echo.Service;
import net.strata.echo.Services;
import net.strata.echo.Setting;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import net.strata.wire.Nearest;

/// `strata echo server`: ready programs that wait for clients.
public final class EchoServer implements Command {
    private static final Option PORT = Option.value("-p,--port", "PORT", "listen there; 0 is any free one");
    private static final Option BIND = Option.value("--bind", "HOST",
            "at this address; without it this host's loopback; 0.0.0.0 or :: for all; unix:PATH or @NAME for unix sockets");
    private static final Option ENGINE = Option.value("--engine", "HOW",
            "one (client after the other: the default), thread (one for each client) or poll (one for all)");
    private static final Option STAGE = Option.value("--stage", "STAGE",
            "of upper: one-shot (one message), conversation (one client) or many (client after client)");
    private static final Option FOLDER = Option.value("--folder", "FOLDER", "of file: from where files are sent");
    private static final Option MOST = Option.value("--most", "N",
            "connections at once by thread (256 without it) or poll (4096); others wait");
    private static final Option BACKLOG = Option.value("--backlog", "N",
            "how many may wait to be accepted; 5 without it");
    private static final Option SIZE = Option.value("--recv-size", "BYTES",
            "receive so much at once; 1024 without it, datagrams whole");
    private static final Option TIMEOUT = Option.value("--timeout", "TIME",
            "close a connection on which nothing went either way for so long (with datagrams: end); 0 is never");
    private static final Option NONBLOCKING = Option.flag("--nonblocking",
            "calls that would have to wait come back, and are tried again (poll does without)");

    /// The signals that end it: of the keyboard, of kill(1), and of a terminal that is closed.
    static final List<String> ENDS = List.of("INT", "TERM", "HUP");
    private static final int BACKLOG_PLACES = 5;
    private static final int LARGEST = 1 << 20;

    /// Those that raw servers do not have.
    private static final List<Option> OF_SOCKETS = Stream.of(List.of(PORT, BIND), SocketType.OPTIONS,
            List.of(ENGINE, STAGE, FOLDER, MOST, BACKLOG, SIZE, TIMEOUT, NONBLOCKING)).flatMap(List::stream).toList();

    @Override
    public List<Option> options() {
        return Stream.of(OF_SOCKETS, Places.OPTIONS, SocketLetters.OPTIONS, List.of(EchoRaw.CLIENTS), EchoRaw.OPTIONS,
                List.of(Namespace.OPTION, Dropping.USER)).flatMap(List::stream).toList();
    }

    @Override
    public String operands() {
        return "[NAME]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo server", "which servers there are"),
                new Example("strata echo server prefix --verbose", "Echo=> and what came, on port 50007"),
                new Example("strata echo server echo -p 7777 --engine poll", "many clients at once, in one thread"),
                new Example("strata echo server upper --stage one-shot", "one message in upper case, and the end"),
                new Example("strata echo server echo -6 -u -p 7777", "UDP over IPv6"),
                new Example("strata echo server echo --bind /tmp/echo.socket", "a unix socket"),
                new Example("sudo strata echo server icmp -i eth0 --address 10.0.0.99",
                        "answers pings to an address that nobody has"),
                new Example("sudo strata echo server igmp", "who joins which multicast groups"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        String name = arguments.operand();
        if (name == null) {
            list(console);
            return Status.DONE;
        }
        var raw = EchoRaw.named(name);
        for (Option each : raw == null ? EchoRaw.OPTIONS : OF_SOCKETS)
            if (arguments.has(each))
                throw new UsageException(arguments.name(each) + " is no option of the server " + name);
        return Namespace.in(arguments,
                () -> raw == null ? serve(name, arguments, console) : raw.run(arguments, console));
    }

    private static void list(Console console) throws IOException {
        for (Service each : all())
            line(console, each.name(), Integer.toString(each.port()), each.says());
        for (EchoRaw each : EchoRaw.values())
            line(console, each.title(), "", each.says);
    }

    private static void line(Console console, String name, String port, String says) throws IOException {
        console.out().line(String.format(Locale.ROOT, "%-9s%6s  %s", name, port, says));
    }

    private static List<Service> all() {
        var all = new ArrayList<>(Services.all());
        all.add(Services.file(Path.of("")));
        return all;
    }

    private static int serve(String name, Arguments arguments, Console console) throws IOException, UsageException {
        Service service = service(name, arguments);
        int type = SocketType.of(arguments);
        SockAddr at = address(service, arguments);
        List<Setting> settings = SocketLetters.of(arguments).settings(at.family(), type);
        var teller = new ServerTeller(name, arguments.has(SocketLetters.SHOW), arguments, console);
        try (Server server = server(service, at, arguments); var signals = new Interrupts()) {
            signals.end(ENDS, server::close, () -> {
            });
            server.setup(socket -> Setting.set(settings, socket)).watcher(teller).run();
            console.say(Units.count(server.served(), type == Abi.SOCK_DGRAM ? "datagram" : "client") + ", "
                    + Units.count(server.received(), "byte") + " came, " + server.sent() + " went");
            return Status.DONE;
        } catch (OsError e) {
            throw new OsError(Plain.text(e, at, type));
        }
    }

    /// The service of a name, with its options.
    static Service service(String name, Arguments arguments) throws UsageException {
        only(STAGE, "upper", name, arguments);
        only(FOLDER, "file", name, arguments);
        if (name.equals("upper")) {
            String stage = arguments.choice(STAGE, List.of("many", "conversation", "one-shot"));
            return Services.upper(Services.Stage.valueOf(stage.replace('-', '_').toUpperCase(Locale.ROOT)));
        }
        if (name.equals("file")) {
            String folder = arguments.value(FOLDER);
            if (folder == null) throw new UsageException("file needs the folder whose files it sends: --folder FOLDER");
            if (!Files.isDirectory(Path.of(folder))) throw new UsageException(folder + " is no folder");
            return Services.file(Path.of(folder));
        }
        var names = Stream.concat(all().stream().map(Service::name), EchoRaw.names().stream()).toList();
        String hint = Nearest.hint(name, names);
        return all().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("no server " + name
                        + (hint.isEmpty() ? "; there are " + String.join(", ", names) : hint)));
    }

    private static void only(Option option, String of, String name, Arguments arguments) throws UsageException {
        if (arguments.has(option) && !name.equals(of))
            throw new UsageException(option.name() + " is an option of the server " + of + ", not of " + name);
    }

    private static Server server(Service service, SockAddr at, Arguments arguments) throws UsageException {
        try {
            var server = new Server(service, at);
            if (SocketType.of(arguments) == Abi.SOCK_DGRAM) {
                server.datagrams();
                for (Option each : List.of(ENGINE, MOST, BACKLOG))
                    if (arguments.has(each))
                        throw new UsageException(
                                each.name() + " is an option of streams: datagrams have no connections");
            }
            server.engine(Engine.valueOf(
                    arguments.choice(ENGINE, List.of("one", "thread", "poll")).toUpperCase(Locale.ROOT)))
                    .backlog((int) arguments.number(BACKLOG, 0, Integer.MAX_VALUE, BACKLOG_PLACES))
                    .size((int) arguments.number(SIZE, 1, LARGEST, 0))
                    .most((int) arguments.number(MOST, 1, LARGEST, 0))
                    .nonblocking(arguments.has(NONBLOCKING)).peers(true);
            if (arguments.has(EchoRaw.CLIENTS)) server.clients(EchoRaw.clients(arguments));
            if (arguments.has(TIMEOUT)) server.patience(Duration.ofNanos(Seconds.nanos(arguments, TIMEOUT, 0)));
            return server;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static SockAddr address(Service service, Arguments arguments) throws OsError, UsageException {
        Endpoint place = Places.parse(arguments.has(BIND) ? arguments.values(BIND).getLast() : ":" + service.port());
        if (arguments.has(PORT) && place.isUnix()) throw new UsageException("a unix socket has no port: leave out -p");
        if (arguments.has(PORT) && arguments.has(BIND) && place.port() != Endpoint.NO_PORT)
            throw new UsageException("--bind " + place + " has a port already: leave out -p");
        int port = (int) arguments.number(PORT, 0, 65_535, service.port());
        SockAddr at = Places.of(arguments).first(place, port);
        return arguments.has(PORT) && at instanceof SockAddr.Ip ip ? ip.port(port) : at;
    }
}
