package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// What raw sockets see.
final class RawSockets implements Demo {
    private static final String GROUP = "239.1.2.3";
    /// Where hosts report which groups they are in (RFC 3376 section 4.2.14).
    private static final String REPORTS = "224.0.0.22";
    private static final int SIZE = 1500;
    /// Where an IPv4 header tells what follows it.
    private static final int PROTOCOL = 9;
    private static final String TEXT = "to all who listen";

    @Override
    public About about() {
        return new About("raw", "raw sockets get copies of packets of their protocol",
                "A raw socket sees all packets that come, and takes them away from the kernel.",
                "A server has raw sockets for ICMP, for IGMP and for UDP, and an ordinary UDP socket. A client pings it, joins "
                        + "a multicast group, and sends a datagram. Which socket gets what, and who answers the ping?",
                "A raw socket gets a copy of each packet of its one protocol, with the IP header, after fragments were joined. "
                        + "The kernel does with the packet what it always does: it answers the ping by itself, and the "
                        + "datagram goes to its socket as well. (Those of BSD get no TCP and no UDP.) What is for a "
                        + "multicast group comes only to members: an IGMP listener joins 224.0.0.22. For all packets of all "
                        + "protocols there are packet sockets.",
                List.of("raw(7)", "icmp(7)", "packet(7)", "RFC 1122 section 3.2.2.6 on echo",
                        "RFC 3376 section 4.2.14"));
    }

    private static Socket raw(int protocol) throws OsError {
        return Kit.impatient(Socket.socket(AF_INET, SOCK_RAW, protocol));
    }

    private static void listen(Stage stage) throws Exception {
        try (Socket icmp = raw(IPPROTO_ICMP);
                Socket igmp = raw(IPPROTO_IGMP);
                Socket udp = raw(IPPROTO_UDP);
                Socket usual = Kit.datagrams(stage)) {
            igmp.setsockopt(Option.IP_ADD_MEMBERSHIP, REPORTS + "%" + stage.device());
            Kit.recv(icmp, SIZE);
            SockAddr client = stage.address(CLIENT, AF_INET, 0);
            // The server's own reports are for members, too.
            Socket.Received report;
            do
                report = igmp.recvfrom(ByteBuffer.allocate(SIZE), 0);
            while (report.length() >= 0 && !report.from().equals(client));
            stage.signal("reported");
            Kit.recv(usual, SIZE);
            Kit.recv(udp, SIZE);
            for (Socket each : List.of(icmp, igmp, udp)) {
                each.nonblocking(true);
                while (each.recv(ByteBuffer.allocate(SIZE), 0) >= 0) {
                    // Until there is no more.
                }
            }
        }
    }

    private static void send(Stage stage) throws Exception {
        SockAddr.Ip server = Kit.server(stage);
        try (Socket icmp = raw(IPPROTO_ICMP); Socket udp = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            icmp.sendto(echo(), 0, server.port(0));
            Kit.recv(icmp, SIZE);
            udp.setsockopt(Option.IP_ADD_MEMBERSHIP, GROUP + "%" + stage.device());
            udp.sendto(Kit.bytes(TEXT), 0, server);
            // A socket that is closed leaves its groups.
            stage.await("reported");
        }
    }

    /// An echo request (RFC 792) with identifier 1 and sequence number 7.
    private static ByteBuffer echo() {
        // ~(0x0800 + 0x0001 + 0x0007), as the checksum of RFC 1071.
        return ByteBuffer.allocate(8).putShort((short) 0x0800).putShort((short) ~0x0808).putShort((short) 1)
                .putShort((short) 7).flip();
    }

    /// What a socket got, of a side's sockets counted from 0 in the order that they were made in.
    private static List<Step> got(Session session, int socket) throws Missing {
        int fd = session.call(SERVER, "socket", socket).made().call().result();
        return session.calls(SERVER, "recv", "recvfrom").stream()
                .filter(step -> step.made().call().fd() == fd && step.made().call().result() >= 0).toList();
    }

    /// Whether all are IP packets of one protocol.
    private static boolean all(List<Step> received, int protocol) {
        return !received.isEmpty() && received.stream().map(step -> step.made().call().data())
                .allMatch(packet -> packet.length > PROTOCOL && packet[0] >> 4 == 4 && packet[PROTOCOL] == protocol);
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("a ping, a report of a multicast group, and a datagram", RawSockets::listen,
                RawSockets::send);
        var decoding = new Decoding(session);
        List<Packet> answers = decoding.chosen("icmp.type == 0").stream().filter(packet -> packet.from() == SERVER)
                .toList();
        List<Packet> requests = decoding.chosen("icmp.type == 8 || udp || igmp.maddr == " + GROUP).stream()
                .filter(packet -> packet.from() == CLIENT).toList();
        List<Step> icmp = got(session, 0);
        List<Step> igmp = got(session, 1);
        List<Step> udp = got(session, 2);
        List<Step> usual = got(session, 3);
        session.show(
                Session.all(session.calls(SERVER, "socket"), session.options(SERVER, "IP_"), icmp, igmp, udp, usual),
                Session.all(requests, answers));
        trial.expect("the socket for ICMP gets the ping, with its IP header, and nothing of another protocol",
                all(icmp, IPPROTO_ICMP), Session.results(icmp));
        trial.expectPackets("the kernel answers the ping by itself: the server's program sent nothing",
                answers.size() == 1 && session.calls(SERVER, "send", "sendto", "sendmsg").isEmpty(),
                answers.size() + " answers");
        trial.expect("the socket for IGMP gets the client's report, and nothing of another protocol",
                all(igmp, IPPROTO_IGMP), Session.results(igmp));
        trial.expect("the ordinary socket gets the datagram's data", Session.texts(usual).equals(List.of(TEXT)),
                Session.results(usual));
        // Linux gives raw sockets UDP and TCP, too; others do not.
        trial.expect("the raw socket for UDP gets a copy of it, with its headers, and nothing of another protocol",
                all(udp, IPPROTO_UDP), Session.results(udp));
    }
}
