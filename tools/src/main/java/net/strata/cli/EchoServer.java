package net.strata.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.strata.echo.Connection;
import net.strata.echo.Engine;
import net.strata.echo.Server;
import net.strata.echo.ServerWatcher;
import net.strata.echo.Service;
import net.strata.echo.Services;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// `strata echo server`: ready programs that wait for clients.
public final class EchoServer implements Command {
    private static final Option PORT = Option.value("-p,--port", "PORT", "listen there; 0 is any free one");
    private static final Option BIND = Option.value("--bind", "HOST",
            "for clients of this address: 127.0.0.1 without it; :: or 0.0.0.0 is all; a path, or @NAME, is a unix socket's");
    private static final Option TYPE = Option.value("--type", "TYPE", "stream (TCP), or datagram (UDP)");
    private static final Option ENGINE = Option.value("--engine", "HOW",
            "one client after the other, a thread for each, or poll for all in one thread: one, thread or poll");
    private static final Option STAGE = Option.value("--stage", "STAGE",
            "of upper: one-shot (one message), conversation (one client) or many (client after client)");
    private static final Option FOLDER = Option.value("--folder", "FOLDER", "of file: from which files are sent");
    private static final Option CLIENTS = Option.value("--clients", "N",
            "serve so many clients (datagrams, with that type), then end");
    private static final Option MOST = Option.value("--most", "N",
            "connections at once with thread (256 without it) or poll (4096); others wait");
    private static final Option BACKLOG = Option.value("--backlog", "N",
            "how many may wait to be accepted; 5 without it");
    private static final Option SIZE = Option.value("--size", "BYTES",
            "receive so much at once; 1024 without it, datagrams whole");
    private static final Option TIMEOUT = Option.value("--timeout", "TIME",
            "close a connection on which nothing went either way for so long; 0 is never");
    private static final Option NONBLOCKING = Option.flag("--nonblocking",
            "calls that would have to wait come back at once, and are tried again (one, thread, datagrams)");

    @Override
    public List<Option> options() {
        return List.of(PORT, BIND, TYPE, ENGINE, STAGE, FOLDER, CLIENTS, MOST, BACKLOG, SIZE, TIMEOUT, NONBLOCKING,
                Namespace.OPTION, Dropping.USER);
    }

    @Override
    public String operands() {
        return "[NAME]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo server", "which servers there are"),
                new Example("strata echo server prefix", "Echo=> and what came, on port 50007"),
                new Example("strata echo server echo -p 7777 --engine poll", "many clients in one thread"),
                new Example("strata echo server upper --stage one-shot --verbose",
                        "one message, and what became of it"),
                new Example("strata echo server echo --bind ::1 --type datagram -p 7777", "UDP over IPv6"),
                new Example("strata echo server echo --bind /tmp/echo.socket", "a unix socket"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        String name = arguments.operand();
        if (name == null) {
            for (Service each : Services.all())
                list(console, each);
            list(console, Services.file(Path.of("")));
            return Status.DONE;
        }
        Service service = service(name, arguments);
        try (Server server = server(service, arguments)) {
            server.watcher(new Teller(service, arguments, console));
            try (var signals = new Interrupts()) {
                signals.end(List.of("INT", "TERM"), server::close, () -> {
                });
                Namespace.in(arguments, () -> {
                    server.run();
                    return Status.DONE;
                });
            }
            console.say(server.served() + (datagrams(arguments) ? " datagrams, " : " clients, ") + server.received()
                    + " bytes came, " + server.sent() + " went");
        }
        return Status.DONE;
    }

    private static void list(Console console, Service service) throws IOException {
        console.out().line(String.format(Locale.ROOT, "%-9s%6d  %s", service.name(), service.port(), service.says()));
    }

    private static Service service(String name, Arguments arguments) throws UsageException {
        if (arguments.has(STAGE) && !name.equals("upper"))
            throw new UsageException("--stage is of the server upper, not of " + name);
        if (arguments.has(FOLDER) && !name.equals("file"))
            throw new UsageException("--folder is of the server file, not of " + name);
        if (name.equals("upper")) {
            String stage = arguments.choice(STAGE, List.of("many", "conversation", "one-shot"));
            return Services.upper(Services.Stage.valueOf(stage.replace('-', '_').toUpperCase(Locale.ROOT)));
        }
        if (name.equals("file")) {
            String folder = arguments.value(FOLDER);
            if (folder == null) throw new UsageException("file needs the folder whose files it sends: --folder FOLDER");
            if (!Files.isDirectory(Path.of(folder))) throw new UsageException(folder + " is not a folder");
            return Services.file(Path.of(folder));
        }
        for (Service each : Services.all())
            if (each.name().equals(name)) return each;
        var names = Services.all().stream().map(Service::name).toList();
        throw new UsageException("no server " + name
                + Nearest.hint(name, names) + "; there are " + String.join(", ", names) + " and file");
    }

    private static boolean datagrams(Arguments arguments) throws UsageException {
        return arguments.choice(TYPE, List.of("stream", "datagram")).equals("datagram");
    }

    private static Server server(Service service, Arguments arguments) throws UsageException {
        try {
            var server = new Server(service, address(service, arguments));
            if (datagrams(arguments)) server.datagrams();
            server.engine(Engine.valueOf(
                    arguments.choice(ENGINE, List.of("one", "thread", "poll")).toUpperCase(Locale.ROOT)));
            server.backlog((int) arguments.number(BACKLOG, 0, Integer.MAX_VALUE, 5))
                    .size((int) arguments.number(SIZE, 1, 1 << 20, 0))
                    .most((int) arguments.number(MOST, 1, 1 << 20, 0))
                    .nonblocking(arguments.has(NONBLOCKING));
            if (arguments.has(CLIENTS)) server.clients(arguments.number(CLIENTS, 1, Long.MAX_VALUE, 1));
            if (arguments.has(TIMEOUT))
                server.patience(Duration.ofNanos(Seconds.nanos(arguments, TIMEOUT, 0)));
            return server;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static SockAddr address(Service service, Arguments arguments) throws UsageException {
        String host = arguments.value(BIND);
        if (host == null) host = "127.0.0.1";
        if (host.startsWith("@")) return SockAddr.Un.abstractName(host.substring(1));
        if (host.contains("/")) return new SockAddr.Un(host);
        int port = (int) arguments.number(PORT, 0, 65535, service.port());
        try {
            return SockAddr.of(InetAddress.getByName(host), port);
        } catch (java.net.UnknownHostException e) {
            throw new UsageException("--bind: no address of " + host + " is known");
        }
    }

    /// Tells the user.
    private record Teller(Service service, Arguments arguments, Console console) implements ServerWatcher {
        @Override
        public void listening(SockAddr at) throws OsError {
            Dropping.drop(arguments, console);
            console.say(service.name() + " listening on " + at);
        }

        @Override
        public void accepted(Connection client) {
            console.detail("client " + client.number() + ": " + client.peer());
        }

        @Override
        public void received(Connection client, int bytes) {
            console.detail("client " + client.number() + ": recv " + bytes);
        }

        @Override
        public void sent(Connection client, int bytes) {
            console.detail("client " + client.number() + ": send " + bytes);
        }

        @Override
        public void ended(Connection client) {
            console.detail("client " + client.number() + ": recv 0, it says nothing more");
        }

        @Override
        public void closed(Connection client, @Nullable IOException failure) {
            String number = "client " + client.number() + ": ";
            if (failure == null) console.detail(number + "close");
            else
                console.say(number + failure.getMessage());
        }

        @Override
        public void datagram(SockAddr from, int bytes, int answered) {
            console.detail(from + ": recvfrom " + bytes + (answered < 0 ? ", not answered" : ", sendto " + answered));
        }

        @Override
        public void trouble(String what) {
            console.say(what);
        }
    }
}
