package net.strata.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.TestNetwork;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTest {
    private static final int STREAM = Abi.SOCK_STREAM;

    @TempDir
    Path folder;

    private static String bind(SockAddr address) throws OsError {
        try (var socket = Socket.socket(address.family(), STREAM, 0)) {
            var e = catchThrowableOfType(OsError.class, () -> socket.bind(address));
            return Plain.text(e, address, STREAM);
        }
    }

    private static String connect(SockAddr address) throws OsError {
        try (var socket = Socket.socket(address.family(), STREAM, 0)) {
            var e = catchThrowableOfType(OsError.class, () -> socket.connect(address));
            return Plain.text(e, address, STREAM);
        }
    }

    @Test
    void aPortInUseIsToldWithItsProcess() throws OsError {
        try (var first = Socket.socket(Abi.AF_INET, STREAM, 0)) {
            first.bind(SockAddr.ip("127.0.0.1", 0));
            first.listen(1);
            var address = first.getsockname();
            assertThat(bind(address)).matches(
                    address + " is in use: .*\\[" + ProcessHandle.current().pid() + "] has it \\(EADDRINUSE\\)");
        }
    }

    @Test
    void aHostThatIsNotOurs() throws OsError {
        assertThat(bind(SockAddr.ip("192.0.2.1", 0))).isEqualTo("no interface of this machine has the address "
                + "192.0.2.1: strata interfaces shows those it has (EADDRNOTAVAIL)");
    }

    @Test
    void aReservedPort() {
        var e = new OsError("bind(fd, 127.0.0.1:7)", 13, null);
        assertThat(Plain.text(e, SockAddr.ip("127.0.0.1", 7), STREAM))
                .matches(
                        "port 7 is reserved: those below \\d+ are root's; choose another, or run with sudo \\(EACCES\\)");
    }

    @Test
    void refused() throws OsError {
        try (var bound = Socket.socket(Abi.AF_INET, STREAM, 0)) {
            bound.bind(SockAddr.ip("127.0.0.1", 0)); // and does not listen
            var address = (SockAddr.Ip) bound.getsockname();
            assertThat(connect(address)).isEqualTo(
                    address + " refuses: nothing listens on port " + address.port() + " there (ECONNREFUSED)");
        }
    }

    @Test
    void pathsOfUnixSockets() throws Exception {
        var path = new SockAddr.Un(folder.resolve("s").toString());
        assertThat(connect(path)).isEqualTo(path + ": no socket has that path (ENOENT)");
        try (var server = Socket.socket(Abi.AF_UNIX, STREAM, 0)) {
            server.bind(path);
            server.listen(1);
            assertThat(bind(path)).matches(path + " is there already: .*\\[\\d+] has it \\(EADDRINUSE\\)");
        }
        assertThat(bind(path)).isEqualTo(
                path + " is there already, left behind by a program that is gone: remove it (EADDRINUSE)");
        assertThat(connect(path)).isEqualTo(
                path + " refuses: a socket file that no program listens on any more (ECONNREFUSED)");
        var file = Files.writeString(folder.resolve("f"), "");
        assertThat(connect(new SockAddr.Un(file.toString())))
                .isEqualTo(file + " is a file, and no socket (ECONNREFUSED)");
        assertThat(bind(new SockAddr.Un(folder.resolve("no/s").toString())))
                .isEqualTo(folder.resolve("no/s") + ": that folder is not there (ENOENT)");
    }

    @Test
    void theOtherTypeOfUnixSocket() throws OsError {
        var name = new SockAddr.Un(folder.resolve("s").toString());
        try (var datagrams = Socket.socket(Abi.AF_UNIX, Abi.SOCK_DGRAM, 0)) {
            datagrams.bind(name);
            assertThat(connect(name)).isEqualTo(
                    name + " is a socket of the other type: with --datagram, or without it (EPROTOTYPE)");
        }
    }

    @Test
    void whatHasNoExplanationKeepsTheCallsOwn() {
        var e = new OsError("listen(fd, 5)", 95, null);
        assertThat(Plain.text(e, SockAddr.ip("127.0.0.1", 7), STREAM)).isEqualTo(e.getMessage());
    }

    private static String said(String call, int errno, String host, int type) {
        return Plain.text(new OsError(call, errno, null), SockAddr.ip(host, 9), type);
    }

    /// The kernel gives such a number to the first read alone.
    @Test
    void theFirstPortThatIsNotReservedIsTheKernels() {
        String first = TestNetwork.run("cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start").strip();
        assertThat(said("bind(fd, 127.0.0.1:7)", Errno.EACCES, "127.0.0.1", STREAM))
                .contains(": those below " + first + " are root's");
    }

    @Test
    void anOptionIsNotForbiddenByAFirewall() {
        assertThat(said("setsockopt(fd, SOL_SOCKET, SO_MARK, 3)", Errno.EPERM, "127.0.0.1", STREAM)).isEqualTo(
                "setsockopt(fd, SOL_SOCKET, SO_MARK, 3): this user may not set that; root may, and who has CAP_NET_ADMIN "
                        + "(EPERM)");
        assertThat(said("sendto(fd, 1 bytes, 0, 127.0.0.1:9)", Errno.EPERM, "127.0.0.1", STREAM))
                .isEqualTo("127.0.0.1:9: a firewall rule of this machine forbids it (EPERM)");
    }

    @Test
    void onlyABroadcastAddressNeedsBroadcast() throws OsError {
        var broadcast = SockAddr.ip("255.255.255.255", 9);
        try (var socket = Socket.socket(Abi.AF_INET, Abi.SOCK_DGRAM, 0)) {
            var e = catchThrowableOfType(OsError.class, () -> socket.connect(broadcast));
            assertThat(Plain.text(e, broadcast, Abi.SOCK_DGRAM))
                    .isEqualTo("255.255.255.255:9 is a broadcast address: those need --broadcast (EACCES)");
        }
        for (int type : new int[]{STREAM, Abi.SOCK_DGRAM})
            assertThat(said("connect(fd, 192.0.2.1:9)", Errno.EACCES, "192.0.2.1", type)).isEqualTo(
                    "192.0.2.1:9: a route or a rule of this machine forbids to go there; ip route get 192.0.2.1 asks for "
                            + "the route (EACCES)");
    }

    @Test
    void aConnectionHasOneHost() throws OsError {
        assertThat(connect(SockAddr.ip("224.0.0.9", 9))).isEqualTo(
                "224.0.0.9:9 is the address of many hosts, and a connection has one: with --datagram (ENETUNREACH)");
        assertThat(said("connect(fd, 192.0.2.1:9)", Errno.ENETUNREACH, "192.0.2.1", STREAM))
                .isEqualTo("192.0.2.1:9: no route of this machine leads there (ENETUNREACH)");
    }

    @Test
    void theSocketsAddressIsNotBlamedWhereNoneWasAskedFor() {
        var to = SockAddr.ip("192.0.2.1", 9);
        var e = new OsError("connect(fd, 192.0.2.1:9)", Errno.EINVAL, null);
        assertThat(Plain.text(e, to, null, STREAM)).startsWith("192.0.2.1:9: a route of this machine drops");
        assertThat(Plain.text(e, to, SockAddr.ip("127.0.0.1", 0), STREAM))
                .startsWith("192.0.2.1:9 cannot be reached from 127.0.0.1,");
        assertThat(said("connect(fd, [fe80::1]:9)", Errno.EINVAL, "fe80::1", STREAM))
                .startsWith("[fe80::1]:9: a link-local address needs its interface");
    }

    /// The side that closes first keeps the connection for a minute, and here without SO_REUSEADDR.
    @Test
    void aPortInTimeWaitIsNotPromisedToReuseaddr() throws OsError {
        SockAddr address;
        try (var server = Socket.socket(Abi.AF_INET, STREAM, 0);
                var client = Socket.socket(Abi.AF_INET, STREAM, 0)) {
            server.bind(SockAddr.ip("127.0.0.1", 0));
            server.listen(1);
            address = server.getsockname();
            client.connect(address);
            server.accept().close();
            assertThat(client.recv(ByteBuffer.allocate(1), 0)).isZero();
        }
        SockAddr again = address;
        try (var socket = Socket.socket(Abi.AF_INET, STREAM, 0)) {
            socket.setsockopt(Option.SO_REUSEADDR, "on");
            var e = catchThrowableOfType(OsError.class, () -> socket.bind(again));
            assertThat(Plain.text(e, again, STREAM)).contains("(TIME-WAIT): wait, or choose another port",
                    "only if the socket of that connection had it, too");
        }
    }
}
