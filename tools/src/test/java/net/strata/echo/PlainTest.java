package net.strata.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.os.Abi;
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
}
