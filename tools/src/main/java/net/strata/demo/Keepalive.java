package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import net.strata.filter.BpfProgram;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// Nothing tells of a peer that has vanished, unless somebody asks.
final class Keepalive implements Demo {
    private static final int PROBES = 2;
    /// A packet filter of one instruction: it lets no byte through (`ret #0`).
    private static final BpfProgram NOTHING = new BpfProgram(
            ByteBuffer.allocate(BpfProgram.INSTRUCTION).putShort((short) 0x06).putShort((short) 0).putInt(0).flip());

    @Override
    public About about() {
        return new About("keepalive", "nothing tells of a peer that has vanished, unless somebody asks",
                "When the other machine loses its power or its cable, the connection breaks, and recv tells.",
                "Two clients wait in recv. Their server falls silent: nothing that is sent to it has any effect. Which client "
                        + "finds out?",
                "A connection is only what two kernels remember. Where nothing is sent, nothing can fail: without keepalive "
                        + "recv waits for ever. With SO_KEEPALIVE the kernel asks an idle peer: first after TCP_KEEPIDLE "
                        + "seconds (7200 unless set otherwise), then every TCP_KEEPINTVL; after TCP_KEEPCNT questions without "
                        + "an answer recv fails with ETIMEDOUT.",
                List.of("tcp(7) on TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT", "RFC 9293 section 3.8.4",
                        "socket(7) on SO_KEEPALIVE"));
    }

    /// A socket whose filter drops all is, for its peer, a machine without a cable.
    private static void vanish(Stage stage) throws Exception {
        try (var listener = Kit.listener(stage, 2); var first = listener.accept(); var second = listener.accept()) {
            for (Socket connection : List.of(first, second))
                connection.setsockopt(Option.SO_ATTACH_FILTER, NOTHING);
            stage.signal("silent");
            stage.await("noticed");
            for (Socket connection : List.of(first, second))
                connection.setsockopt(Option.SO_DETACH_FILTER, 0);
        }
    }

    private static void await(Stage stage) throws Exception {
        try (Socket asks = Kit.connected(stage); Socket trusts = Kit.connected(stage)) {
            asks.getsockopt(Option.TCP_KEEPIDLE);
            asks.setsockopt(Option.TCP_KEEPIDLE, 1);
            asks.setsockopt(Option.TCP_KEEPINTVL, 1);
            asks.setsockopt(Option.TCP_KEEPCNT, PROBES);
            asks.setsockopt(Option.SO_KEEPALIVE, 1);
            stage.await("silent");
            Kit.recv(asks.expect(Errno.ETIMEDOUT), 100);
            trusts.nonblocking(true);
            Kit.recv(trusts, 100);
            trusts.getsockopt(Option.SO_ERROR);
            stage.signal("noticed");
        }
    }

    /// A probe has a number that was acknowledged already, so that the peer must answer.
    private static List<Packet> probes(Session session) {
        return new Decoding(session).chosen("tcp.flags == 0x010 && tcp.len <= 1 && tcp.seq == 0").stream()
                .filter(packet -> packet.from() == CLIENT).toList();
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("two connections to a server that falls silent; the first has keepalive",
                Keepalive::vanish, Keepalive::await);
        List<Step> recvs = session.calls(CLIENT, "recv");
        List<Packet> probes = probes(session);
        session.show(Session.all(session.calls(CLIENT, "connect", "setsockopt", "recv", "getsockopt"),
                session.options(SERVER, "SO_ATTACH_FILTER")), probes);
        trial.expect("with keepalive, recv fails with ETIMEDOUT",
                Session.failed(session.call(CLIENT, "recv"), Errno.ETIMEDOUT), Session.results(recvs));
        trial.expectPackets("its kernel asked before, at least " + PROBES + " times", probes.size() >= PROBES,
                probes.size() + " probes");
        trial.expect("without keepalive nothing is noticed: nothing to read, no error",
                Session.failed(session.call(CLIENT, "recv", 1), Errno.EAGAIN), Session.results(recvs));
    }
}
