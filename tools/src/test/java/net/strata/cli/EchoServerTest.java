package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
final class EchoServerTest {
    private record Ran(int status, String out, String err) {}

    private static Ran strata(String line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(line.split(" ", -1));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static CaptureRun serve(List<String> before, String line) throws IOException {
        return CaptureRun.command(before, Map.of(),
                Stream.concat(Stream.of("echo", "server"), Stream.of(line.split(" ", -1))).toList());
    }

    /// Where a server said that it listens.
    private static SockAddr at(CaptureRun run) throws IOException {
        String line = run.listening().said().getLast();
        String port = line.substring(line.lastIndexOf(':') + 1);
        return SockAddr.ip("127.0.0.1", Integer.parseInt(port));
    }

    private static Socket connected(SockAddr to) throws OsError {
        Socket socket = Socket.socket(to.family(), SOCK_STREAM, 0);
        socket.setsockopt(Option.SO_RCVTIMEO, Duration.ofSeconds(60));
        socket.connect(to);
        return socket;
    }

    /// One byte there and one back.
    private static boolean echoes(Socket socket) throws OsError {
        socket.send(ByteBuffer.wrap(new byte[]{'x'}), 0);
        return socket.recv(ByteBuffer.allocate(1), 0) == 1;
    }

    @Test
    void serversAreListedWithTheirPorts() {
        assertThat(strata("echo server").out().lines()).hasSize(11)
                .contains("echo          7  sends back what it gets",
                        "welcome    8001  welcomes those who say 1 within 5 s,"
                                + " and sends others away")
                .anyMatch(line -> line.startsWith("igmp "));
        assertThat(strata("echo").out()).contains("strata echo server: serve by sockets");
    }

    @Test
    void itTellsWhatHappensUntilSigintAndThenTotals() throws IOException {
        try (var run = serve(List.of(), "upper -p 0 --verbose --show-socket")) {
            SockAddr at = at(run);
            try (Socket client = connected(at)) {
                assertThat(echoes(client)).isTrue();
                client.shutdown(SHUT_WR);
                run.says("client 1: close");
            }
            assertThat(run.signal("INT").ended()).isZero();
            assertThat(run.said()).contains("upper listening on " + at, "  getsockname: " + at,
                    "  getpeername: not connected", "client 1: recv 1", "client 1: send 1",
                    "client 1: recv 0: it says nothing more", "1 client, 1 byte came, 1 went")
                    .anyMatch(line -> line.startsWith("client 1: accept, from 127.0.0.1:"))
                    .anyMatch(line -> line.startsWith("  SOL_SOCKET: SO_REUSEADDR=on"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void aSignalLeavesNoUnixSocketBehind(String signal, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("echo.socket");
        var heeds = List.of("env", "--default-signal=" + signal); // whatever nohup(1) has made of it
        try (var run = serve(heeds, "echo --bind " + path + " --engine thread").listening()) {
            assertThat(path).exists();
            assertThat(run.signal(signal).ended()).isZero();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aUnixClientWithoutANameIsSaidToBeOne() throws IOException {
        try (var run = serve(List.of(), "echo --bind @strata-" + ProcessHandle.current().pid() + " --verbose")
                .listening();
                Socket client = connected(SockAddr.Un.abstractName("strata-" + ProcessHandle.current().pid()))) {
            assertThat(echoes(client)).isTrue();
            run.signal("INT").ended();
            assertThat(run.said()).contains("client 1: accept, from a socket without a name");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ehco | no server ehco; did you mean echo?",
            "xyzzy | no server xyzzy; there are echo, prefix, upper, welcome, greet, discard, daytime, exec, file, icmp, igmp",
            "echo --stage many | --stage is an option of the server upper, not of echo",
            "echo --folder . | --folder is an option of the server file, not of echo",
            "file | file needs the folder whose files it sends: --folder FOLDER",
            "file --folder /none | /none is no folder", "greet -u | greet needs a stream",
            "greet --type datagram | greet needs a stream",
            "echo --type raw | --type takes stream or datagram, not raw",
            "echo -u --type stream | -u is datagrams, --type stream is not",
            "icmp --type datagram | --type is no option of the server icmp",
            "exec --bind 0.0.0.0 | exec serves this host alone, and 0.0.0.0:8023 is not a loopback address",
            "exec --bind :: | exec serves this host alone, and [::]:8023 is not a loopback address",
            "echo --engine pol | --engine takes one, thread or poll, not pol; did you mean poll?",
            "echo --clients 0 | --clients takes a whole number of 1 or more, not 0",
            "echo --bind @x -p 7 | a unix socket has no port: leave out -p",
            "echo --bind 127.0.0.1:7 -p 7 | --bind 127.0.0.1:7 has a port already: leave out -p",
            "echo --address 10.0.0.1 | --address is no option of the server echo",
            "icmp -p 7 | -p is no option of the server icmp",
            "icmp | icmp needs a link and addresses: -i eth0 --address 10.0.0.99",
            "icmp -i lo --address ::1 | --address takes an IPv4 address, not ::1",
            "icmp -i lo --address 10.0.0.9 --json | --json is an option of the server igmp",
            "icmp -i lo --address 10.0.0.9 -V | -V is an option of the server igmp",
            "echo -u --engine poll | --engine is an option of streams: datagrams have no connections",
            "echo -u --most 3 | --most is an option of streams: datagrams have no connections",
            "echo -u --backlog 3 | --backlog is an option of streams: datagrams have no connections",
            "icmp -i lo --address 224.0.0.9 | 224.0.0.9 is no host's address, but a group's, a network's or nobody's",
            "icmp -i lo --address 0.0.0.0 | 0.0.0.0 is no host's address, but a group's, a network's or nobody's",
            "icmp -i lo --address 255.255.255.255 | 255.255.255.255 is no host's address, but a group's, a network's or nobody's",
            "icmp -i lo --address 127.0.0.1 | 127.0.0.1 is this host's own address: its kernel answers for it",
            "echo -u --nodelay | --nodelay is an option of TCP, and this socket is of UDP over IPv4",
            "echo --bind 192.0.2.1 | no interface of this machine has the address 192.0.2.1: strata interfaces shows those it has (EADDRNOTAVAIL)"})
    void aMistakeIsAnsweredInOneLineWithStatusTwo(String line, String answer) throws IOException {
        Needs.here().root();
        assertThat(strata("echo server " + line))
                .isEqualTo(new Ran(2, "", "strata echo server: " + answer + System.lineSeparator()));
    }

    /// Where a program may have 100 descriptors, not all of 150 clients can be accepted. Those who are inside are served
    /// nevertheless, and those who wait when others have gone.
    @ParameterizedTest
    @ValueSource(strings = {"thread", "poll"})
    void descriptorsThatRunOutMakeClientsWaitAndNoMore(String engine) throws IOException {
        clientsWaitAndNoMore(List.of("bash", "-c", "ulimit -n 100; exec \"$@\"", "bash"), engine,
                "accept(fd): EMFILE");
    }

    /// Runs as a user who may have 100 threads, and who is nobody else, as the limit is of all threads of a user. Java has
    /// some twenty of its own.
    private static List<String> withoutThreads() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().program("prlimit");
        long user = 20_000 + ProcessHandle.current().pid() % 40_000;
        return List.of("prlimit", "--nproc=100", "setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups",
                "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search");
    }

    /// Where no more threads may be started, who comes waits until others have gone.
    @Test
    void threadsThatRunOutMakeClientsWaitAndNoMore() throws IOException {
        clientsWaitAndNoMore(withoutThreads(), "thread", "no more threads can be started (ulimit -u)");
    }

    /// The first of 150 clients is served before and while others have to wait, and all are in the end.
    private static void clientsWaitAndNoMore(List<String> within, String engine, String why) throws IOException {
        var clients = new ArrayList<Socket>();
        try (var run = serve(within, "echo -p 0 --backlog 200 --engine " + engine)) {
            SockAddr at = at(run);
            clients.add(connected(at));
            assertThat(echoes(clients.getFirst())).isTrue();
            for (int i = 1; i < 150; i++)
                clients.add(connected(at));
            run.says("clients have to wait: " + why);
            assertThat(echoes(clients.getFirst())).isTrue();
            for (Socket each : clients) {
                assertThat(echoes(each)).isTrue();
                each.close();
            }
            assertThat(run.signal("INT").ended()).isZero();
            assertThat(run.said()).filteredOn(line -> line.contains("have to wait")).hasSize(1);
            assertThat(run.said()).filteredOn(line -> line.contains(why)).hasSize(1);
            assertThat(run.said().getLast()).isEqualTo("150 clients, 152 bytes came, 152 went");
        } finally {
            clients.forEach(Socket::close);
        }
    }

    /// A signal takes a thread, too. The second one is for the moment in which it is tried to start another.
    @Test
    void aSignalEndsItWhereThreadsHaveRunOut() throws IOException {
        var clients = new ArrayList<Socket>();
        try (var run = serve(withoutThreads(), "echo -p 0 --backlog 200 --engine thread")) {
            SockAddr at = at(run);
            for (int i = 0; i < 150; i++)
                clients.add(connected(at));
            run.says("clients have to wait: no more threads can be started (ulimit -u)");
            assertThat(run.signal("INT").signal("TERM").ended()).isZero();
        } finally {
            clients.forEach(Socket::close);
        }
    }

    /// From a broadcast address nobody can answer: then the kernel chooses which address answers.
    @Test
    void whoAsksAllHostsOfANetworkIsAnswered() throws IOException {
        Needs.here().program("python3");
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            String there = network.namespace();
            network.link(here, "h0", List.of("10.0.0.1/24", "fe80::1/64"), there, "t0",
                    List.of("10.0.0.2/24", "fe80::2/64"));
            try (var run = serve(List.of("ip", "netns", "exec", there), "echo -u --bind :: -p 7777").listening()) {
                assertThat(askedBy(network, here, "10.0.0.255")).isEqualTo("10.0.0.2");
                assertThat(askedBy(network, here, "fe80::2%h0")).isEqualTo("fe80::2");
                run.signal("INT").ended();
                assertThat(run.said().getLast()).isEqualTo("2 datagrams, 2 bytes came, 2 went");
            }
        }
    }

    /// Who answers a datagram to an address.
    private static String askedBy(TestNetwork network, String namespace, String address) {
        return network.in(namespace, "python3", "-c", """
                import socket, sys
                family, _, _, _, to = socket.getaddrinfo(sys.argv[1], 7777, type=socket.SOCK_DGRAM)[0]
                s = socket.socket(family, socket.SOCK_DGRAM)
                s.settimeout(60)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                s.sendto(b'x', to)
                print(s.recvfrom(9)[1][0].split('%')[0])
                """, address).strip();
    }

    @Test
    void pingIsAnsweredForAnAddressThatNoKernelHas() throws IOException {
        Needs.here().program("ping");
        Needs.here().program("python3");
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            String there = network.namespace();
            network.link(here, "h0", List.of("10.0.0.1/24"), there, "t0", List.of("10.0.0.2/24"));
            try (var run = serve(List.of("ip", "netns", "exec", there),
                    "icmp -i t0 --address 10.0.0.99 --address 10.0.0.98 --clients 13 --verbose").listening()) {
                assertThat(network.in(here, "ping", "-c", "10", "-i", "0.01", "-s", "1400", "-p", "5a", "10.0.0.99"))
                        .contains("10 packets transmitted, 10 received, 0% packet loss").doesNotContain("wrong", "DUP");
                // Nobody answers a packet whose checksum is wrong; the right one behind it is answered.
                assertThat(network.in(here, "python3", "-c", BAD_CHECKSUM)).isEqualTo("[8]\n");
                network.in(here, "python3", "-c", IMPOSSIBLE_SOURCES);
                assertThat(network.in(here, "ping", "-c", "2", "-i", "0.01", "10.0.0.98"))
                        .contains("2 packets transmitted, 2 received");
                assertThat(run.ended()).isZero();
                // A busy machine asks by ARP more than once.
                assertThat(run.said()).contains("from 10.0.0.1: the ICMP checksum is wrong: not answered")
                        .anyMatch(line -> line.startsWith("13 echo requests answered, "))
                        .filteredOn(line -> line.endsWith("no other host can have that address: not answered"))
                        .hasSize(9);
            }
            try (var run = serve(List.of("ip", "netns", "exec", there), "icmp -i t0 --address 10.0.0.255")) {
                run.says("10.0.0.255 is no host's address");
            }
        }
    }

    /// Two echo requests with identifier 7 (RFC 792): sequence number 7 with a wrong checksum, 8 with the right one; prints
    /// which are answered, after the second was.
    private static final String BAD_CHECKSUM = """
            import socket, struct
            s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
            s.settimeout(60)
            s.sendto(struct.pack('!BBHHH', 8, 0, 0x1234, 7, 7), ('10.0.0.99', 0))
            s.sendto(struct.pack('!BBHHH', 8, 0, 0xffff - 0x0800 - 7 - 8, 7, 8), ('10.0.0.99', 0))
            got = []
            while 8 not in got:
                packet = s.recv(2000)
                if packet[20] == 0:
                    got.append(packet[27])
            print(got)
            """;

    /// Echo requests that claim to come from where no other host can be (RFC 1122 section 3.2.1.3): a network's last and
    /// first, all, a group, nobody, loopback, a reserved one, the one that is asked, and that of the host where it answers.
    private static final String IMPOSSIBLE_SOURCES = """
            import socket, struct
            s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
            for source in ('10.0.0.255', '10.0.0.0', '255.255.255.255', '224.0.0.1', '0.0.0.1', '127.0.0.1', '240.0.0.1',
                           '10.0.0.99', '10.0.0.2'):
                header = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 28, 0, 0, 64, 1, 0, socket.inet_aton(source),
                                     socket.inet_aton('10.0.0.99'))
                s.sendto(header + struct.pack('!BBHHH', 8, 0, 0xffff - 0x0800 - 7 - 9, 7, 9), ('10.0.0.99', 0))
            """;

    @ParameterizedTest
    @ValueSource(strings = {"icmp -i t0 --address 10.0.0.99", "igmp -i t0"})
    void aLinkThatIsDownForAWhileIsWaitedFor(String line) throws IOException {
        Needs.here().root();
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            String there = network.namespace();
            network.link(here, "h0", List.of("10.0.0.1/24"), there, "t0", List.of("10.0.0.2/24"));
            try (var run = serve(List.of("ip", "netns", "exec", there), line).listening()) {
                network.in(there, "ip", "link", "set", "t0", "down");
                run.says("t0 is down: nothing comes until it is up");
                network.in(there, "ip", "link", "set", "t0", "up");
                run.says("t0 is up again");
                if (line.startsWith("icmp"))
                    assertThat(network.in(here, "ping", "-c", "1", "10.0.0.99")).contains(" 1 received");
                network.in(there, "ip", "link", "delete", "t0");
                assertThat(run.ended()).isEqualTo(2);
                assertThat(run.said().getLast()).isEqualTo("strata echo server: t0 is gone");
            }
        }
    }

    @Test
    void whereNoLinkIsUpThereIsNothingToListenTo() throws IOException {
        Needs.here().root();
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            network.in(here, "ip", "link", "set", "lo", "down");
            try (var run = serve(List.of("ip", "netns", "exec", here), "igmp")) {
                assertThat(run.ended()).isEqualTo(2);
                assertThat(run.said().getLast())
                        .isEqualTo("strata echo server: no interface is up: ip link set NAME up");
            }
        }
    }

    @Test
    void aReportOfAGroupIsShownDecoded() throws IOException {
        Needs.here().program("python3");
        try (var network = new TestNetwork()) {
            String here = network.namespace();
            String there = network.namespace();
            network.link(here, "h0", List.of("10.0.0.1/24"), there, "t0", List.of("10.0.0.2/24"));
            network.in(here, "sysctl", "-q", "-w", "net.ipv4.conf.h0.force_igmp_version=2");
            try (var run = serve(List.of("ip", "netns", "exec", there), "igmp -i t0 --clients 2").listening()) {
                network.in(here, "python3", "-c", """
                        import socket
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        group = socket.inet_aton('239.1.2.3') + socket.inet_aton('10.0.0.1')
                        link = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
                        s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
                        # The report goes out a moment later; who leaves before that says nothing.
                        while link.recv(2000)[9] != 2:
                            pass
                        s.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, group)
                        """);
                assertThat(run.ended()).isZero();
                assertThat(run.lines()).hasSize(2);
                // The report goes to its group, the leave to all routers (RFC 2236 section 9).
                assertThat(run.lines().getFirst())
                        .matches(
                                ".* 10\\.0\\.0\\.1 → 239\\.1\\.2\\.3 +IGMP 32 Membership Report v2 group 239\\.1\\.2\\.3");
                assertThat(run.lines().getLast())
                        .matches(".* 10\\.0\\.0\\.1 → 224\\.0\\.0\\.2 +IGMP 32 Leave Group 239\\.1\\.2\\.3");
                assertThat(run.said()).contains("2 messages");
            }
        }
    }
}
