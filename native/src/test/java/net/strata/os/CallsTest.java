package net.strata.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whoever watches is told of calls.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CallsTest {
    private static final SockAddr.Ip ANY = SockAddr.ip("127.0.0.1", 0);

    @TempDir
    Path folder = Path.of("");

    private final List<Call> told = new ArrayList<>();

    private void watch(Calls.Work work) throws Exception {
        Calls.watch(told::add, work);
    }

    private static Socket stream() throws OsError {
        return Socket.socket(AF_INET, SOCK_STREAM, 0);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /// Descriptors are replaced by letters in the order of their making, ports by PORT and OTHER.
    private List<String> lines() {
        Map<String, String> letters = new TreeMap<>();
        var lines = new ArrayList<String>();
        for (Call call : told) {
            String line = call.toString();
            if (call.fd() < 0 && call.result() >= 0 || call.name().equals("accept4"))
                line = line.substring(0, line.lastIndexOf('=') + 2)
                        + letters.computeIfAbsent("" + call.result(), r -> "" + (char) ('a' + letters.size()));
            if (call.fd() >= 0)
                line = line.replaceFirst("\\(" + call.fd(),
                        "(" + Matcher.quoteReplacement(letters.getOrDefault("" + call.fd(), "?")));
            lines.add(line);
        }
        return lines;
    }

    @Test
    void aConversationIsToldCallByCall() throws Exception {
        watch(() -> {
            try (Socket listener = stream(); Socket client = stream()) {
                listener.setsockopt(Option.SO_REUSEADDR, 1);
                listener.bind(ANY);
                listener.listen(5);
                client.connect(listener.getsockname());
                try (Socket connection = listener.accept()) {
                    client.send(bytes("h\n\"\u00fc"), MSG_MORE);
                    client.shutdown(SHUT_WR);
                    connection.recv(ByteBuffer.allocate(5), MSG_WAITALL);
                    connection.recv(ByteBuffer.allocate(9), 0);
                }
            }
        });
        int port = ((SockAddr.Ip) Objects.requireNonNull(told.get(5).address())).port();
        String in = "{sin_family=AF_INET, sin_port=htons(" + port + "), sin_addr=127.0.0.1}";
        assertThat(lines()).containsExactly("socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) = a",
                "socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) = b",
                "setsockopt(a, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0",
                "bind(a, {sin_family=AF_INET, sin_port=htons(0), sin_addr=127.0.0.1}, 16) = 0", "listen(a, 5) = 0",
                "getsockname(a, " + in + ", [16]) = 0", "connect(b, " + in + ", 16) = 0",
                "accept4(a, NULL, NULL, SOCK_CLOEXEC) = c",
                "send(b, \"h\\n\\\"\\xc3\\xbc\", 5, MSG_MORE) = 5", "shutdown(b, SHUT_WR) = 0",
                "recv(c, \"h\\n\\\"\\xc3\\xbc\", 5, MSG_WAITALL) = 5", "recv(c, \"\", 9, 0) = 0", "close(c) = 0",
                "close(b) = 0", "close(a) = 0");
        assertThat(told).allSatisfy(call -> assertThat(call.exit()).isGreaterThanOrEqualTo(call.enter()));
        Call sent = told.get(8);
        assertThat(new String(sent.data(), UTF_8)).isEqualTo("h\n\"\u00fc");
        assertThat(sent.tcp()).isNotNull().extracting(TcpInfo::stateName).isEqualTo("ESTABLISHED");
        assertThat(told.getLast().tcp()).isNull();
    }

    @Test
    void whatFailsIsToldWithItsError() throws Exception {
        watch(() -> {
            try (Socket nobody = stream(); Socket client = stream()) {
                nobody.bind(ANY);
                client.expect(Errno.ECONNREFUSED).connect(nobody.getsockname());
                client.nonblocking(true);
                client.recv(ByteBuffer.allocate(10), MSG_DONTWAIT);
            } catch (OsError e) {
                assertThat(e.errno()).isEqualTo(Errno.ENOTCONN);
            }
        });
        Call refused = told.stream().filter(c -> c.name().equals("connect")).findFirst().orElseThrow();
        assertThat(refused.error()).isEqualTo(Errno.of(Errno.ECONNREFUSED));
        assertThat(refused.toString()).endsWith(" = -1 ECONNREFUSED");
        assertThat(lines()).contains("recv(b, \"\", 10, MSG_DONTWAIT) = -1 ENOTCONN");
    }

    @Test
    void datagramsAreToldWithWhoSentThem() throws Exception {
        watch(() -> {
            try (Socket a = Socket.socket(AF_INET6, SOCK_DGRAM, 0); Socket b = Socket.socket(AF_INET6, SOCK_DGRAM, 0)) {
                a.bind(SockAddr.ip("::1", 0));
                b.bind(SockAddr.ip("::1", 0));
                b.sendto(bytes("one"), 0, a.getsockname());
                a.recvfrom(ByteBuffer.allocate(10), 0);
                b.connect(a.getsockname());
                Message message = Message.of(8, 0);
                message.data().put(bytes("two")).flip();
                b.sendmsg(message.toPeer(), 0);
            }
        });
        Call from = told.stream().filter(c -> c.name().equals("recvfrom")).findFirst().orElseThrow();
        assertThat(from.address()).isInstanceOf(SockAddr.In6.class).isNotNull();
        assertThat(from.toString()).matches("recvfrom\\(\\d+, \"one\", 10, 0, \\{sin6_family=AF_INET6, "
                + "sin6_port=htons\\(\\d+\\), sin6_addr=::1}, \\[28]\\) = 3");
        assertThat(lines()).contains("sendmsg(b, {msg_name=NULL, msg_iov=[{\"two\", 3}]}, 0) = 3");
    }

    @Test
    void unixSocketsAreToldWithTheirPaths() throws Exception {
        var path = new SockAddr.Un(folder.resolve("s").toString());
        watch(() -> {
            try (Socket a = Socket.socket(AF_UNIX, SOCK_DGRAM, 0); Socket b = Socket.socket(AF_UNIX, SOCK_DGRAM, 0)) {
                a.bind(path);
                b.sendto(bytes("hi"), 0, path);
            }
        });
        assertThat(lines()).contains("sendto(b, \"hi\", 2, 0, {sun_family=AF_UNIX, sun_path=\"" + path + "\"}, "
                + (2 + path.toString().length() + 1) + ") = 2");
    }

    @Test
    void aPollIsToldWithItsDescriptors() throws Exception {
        watch(() -> {
            try (Socket a = Socket.socket(AF_INET, SOCK_DGRAM, 0); var poll = new Poll()) {
                a.bind(ANY);
                a.sendto(bytes("x"), 0, a.getsockname());
                poll.add(a, POLLIN);
                poll.poll(1_500_000_000);
            }
        });
        assertThat(told.stream().filter(c -> c.name().equals("ppoll")).map(Call::toString).toList()).singleElement()
                .asString().contains("events=POLLIN, revents=POLLIN}")
                .endsWith(", {tv_sec=1, tv_nsec=500000000}, NULL) = 1");
    }

    @Test
    void onlyThreadsThatAreWatchedAreTold() throws Exception {
        var all = new ConcurrentLinkedQueue<Call>();
        Thread other = Thread.ofPlatform().unstarted(CallsTest::makeOne);
        Calls.watch(all::add, () -> {
            other.start();
            other.join();
            Thread heir = Thread.ofPlatform().name("heir").start(CallsTest::makeOne);
            heir.join();
        });
        makeOne();
        assertThat(all).extracting(call -> call.name() + " by " + call.thread()).containsExactly("socket by heir",
                "close by heir");
    }

    private static void makeOne() {
        try {
            stream().close();
        } catch (OsError e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void newSocketsAreTold() throws Exception {
        var opened = new ArrayList<Socket>();
        Calls.watch(new Calls.Watcher() {
            @Override
            public void returned(Call call) {}

            @Override
            public void opened(Socket socket) {
                opened.add(socket);
            }
        }, () -> {
            try (Socket listener = stream(); Socket client = stream()) {
                listener.bind(ANY);
                listener.listen(1);
                client.connect(listener.getsockname());
                listener.accept().close();
            }
        });
        assertThat(opened).hasSize(3).allSatisfy(socket -> assertThat(socket.isOpen()).isFalse());
    }

    /// The names of arguments are those that strace(1) prints for the same calls of a Python program, but for its own ways
    /// with addresses.
    @Test
    void argumentsAreNamedAsStraceNamesThem() throws Exception {
        Needs.here().program("strace");
        Needs.here().program("python3");
        Path script = folder.resolve("p.py");
        Files.writeString(script, """
                import socket
                l = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                l.bind(("127.0.0.1", 0))
                l.listen(5)
                c = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                c.connect(l.getsockname())
                s, _ = l.accept()
                c.send(b'a"\\n', socket.MSG_MORE)
                c.shutdown(socket.SHUT_WR)
                s.recv(100)
                """);
        Path trace = folder.resolve("trace");
        TestNetwork.run("strace", "-o", trace.toString(), "-e", "trace=network", interpreter(), "-S",
                script.toString());
        watch(() -> {
            try (Socket l = stream()) {
                l.setsockopt(Option.SO_REUSEADDR, 1);
                l.bind(ANY);
                l.listen(5);
                try (Socket c = stream()) {
                    c.connect(l.getsockname());
                    try (Socket s = l.accept()) {
                        c.send(bytes("a\"\n"), MSG_MORE);
                        c.shutdown(SHUT_WR);
                        s.recv(ByteBuffer.allocate(100), 0);
                    }
                }
            }
        });
        List<String> theirs = Files.readAllLines(trace).stream().filter(line -> line.contains("(")).toList();
        assertThat(words(theirs)).isNotEmpty();
        assertThat(words(told.stream().map(Call::toString).filter(line -> !line.startsWith("close")).toList()))
                .containsAll(words(theirs));
    }

    /// Python itself: the `python3` of a search path can be a shell script around it, and a shell asks for its user by a unix
    /// socket of its own where SHELL is not set.
    private static String interpreter() {
        return TestNetwork.run("python3", "-c", "import sys; print(sys.executable)").strip();
    }

    /// Names in capitals, and data: strace has sendto for send and recvfrom for recv, which C has as functions of their own, and
    /// names protocol 0.
    private static List<String> words(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.lastIndexOf(" = ")))
                .flatMap(line -> Pattern.compile("[A-Z][A-Z0-9_]{3,}|\"[^\"]*\\\\\"[^\"]*\"").matcher(line)
                        .results().map(r -> r.group()))
                .filter(word -> !List.of("NULL", "IPPROTO_IP").contains(word)).distinct().sorted().toList();
    }
}
