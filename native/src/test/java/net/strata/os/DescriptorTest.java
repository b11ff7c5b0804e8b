package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import net.strata.TestNetwork;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Descriptors are never left open, and never confused.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DescriptorTest {
    /// How many descriptors of sockets, events and namespaces this process has.
    static int open() throws IOException {
        int n = 0;
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:") || target.contains("[eventfd]") || target.startsWith("net:")) n++;
                } catch (IOException _) {
                    // The one that reads the folder.
                }
            }
        }
        return n;
    }

    private static void leavesNothing(ThrowingCallable work) throws Throwable {
        work.call(); // loads classes, which may open files
        int before = open();
        for (int i = 0; i < 200; i++)
            work.call();
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void manyOpens() throws Throwable {
        leavesNothing(() -> Socket.socket(AF_INET, SOCK_STREAM, 0).close());
        leavesNothing(() -> new SocketTest.Pair(AF_INET).close());
        leavesNothing(() -> new Poll().close());
        leavesNothing(() -> Netlink.open().close());
    }

    @Test
    void failuresHalfWay() throws Throwable {
        leavesNothing(() -> assertThatThrownBy(() -> Socket.socket(AF_INET, SOCK_STREAM, 99))
                .isInstanceOf(OsError.class));
        leavesNothing(() -> assertThatThrownBy(() -> {
            try (var s = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                s.setsockopt(SO_BINDTODEVICE, "no-such");
            }
        }).hasMessageContaining("ENODEV"));
        leavesNothing(() -> assertThatThrownBy(() -> Netns.call("1", () -> {
            throw new IOException("x");
        })));
    }

    @Test
    void inOtherNamespaces() throws Throwable {
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            leavesNothing(() -> Netns.call(name, () -> Socket.socket(AF_INET, SOCK_DGRAM, 0)).close());
        }
    }

    @Test
    void acceptWithoutDescriptorsIsExplained() {
        assertThat(Failure.of("accept(fd)", Errno.EMFILE)).hasMessage(
                "accept(fd): EMFILE (too many open files): close some, or raise the limit: ulimit -n");
    }

    /// Threads receive while others close and open: a datagram is never received by a socket it was not for.
    @Test
    void aClosedNumberIsNeverMistakenForAnother() throws Exception {
        var wrong = new AtomicInteger();
        for (int round = 0; round < 300; round++) {
            var first = Socket.socket(AF_INET, SOCK_DGRAM, 0);
            first.bind(SockAddr.ip("127.0.0.1", 0));
            Thread reader = Thread.ofPlatform().start(() -> {
                var into = ByteBuffer.allocate(10);
                try {
                    for (;;)
                        if (first.recv(into.clear(), 0) > 0) wrong.incrementAndGet();
                } catch (IllegalStateException | OsError _) {
                    // Closed.
                }
            });
            first.close();
            try (var second = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                second.bind(SockAddr.ip("127.0.0.1", 0));
                second.sendto(ByteBuffer.allocate(1), 0, second.getsockname());
                reader.join();
                assertThat(second.recv(ByteBuffer.allocate(10), MSG_DONTWAIT)).isEqualTo(1);
            }
        }
        assertThat(wrong.get()).isZero();
    }
}
