package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import net.strata.lab.Packet;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// What the kernel fills in of an IP header that a program has made.
final class HeaderIncluded implements Demo {
    private static final int PACKETS = 5;
    private static final int HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int LENGTH = 2;
    private static final int ID = 4;
    private static final int FRAGMENT = 6;
    private static final int CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int ADDRESS = 4;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int TTL = 33;
    private static final int WRONG_LENGTH = 999;
    private static final int WRONG_CHECKSUM = 0xbeef;
    private static final int OWN_ID = 0x1234;
    private static final SockAddr.In ELSEWHERE = new SockAddr.In(0xc000_0207, 0); // 192.0.2.7, RFC 5737
    private static final SockAddr.In NONE = new SockAddr.In(0, 0);

    @Override
    public About about() {
        return new About("hdrincl", "what the kernel fills in of a header of your own",
                "With IP_HDRINCL the packet leaves byte for byte as the program made it.",
                "A program sends packets with an IP header of its own, in which the length and the checksum are wrong. What is "
                        + "on the wire?",
                "Total length and checksum are always the kernel's. The source address and the identification are yours, unless "
                        + "they are 0: then the kernel fills them in (an identification not if the packet may not be "
                        + "fragmented). All else leaves as it is. Who wants to send a wrong checksum or length must send whole "
                        + "frames, by a packet socket.",
                List.of("raw(7)", "ip(7) on IP_HDRINCL", "RFC 791 section 3.1",
                        "RFC 6864 section 4.1 on identification"));
    }

    private static void receive(Stage stage) throws OsError {
        try (Socket socket = Kit.impatient(Kit.datagrams(stage))) {
            while (Kit.recv(socket, 100).length > 1) {
                // The last datagram has a length of 1.
            }
        }
    }

    /// For the raw socket: a UDP datagram without checksum, which IPv4 allows (RFC 768).
    private static ByteBuffer datagram(String text) {
        ByteBuffer data = Kit.bytes(text);
        return ByteBuffer.allocate(UDP_HEADER + data.remaining()).putShort((short) Kit.PORT).putShort((short) Kit.PORT)
                .putShort((short) (UDP_HEADER + data.remaining())).putShort((short) 0).put(data).flip();
    }

    private static ByteBuffer packet(Stage stage, SockAddr.In source, int id, int fragment, String text) {
        ByteBuffer payload = datagram(text);
        return ByteBuffer.allocate(HEADER + payload.remaining()).put((byte) 0x45).put((byte) 0)
                .putShort((short) WRONG_LENGTH).putShort((short) id).putShort((short) fragment).put((byte) TTL)
                .put((byte) IPPROTO_UDP).putShort((short) WRONG_CHECKSUM).put(source.bytes())
                .put(Kit.server(stage).bytes()).put(payload).flip();
    }

    private static void send(Stage stage) throws OsError {
        SockAddr.Ip to = Kit.server(stage).port(0);
        try (Socket socket = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_UDP)) {
            socket.sendto(datagram("the kernel's header"), 0, to);
            socket.setsockopt(Option.IP_HDRINCL, 1);
            socket.sendto(packet(stage, NONE, 0, 0, "no source, no number"), 0, to);
            socket.sendto(packet(stage, NONE, 0, DONT_FRAGMENT, "not to be fragmented"), 0, to);
            socket.sendto(packet(stage, ELSEWHERE, OWN_ID, 0, "all our own"), 0, to);
            socket.setsockopt(Option.IP_HDRINCL, 0);
            socket.sendto(datagram("."), 0, to);
        }
    }

    /// What a program gave, and what left.
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Made(byte[] given, byte[] wire) {
        String text() {
            int data = HEADER + UDP_HEADER;
            return new String(given, data, given.length - data, StandardCharsets.UTF_8);
        }

        /// Whether a field left as it was given.
        boolean kept(int offset, int length) {
            return Arrays.equals(given, offset, offset + length, wire, offset, offset + length);
        }

        String changes() {
            return "length " + number(given, LENGTH) + " → " + number(wire, LENGTH) + ", identification "
                    + number(given, ID) + " → " + number(wire, ID) + ", checksum " + hex(given, CHECKSUM, 2) + " → "
                    + hex(wire, CHECKSUM, 2) + ", source " + source(given) + " → " + source(wire);
        }
    }

    private static int number(byte[] header, int offset) {
        return Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(offset));
    }

    private static SockAddr.In source(byte[] header) {
        return new SockAddr.In(ByteBuffer.wrap(header).getInt(SOURCE), 0);
    }

    private static String hex(byte[] header, int from, int length) {
        return HexFormat.ofDelimiter(" ").formatHex(header, from, from + length);
    }

    /// Whether the words of the header, its checksum among them, add up to all ones (RFC 791 section 3.1, RFC 1071).
    private static boolean addsUp(byte[] header) {
        int sum = 0;
        for (int i = 0; i < HEADER; i += 2)
            sum += number(header, i);
        return (sum & 0xffff) + (sum >>> 16) == 0xffff;
    }

    private static List<Made> made(Session session) throws Missing {
        List<Step> sends = session.calls(CLIENT, "sendto");
        List<Packet> sent = new Decoding(session).chosen("udp").stream().filter(packet -> packet.from() == CLIENT)
                .toList();
        if (sends.size() != sent.size() || sends.size() != PACKETS)
            throw new Missing(sends.size() + " packets were sent, and " + sent.size() + " seen");
        List<Made> made = new ArrayList<>();
        for (int i = 1; i < sends.size() - 1; i++) {
            byte[] given = sends.get(i).made().call().data();
            byte[] frame = sent.get(i).bytes();
            made.add(new Made(given, Arrays.copyOfRange(frame, frame.length - given.length, frame.length)));
        }
        return made;
    }

    @Override
    public void show(Trial trial) throws Exception {
        var client = new AtomicReference<SockAddr>();
        var session = trial.run("a packet with the kernel's header, and three with headers of our own",
                HeaderIncluded::receive, stage -> {
                    client.set(stage.address(CLIENT, AF_INET, 0));
                    send(stage);
                });
        session.show(session.calls(CLIENT, "socket", "setsockopt", "sendto"), List.of());
        List<Made> made = made(session);
        for (Made each : made) {
            session.say(each.text());
            session.say("  given   " + hex(each.given, 0, HEADER));
            session.say("  on wire " + hex(each.wire, 0, HEADER));
            session.say("          " + each.changes());
        }
        String all = made.stream().map(Made::changes).collect(Collectors.joining("; "));
        trial.expectPackets("length and checksum are right, whatever was given",
                made.stream().allMatch(each -> number(each.wire, LENGTH) == each.given.length && addsUp(each.wire)),
                all);
        trial.expectPackets("a source of 0 becomes the address of this side",
                made.stream().limit(2).allMatch(each -> source(each.wire).equals(client.get())), all);
        Made own = made.getLast();
        trial.expectPackets(
                "a source and an identification of one's own stay, though the source is somebody else's address",
                own.kept(SOURCE, ADDRESS) && own.kept(ID, 2), all);
        trial.expectPackets("the rest of the header stays",
                made.stream().allMatch(each -> each.kept(0, LENGTH) && each.kept(FRAGMENT, CHECKSUM - FRAGMENT)), all);
        trial.expect("the server gets the data, as of any datagram",
                session.text(SERVER, "recv").startsWith("the kernel's header"), session.text(SERVER, "recv"));
    }
}
