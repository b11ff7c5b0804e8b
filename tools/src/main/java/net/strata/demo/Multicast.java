package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// One datagram for those who asked for it.
final class Multicast implements Demo {
    private static final String GROUP = "239.1.2.3";
    /// The group's last 23 bits (RFC 1112 section 6.4).
    private static final String MAC = "01:00:5e:01:02:03";
    private static final SockAddr.Ip TO = SockAddr.ip(GROUP, Kit.PORT);
    private static final SockAddr.In ANY = new SockAddr.In(0, Kit.PORT);
    private static final String NEWS = "news for members";
    private static final String LATE = "too late";
    private static final int SIZE = 100;
    /// The kernel reports in its own time, a few ms later.
    private static final long REPORTS = 300_000_000;

    @Override
    public About about() {
        return new About("multicast", "one datagram for those who asked for it",
                "A datagram to 239.1.2.3 reaches every socket that is bound to its port.",
                "Three sockets listen on one port; one has joined the group. A client sends to the group. Who gets it, what "
                        + "does the network learn of who joined, and how far does it go?",
                "Membership is an option of a socket: IP_ADD_MEMBERSHIP, for an interface. The host reports by IGMP which "
                        + "groups it is in, so that routers and switches know, and when it leaves. The frame's hardware "
                        + "address comes from the group's last 23 bits. TTL is 1 unless IP_MULTICAST_TTL says more: it does "
                        + "not leave the link. The sender's own host gets a copy if it is a member, unless "
                        + "IP_MULTICAST_LOOP is off. On Linux, a socket that joined nothing gets what other sockets of the "
                        + "host have joined, until it sets IP_MULTICAST_ALL to 0.",
                List.of("ip(7) on IP_ADD_MEMBERSHIP, IP_MULTICAST_ALL, IP_MULTICAST_LOOP and IP_MULTICAST_TTL",
                        "RFC 1112 section 6", "RFC 3376 section 4.2"));
    }

    /// @param all whether it wants what others of the host have joined (IP_MULTICAST_ALL)
    private static Socket listener(boolean all) throws OsError {
        var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0);
        try {
            socket.setsockopt(Option.SO_REUSEADDR, 1);
            Kit.impatient(socket);
            if (!all) socket.setsockopt(Option.IP_MULTICAST_ALL, 0);
            socket.bind(ANY);
            return socket;
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    private static String group(Stage stage) {
        return GROUP + "%" + stage.device();
    }

    private static void listen(Stage stage) throws Exception {
        try (Socket member = listener(false); Socket other = listener(false); Socket linux = listener(true)) {
            member.setsockopt(Option.IP_ADD_MEMBERSHIP, group(stage));
            stage.pause(REPORTS);
            Kit.recv(member, SIZE);
            Kit.recv(linux, SIZE);
            member.setsockopt(Option.IP_DROP_MEMBERSHIP, group(stage));
            stage.signal("left");
            stage.await("sent");
            for (Socket each : List.of(member, other, linux)) {
                each.nonblocking(true);
                Kit.recv(each, SIZE);
            }
            stage.pause(REPORTS);
        }
    }

    private static void send(Stage stage) throws Exception {
        try (Socket own = listener(false); Socket socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            // Which interface the group is on: the address does not tell.
            socket.setsockopt(Option.IP_MULTICAST_IF, "0.0.0.0%" + stage.device());
            own.setsockopt(Option.IP_ADD_MEMBERSHIP, group(stage));
            socket.sendto(Kit.bytes(NEWS), 0, TO);
            Kit.recv(own, SIZE);
            stage.await("left");
            socket.setsockopt(Option.IP_MULTICAST_LOOP, 0);
            socket.sendto(Kit.bytes(LATE), 0, TO);
            own.nonblocking(true);
            Kit.recv(own, SIZE);
            stage.signal("sent");
        }
    }

    /// What a side's sockets got, of those counted from 0 in the order that they were made in.
    private static List<String> got(Session session, Side side, int socket) throws Missing {
        int fd = session.call(side, "socket", socket).made().call().result();
        return session.calls(side, "recv").stream().filter(step -> step.made().call().fd() == fd).map(
                step -> step.made().call().error() == null
                        ? Session.texts(List.of(step)).getFirst()
                        : Session.result(step))
                .toList();
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("a datagram to 239.1.2.3, and another after the member has left", Multicast::listen,
                Multicast::send);
        var decoding = new Decoding(session);
        List<Packet> data = decoding.chosen("udp && ip.dst == " + GROUP);
        List<Packet> joined = reports(decoding, "igmp.record_type == 4 || igmp.type == 0x16 || igmp.type == 0x12");
        List<Packet> left = reports(decoding, "igmp.record_type == 3 || igmp.type == 0x17");
        session.show(Session.all(session.options(SERVER, "IP_"), session.options(CLIENT, "IP_"),
                session.calls(SERVER, "recv"), session.calls(CLIENT, "sendto", "recv")),
                Session.all(data, Session.first(1, joined), Session.first(1, left)));
        if (data.isEmpty()) throw new Missing("no packet to the group was captured");
        Packet first = data.getFirst();
        session.say("the frame is for " + decoding.field(first, "eth.dst") + ", with TTL "
                + decoding.field(first, "ip.ttl"));
        List<String> member = got(session, SERVER, 0);
        List<String> other = got(session, SERVER, 1);
        List<String> linux = got(session, SERVER, 2);
        List<String> own = got(session, CLIENT, 0);
        String again = Errno.of(Errno.EAGAIN).name();
        trial.expect("the member gets it, and nothing any more when it has left", member.equals(List.of(NEWS, again)),
                member.toString());
        trial.expect("a socket of the same port that has joined nothing, with IP_MULTICAST_ALL off, gets nothing",
                other.equals(List.of(again)), other.toString());
        trial.expect("with IP_MULTICAST_ALL on, as it is unless set, it gets what the other has joined",
                linux.equals(List.of(NEWS, again)), linux.toString());
        trial.expect("a member on the sender's own host gets it, until IP_MULTICAST_LOOP is off",
                own.equals(List.of(NEWS, again)), own.toString());
        trial.expectPackets("the server's kernel reports by IGMP that it joined, and that it left",
                !joined.isEmpty() && !left.isEmpty(), joined.size() + " and " + left.size() + " reports");
        trial.expectPackets("the frame is for " + MAC + ", and its TTL is 1",
                decoding.field(first, "eth.dst").equals(MAC) && decoding.field(first, "ip.ttl").equals("1"),
                decoding.field(first, "eth.dst") + ", " + decoding.field(first, "ip.ttl"));
    }

    private static List<Packet> reports(Decoding decoding, String types) {
        return decoding.chosen("igmp.maddr == " + GROUP + " && (" + types + ")").stream()
                .filter(packet -> packet.from() == SERVER).toList();
    }
}
