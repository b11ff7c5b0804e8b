package net.strata.probe;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_UDP;
import static net.strata.os.Abi.MSG_DONTWAIT;
import static net.strata.os.Abi.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.strata.TestNetwork;
import net.strata.os.Netns;
import net.strata.os.Option;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketsTest {
    /// What a raw socket sees of datagrams to several ports of this host.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyWhatIsForOurPortsComes(boolean six) throws Exception {
        try (var network = new TestNetwork()) {
            List<Integer> seen = Netns.call(network.namespace(), () -> {
                List<Integer> ports = new ArrayList<>();
                try (var raw = Sockets.raw(six ? AF_INET6 : AF_INET, IPPROTO_UDP);
                        var none = Sockets.raw(six ? AF_INET6 : AF_INET, IPPROTO_UDP);
                        var sender = Socket.socket(six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0).expectIcmpErrors()) {
                    raw.setsockopt(Option.SO_ATTACH_FILTER, Sockets.ports(!six, 1000, 1003));
                    none.setsockopt(Option.SO_ATTACH_FILTER, Sockets.nothing());
                    for (int port : new int[]{999, 1000, 1003, 1004, 65535})
                        sender.sendto(ByteBuffer.allocate(4), 0, SockAddr.ip(six ? "::1" : "127.0.0.1", port));
                    // What goes to this host is there when the call comes back.
                    ByteBuffer b = ByteBuffer.allocate(100);
                    while (raw.recv(b.clear(), MSG_DONTWAIT) > 0)
                        ports.add(b.getShort(six ? 2 : 22) & 0xffff);
                    assertThat(none.recv(b.clear(), MSG_DONTWAIT)).isNegative();
                }
                return ports;
            });
            assertThat(seen).containsExactly(1000, 1003);
        }
    }
}
