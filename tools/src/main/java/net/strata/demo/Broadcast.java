package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// One datagram for all on the link.
final class Broadcast implements Demo {
    private static final SockAddr.In ALL = new SockAddr.In(0xffff_ffff, Kit.PORT);
    private static final SockAddr.In ANY = new SockAddr.In(0, Kit.PORT);
    private static final String NEWS = "news for all";
    private static final String LETTER = "for you alone";
    private static final int SIZE = 100;

    @Override
    public About about() {
        return new About("broadcast", "one datagram for all on the link",
                "To reach all, a program sends to each; and whoever listens on the port gets what is sent to all.",
                "Three sockets on one host listen on one port, of which one is bound to the host's address. A client sends one "
                        + "datagram to 255.255.255.255. How many packets leave, and which sockets get it?",
                "One frame leaves, for the hardware address ff:ff:ff:ff:ff:ff. Every host on the link takes it, and gives a "
                        + "copy to each socket of the port that is bound to no address (or to that of the broadcast). A router "
                        + "does not pass it on. So that nobody does it by mistake, sending needs SO_BROADCAST, else it fails "
                        + "with EACCES. IPv6 has no broadcast.",
                List.of("socket(7) on SO_BROADCAST", "ip(7)", "RFC 919 section 7", "RFC 1122 section 3.3.6"));
    }

    private static Socket listener(SockAddr address) throws OsError {
        var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0);
        try {
            socket.setsockopt(Option.SO_REUSEADDR, 1);
            Kit.impatient(socket);
            socket.bind(address);
            return socket;
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    private static void listen(Stage stage) throws OsError {
        try (Socket one = listener(ANY); Socket two = listener(ANY); Socket bound = listener(Kit.server(stage))) {
            Kit.recv(one, SIZE);
            Kit.recv(two, SIZE);
            // Sent after the broadcast: what comes first tells whether that came.
            Kit.recv(bound, SIZE);
        }
    }

    private static void send(Stage stage) throws OsError {
        try (var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            // Which link is meant: the address does not tell.
            socket.setsockopt(Option.SO_BINDTODEVICE, stage.device());
            socket.expect(Errno.EACCES).sendto(Kit.bytes(NEWS), 0, ALL);
            socket.setsockopt(Option.SO_BROADCAST, 1);
            socket.sendto(Kit.bytes(NEWS), 0, ALL);
            socket.sendto(Kit.bytes(LETTER), 0, Kit.server(stage));
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("a datagram to 255.255.255.255, then one to the server", Broadcast::listen,
                Broadcast::send);
        var decoding = new Decoding(session);
        List<Packet> broadcast = decoding.chosen("udp && ip.dst == 255.255.255.255");
        List<Step> sends = session.calls(CLIENT, "sendto");
        List<Step> received = session.calls(SERVER, "recv");
        session.show(
                Session.all(session.options(CLIENT, "SO_BROADCAST"), session.calls(CLIENT, "sendto"),
                        session.calls(SERVER, "bind", "recv")),
                decoding.chosen("udp"));
        for (Packet packet : broadcast)
            session.say("the frame is for " + decoding.field(packet, "eth.dst"));
        trial.expect("without SO_BROADCAST, sendto fails with EACCES",
                Session.failed(session.call(CLIENT, "sendto"), Errno.EACCES),
                Session.results(sends));
        trial.expectPackets("one frame leaves, for ff:ff:ff:ff:ff:ff", broadcast.size() == 1
                && decoding.field(broadcast.getFirst(), "eth.dst").equals("ff:ff:ff:ff:ff:ff"),
                broadcast.size() + " frames");
        List<String> texts = Session.texts(received);
        trial.expect("both sockets that are bound to no address get it", texts.size() == 3
                && texts.subList(0, 2).equals(List.of(NEWS, NEWS)), texts.toString());
        trial.expect("the one that is bound to the host's address does not: the datagram after it comes first",
                texts.size() == 3 && texts.getLast().equals(LETTER), texts.toString());
    }
}
