package net.strata.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.AF_UNIX;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.Needs;
import net.strata.lab.Origin.Place;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import net.strata.os.Option;
import net.strata.os.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions in the lab, as root.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LabTest {
    private static final int RUNS = 50;
    private static final Impairment HARM = new Impairment(0.1, 2_000_000, 0.1, 3);

    @BeforeEach
    void isRoot() throws IOException {
        Needs.here().root();
    }

    private static List<String> notes(Recording recording) {
        return recording.notes().stream().map(Recording.Note::text).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    void aSessionIsRecordedAtBothEnds(int family) throws IOException {
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording r = lab.run("echo", Echo.server(family), Echo.client(family, "Hello, world"));
            assertThat(notes(r)).containsExactly("heard Hello, world");
            assertThat(r.calls()).extracting(made -> made.side() + " " + made.call().name()).contains("server socket",
                    "server bind", "server listen", "server accept4", "server recv", "server send", "server close",
                    "client socket", "client connect", "client send", "client shutdown", "client recv",
                    "client close");
            assertThat(r.calls()).extracting(made -> made.call().enter()).isSorted();
            assertThat(r.origin().place()).isEqualTo(Place.NAMESPACES);
            // Nothing is lost on a wire of ours: what one sends, the other gets, as it was.
            for (Side side : Side.values())
                assertThat(frames(r, side, true)).isNotEmpty().isEqualTo(frames(r, side.other(), false));
            // The kernel cut what it sent, and computed its checksums: RFC 1071 gives 0 over a right header.
            assertThat(r.frames()).allSatisfy(seen -> assertThat(seen.length()).isLessThanOrEqualTo(1514));
            assertThat(Segments.of(r)).isNotEmpty().allMatch(Segments.Segment::isChecksumRight);
        }
    }

    private static List<String> frames(Recording r, Side side, boolean sent) {
        return r.frames().stream().filter(seen -> seen.side() == side && seen.sent() == sent)
                .map(seen -> java.util.HexFormat.of().formatHex(seen.bytes())).toList();
    }

    /// Who answers on its port then is a stranger, or nobody.
    @Test
    void whereTheServerFailsNoClientIsStarted() throws IOException {
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording r = lab.run("in use", stage -> {
                try (var first = Socket.socket(AF_INET, SOCK_STREAM, 0);
                        var second = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
                    first.bind(stage.address(Side.SERVER, AF_INET, 50007));
                    first.listen(1);
                    second.bind(stage.address(Side.SERVER, AF_INET, 50007));
                }
            }, Echo.client(AF_INET, "Hello"));
            assertThat(r.calls()).isNotEmpty().noneMatch(made -> made.side() == Side.CLIENT);
            assertThat(notes(r)).hasSize(2).anyMatch(note -> note.contains("EADDRINUSE"))
                    .contains("was not started, as the server had failed");
        }
    }

    @Test
    void datagramsAndUnixSocketsAreRecorded() throws IOException {
        var path = new ArrayList<SockAddr.Un>();
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording udp = lab.run("udp", stage -> {
                try (Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                    socket.bind(stage.address(Side.SERVER, AF_INET, 5000));
                    var got = socket.recvfrom(ByteBuffer.allocate(100), 0);
                    socket.sendto(Echo.bytes("answer"), 0, got.from());
                }
            }, stage -> {
                try (Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                    socket.sendto(Echo.bytes("question"), 0, stage.address(Side.SERVER, AF_INET, 5000));
                    stage.note("got " + socket.recv(ByteBuffer.allocate(100), 0));
                }
            });
            assertThat(notes(udp)).containsExactly("got 6");
            assertThat(udp.frames().stream().filter(Seen::sent).map(seen -> new String(seen.bytes(), US_ASCII)))
                    .anyMatch(text -> text.contains("question")).anyMatch(text -> text.contains("answer"));
            Recording unix = lab.run("unix", stage -> {
                path.add(stage.path("s"));
                try (Socket socket = Socket.socket(AF_UNIX, SOCK_DGRAM, 0)) {
                    socket.bind(stage.path("s"));
                    socket.recv(ByteBuffer.allocate(100), 0);
                }
            }, stage -> {
                try (Socket socket = Socket.socket(AF_UNIX, SOCK_DGRAM, 0)) {
                    socket.sendto(Echo.bytes("hi"), 0, stage.path("s"));
                }
            });
            assertThat(notes(unix)).isEmpty();
            assertThat(unix.frames()).isEmpty();
        }
        assertThat(path).singleElement().satisfies(un -> assertThat(Path.of(un.name())).doesNotExist());
    }

    @Test
    void sidesWaitForEachOtherWithoutSockets() throws IOException {
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording r = lab.run("signals", stage -> {
                stage.await("begun");
                stage.note("second");
                stage.signal("seen");
                stage.await("never");
            }, stage -> {
                stage.note("first");
                stage.signal("begun");
                stage.await("seen");
                stage.note("third \u001b[2J");
            });
            assertThat(notes(r)).containsExactly("first", "second", "third \\x1b[2J",
                    "ended: java.lang.InterruptedException: the client ended without never");
        }
    }

    @Test
    void whatAProgramFailsWithIsANote() throws IOException {
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording r = lab.run("failures", stage -> {
                stage.pause(1);
                throw new IllegalArgumentException("no good");
            }, stage -> {
                Socket left = Socket.socket(AF_INET, SOCK_STREAM, 0);
                left.connect(stage.address(Side.SERVER, AF_INET, 9));
            });
            assertThat(r.notes()).allMatch(Recording.Note::failed);
            assertThat(notes(r)).containsExactlyInAnyOrder("ended: java.lang.IllegalArgumentException: no good",
                    "ended: connect(fd, 10.7.0.2:9): ECONNREFUSED (connection refused): nothing listens there",
                    "ended with 1 socket open, which the kernel closes");
            Call connect = r.calls().getLast().call();
            assertThat(connect.toString()).startsWith("connect(").endsWith(" = -1 ECONNREFUSED");
        }
    }

    @Test
    void whatIsLostOnTheWayIsSentAgain() throws IOException {
        String text = "0123456789abcdef".repeat(4096);
        try (Lab lab = Lab.open(HARM)) {
            Recording r = lab.run("echo", Echo.server(AF_INET), Echo.client(AF_INET, text));
            assertThat(notes(r)).containsExactly("heard " + text);
            Set<String> came = Set.copyOf(frames(r, Side.SERVER, false));
            List<String> left = frames(r, Side.CLIENT, true);
            assertThat(left).anyMatch(frame -> !came.contains(frame));
            // What was lost came in the end, in a frame of its own: bytes were sent more often than once.
            List<Segments.Segment> data = Segments.of(r).stream()
                    .filter(s -> s.seen().side() == Side.CLIENT && s.seen().sent() && s.length() > 0).toList();
            assertThat(data.stream().mapToInt(Segments.Segment::length).sum()).isGreaterThan(text.length());
            assertThat(data.stream().map(Segments.Segment::seq).distinct().count()).isLessThan(data.size());
        }
    }

    /// Of datagrams that are sent one after the other the same are lost, and overtaken, in each session.
    @Test
    void theSameSeedHarmsTheSameFrames() throws IOException {
        try (Lab lab = Lab.open(new Impairment(0.3, 1_000_000, 0.3, 11))) {
            Program server = stage -> {
                try (Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                    socket.bind(stage.address(Side.SERVER, AF_INET, 5000));
                    stage.await("done");
                    socket.setsockopt(Option.SO_RCVTIMEO, Duration.ofMillis(500));
                    var got = new StringBuilder();
                    ByteBuffer data = ByteBuffer.allocate(100);
                    while (socket.recv(data.clear(), 0) > 0)
                        got.append(US_ASCII.decode(data.flip())).append(' ');
                    stage.note(got.toString());
                }
            };
            Program client = stage -> {
                try (Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                    for (int i = 0; i < 30; i++)
                        socket.sendto(Echo.bytes("" + i), 0, stage.address(Side.SERVER, AF_INET, 5000));
                }
                stage.signal("done");
            };
            // Until the neighbour is known datagrams wait, and may leave in another order than they were sent in.
            lab.run("neighbours", server, client);
            List<Integer> first = numbers(lab.run("first", server, client));
            assertThat(first).hasSizeBetween(1, 29).doesNotHaveDuplicates();
            assertThat(numbers(lab.run("second", server, client))).containsExactlyInAnyOrderElementsOf(first);
            // One that waits to be overtaken goes by itself after a time, if the next is late: then there is another run.
            boolean overtaken = false;
            for (int i = 0; i < 20 && !overtaken; i++) {
                List<Integer> order = numbers(lab.run("again", server, client));
                overtaken = !order.equals(order.stream().sorted().toList());
            }
            assertThat(overtaken).isTrue();
        }
    }

    private static List<Integer> numbers(Recording recording) {
        return Stream.of(notes(recording).getFirst().strip().split(" ")).map(Integer::valueOf).toList();
    }

    @Test
    void nothingLastsLongerThanItMay() throws IOException {
        Program waits = stage -> {
            try (Socket socket = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
                socket.bind(stage.address(Side.SERVER, AF_INET, 5000));
                socket.listen(1);
                socket.accept().close();
            }
        };
        Program idles = stage -> {
            try (Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                socket.bind(stage.address(Side.CLIENT, AF_INET, 5000));
                socket.recv(ByteBuffer.allocate(1), 0);
            }
        };
        try (Lab lab = Lab.open(Impairment.NONE).limit(Duration.ofMillis(200))) {
            assertThat(notes(lab.run("waits", waits, idles)))
                    .containsExactly("stopped after 0.2 s: the sockets were closed");
            assertThat(notes(lab.run("sleeps", stage -> stage.await("nothing"), stage -> stage.pause(60_000_000_000L))))
                    .containsExactly("stopped after 0.2 s: the sockets were closed");
        }
    }

    /// Threads and network namespaces of this process, and the files that it has open.
    private static List<Set<String>> held() throws IOException {
        Set<String> threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("lab") || name.equals("client") || name.equals("server"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> networks = new TreeSet<>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks)
                try {
                    networks.add(Files.readSymbolicLink(task.resolve("ns/net")).toString());
                } catch (IOException e) {
                    // It has ended meanwhile.
                }
        }
        Set<String> sockets = new TreeSet<>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files)
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:") || target.contains("event")) sockets.add(target);
                } catch (IOException e) {
                    // The folder itself.
                }
        }
        return List.of(threads, networks, sockets);
    }

    @Test
    void nothingIsLeft() throws Exception {
        // What Java keeps for good is there from now on.
        try (Lab lab = Lab.open(HARM)) {
            lab.run("echo", Echo.server(AF_INET), Echo.client(AF_INET, "x"));
        }
        List<Set<String>> before = held();
        for (Impairment each : List.of(Impairment.NONE, HARM))
            try (Lab lab = Lab.open(each)) {
                lab.run("echo", Echo.server(AF_INET), Echo.client(AF_INET, "x"));
                assertThat(held().getFirst()).isNotEmpty();
            }
        settled(before);
        try (var left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")),
                "strata-lab-" + ProcessHandle.current().pid() + "-*")) {
            assertThat(left).isEmpty();
        }
    }

    /// Nothing is held that was not before. A thread that has ended is in /proc for a moment more; what others held before
    /// may be gone.
    private static void settled(List<Set<String>> before) throws Exception {
        for (int i = 0; i < 200 && !within(held(), before); i++)
            Thread.sleep(10);
        List<Set<String>> now = held();
        for (int i = 0; i < now.size(); i++)
            assertThat(before.get(i)).containsAll(now.get(i));
    }

    private static boolean within(List<Set<String>> now, List<Set<String>> before) {
        for (int i = 0; i < now.size(); i++)
            if (!before.get(i).containsAll(now.get(i))) return false;
        return true;
    }

    /// Java keeps the thread that waited for a process.
    @Test
    void aServerThatStartsProcessesKeepsNoNetwork() throws Exception {
        Preset exec = Objects.requireNonNull(Presets.named("exec"));
        List<Set<String>> before = held();
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Preset.Pair pair = exec.pair();
            lab.run("exec", pair.server(), pair.client());
        }
        settled(before);
    }

    /// A packet does not leave before the call began that caused it, nor come after the call was back that it let go, but
    /// for the clocks' error.
    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    void causeComesBeforeEffectInEveryRun(int family) throws IOException {
        try (Lab lab = Lab.open(Impairment.NONE)) {
            for (int run = 0; run < RUNS; run++) {
                Recording r = lab.run("echo", Echo.server(family), Echo.client(family, "run " + run));
                assertThat(notes(r)).as("run %d", run).containsExactly("heard run " + run);
                assertThat(Order.faults(r)).as("run %d, %s", run, r.clock()).isEmpty();
            }
        }
    }
}
