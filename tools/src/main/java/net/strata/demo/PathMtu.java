package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Calls;
import net.strata.os.Errno;
import net.strata.os.Links;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.PrivateNetwork;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// How large a packet may be on its way, and how a sender learns that.
final class PathMtu implements Demo {
    private static final int MTU = 1280;
    /// Of an IPv4 and a UDP header.
    private static final int HEADERS = 28;
    private static final int LINK_MTU = 1500;
    /// What fits the first link, and what fits the second.
    private static final int LARGE = LINK_MTU - HEADERS;
    private static final int SMALL = MTU - HEADERS;
    private static final int ALL_PREFIX = 24;
    private static final int PAIR_PREFIX = 30;
    /// Their last numbers.
    private static final int FAR = 253;
    private static final int NEAR = 254;
    /// The server's host passes packets on, and answers at once for the hosts on the other side of it (arp(7), ip(7)).
    private static final List<String> ROUTER = List.of("ip_forward=1", "conf/all/proxy_arp=1",
            "neigh/near/proxy_delay=0");
    private static final long PATIENCE = 3_000_000_000L;

    @Override
    public About about() {
        return new About("pmtu", "how a sender learns what the way can carry",
                "A packet that is too large for a link is cut by the router there, and the sender need not know.",
                "A client sends 1472 bytes of UDP, which with their headers fill its own link, to a host behind a router; the "
                        + "link there carries 1280. What becomes of them?",
                "It depends on one bit. A packet without DF is cut by the router and put together at its end. With DF the "
                        + "router drops it and says by ICMP what fits. The kernel remembers that for the destination, and "
                        + "IP_MTU tells the number. What it does with the next datagram that is too large is the socket's "
                        + "choice, IP_MTU_DISCOVER. Unless told otherwise (IP_PMTUDISC_WANT) it cuts that itself, before it "
                        + "leaves; a connected socket is told once, by EMSGSIZE, of the one that was lost. With "
                        + "IP_PMTUDISC_DO the send fails with EMSGSIZE, and the program has to send less. With IP_PMTUDISC_DONT DF is never set. TCP cuts its segments accordingly by itself. "
                        + "Where the ICMP message is dropped on its way, large packets vanish. In IPv6 no router cuts.",
                List.of("ip(7) on IP_MTU_DISCOVER and IP_MTU", "udp(7)", "RFC 1191 sections 3 and 4",
                        "RFC 791 section 3.2",
                        "RFC 8201"));
    }

    /// Behind the server, on a link of its own, is a host that the client believes to be on its link.
    private static SockAddr.In neighbour(Stage stage, int number, int port) {
        int server = ByteBuffer.wrap(stage.address(SERVER, AF_INET, 0).bytes()).getInt();
        return new SockAddr.In(server & -1 << 32 - ALL_PREFIX | number, port);
    }

    /// Makes the server's host a router, and opens a socket on the host behind it.
    private static Socket behind(Stage stage, PrivateNetwork far) throws Exception {
        try (var links = Links.open()) {
            links.pair(new Links.End("near", "02:00:00:00:07:03"), new Links.End("far", "02:00:00:00:07:04"), far);
            links.address("near", neighbour(stage, NEAR, 0), PAIR_PREFIX);
            links.mtu("near", MTU);
            links.up("near");
        }
        for (String setting : ROUTER)
            set(setting);
        set("neigh/" + stage.device() + "/proxy_delay=0");
        return far.call(() -> {
            try (var links = Links.open()) {
                links.address("far", neighbour(stage, FAR, 0), ALL_PREFIX);
                links.mtu("far", MTU);
                links.up("far");
            }
            return Kit.impatient(Socket.socket(AF_INET, SOCK_DGRAM, 0));
        });
    }

    /// As sysctl(8) does.
    private static void set(String setting) throws IOException {
        String[] parts = setting.split("=", 2);
        Files.writeString(Path.of("/proc/sys/net/ipv4", parts[0]), parts[1]);
    }

    /// Does what is no part of what is shown.
    private static <T> T unseen(Callable<T> work) throws Exception {
        var result = new CompletableFuture<T>();
        Calls.watch(call -> {
        }, () -> result.complete(work.call()));
        return result.get();
    }

    private static void receive(Stage stage) throws Exception {
        try (PrivateNetwork far = unseen(() -> PrivateNetwork.make("far"));
                Socket socket = unseen(() -> behind(stage, far))) {
            socket.bind(neighbour(stage, FAR, Kit.PORT));
            int length;
            do
                length = Kit.recv(socket, LINK_MTU).length;
            while (length != SMALL && length > 0);
        }
    }

    private static void send(Stage stage) throws OsError {
        SockAddr to = neighbour(stage, FAR, Kit.PORT);
        try (var any = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                var whole = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                var usual = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                var poll = new Poll()) {
            any.setsockopt(Option.IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
            any.sendto(Kit.bytes(Kit.numbers(LARGE)), 0, to);
            whole.expect(Errno.EMSGSIZE).setsockopt(Option.IP_MTU_DISCOVER, IP_PMTUDISC_DO);
            whole.connect(to);
            whole.getsockopt(Option.IP_MTU);
            whole.send(Kit.bytes(Kit.numbers(LARGE + 1)), 0);
            whole.send(Kit.bytes(Kit.numbers(LARGE)), 0);
            // An ICMP message for the socket is an error that waits.
            poll.add(whole, 0);
            poll.poll(PATIENCE);
            whole.getsockopt(Option.SO_ERROR);
            whole.send(Kit.bytes(Kit.numbers(LARGE)), 0);
            whole.getsockopt(Option.IP_MTU);
            usual.sendto(Kit.bytes(Kit.numbers(LARGE)), 0, to);
            whole.send(Kit.bytes(Kit.numbers(SMALL)), 0);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("datagrams to a host behind the server's, on a link with an MTU of 1280",
                PathMtu::receive, PathMtu::send);
        var decoding = new Decoding(session);
        List<Step> sends = session.calls(CLIENT, "send");
        List<Step> mtus = session.calls(CLIENT, "getsockopt");
        List<Integer> received = session.calls(SERVER, "recv").stream().map(step -> step.made().call().result())
                .toList();
        List<Packet> tooBig = decoding.chosen("icmp.type == 3 && icmp.code == 4");
        List<Packet> data = decoding.chosen("ip.proto == 17 && !icmp").stream()
                .filter(packet -> packet.from() == CLIENT).toList();
        session.show(Session.all(session.options(CLIENT, "IP_"), session.calls(CLIENT, "sendto", "send", "ppoll"), mtus,
                session.calls(SERVER, "recv")), Session.all(data, tooBig));
        Step mtu = session.last(CLIENT, "getsockopt");
        int first = session.call(SERVER, "recv").made().call().result();
        int last = session.last(SERVER, "recv").made().call().result();
        for (Packet packet : data)
            session.say("the client's packet of " + decoding.field(packet, "ip.len") + " bytes: DF "
                    + decoding.field(packet, "ip.flags.df"));
        trial.expect("without DF, 1472 bytes arrive whole: the router cut them", first == LARGE,
                "recv returned " + received);
        trial.expect("with DF, what is too large for the own link fails at once with EMSGSIZE",
                Session.failed(session.call(CLIENT, "send"), Errno.EMSGSIZE), Session.results(sends));
        trial.expectPackets("what is too large for a later link is lost, and the router says by ICMP what fits: 1280",
                Session.result(session.call(CLIENT, "send", 1)).equals(Integer.toString(LARGE)) && !tooBig.isEmpty()
                        && decoding.field(tooBig.getFirst(), "icmp.mtu").equals(Integer.toString(MTU))
                        && received.stream().filter(each -> each == LARGE).count() == 2,
                tooBig.size() + " such messages, recv returned " + received);
        trial.expect("from then on the same send fails at once, and IP_MTU is 1280",
                Session.failed(session.call(CLIENT, "send", 2), Errno.EMSGSIZE)
                        && mtu.made().call().arguments().contains("[" + MTU + "]"),
                Session.results(sends) + "; " + mtu.made().call());
        List<Packet> pieces = decoding.chosen("ip.flags.mf == 1").stream()
                .filter(packet -> packet.from() == CLIENT).toList();
        trial.expectPackets(
                "a socket as it is, without IP_MTU_DISCOVER, sends 1472 bytes all the same: its kernel cuts them",
                Session.result(session.last(CLIENT, "sendto")).equals(Integer.toString(LARGE)) && pieces.size() == 1
                        && received.lastIndexOf(LARGE) == received.size() - 2,
                pieces.size() + " packets in pieces, recv returned " + received);
        trial.expect("1252 bytes arrive", last == SMALL, "recv returned " + received);
    }
}
