package net.strata.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.echo.AnswerException;
import net.strata.echo.ClientProgram;
import net.strata.echo.ClientSettings;
import net.strata.echo.Endpoint;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Family;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// `strata echo client`: talks to one of the ready servers, or to any.
public final class EchoClient implements Command {
    private static final Option BIND = Option.value("--bind", "PLACE",
            "the client's own address: HOST, HOST:PORT, :PORT, or a unix socket's path or @NAME");
    static final Option TIMEOUT = Option.value("--timeout", "TIME",
            "how long connecting and an answer may take, 5 s unless it says so; 0 is for ever");
    private static final Option WAIT = Option.value("--wait", "TIME", "between connecting and the first message");
    private static final Option NONBLOCKING = Option.flag("--nonblocking",
            "calls that would have to wait come back at once, and poll waits");
    private static final Option HALF_CLOSE = Option.flag("--half-close",
            "after the last message tell the end of them, and read on (shutdown)");
    private static final Option RECEIVE = Option.value("--recv-size", "BYTES",
            "what one recv takes at most; 65536 without it");

    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int RECEIVE_SIZE = 1 << 16;
    private static final int MOST_RECEIVED = 1 << 24;

    /// What the operands say.
    ///
    /// @param program null for any server
    private record Whom(@Nullable ClientProgram program, Endpoint place, List<String> messages) {
        int port() {
            return program == null ? Endpoint.NO_PORT : program.port();
        }
    }

    @Override
    public List<Option> options() {
        var all = new ArrayList<>(Places.OPTIONS);
        all.addAll(SocketType.OPTIONS);
        all.addAll(List.of(BIND, TIMEOUT, WAIT, NONBLOCKING, HALF_CLOSE, RECEIVE));
        all.addAll(ClientMessages.OPTIONS);
        all.addAll(ClientOutput.OPTIONS);
        all.addAll(SocketLetters.OPTIONS);
        all.addAll(List.of(Namespace.OPTION, Dropping.USER));
        return all;
    }

    @Override
    public String operands() {
        return "[PROGRAM] [PLACE] [MESSAGE...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo client prefix localhost Hello Bye", "two messages, and their answers"),
                new Example("strata echo client greet", "on a terminal: lines as they are typed; Ctrl-D ends them"),
                new Example("strata echo client [::1]:7 hello", "any server, by its address and port"),
                new Example("strata echo client -u localhost:7 --count 1000 hello", "round trips of UDP"),
                new Example("strata echo client /run/app.socket --half-close <request",
                        "a unix socket, lines of a file"),
                new Example("strata echo client file localhost notes.txt", "a file, saved here"),
                new Example("strata echo client localhost:80 --nodelay --show-socket x",
                        "what a socket says of itself"));
    }

    /// No connection and no answer are a result; what this machine refuses is a failure.
    @Override
    public int failed(Throwable failure) {
        boolean answer = failure instanceof AnswerException || failure.getCause() instanceof OsError e
                && Stream.of("connect(", "send(", "recv(").anyMatch(e.call()::startsWith);
        return answer ? Status.NEGATIVE : Status.FAILED;
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        Whom whom = whom(arguments.operands());
        var letters = SocketLetters.of(arguments);
        var messages = ClientMessages.of(arguments, whom.program, whom.messages, SocketType.of(arguments));
        var output = ClientOutput.of(arguments, console);
        check(arguments, whom, letters);
        return Namespace.in(arguments, () -> {
            ClientSettings settings = settings(arguments, whom, letters);
            return new ClientRun(settings, messages, output, arguments.has(ClientMessages.COUNT)).run();
        });
    }

    private static Whom whom(List<String> operands) throws UsageException {
        if (operands.isEmpty())
            throw new UsageException("whom to talk to? HOST:PORT, a path, or one of the programs "
                    + String.join(", ", names()));
        ClientProgram program = ClientProgram.named(operands.getFirst());
        if (program == null) {
            var place = Places.parse(operands.getFirst());
            if (!place.isUnix() && place.port() == Endpoint.NO_PORT)
                throw new UsageException(place.host().indexOf(':') >= 0
                        ? place + " has no port: " + withPort(place.host())
                        : place + " is none of the programs, and for a host the port is missing: HOST:PORT"
                                + Nearest.hint(place.typed(), names()));
            return new Whom(null, place, operands.subList(1, operands.size()));
        }
        boolean here = operands.size() == 1;
        return new Whom(program, here ? new Endpoint("", "", Endpoint.NO_PORT, null) : Places.parse(operands.get(1)),
                here ? List.of() : operands.subList(2, operands.size()));
    }

    /// How an IPv6 address is typed with a port, which may be what its last part is meant to be.
    private static String withPort(String six) {
        int colon = six.lastIndexOf(':');
        String rest = six.substring(0, colon);
        boolean meant = six.substring(colon + 1).matches("[0-9]{1,5}") && (!rest.endsWith(":") || rest.endsWith("::"));
        return (meant ? "[" + rest + "]:" + six.substring(colon + 1) + " or " : "") + "[" + six + "]:PORT";
    }

    private static List<String> names() {
        return ClientProgram.all().stream().map(ClientProgram::name).toList();
    }

    /// What can be told before anything is looked up.
    private static void check(Arguments arguments, Whom whom, SocketLetters letters) throws UsageException {
        int type = SocketType.of(arguments);
        if (type == Abi.SOCK_DGRAM && arguments.has(HALF_CLOSE))
            throw new UsageException("--half-close: datagrams have no end that could be told");
        if (type == Abi.SOCK_DGRAM && whom.program != null && (whom.program.lines() || whom.program.halfCloses()))
            throw new UsageException(whom.program.name() + " talks over streams only");
        if (whom.place.isUnix()) letters.settings(Abi.AF_UNIX, type);
    }

    private static ClientSettings settings(Arguments arguments, Whom whom, SocketLetters letters)
            throws OsError, UsageException {
        Places places = Places.of(arguments);
        int type = SocketType.of(arguments);
        String bind = arguments.value(BIND);
        Endpoint own = bind == null ? null : Places.parse(bind);
        var targets = new ArrayList<ClientSettings.Target>();
        String other = "";
        for (SockAddr server : places.all(whom.place, whom.port())) {
            SockAddr bound = own(own, server, type);
            if (bound != null && bound.family() != server.family()) other = bound + " and " + server;
            else
                targets.add(new ClientSettings.Target(server, bound, letters.settings(server.family(), type)));
        }
        if (targets.isEmpty()) throw new UsageException("--bind: " + other + " are not of one family");
        boolean halfClose = arguments.has(HALF_CLOSE) || whom.program != null && whom.program.halfCloses();
        return new ClientSettings(targets, type, Duration.ofNanos(timeout(arguments)), arguments.has(NONBLOCKING),
                Duration.ofNanos(Seconds.nanos(arguments, WAIT, 0)), halfClose,
                receiveSize(arguments));
    }

    static int receiveSize(Arguments arguments) throws UsageException {
        return (int) arguments.number(RECEIVE, 1, MOST_RECEIVED, RECEIVE_SIZE);
    }

    static long timeout(Arguments arguments) throws UsageException {
        return Seconds.nanos(arguments, TIMEOUT, TIMEOUT_NANOS);
    }

    /// What the client's socket is bound to. A unix datagram socket needs a name, so that it can be answered.
    private static @Nullable SockAddr own(@Nullable Endpoint own, SockAddr server, int type)
            throws OsError, UsageException {
        if (own == null)
            return server.family() == Abi.AF_UNIX && type == Abi.SOCK_DGRAM ? SockAddr.Un.UNNAMED : null;
        if (own.isUnix()) return own.unix();
        if (own.host().isEmpty())
            return server.family() == Abi.AF_INET6 ? SockAddr.ip("::", own.port()) : SockAddr.ip("0.0.0.0", own.port());
        Family family = server.family() == Abi.AF_INET6 ? Family.IPV6 : Family.IPV4;
        boolean literal = own.host().indexOf(':') >= 0 || own.host().matches("[0-9.]+");
        return new Places(literal ? Family.ANY : family).first(own, 0);
    }

    /// The folder in which files are saved.
    static Path folder(@Nullable String typed) throws UsageException {
        Path folder = Path.of(typed == null ? "" : typed);
        if (!Files.isDirectory(folder)) throw new UsageException(typed + " is not a folder");
        return folder;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
