package net.strata.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Failures name the call, the error, and the way out.
final class FailureTest {
    @TempDir
    Path folder = Path.of("");

    private interface Call {
        Object make(Socket socket) throws Exception;
    }

    private static void fails(int family, int type, Call call, String message) throws Exception {
        try (var s = Socket.socket(family, type, 0)) {
            assertThatThrownBy(() -> call.make(s)).isInstanceOf(OsError.class).hasMessage(message);
        }
    }

    private static Call bind(SockAddr address) {
        return s -> {
            s.bind(address);
            return 0;
        };
    }

    @Test
    void bind() throws Exception {
        try (var taken = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
            taken.bind(SockAddr.ip("127.0.0.1", 0));
            fails(AF_INET, SOCK_STREAM, bind(taken.getsockname()), "bind(fd, " + taken.getsockname()
                    + "): EADDRINUSE (address already in use): "
                    + "another socket has that port: stop its program (ss -lntup shows it) or choose another port");
        }
        fails(AF_INET, SOCK_STREAM, bind(SockAddr.ip("192.0.2.1", 1)),
                "bind(fd, 192.0.2.1:1): EADDRNOTAVAIL (cannot assign requested address): "
                        + "no interface here has that address: see strata interfaces");
        fails(AF_UNIX, SOCK_STREAM, bind(new SockAddr.Un("/no/such/folder")),
                "bind(fd, /no/such/folder): ENOENT (no such file or directory): the folder of that path is not there");
        var path = new SockAddr.Un(folder.resolve("s").toString());
        fails(AF_UNIX, SOCK_STREAM, bind(path), path,
                "the path is there already: remove it if no program listens on it");
        fails(AF_INET6, SOCK_STREAM, bind(SockAddr.ip("fe80::1", 80)),
                "bind(fd, [fe80::1]:80): EINVAL (invalid argument): "
                        + "a link-local address needs its interface: fe80::1%eth0");
    }

    /// A path that a socket left behind.
    private static void fails(int family, int type, Call bind, SockAddr.Un path, String wayOut) throws Exception {
        try (var first = Socket.socket(family, type, 0)) {
            first.bind(path);
        }
        fails(family, type, bind, "bind(fd, " + path + "): EADDRINUSE (address already in use): " + wayOut);
    }

    @Test
    void interfaces() throws Exception {
        Needs.here().root();
        fails(AF_INET, SOCK_DGRAM, s -> {
            s.setsockopt(SO_BINDTODEVICE, "no-such");
            return 0;
        }, "setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, no-such): ENODEV (no such device): "
                + "there is no such interface: see strata interfaces");
    }

    @Test
    void sending() throws Exception {
        try (var network = new TestNetwork()) {
            String a = network.namespace();
            String b = network.namespace();
            network.link(a, "left", List.of("192.0.2.1/24"), b, "right", List.of("192.0.2.2/24"));
            ByteBuffer data = ByteBuffer.wrap("x".getBytes(UTF_8));
            Netns.call(a, () -> {
                fails(AF_INET, SOCK_DGRAM, s -> s.sendto(data, 0, SockAddr.ip("192.0.2.255", 9)),
                        "sendto(fd, 1 bytes, 0, 192.0.2.255:9): EACCES (permission denied): "
                                + "a broadcast address needs SO_BROADCAST");
                fails(AF_INET, SOCK_DGRAM, s -> s.sendto(data, MSG_DONTWAIT, SockAddr.ip("203.0.113.1", 9)),
                        "sendto(fd, 1 bytes, MSG_DONTWAIT, 203.0.113.1:9): ENETUNREACH (network is unreachable): "
                                + "there is no route to that address: see ip route");
                fails(AF_INET, SOCK_DGRAM, s -> s.send(data, 0),
                        "send(fd, 1 bytes, 0): EDESTADDRREQ (destination address required): "
                                + "give an address, or connect first");
                fails(AF_INET, SOCK_STREAM, s -> s.recv(ByteBuffer.allocate(1), MSG_PEEK | MSG_DONTWAIT),
                        "recv(fd, 1 bytes, MSG_PEEK | MSG_DONTWAIT): ENOTCONN (transport endpoint is not connected): "
                                + "connect first");
                return 0;
            });
        }
    }

    @Test
    void unix() throws Exception {
        fails(AF_UNIX, SOCK_STREAM, s -> s.connect(new SockAddr.Un("/no/such")),
                "connect(fd, /no/such): ENOENT (no such file or directory): no socket has that path");
    }

    @Test
    void sockets() {
        assertThatThrownBy(() -> Socket.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_UDP)).hasMessage(
                "socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_UDP): EPROTONOSUPPORT (protocol not supported): "
                        + "that type of socket has no such protocol");
        assertThatThrownBy(() -> Socket.socket(99, 98, 97)).hasMessageStartingWith("socket(99, 98, 97): ");
        assertThatThrownBy(() -> Socket.socket(AF_PACKET, 98, Socket.htons(ETH_P_ALL)))
                .hasMessageStartingWith("socket(AF_PACKET, 98, htons(ETH_P_ALL)): ");
    }

    @Test
    void missingPrivilege() {
        assertThat(Failure.of("socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)", Errno.EPERM).getMessage()).startsWith(
                "socket(AF_INET, SOCK_RAW, IPPROTO_ICMP): EPERM (operation not permitted): needs CAP_NET_RAW");
        assertThat(Failure.of("bind(fd, 0.0.0.0:7)", Errno.EACCES).getMessage()).startsWith(
                "bind(fd, 0.0.0.0:7): EACCES (permission denied): needs CAP_NET_BIND_SERVICE")
                .endsWith("; or choose a port from 1024 on");
        assertThat(Failure.of("bind(fd, /root/s)", Errno.EACCES)).hasMessage(
                "bind(fd, /root/s): EACCES (permission denied): this user may not make a file in that folder");
        assertThat(Failure.of("connect(fd, /root/s)", Errno.EACCES)).hasMessageEndingWith(
                ": this user may not write to that path, or not see its folder");
        assertThat(Failure.of("setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, lo)", Errno.EPERM).getMessage())
                .contains("needs CAP_NET_RAW");
    }

    /// The signal that ends a program in C, unless it is ignored.
    @Test
    void sendingToWhoHasClosed() throws Exception {
        try (var pair = new SocketTest.Pair(AF_INET)) {
            pair.b.close();
            assertThatThrownBy(() -> {
                for (;;)
                    pair.a.send(ByteBuffer.allocate(1), 0);
            }).isInstanceOfSatisfying(OsError.class,
                    e -> assertThat(e.errno()).isIn(Errno.EPIPE, Errno.ECONNRESET));
        }
    }
}
