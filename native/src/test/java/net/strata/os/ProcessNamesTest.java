package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.frame.Batch;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import org.junit.jupiter.api.Test;

/// Processes that the test starts, by name; and the helper that names them for an ordinary user.
final class ProcessNamesTest {
    private static final int ACK = 16;
    private static final String HERE = "127.0.0.1";
    private static final User NOBODY = new User("nobody", 65534, 65534, true);
    /// Bits 2 and 19 (linux/capability.h).
    private static final String KEPT = "0000000000080004";

    private final List<String> said = new ArrayList<>();

    private static List<String> comments(ProcessNames names, byte[]... packets) throws IOException {
        var source = new Captured("lo");
        for (byte[] packet : packets)
            source.add(packet);
        var batch = new Batch(1 << 14);
        var comments = new ArrayList<String>();
        // Here lookups may take as long as they take.
        var tagged = new OwnedFrames(source, names.lookup(), Runnable::run, () -> 0);
        try (tagged) {
            tagged.read(batch);
            for (int i = 0; i < batch.count; i++) {
                Owners owners = batch.owners(i);
                comments.add(owners == null ? "" : new String(owners.comment(), StandardCharsets.UTF_8));
            }
        }
        assertThat(tagged.remarks()).isEmpty();
        return comments;
    }

    @Test
    void bothEndsOfAConnectionAreNamed() throws IOException {
        try (var server = PythonSockets.server("b'left'");
                var client = PythonSockets.client("b'right'", server.port);
                var names = ProcessNames.open("root", said::add)) {
            String left = "left[" + server.pid() + "]";
            String right = "right[" + client.pid() + "]";
            assertThat(comments(names, Captured.tcp(HERE, client.port, HERE, server.port, ACK),
                    Captured.tcp(HERE, server.port, HERE, client.port, ACK),
                    Captured.tcp("192.0.2.1", 5, HERE, server.port, ACK),
                    Captured.tcp("192.0.2.1", 5, "192.0.2.2", server.port, ACK)))
                    .containsExactly("sent by " + right + ", received by " + left,
                            "sent by " + left + ", received by " + right, "received by " + left, "");
        }
    }

    @Test
    void aNameMayBeAnyBytes() throws IOException {
        try (var server = PythonSockets.server("b'\\x1b[2J\\r]\\xff, sent'");
                var names = ProcessNames.open("root", said::add)) {
            assertThat(comments(names, Captured.tcp("192.0.2.1", 5, HERE, server.port, ACK)))
                    .containsExactly("received by \\x1b\\x5b2J\\r\\x5d\\xff, sent[" + server.pid() + "]");
        }
    }

    @Test
    void aNamespaceHasSocketsOfItsOwn() throws Exception {
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            String there = "s = socket.create_server(('127.0.0.1', 0)); tell(s)";
            try (var server = PythonSockets.in(name, "b'inside'", there);
                    var inside = Netns.call(name, () -> ProcessNames.open("root", said::add));
                    var outside = ProcessNames.open("root", said::add)) {
                byte[] packet = Captured.tcp("192.0.2.1", 5, HERE, server.port, ACK);
                assertThat(comments(inside, packet)).containsExactly("received by inside[" + server.pid() + "]");
                assertThat(comments(outside, packet)).containsExactly("");
            }
        }
    }

    /// Echoes of a datagram socket are its own; of raw sockets each gets all (raw(7)).
    @Test
    void echoesAreThoseOfPingSocketsElseOfTheOneProcessWithRawSockets() throws Exception {
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            network.in(name, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647");
            byte[] request = Captured.echo(HERE, HERE, 8, 77);
            byte[] reply = Captured.echo(HERE, HERE, 0, 77);
            byte[] other = Captured.echo(HERE, HERE, 8, 78);
            String raw = "s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\n"
                    + "t = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\ntell(s)";
            try (var names = Netns.call(name, () -> ProcessNames.open("root", said::add));
                    var ping = PythonSockets.in(name, "b'pinger'",
                            "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1)\ns.bind(('127.0.0.1', 77))\n"
                                    + "tell(s)")) {
                String pinger = "pinger[" + ping.pid() + "]";
                assertThat(comments(names, request, reply, other)).containsExactly("sent by " + pinger,
                        "received by " + pinger, "");
                try (var one = PythonSockets.in(name, "b'one'", raw)) {
                    assertThat(comments(names, request, other)).containsExactly("sent by " + pinger,
                            "sent by one[" + one.pid() + "]");
                    try (var two = PythonSockets.in(name, "b'two'", raw)) {
                        assertThat(two.pid()).isNotEqualTo(one.pid());
                        assertThat(comments(names, other)).containsExactly("");
                    }
                }
            }
        }
    }

    private static String status(long pid, String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")))
            if (line.startsWith(field + ":")) return line.substring(field.length() + 1).strip();
        throw new IOException("no " + field);
    }

    @Test
    void theHelperKeepsTwoCapabilitiesAndNamesProcessesOfRoot() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
        var helper = HelperHolders.start(NOBODY);
        try (helper; var server = PythonSockets.server("b'root-owned'")) {
            helper.awaitReady();
            for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
                assertThat(status(helper.pid(), set)).as(set).isEqualTo(KEPT);
            assertThat(status(helper.pid(), "Uid").split("\\s+", -1)).containsOnly("65534");
            assertThat(status(helper.pid(), "Gid").split("\\s+", -1)).containsOnly("65534");
            assertThat(status(helper.pid(), "Groups")).isEmpty();
            assertThat(status(helper.pid(), "NoNewPrivs")).isEqualTo("1");
            assertThat(Files.readString(Path.of("/proc/" + helper.pid() + "/environ")).split("\0", -1))
                    .containsExactlyInAnyOrder("PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C.UTF-8", "");

            assertThat(helper.holder(server.inode)).isEqualTo(new Owner("root-owned", (int) server.pid()));
            assertThat(helper.holder(1)).isEqualTo(Owner.UNKNOWN);
            for (String signal : List.of("INT", "HUP", "QUIT"))
                TestNetwork.run("kill", "-" + signal, Long.toString(helper.pid()));
            assertThat(helper.holder(server.inode).name()).isEqualTo("root-owned");
        }
        assertThat(ProcessHandle.of(helper.pid()).map(ProcessHandle::isAlive))
                .isNotEqualTo(java.util.Optional.of(true));
    }

    @Test
    void withoutTheHelperOwnProcessesAreNamed() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
        try (var server = PythonSockets.server("b'mine'"); var helper = HelperHolders.start(NOBODY)) {
            helper.awaitReady();
            TestNetwork.run("kill", "-KILL", Long.toString(helper.pid()));
            String failure = "";
            try {
                helper.holder(server.inode);
            } catch (OsError e) {
                failure = String.valueOf(e.getMessage());
            }
            assertThat(failure).isEqualTo("the helper that knows other users' processes has ended");
            assertThat(helper.holder(server.inode).name()).isEqualTo("mine");
        }
    }

    @Test
    void theHelperEndsWhenItsParentIsKilled() throws IOException, InterruptedException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), StartsHelper.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String line = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        assertThat(line).matches("\\d+");
        ProcessHandle helper = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
        assertThat(helper.isAlive()).isTrue();
        parent.destroyForcibly().waitFor();
        helper.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void aHelperThatDoesNotStartIsOneLine() {
        assertThat(ProcessNames.helper(() -> HelperHolders.start(List.of("/bin/sh", "-c", "echo setpriv: no")),
                said::add)).isNull();
        assertThat(ProcessNames.helper(() -> HelperHolders.start(List.of("/bin/true")), said::add)).isNull();
        String line = "--processes names your own processes only, as the helper for others' does not start: ";
        assertThat(said).containsExactly(line + "setpriv: no", line + "it ends at once");
    }

    private static String served(String requests) throws IOException {
        var out = new ByteArrayOutputStream();
        ProcessHelper.serve(new ByteArrayInputStream(requests.getBytes(StandardCharsets.ISO_8859_1)), out,
                new SocketHolders() {
                    @Override
                    public Owner holder(long inode) {
                        return inode == 77 ? new Owner("a b", 5) : Owner.UNKNOWN;
                    }

                    @Override
                    public void close() {}
                });
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theHelperAnswersNumbers() throws IOException {
        assertThat(served("77\n78\n077\n")).isEqualTo("ready\n5 a b\n0 -\n5 a b\n");
    }

    @Test
    void theHelperIgnoresAllElse() throws IOException {
        assertThat(served("\n-77\n77 \n7\0007\n/etc/passwd\n" + "7".repeat(19) + "\n" + "\u00ff".repeat(99)
                + "\n77\n77")).isEqualTo("ready\n5 a b\n");
    }
}
