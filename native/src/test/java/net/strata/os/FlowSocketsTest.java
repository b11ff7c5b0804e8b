package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.strata.decode.Cursor;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which socket the kernel names, of sockets that the test opens on loopback. 192.0.2.1 is nobody's (RFC 5737).
final class FlowSocketsTest {
    private static final int SYN = 2;
    private static final String FAR = "192.0.2.1";
    private static final String HERE = "127.0.0.1";

    /// Java opens a socket of its own when it closes the first.
    @BeforeAll
    static void openAndClose() throws IOException {
        listen(HERE).close();
    }

    /// What opens a socket.
    private interface Opener<T> {
        T open() throws IOException;
    }

    private record Opened<T>(T socket, List<Long> inode) {}

    /// Opens a socket and tells its inode: the one that this process did not have before.
    private static <T> Opened<T> open(Opener<T> opener) throws IOException {
        Set<String> before = sockets();
        T socket = opener.open();
        Set<String> after = sockets();
        after.removeAll(before);
        var inodes = new ArrayList<Long>();
        for (String each : after)
            inodes.add(Long.parseLong(each, "socket:[".length(), each.length() - 1, 10));
        return new Opened<>(socket, inodes);
    }

    private static Set<String> sockets() throws IOException {
        var all = new HashSet<String>();
        try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                String target = target(link);
                if (target.startsWith("socket:")) all.add(target);
            }
        }
        return all;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // the descriptor that lists them
        }
    }

    private static Flow flow(byte[] packet) {
        var source = new Captured("lo").add(packet);
        var batch = new Batch(1 << 12);
        source.read(batch);
        var cursor = new Cursor(Protocols.DATA, OwnedFrames.NOBODY);
        cursor.walk(batch, 0, Protocols.link(batch.linkType[0]));
        var flow = new Flow();
        assertThat(flow.take(cursor)).isTrue();
        return flow;
    }

    /// What is found for the sender of a packet.
    private static FlowSockets.Found sender(byte[] packet) throws IOException {
        Flow f = flow(packet);
        try (var sockets = new FlowSockets()) {
            return sockets.find(f, f.sender(), "lo");
        }
    }

    private static FlowSockets.Found receiver(byte[] packet) throws IOException {
        Flow f = flow(packet);
        try (var sockets = new FlowSockets()) {
            return sockets.find(f, 1 - f.sender(), "lo");
        }
    }

    private static FlowSockets.Found found(Opened<?> socket) {
        assertThat(socket.inode).hasSize(1);
        return new FlowSockets.Found(socket.inode, true);
    }

    private static ServerSocket listen(String address) throws IOException {
        return new ServerSocket(0, 5, InetAddress.ofLiteral(address));
    }

    @Test
    void aConnectionIsTheListenersUntilItIsAccepted() throws IOException {
        var listener = open(() -> listen(HERE));
        int port = listener.socket.getLocalPort();
        var client = open(() -> new Socket(InetAddress.ofLiteral(HERE), port));
        byte[] packet = Captured.tcp(HERE, client.socket.getLocalPort(), HERE, port, SYN);
        try (var server = listener.socket; var connected = client.socket) {
            assertThat(sender(packet)).isEqualTo(found(client));
            assertThat(receiver(packet)).isEqualTo(new FlowSockets.Found(listener.inode, false));
            var accepted = open(server::accept);
            try (var end = accepted.socket) {
                assertThat(receiver(packet)).isEqualTo(found(accepted));
                assertThat(end.getPort()).isEqualTo(connected.getLocalPort());
            }
        }
    }

    @Test
    void aSegmentToAPortIsTheListeners() throws IOException {
        var listener = open(() -> listen(HERE));
        try (var server = listener.socket) {
            byte[] packet = Captured.tcp(FAR, 40000, HERE, server.getLocalPort(), SYN);
            assertThat(receiver(packet)).isEqualTo(new FlowSockets.Found(listener.inode, false));
            assertThat(sender(packet)).isEqualTo(FlowSockets.Found.ELSEWHERE);
        }
    }

    /// A listener on :: takes IPv4 as well.
    @Test
    void aWildcardOfIpv6TakesIpv4() throws IOException {
        var listener = open(() -> listen("::"));
        int port = listener.socket.getLocalPort();
        var client = open(() -> new Socket(InetAddress.ofLiteral(HERE), port));
        try (var server = listener.socket; var connected = client.socket; var end = server.accept()) {
            byte[] packet = Captured.tcp(HERE, connected.getLocalPort(), HERE, port, SYN);
            assertThat(sender(packet)).isEqualTo(found(client));
            assertThat(receiver(packet).inodes()).hasSize(1).isNotEqualTo(listener.inode);
            assertThat(receiver(Captured.tcp(FAR, 1, HERE, port, SYN)).inodes()).isEqualTo(listener.inode);
            assertThat(receiver(Captured.tcp("2001:db8::1", 1, "::1", port, SYN)).inodes()).isEqualTo(listener.inode);
            assertThat(end.isConnected()).isTrue();
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var closed = listen(HERE)) {
            port = closed.getLocalPort();
        }
        assertThat(receiver(Captured.tcp(FAR, 40000, HERE, port, SYN))).isEqualTo(FlowSockets.Found.NOTHING);
    }

    @Test
    void datagramsGoToTheConnectedSocketElseToTheBoundOne() throws IOException {
        var bound = open(() -> reusable().bind(new InetSocketAddress(InetAddress.ofLiteral(HERE), 0)));
        int port = port(bound.socket);
        var connected = open(() -> reusable().bind(new InetSocketAddress(InetAddress.ofLiteral(HERE), port))
                .connect(new InetSocketAddress(InetAddress.ofLiteral(HERE), 9)));
        try (var a = bound.socket; var b = connected.socket) {
            assertThat(receiver(Captured.udp(HERE, 9, HERE, port))).isEqualTo(found(connected));
            assertThat(sender(Captured.udp(HERE, port, HERE, 9))).isEqualTo(found(connected));
            assertThat(receiver(Captured.udp(HERE, 10, HERE, port))).isEqualTo(found(bound));
            assertThat(port(a)).isEqualTo(port(b));
        }
    }

    private static DatagramChannel reusable() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Test
    void datagramsGoToAWildcard() throws IOException {
        for (var family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
            var wildcard = open(() -> DatagramChannel.open(family).bind(new InetSocketAddress(0)));
            try (var socket = wildcard.socket) {
                int port = port(socket);
                assertThat(receiver(Captured.udp(FAR, 53, HERE, port))).as(family.name()).isEqualTo(found(wildcard));
                assertThat(sender(Captured.udp(HERE, port, FAR, 53))).as(family.name()).isEqualTo(found(wildcard));
            }
        }
    }

    @Test
    void addressesOfOthersAreNotAsked() throws IOException {
        for (String other : List.of(FAR, "0.0.0.0", "255.255.255.255", "224.0.0.251"))
            assertThat(sender(Captured.udp(other, 53, HERE, 53))).as(other).isEqualTo(FlowSockets.Found.ELSEWHERE);
        for (String other : List.of("2001:db8::1", "::", "ff02::fb"))
            assertThat(sender(Captured.udp(other, 53, "::1", 53))).as(other).isEqualTo(FlowSockets.Found.ELSEWHERE);
    }

    /// Rows as /proc/net/icmp and /proc/net/raw have them (proc(5)), on a machine with its lowest byte first.
    @Test
    void socketsOfEchoesAreInTables(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("icmp");
        Files.writeString(table, """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref
                    0: 0100007F:4D01 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1507086 2
                    1: 00000000:4D02 010200C0:0000 07 00000000:00000000 00:00000000 00000000     0        0 1507087 2
                    2: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1507088 2
                    3: what is this
                """);
        try (var rows = new SocketTable(table); var none = new SocketTable(folder.resolve("none"))) {
            Flow f = flow(Captured.echo(HERE, FAR, 8, 0x4d01));
            assertThat(rows.find(f, f.sender(), 0x4d01)).containsExactly(1507086L);
            assertThat(rows.find(f, f.sender(), 0x4d02)).containsExactly(1507087L);
            assertThat(rows.find(f, f.sender(), 1)).containsExactly(1507088L);
            assertThat(rows.find(f, f.sender(), 2)).isEmpty();
            assertThat(none.find(f, f.sender(), 1)).isEmpty();
            Flow other = flow(Captured.echo("127.0.0.2", "192.0.2.2", 8, 0x4d01));
            assertThat(rows.find(other, other.sender(), 0x4d01)).isEmpty();
            assertThat(rows.find(other, other.sender(), 0x4d02)).isEmpty();
        }
    }
}
