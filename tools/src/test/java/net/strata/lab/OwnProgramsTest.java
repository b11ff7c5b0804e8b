package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.strata.Needs;
import net.strata.os.OsError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands of all kinds in the lab, their calls told by strace. As root.
final class OwnProgramsTest {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final String ONE_SHOT = """
            import socket
            s = socket.socket()
            s.bind(('', 50007))
            s.listen(1)
            c, a = s.accept()
            while True:
                d = c.recv(1024)
                if not d: break
                c.sendall(d.upper())
            c.close()
            s.close()
            """;
    private static final String CLIENT = """
            import os, socket
            s = socket.create_connection((os.environ['SERVER'], 50007))
            for m in b'hello', b'h\\xc3\\xa4':
                s.sendall(m)
                d = b''
                while len(d) < len(m): d += s.recv(1024)
                print(d)
            s.close()
            """;

    @TempDir
    Path folder;
    /// What the programs said, with the side before it.
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void needs() throws IOException {
        Needs.here().root();
        Needs.here().program("strace");
        Needs.here().program("python3");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /// The interpreter itself, without scripts around it, and without what it would look for on its way.
    private static List<String> python(String program) throws IOException {
        return List.of(output("python3", "-c", "import sys; print(sys.executable)"), "-S", "-u", "-c", program);
    }

    private static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }

    private Recording run(Lab lab, List<String> server, List<String> client) throws IOException {
        said.clear();
        return lab.run(new OwnPrograms(server, client, false, (side, error, line) -> said.add(side + " " + line)));
    }

    /// In one namespace.
    private Recording run(List<String> server, List<String> client) throws IOException {
        try (Lab lab = Lab.openShared()) {
            return run(lab, server, client);
        }
    }

    private static List<String> notes(Recording r) {
        return r.notes().stream().map(Recording.Note::text).filter(text -> !text.startsWith("strace tells"))
                .toList();
    }

    private static String names(Recording r, Side side) {
        return r.calls().stream().filter(made -> made.side() == side).map(made -> made.call().name())
                .collect(Collectors.joining(" "));
    }

    private static Made call(Recording r, Side side, String name, Predicate<Made> which) {
        return r.calls().stream().filter(made -> made.side() == side && made.call().name().equals(name)).filter(which)
                .findFirst().orElseThrow(() -> new AssertionError("no " + name + " of the " + side));
    }

    private static int flags(Seen seen) {
        return seen.bytes()[14 + 20 + 13] & 0x3f;
    }

    private static int data(Seen seen) {
        byte[] b = seen.bytes();
        int total = (b[16] & 0xff) << 8 | b[17] & 0xff;
        return total - 20 - ((b[14 + 20 + 12] & 0xf0) >> 2);
    }

    /// When the first frame that a side sends, or gets, was on its interface, on the call clock.
    private static long when(Recording r, Side from, boolean sent, Predicate<Seen> which) {
        boolean twice = r.origin().place() == Origin.Place.NAMESPACES;
        return r.frames().stream().filter(seen -> seen.bytes()[12] == 8 && seen.bytes()[13] == 0)
                .filter(seen -> seen.sent() == (sent || !twice)
                        && seen.side() == (sent || !twice ? from : from.other()))
                .filter(which).findFirst().orElseThrow().time() - r.clock().offset();
    }

    /// No packet before the call that caused it, nor after the call that it released.
    private static void assertCauseBeforeEffect(Recording r) {
        long error = r.clock().error();
        Made connect = call(r, Side.CLIENT, "connect", made -> made.call().result() == 0);
        Made accept = call(r, Side.SERVER, "accept4", made -> true);
        assertThat(when(r, Side.CLIENT, true, seen -> flags(seen) == SYN))
                .isGreaterThanOrEqualTo(connect.call().enter() - error);
        assertThat(when(r, Side.SERVER, false, seen -> flags(seen) == (SYN | ACK)))
                .isLessThanOrEqualTo(connect.latest() + error);
        assertThat(when(r, Side.CLIENT, false, seen -> flags(seen) == ACK))
                .isLessThanOrEqualTo(accept.latest() + error);
        for (Side side : Side.values()) {
            Made send = call(r, side, "send", made -> true);
            Made recv = call(r, side.other(), "recv", made -> made.call().result() > 0);
            assertThat(when(r, side, true, seen -> data(seen) > 0)).isGreaterThanOrEqualTo(send.call().enter() - error);
            assertThat(when(r, side, false, seen -> data(seen) > 0)).isLessThanOrEqualTo(recv.latest() + error);
        }
        Made close = call(r, Side.CLIENT, "close", made -> true);
        Made end = call(r, Side.SERVER, "recv", made -> made.call().result() == 0);
        assertThat(when(r, Side.CLIENT, true, seen -> (flags(seen) & FIN) != 0))
                .isGreaterThanOrEqualTo(close.call().enter() - error);
        assertThat(when(r, Side.CLIENT, false, seen -> (flags(seen) & FIN) != 0))
                .isLessThanOrEqualTo(end.latest() + error);
        assertThat(Timeline.of(r).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,50", "false,10"})
    void noPacketIsBeforeItsCauseNorAfterItsEffectWithTwoPythonPrograms(boolean apart, int runs) throws IOException {
        List<String> server = python(ONE_SHOT);
        List<String> client = python(CLIENT);
        try (Lab lab = apart ? Lab.open(Impairment.NONE) : Lab.openShared()) {
            for (int i = 0; i < runs; i++) {
                Recording r = run(lab, server, client);
                assertThat(said).as(r.notes().toString()).containsExactly("client b'HELLO'",
                        "client b'H\\xc3\\xa4'");
                assertThat(notes(r)).isEmpty();
                assertThat(r.origin().place()).isEqualTo(apart ? Origin.Place.NAMESPACES : Origin.Place.LOOPBACK);
                assertCauseBeforeEffect(r);
            }
        }
    }

    private static final String MANY_CLIENTS = """
            import socket
            for i in range(2):
                s = socket.create_connection(('localhost', 8001))
                s.sendall(b'hi %d' % i)
                d = b''
                while len(d) < 4: d += s.recv(100)
                print(d)
                s.close()
            """;

    private void assertTwoServed(String server, String... calls) throws IOException {
        Recording r = run(python(server), python(MANY_CLIENTS));
        assertThat(said.stream().filter(line -> line.startsWith("client"))).containsExactly("client b'HI 0'",
                "client b'HI 1'");
        assertThat(names(r, Side.SERVER).split(" ")).contains(calls);
        assertThat(Timeline.of(r).faults()).isEmpty();
        assertThat(notes(r)).containsExactly("still ran when the client had ended, and was ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"})
    void serversWithThreadsAndProcesses(String kind) throws IOException {
        assertTwoServed("""
                import socketserver
                class Handler(socketserver.StreamRequestHandler):
                    def handle(self): self.wfile.write(self.rfile.read(4).upper())
                socketserver.%s(('localhost', 8001), Handler).serve_forever()
                """.formatted(kind), "listen", "poll", "accept4", "recv", "send", "close");
    }

    @Test
    void aServerThatSelects() throws IOException {
        assertTwoServed("""
                import select, socket
                s = socket.create_server(('127.0.0.1', 8001))
                s.setblocking(False)
                all = [s]
                while True:
                    for r in select.select(all, [], [])[0]:
                        if r is s: all.append(s.accept()[0])
                        else:
                            d = r.recv(1024)
                            if d: r.sendall(d.upper())
                            else: all.remove(r); r.close()
                """, "ioctl", "pselect6", "accept4", "recv", "send", "close");
    }

    @Test
    void aServerWithEpoll() throws IOException {
        assertTwoServed("""
                import select, socket
                s = socket.create_server(('127.0.0.1', 8001))
                e = select.epoll()
                e.register(s, select.EPOLLIN)
                all = {}
                while True:
                    for n, what in e.poll():
                        if n == s.fileno():
                            c = s.accept()[0]
                            all[c.fileno()] = c
                            e.register(c, select.EPOLLIN)
                        else:
                            c = all[n]
                            d = c.recv(1024)
                            if d: c.sendall(d.upper())
                            else: e.unregister(c); c.close()
                """, "epoll_create1", "epoll_ctl", "epoll_wait", "accept4");
    }

    @Test
    void aServerWithAsyncio() throws IOException {
        assertTwoServed("""
                import asyncio
                async def serve(r, w):
                    w.write((await r.readexactly(4)).upper())
                    await w.drain()
                    w.close()
                async def main():
                    await (await asyncio.start_server(serve, '127.0.0.1', 8001)).serve_forever()
                asyncio.run(main())
                """, "epoll_ctl", "epoll_wait", "accept4", "recv", "send");
    }

    @Test
    void datagrams() throws IOException {
        Recording r = run(python("""
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind(('127.0.0.1', 9999))
                d, a = s.recvfrom(1024)
                s.sendto(d.upper(), a)
                """), python("""
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.settimeout(5)
                s.sendto(b'hello', ('127.0.0.1', 9999))
                print(s.recvfrom(1024)[0])
                """));
        assertThat(said).containsExactly("client b'HELLO'");
        assertThat(r.frames()).extracting(Seen::side).containsExactly(Side.CLIENT, Side.SERVER);
        assertThat(Timeline.of(r).faults()).isEmpty();
    }

    @Test
    void unixSocketsMakeNoPackets() throws IOException {
        String path = folder.resolve("socket").toString();
        Recording r = run(python("""
                import socket
                s = socket.socket(socket.AF_UNIX)
                s.bind('%s')
                s.listen()
                c = s.accept()[0]
                c.sendall(c.recv(5, socket.MSG_WAITALL).upper())
                """.formatted(path)), python("""
                import socket
                s = socket.socket(socket.AF_UNIX)
                s.connect('%s')
                s.sendall(b'hello')
                print(s.recv(5, socket.MSG_WAITALL))
                """.formatted(path)));
        assertThat(said).containsExactly("client b'HELLO'");
        assertThat(r.frames()).isEmpty();
        assertThat(r.calls()).extracting(made -> String.valueOf(made.call().address())).contains(path);
    }

    private static final String SERVER_IN_C = """
            #include <arpa/inet.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <unistd.h>
            int main(void) {
                struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(4000), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
                int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
                setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
                if (bind(s, (struct sockaddr *) &a, sizeof a) || listen(s, 5)) exit(1);
                int c = accept(s, NULL, NULL);
                if (fork() == 0) {
                    char b[100];
                    for (int n; (n = read(c, b, sizeof b)) > 0;) write(c, b, n);
                    exit(0); /* the kernel closes */
                }
                close(c);
                wait(NULL);
            }
            """;
    private static final String CLIENT_IN_C = """
            #include <arpa/inet.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <poll.h>
            #include <stdio.h>
            #include <unistd.h>
            int main(void) {
                struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(4000), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
                int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                if (connect(s, (struct sockaddr *) &a, sizeof a) && errno != EINPROGRESS) return 1;
                struct pollfd p = {s, POLLOUT, 0};
                poll(&p, 1, -1);
                int t = dup(s);
                write(t, "hello", 5);
                char b[100];
                for (int n = 0; n < 5;) {
                    p.events = POLLIN;
                    poll(&p, 1, -1);
                    int r = recv(t, b + n, sizeof b - n, 0);
                    if (r > 0) n += r;
                }
                printf("%.5s\\n", b);
                close(s);
                close(t);
            }
            """;

    @Test
    void programsInC() throws IOException {
        Needs.here().program("gcc");
        for (var each : List.of(List.of("server", SERVER_IN_C), List.of("client", CLIENT_IN_C))) {
            Path source = Files.writeString(folder.resolve(each.getFirst() + ".c"), each.getLast());
            assertThat(output("gcc", "-w", "-o", folder.resolve(each.getFirst()).toString(), source.toString()))
                    .isEmpty();
        }
        Recording r = run(List.of(folder.resolve("server").toString()), List.of(folder.resolve("client").toString()));
        assertThat(said).containsExactly("client hello");
        assertThat(names(r, Side.SERVER)).startsWith("socket setsockopt bind listen accept");
        assertThat(names(r, Side.CLIENT)).startsWith("socket connect poll dup write poll").endsWith("close close");
        Made accept = call(r, Side.SERVER, "accept", made -> true);
        Made read = call(r, Side.SERVER, "read", made -> true);
        assertThat(read.process()).isNotEqualTo(accept.process());
        assertThat(r.calls().stream().filter(made -> made.process() == read.process()).map(made -> made.call().name()))
                .contains("read", "write", "exit").doesNotContain("close");
        assertThat(read.socket()).isEqualTo(accept.opened());
        Made socket = call(r, Side.CLIENT, "socket", made -> true);
        assertThat(call(r, Side.CLIENT, "write", made -> true).socket()).isEqualTo(socket.opened());
        assertThat(Timeline.of(r).faults()).isEmpty();
    }

    @Test
    void ncat() throws IOException {
        Needs.here().program("ncat");
        Recording r = run(List.of("ncat", "-l", "127.0.0.1", "9000"), shell("echo hello | ncat 127.0.0.1 9000"));
        assertThat(said).containsExactly("server hello");
        assertThat(names(r, Side.SERVER)).contains("socket", "listen", "accept", "recv", "close");
        assertThat(Timeline.of(r).faults()).isEmpty();
    }

    @Test
    void socat() throws IOException {
        Needs.here().program("socat");
        Recording r = run(List.of("socat", "TCP6-LISTEN:7007,ipv6only", "EXEC:cat"),
                shell("echo hello | socat - TCP6:[::1]:7007"));
        assertThat(said).containsExactly("client hello");
        assertThat(names(r, Side.CLIENT)).contains("socket", "connect", "write", "read", "shutdown");
        assertThat(Timeline.of(r).faults()).isEmpty();
    }

    @Test
    void aCommandThatIsNotThereIsToldInOneLine() throws IOException {
        try (Lab lab = Lab.openShared()) {
            assertThatThrownBy(() -> run(lab, List.of("no-such-program"), List.of("true"))).isInstanceOf(OsError.class)
                    .hasMessage("no-such-program: no such program");
            assertThatThrownBy(() -> run(lab, List.of("true"), List.of(folder.toString()))).isInstanceOf(OsError.class)
                    .hasMessageStartingWith(folder + ": is no program");
        }
    }

    @Test
    void aServerThatFailsIsToldWithItsStatus() throws IOException {
        Recording r = run(python("raise SystemExit('no luck')"), python("print('here')"));
        assertThat(said).containsExactly("server no luck");
        assertThat(notes(r)).containsExactlyInAnyOrder("ended before it waited for anybody, so there was no client",
                "ended with status 1");
    }

    @Test
    void oneThatASignalEndsIsToldWithIt() throws IOException {
        Recording r = run(python("""
                import os, socket
                s = socket.create_server(('', 50007))
                s.accept()
                os.kill(os.getpid(), 9)
                """), python("import socket; socket.create_connection(('localhost', 50007)).recv(1)"));
        assertThat(notes(r)).containsExactly("ended with status 137, as after SIGKILL");
    }

    @Test
    void whatLastsTooLongIsEndedAndShownAsFarAsItCame() throws IOException {
        try (Lab lab = Lab.openShared().limit(Duration.ofSeconds(1))) {
            Recording r = run(lab, python(ONE_SHOT), python(CLIENT + "import time\ntime.sleep(60)"));
            assertThat(notes(r)).contains("stopped after 1.0 s: the programs were ended");
            assertThat(names(r, Side.CLIENT)).contains("connect", "send", "recv");
        }
    }

    @Test
    void anInterruptEndsBothAndGivesWhatThereIs() throws IOException {
        Thread here = Thread.currentThread();
        try (Lab lab = Lab.openShared()) {
            Recording r = lab
                    .run(new OwnPrograms(python(ONE_SHOT), python(CLIENT + "import time\ntime.sleep(60)"), false,
                            (side, error, line) -> {
                                if (line.contains("H\\xc3")) here.interrupt();
                            }));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(notes(r)).contains("interrupted: the programs were ended");
            assertThat(names(r, Side.CLIENT)).contains("connect", "send", "recv");
        }
    }

    @Test
    void anotherInterruptWhileTheyEndChangesNothing() throws IOException {
        Thread here = Thread.currentThread();
        String stubborn = """
                import signal, time
                def ask(*_):
                    print('asked to end')
                    time.sleep(0.2)
                    raise SystemExit(0)
                signal.signal(signal.SIGTERM, ask)
                """;
        try (Lab lab = Lab.openShared()) {
            Recording r = lab.run(new OwnPrograms(python(ONE_SHOT),
                    python(stubborn + CLIENT + "time.sleep(60)"), false, (side, error, line) -> {
                        said.add(side + " " + line);
                        if (line.contains("H\\xc3") || line.contains("asked")) here.interrupt();
                    }));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(said).contains("client asked to end");
            assertThat(notes(r)).contains("interrupted: the programs were ended");
            assertThat(names(r, Side.CLIENT)).contains("connect", "send", "recv");
        }
    }
}
