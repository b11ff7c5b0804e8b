package net.strata.os;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Networks that the program makes for itself, and links in them.
final class PrivateNetworkTest {
    private static final Links.End A = new Links.End("a0", "02:00:00:00:00:01");
    private static final Links.End B = new Links.End("b0", "02:00:00:00:00:02");

    @BeforeEach
    void isRoot() throws IOException {
        Needs.here().root();
    }

    private static List<Link> links() throws OsError {
        try (var netlink = Netlink.open()) {
            return netlink.links();
        }
    }

    @Test
    void aNewOneHasNothingButALoopbackThatIsDown() throws Exception {
        List<Link> here = links();
        try (var network = PrivateNetwork.make("test network")) {
            assertThat(network.call(PrivateNetworkTest::links)).singleElement().satisfies(lo -> {
                assertThat(lo.isLoopback()).isTrue();
                assertThat(lo.isUp()).isFalse();
            });
            // Threads that are started in it are in it, and nothing else is.
            var seen = new String[1];
            network.call(() -> Thread.ofPlatform().start(() -> seen[0] = namespace())).join();
            assertThat(seen[0]).isEqualTo(network.call(PrivateNetworkTest::namespace)).isNotEqualTo(namespace());
        }
        assertThat(links()).extracting(Link::name).containsExactlyElementsOf(here.stream().map(Link::name).toList());
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWorkThrowsIsThrown() throws Exception {
        try (var network = PrivateNetwork.make("test network")) {
            assertThatThrownBy(() -> network.call(() -> {
                throw new OsError("no");
            })).isInstanceOf(OsError.class).hasMessage("no");
        }
    }

    @Test
    void aPairJoinsTwo() throws Exception {
        try (var one = PrivateNetwork.make("test one"); var two = PrivateNetwork.make("test two")) {
            one.call(() -> {
                try (var links = Links.open()) {
                    links.pair(A, B, two);
                    raise(links, "a0", "10.9.0.1");
                    assertThatThrownBy(() -> links.up("c0")).isInstanceOf(OsError.class)
                            .hasMessage("RTM_GETLINK(c0): ENODEV (no such device): "
                                    + "there is no such interface: see strata interfaces");
                }
                return null;
            });
            Socket receiver = two.call(() -> {
                try (var links = Links.open()) {
                    raise(links, "b0", "10.9.0.2");
                }
                Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                socket.bind(SockAddr.ip("10.9.0.2", 5000));
                return socket;
            });
            Socket sender = one.call(() -> Socket.socket(AF_INET, SOCK_DGRAM, 0));
            try (receiver; sender) {
                sender.sendto(ByteBuffer.wrap(new byte[]{1, 2, 3}), 0, SockAddr.ip("10.9.0.2", 5000));
                var got = receiver.recvfrom(ByteBuffer.allocate(10), 0);
                assertThat(got.length()).isEqualTo(3);
                assertThat(got.from()).isInstanceOfSatisfying(SockAddr.In.class,
                        from -> assertThat(from.host()).isEqualTo("10.9.0.1"));
            }
            assertThat(one.call(PrivateNetworkTest::links)).filteredOn(link -> link.name().equals("a0")).singleElement()
                    .extracting(Link::mac).isEqualTo(A.mac());
            one.call(() -> {
                try (var links = Links.open()) {
                    links.remove("a0");
                }
                return null;
            });
            assertThat(two.call(PrivateNetworkTest::links)).noneMatch(link -> link.name().equals("b0"));
        }
    }

    private static void raise(Links links, String name, String address) throws OsError {
        links.plain(name);
        links.address(name, SockAddr.ip(address, 0), 24);
        links.up(name);
        links.notice(name);
    }

    /// What ethtool(8) says of a link that computes and cuts by itself.
    @Test
    void aPlainLinkDoesNothingInTheKernelsPlace() throws Exception {
        Needs.here().program("ethtool");
        Needs.here().program("nsenter");
        try (var one = PrivateNetwork.make("test one"); var two = PrivateNetwork.make("test two")) {
            one.call(() -> {
                try (var links = Links.open()) {
                    links.pair(A, B, two);
                    links.plain("a0");
                }
                return null;
            });
            List<String> command = new ArrayList<>(one.enter());
            command.addAll(List.of("ethtool", "-k", "a0"));
            assertThat(TestNetwork.run(command.toArray(String[]::new))).contains(
                    "tx-checksumming: off\n", "rx-checksumming: off\n", "tx-tcp-segmentation: off\n",
                    "tx-tcp6-segmentation: off\n", "generic-segmentation-offload: off\n",
                    "generic-receive-offload: off\n");
        }
    }
}
