package net.strata.lab;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_RAW;
import static net.strata.os.Abi.SOCK_STREAM;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.strata.craft.Draft;
import net.strata.echo.Client;
import net.strata.echo.ClientProgram;
import net.strata.echo.ClientSettings;
import net.strata.echo.ClientWatcher;
import net.strata.echo.Endings;
import net.strata.echo.IcmpResponder;
import net.strata.echo.IgmpListener;
import net.strata.echo.Server;
import net.strata.echo.Service;
import net.strata.echo.Services;
import net.strata.echo.Setting;
import net.strata.echo.Source;
import net.strata.os.Errno;
import net.strata.os.Link;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Pairs of programs to watch in the lab.
public final class Presets {
    private static final int PORT = 50007;
    private static final List<String> HELLO = List.of("hello");
    private static final int FIRST_FREE = 1024;
    private static final List<String> SEVERAL = List.of("one", "two", "three");
    private static final String GROUP = "239.1.1.1";
    private static final String FILE = "greeting.txt";
    /// In ns: by then the kernel has told routers of a group that was joined.
    private static final long JOINED = 50_000_000;
    private static final String LISTENING = "listening";
    /// A host of the server's network that is not there.
    private static final int NOBODY_THERE = 99;
    /// That a host is no member any more, in the first record of an IGMP report (RFC 3376 section 4.2.12).
    private static final int CHANGE_TO_INCLUDE = 3;
    private static final int ICMP_HEADER = 8;
    private static final int IP_HEADER = 20;

    /// All of them, in the order in which they are listed.
    public static final List<Preset> ALL = List.of(
            new Preset("echo", Services.echo().says() + " (RFC 862)", HELLO, true, c -> new Preset.Pair(
                    server(Services.echo(), AF_INET, c, 1), burst(AF_INET, c))).comparedBy(SEVERAL),
            new Preset("echo-inet6", "the same over IPv6", HELLO, true, c -> new Preset.Pair(
                    server(Services.echo(), AF_INET6, c, 1), burst(AF_INET6, c))).comparedBy(SEVERAL),
            new Preset("echo-udp", "the same by UDP: each message is a datagram", HELLO, true, Presets::udp)
                    .comparedBy(SEVERAL),
            new Preset("echo-unix", "the same over a unix socket: there are no packets", HELLO, true, Presets::unix)
                    .comparedBy(SEVERAL),
            new Preset("echo-unix-datagram", "the same by datagrams of a unix socket", HELLO, true,
                    Presets::unixDatagram).comparedBy(SEVERAL),
            of(Services.prefix(), List.of("hello", "world"), true),
            new Preset("upper-one-shot", "answers one message of one client in upper case", HELLO, true,
                    c -> pair(Services.upper(Services.Stage.ONE_SHOT), c, 1, 1)),
            new Preset("upper-conversation", "answers one client in upper case, as long as it talks",
                    List.of("hello", "world"), true, c -> pair(Services.upper(Services.Stage.CONVERSATION), c, 1, 1)),
            new Preset("upper", "answers client after client in upper case", HELLO, true,
                    c -> pair(Services.upper(Services.Stage.MANY), c, 2, 2)),
            of(Services.welcome(), List.of("1"), true), of(Services.greet(), HELLO, true),
            of(Services.discard(), List.of("hello", "world"), true),
            of(Services.daytime(Clock.system(ZoneOffset.UTC)), List.of(""), false),
            new Preset("exec", Services.exec().says(), List.of("echo hello"), true, Presets::exec),
            new Preset("file", Services.file(Path.of(".")).says(), List.of(FILE), false, Presets::file),
            new Preset("refused", "there is no server: what the kernel answers then", HELLO, false, Presets::refused),
            new Preset("ping", "an echo request, answered by the kernel; a raw socket sees it too (RFC 792)", HELLO,
                    true,
                    c -> new Preset.Pair(stage -> copies(c), stage -> ping(stage.address(Side.SERVER, AF_INET, 0), c))),
            new Preset("icmp", "a program answers pings to an address that no kernel has (ARP, ICMP)", HELLO, true,
                    Presets::icmp),
            new Preset("multicast", "a datagram to a group that the server has joined (IGMP, RFC 3376)", HELLO, true,
                    Presets::multicast),
            new Preset("igmp", "a listener hears who joins a group and who leaves it (IGMP, RFC 3376)", List.of(GROUP),
                    false, Presets::igmp));

    private Presets() {}

    /// The one of a name, null if there is none.
    public static @Nullable Preset named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A service and a client that asks it.
    private static Preset of(Service service, List<String> messages, boolean takesMessages) {
        return new Preset(service.name(), service.says(), messages, takesMessages, c -> pair(service, c, 1, 1));
    }

    /// A port of its own instead of a reserved one (ip(7)): where there are no namespaces, only root may have these.
    private static int port(Service service) {
        return service.port() < FIRST_FREE ? PORT : service.port();
    }

    private static Program server(Service service, int family, Preset.Choice choice, int clients) {
        return stage -> {
            SockAddr at = stage.address(Side.SERVER, family, port(service));
            try (var server = new Server(service, at).clients(clients)
                    .setup(socket -> Setting.set(choice.options(), socket))) {
                server.run();
            }
        };
    }

    private static ClientSettings settings(SockAddr to, @Nullable SockAddr own, int type, Preset.Choice choice) {
        ClientSettings plain = ClientSettings.of(to, type);
        return new ClientSettings(List.of(new ClientSettings.Target(to, own, choice.options())), type, plain.timeout(),
                false, plain.delay(), false, 1024);
    }

    private static final ClientWatcher NOBODY = new ClientWatcher() {
    };

    /// A server that serves so many clients, and as many.
    private static Preset.Pair pair(Service service, Preset.Choice choice, int served, int clients) {
        ClientProgram program = program(service.name());
        return new Preset.Pair(server(service, AF_INET, choice, served), stage -> {
            for (int i = 0; i < clients; i++) {
                ClientSettings settings = settings(stage.address(Side.SERVER, AF_INET, port(service)), null,
                        SOCK_STREAM, choice);
                if (program.halfCloses()) settings = settings.withHalfClose();
                new Client(settings).run(Source.of(requests(program, choice, Path.of("."))), NOBODY);
            }
        });
    }

    private static ClientProgram program(String name) {
        ClientProgram program = ClientProgram.named(name);
        if (program == null) throw new IllegalStateException(name);
        return program;
    }

    private static List<Client.Request> requests(ClientProgram program, Preset.Choice choice, Path folder)
            throws IOException {
        var all = new ArrayList<Client.Request>();
        for (String each : choice.messages())
            all.add(program.request(bytes(program.lines() ? each + "\n" : each), folder));
        return all;
    }

    /// All messages one behind the other, then all of the answer: a stream has no messages.
    private static Program burst(int family, Preset.Choice choice) {
        return stage -> burst(settings(stage.address(Side.SERVER, family, PORT), null, SOCK_STREAM, choice), choice);
    }

    private static void burst(ClientSettings settings, Preset.Choice choice) throws IOException {
        var all = new ByteArrayOutputStream();
        for (String each : choice.messages())
            all.writeBytes(bytes(each));
        var requests = new ArrayList<Client.Request>();
        for (String each : choice.messages())
            requests.add(Client.Request.of(each, null));
        Client.Request last = requests.removeLast();
        requests.add(new Client.Request(last.message(), Endings.same(all.toByteArray())));
        new Client(settings).run(Source.of(requests), NOBODY);
    }

    /// Each message a datagram, and each answer.
    private static List<Client.Request> datagrams(Preset.Choice choice) {
        return choice.messages().stream().map(each -> Client.Request.of(each, Endings.first())).toList();
    }

    private static Preset.Pair datagrams(Preset.Choice choice, Function<Stage, SockAddr> at,
            Function<Stage, @Nullable SockAddr> own) {
        return new Preset.Pair(stage -> {
            try (var server = new Server(Services.echo(), at.apply(stage)).datagrams().clients(choice.messages().size())
                    .setup(socket -> Setting.set(choice.options(), socket))) {
                server.run();
            }
        }, stage -> new Client(settings(at.apply(stage), own.apply(stage), SOCK_DGRAM, choice))
                .run(Source.of(datagrams(choice)), NOBODY));
    }

    private static Preset.Pair udp(Preset.Choice choice) {
        return datagrams(choice, stage -> stage.address(Side.SERVER, AF_INET, PORT), _ -> null);
    }

    private static Preset.Pair unixDatagram(Preset.Choice choice) {
        return datagrams(choice, stage -> stage.path("server"), stage -> stage.path("client"));
    }

    private static Preset.Pair unix(Preset.Choice choice) {
        return new Preset.Pair(stage -> {
            try (var server = new Server(Services.echo(), stage.path("server")).clients(1)
                    .setup(socket -> Setting.set(choice.options(), socket))) {
                server.run();
            }
        }, stage -> burst(settings(stage.path("server"), null, SOCK_STREAM, choice), choice));
    }

    private static Preset.Pair exec(Preset.Choice choice) {
        try {
            // Java's thread that waits for processes stays for a minute. Begun with one in the lab, it would keep its network.
            new ProcessBuilder("true").start().onExit().join();
        } catch (IOException e) {
            // The server will say so, too.
        }
        return pair(Services.exec().anywhere(), choice, 1, 1);
    }

    private static Preset.Pair file(Preset.Choice choice) {
        return new Preset.Pair(stage -> {
            Path folder = Files.createTempDirectory("strata-file");
            Path file = folder.resolve(FILE);
            try {
                Files.writeString(file, "Good morning!\n".repeat(20));
                server(Services.file(folder), AF_INET, choice, 1).run(stage);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        }, stage -> {
            Path folder = Files.createTempDirectory("strata-download");
            try {
                new Client(settings(stage.address(Side.SERVER, AF_INET, program("file").port()), null, SOCK_STREAM,
                        choice)).run(Source.of(requests(program("file"), choice, folder)), NOBODY);
            } finally {
                Files.deleteIfExists(folder.resolve(FILE));
                Files.delete(folder);
            }
        });
    }

    private static Preset.Pair refused(Preset.Choice choice) {
        String over = "over";
        return new Preset.Pair(stage -> stage.await(over), stage -> {
            try (var socket = Socket.socket(AF_INET, SOCK_STREAM, 0).expect(Errno.ECONNREFUSED)) {
                Setting.set(choice.options(), socket);
                socket.connect(stage.address(Side.SERVER, AF_INET, PORT));
            } finally {
                stage.signal(over);
            }
        });
    }

    /// What a raw socket gets of the pings that the kernel answers.
    private static void copies(Preset.Choice choice) throws IOException {
        try (var raw = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {
            for (String each : choice.messages())
                raw.recvfrom(ByteBuffer.allocate(IP_HEADER + ICMP_HEADER + bytes(each).length), 0);
        }
    }

    private static void ping(SockAddr to, Preset.Choice choice) throws IOException {
        try (var raw = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {
            int number = 0;
            for (String each : choice.messages()) {
                byte[] request = Draft.of("icmp").set("icmp.type", 8).set("icmp.ident", 7)
                        .set("icmp.seq", ++number).payload(bytes(each)).build();
                raw.sendto(ByteBuffer.wrap(request), 0, to);
                raw.recvfrom(ByteBuffer.allocate(IP_HEADER + request.length), 0);
            }
        }
    }

    private static Preset.Pair icmp(Preset.Choice choice) {
        return new Preset.Pair(stage -> {
            var pings = new Pings(stage, choice.messages().size());
            try (var responder = new IcmpResponder(stage.device(), Set.of(nobody(stage)), pings)) {
                pings.enough = responder::close;
                responder.run();
            }
        }, stage -> {
            SockAddr.In nobody = nobody(stage);
            stage.await(LISTENING);
            ping(nobody, choice);
        });
    }

    /// Has the responder end when all pings are answered.
    private static final class Pings implements IcmpResponder.Watcher {
        private final Stage stage;
        private int left;
        private Runnable enough = () -> {
        };

        Pings(Stage stage, int number) {
            this.stage = stage;
            left = number;
        }

        @Override
        public void listening(Link link) {
            stage.signal(LISTENING);
        }

        @Override
        public void answered(SockAddr.In who, SockAddr.In address, int ident, int sequence, int bytes) {
            if (--left == 0) enough.run();
        }
    }

    /// An address of the server's network that no kernel has.
    ///
    /// @throws OsError on loopback
    private static SockAddr.In nobody(Stage stage) throws OsError {
        return new SockAddr.In(apart(stage).address() & ~0xff | NOBODY_THERE, 0);
    }

    /// The server's address.
    ///
    /// @throws OsError on loopback
    private static SockAddr.In apart(Stage stage) throws OsError {
        if (stage.address(Side.SERVER, AF_INET, 0) instanceof SockAddr.In in && !in.toInetAddress().isLoopbackAddress())
            return in;
        throw new OsError(
                "this needs network namespaces: on loopback the kernel has every address, and tells of no group");
    }

    private static Preset.Pair multicast(Preset.Choice choice) {
        return new Preset.Pair(stage -> {
            try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                Setting.set(choice.options(), socket);
                socket.bind(SockAddr.ip("0.0.0.0", PORT));
                socket.setsockopt(Option.IP_ADD_MEMBERSHIP, GROUP + "%" + stage.device());
                for (String each : choice.messages())
                    socket.recvfrom(ByteBuffer.allocate(Math.max(1024, bytes(each).length)), 0);
            }
        }, stage -> {
            try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                Setting.set(choice.options(), socket);
                socket.setsockopt(Option.IP_MULTICAST_IF, "0.0.0.0%" + stage.device());
                stage.pause(JOINED);
                for (String each : choice.messages())
                    socket.sendto(ByteBuffer.wrap(bytes(each)), 0, SockAddr.ip(GROUP, PORT));
            }
        });
    }

    private static Preset.Pair igmp(Preset.Choice choice) {
        return new Preset.Pair(stage -> {
            apart(stage);
            var reports = new Reports(stage);
            try (var listener = new IgmpListener(List.of(stage.device()), reports)) {
                reports.enough = listener::close;
                listener.run(0);
            }
        }, stage -> {
            apart(stage);
            stage.await(LISTENING);
            try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                Setting.set(choice.options(), socket);
                String group = GROUP + "%" + stage.device();
                socket.setsockopt(Option.IP_ADD_MEMBERSHIP, group);
                stage.pause(JOINED);
                socket.setsockopt(Option.IP_DROP_MEMBERSHIP, group);
                stage.pause(JOINED);
            }
        });
    }

    /// Has the listener end when somebody has left a group: reports may come several times.
    private static final class Reports implements IgmpListener.Watcher {
        private final Stage stage;
        private Runnable enough = () -> {
        };

        Reports(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void listening(List<Link> links) {
            stage.signal(LISTENING);
        }

        @Override
        public void packet(ByteBuffer packet, int link) {
            int record = (packet.get(0) & 0xf) * 4 + 8;
            if (packet.limit() > record && packet.get(record) == CHANGE_TO_INCLUDE) enough.run();
        }
    }
}
