package net.strata.lab.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.craft.Draft;
import net.strata.frame.LinkType;
import net.strata.lab.ClockOffset;
import net.strata.lab.Impairment;
import net.strata.lab.Made;
import net.strata.lab.Packet;
import net.strata.lab.Recording;
import net.strata.lab.Origin;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Sessions made by hand, whose times are in µs from the first call.
final class Sessions {
    private static final long START = 5_000_000_000L;
    private static final String CLIENT = "192.0.2.1";
    private static final String SERVER = "192.0.2.2";
    private final List<Step> steps = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();
    private final String name;
    private int port = 40000;
    private int stream;
    private @Nullable SockAddr address;
    private List<Recording.Note> notes = List.of();

    Sessions(String name) {
        this.name = name;
    }

    /// A call.
    ///
    /// @param data the text that went through, empty if none
    /// @param released number of the packet that let it return, 0 if none
    /// @param caused numbers of the packets that it sent
    Sessions call(Side side, String name, String arguments, int result, long enter, long exit, String data,
            String state, String role, int released, Integer... caused) {
        int number = steps.size() + 1;
        int fd = Character.isDigit(arguments.charAt(0)) ? arguments.charAt(0) - '0' : -1;
        var call = new Call(name, List.of(arguments.split(", ")), fd, result, address, data.getBytes(UTF_8),
                START + enter * 1000, START + exit * 1000, "main", null);
        steps.add(new Step(number, new Made(side, call), role, List.of(caused), released, state,
                "The " + side + " calls " + name + ".", name + "(" + arguments + ");",
                "socket." + name + "(); // " + name, "s." + name + "()"));
        return this;
    }

    /// A TCP segment.
    ///
    /// @param arrived negative if it was lost
    Sessions segment(Side from, long left, long arrived, int cause, String why, long seq, long ack, String flags,
            String data, boolean again, String states, Packet.Part... parts) {
        boolean client = from == Side.CLIENT;
        byte[] frame = Draft.of("eth").set("eth.dst", client ? "02:00:00:00:00:02" : "02:00:00:00:00:01")
                .set("eth.src", client ? "02:00:00:00:00:01" : "02:00:00:00:00:02").then("ip")
                .set("ip.src", client ? CLIENT : SERVER).set("ip.dst", client ? SERVER : CLIENT).then("tcp")
                .set("tcp.srcport", client ? port : 7).set("tcp.dstport", client ? 7 : port)
                .set("tcp.seq_raw", 1000 + seq)
                .payload(data.getBytes(UTF_8)).build();
        String[] both = states.split(" ", -1);
        var segment = new Packet.Segment(stream, seq, ack, List.of(flags.split(" ", -1)), data.getBytes(UTF_8).length,
                again,
                both[0], both[1]);
        packets.add(new Packet(packets.size() + 1, from, START + left * 1000,
                arrived < 0 ? Packet.LOST : START + arrived * 1000, frame, "TCP",
                (client ? port + " → 7" : "7 → " + port) + " [" + flags + "] Seq=" + seq + " Ack=" + ack + " Len="
                        + data.length(),
                layers("TCP", 20, data), cause, why, List.of(parts), segment));
        return this;
    }

    Sessions datagram(Side from, long left, long arrived, int cause, String why, String data,
            Packet.Part part) {
        boolean client = from == Side.CLIENT;
        byte[] frame = Draft.of("eth").then("ip").set("ip.src", client ? CLIENT : SERVER)
                .set("ip.dst", client ? SERVER : CLIENT).then("udp").set("udp.srcport", client ? port : 7)
                .set("udp.dstport", client ? 7 : port).payload(data.getBytes(UTF_8)).build();
        packets.add(new Packet(packets.size() + 1, from, START + left * 1000,
                arrived < 0 ? Packet.LOST : START + arrived * 1000, frame, "UDP",
                "40000 → 7 Len=" + data.length(), layers("UDP", 8, data), cause, why, List.of(part), null));
        return this;
    }

    private static List<Packet.Layer> layers(String transport, int header, String data) {
        int length = data.getBytes(UTF_8).length;
        var headers = List.of(new Packet.Layer("Ethernet", 14), new Packet.Layer("IPv4", 20),
                new Packet.Layer(transport, header));
        return length == 0
                ? headers
                : Stream.concat(headers.stream(), Stream.of(new Packet.Layer("data", length))).toList();
    }

    Sessions stream(int number) {
        stream = number;
        port = 40000 + number;
        return this;
    }

    Timeline timeline() {
        long end = START;
        for (Step each : steps)
            end = Math.max(end, each.made().call().exit());
        for (Packet each : packets)
            end = Math.max(end, each.arrived());
        boolean unix = address != null;
        var origin = new Origin(name, Origin.Place.NAMESPACES, LinkType.ETHERNET,
                unix ? List.of() : List.of(CLIENT), unix ? List.of() : List.of(SERVER), Impairment.NONE, "Linux 6.1",
                1_790_000_000_123_456_789L);
        var recording = new Recording(origin, steps.stream().map(Step::made).toList(), List.of(),
                new ClockOffset(1_789_999_000_000_000_000L, 2_300), notes);
        return new Timeline(recording, steps, packets, START, end, List.of());
    }

    /// Two connections, and at each side three calls at a time.
    static Timeline crowded() {
        Sessions made = new Sessions("crowded");
        for (Side side : Side.values())
            for (int i = 0; i < 3; i++)
                made.call(side, "recv", i + 3 + ", \"\", 1024, 0", 0, 10L + i, 900L + i, "", "ESTABLISHED", "", 0);
        for (int stream = 0; stream < 2; stream++)
            made.stream(stream)
                    .segment(Side.CLIENT, 100 + 300L * stream, 120 + 300L * stream, 0, "begins the handshake", 0, 0,
                            "SYN", "", false, "SYN-SENT SYN-RECEIVED")
                    .segment(Side.SERVER, 200 + 300L * stream, 220 + 300L * stream, 0, "answers", 0, 1, "SYN ACK", "",
                            false, "ESTABLISHED SYN-RECEIVED");
        return made.timeline();
    }

    /// An echo over TCP in which the first data is lost and sent again.
    static Timeline tcp() {
        Side c = Side.CLIENT;
        Side s = Side.SERVER;
        return new Sessions("echo")
                .call(s, "socket", "AF_INET, SOCK_STREAM, 0", 3, 0, 14, "", "CLOSED", "server 1 of 6: socket", 0)
                .call(s, "setsockopt", "3, SOL_SOCKET, SO_REUSEADDR, [1], 4", 0, 20, 22, "", "CLOSED", "", 0)
                .call(s, "bind", "3, {sin_family=AF_INET; sin_port=htons(7); sin_addr=192.0.2.2}, 16", 0, 25, 31, "",
                        "CLOSED", "server 2 of 6: bind", 0)
                .call(s, "listen", "3, 5", 0, 36, 47, "", "LISTEN", "server 3 of 6: listen", 0)
                .call(s, "accept4", "3, {sin_family=AF_INET; sin_port=htons(40000); sin_addr=192.0.2.1}, [16], 0", 4,
                        52, 310, "", "ESTABLISHED", "server 4 of 6: accept", 3)
                .call(c, "socket", "AF_INET, SOCK_STREAM, 0", 3, 160, 171, "", "CLOSED", "client 1 of 4: socket", 0)
                .call(c, "connect", "3, {sin_family=AF_INET; sin_port=htons(7); sin_addr=192.0.2.2}, 16", 0, 180, 270,
                        "", "ESTABLISHED", "client 2 of 4: connect", 2, 1, 3)
                .call(c, "send", "3, \"hello, \", 7, MSG_NOSIGNAL", 7, 290, 305, "hello, ", "ESTABLISHED",
                        "client 3 of 4: send and receive", 0, 4, 5)
                .call(s, "recv", "4, \"hello, world\", 1024, 0", 12, 330, 204_650, "hello, world", "ESTABLISHED",
                        "server 5 of 6: receive and send", 5)
                .call(c, "send", "3, \"world\", 5, MSG_NOSIGNAL", 5, 340, 352, "world", "ESTABLISHED",
                        "client 3 of 4: send and receive", 0, 5)
                .call(c, "recv", "3, \"hello, world\", 4096, 0", 12, 360, 204_800, "hello, world", "ESTABLISHED",
                        "client 3 of 4: send and receive", 7)
                .call(s, "send", "4, \"hello, world\", 12, MSG_NOSIGNAL", 12, 204_690, 204_730, "hello, world",
                        "ESTABLISHED", "server 5 of 6: receive and send", 0, 7)
                .call(s, "recv", "4, \"\", 1024, 0", 0, 204_750, 204_990, "", "CLOSE-WAIT",
                        "server 5 of 6: receive and send", 9)
                .call(c, "close", "3", 0, 204_860, 204_920, "", "", "client 4 of 4: close", 0, 9, 12)
                .call(s, "close", "4", 0, 205_010, 205_060, "", "", "server 6 of 6: close", 0, 11)
                .call(s, "accept4", "3, NULL, NULL, 0", -11, 205_080, 205_090, "", "LISTEN", "", 0)
                .call(s, "close", "3", 0, 205_120, 205_140, "", "", "server 6 of 6: close", 0)
                .segment(c, 195, 210, 7, "connect begins the handshake", 0, 0, "SYN", "", false,
                        "SYN-SENT SYN-RECEIVED")
                .segment(s, 225, 240, 0, "accepts the handshake", 0, 1, "SYN ACK", "", false,
                        "ESTABLISHED SYN-RECEIVED")
                .segment(c, 245, 262, 7, "ends the handshake", 1, 1, "ACK", "", false, "ESTABLISHED ESTABLISHED")
                .segment(c, 298, -1, 8, "send: 7 bytes", 1, 1, "PSH ACK", "hello, ", false, "ESTABLISHED ESTABLISHED",
                        new Packet.Part(0, 7, 8, 0))
                .segment(c, 204_580, 204_600, 8, "sent again: nothing was acknowledged for 204 ms", 1, 1, "PSH ACK",
                        "hello, world", true, "ESTABLISHED ESTABLISHED", new Packet.Part(0, 7, 8, 9),
                        new Packet.Part(7, 5, 10, 9))
                .segment(s, 204_612, 204_630, 0, "acknowledges 12 bytes", 1, 13, "ACK", "", false,
                        "ESTABLISHED ESTABLISHED")
                .segment(s, 204_710, 204_725, 12, "send: 12 bytes", 1, 13, "PSH ACK", "hello, world", false,
                        "ESTABLISHED ESTABLISHED", new Packet.Part(0, 12, 12, 11))
                .segment(c, 204_735, 204_745, 0, "acknowledges 12 bytes", 13, 13, "ACK", "", false,
                        "ESTABLISHED ESTABLISHED")
                .segment(c, 204_880, 204_900, 14, "close: no more will come", 13, 13, "FIN ACK", "", false,
                        "FIN-WAIT-1 CLOSE-WAIT")
                .segment(s, 204_915, 204_935, 0, "acknowledges the end", 13, 14, "ACK", "", false,
                        "FIN-WAIT-2 CLOSE-WAIT")
                .segment(s, 205_030, 205_045, 15, "close: no more will come", 13, 14, "FIN ACK", "", false,
                        "TIME-WAIT LAST-ACK")
                .segment(c, 205_055, 205_075, 0, "acknowledges the end", 14, 14, "ACK", "", false, "TIME-WAIT CLOSED")
                .timeline();
    }

    /// A datagram and its answer.
    static Timeline udp() {
        return new Sessions("echo over UDP")
                .call(Side.SERVER, "socket", "AF_INET, SOCK_DGRAM, 0", 3, 0, 9, "", "", "", 0)
                .call(Side.SERVER, "recvfrom", "3, \"ping\", 1500, 0, {}, [16]", 4, 20, 90, "ping", "", "", 1)
                .call(Side.CLIENT, "sendto", "3, \"ping\", 4, 0, {}, 16", 4, 50, 70, "ping", "", "", 0, 1)
                .call(Side.SERVER, "sendto", "3, \"ping\", 4, 0, {}, 16", 4, 100, 120, "ping", "", "", 0, 2)
                .datagram(Side.CLIENT, 60, 75, 3, "sendto: 4 bytes", "ping", new Packet.Part(0, 4, 3, 2))
                .datagram(Side.SERVER, 110, -1, 4, "sendto: 4 bytes", "ping", new Packet.Part(0, 4, 4, 0)).timeline();
    }

    /// Over unix sockets, without packets.
    static Timeline unix() {
        var session = new Sessions("echo over AF_UNIX");
        session.address = new SockAddr.Un("/tmp/echo");
        return session.call(Side.SERVER, "accept4", "3, {sun_family=AF_UNIX}, [2], 0", 4, 0, 80, "", "", "", 0)
                .call(Side.CLIENT, "connect", "3, {sun_family=AF_UNIX}, 16", 0, 40, 62, "", "", "", 0)
                .call(Side.CLIENT, "send", "3, \"hi\", 2, 0", 2, 90, 95, "hi", "", "", 0)
                .call(Side.SERVER, "recv", "4, \"hi\", 1024, 0", 2, 100, 104, "hi", "", "", 0).timeline();
    }

    /// Two connections at a time, each served by a thread.
    static Timeline twoStreams() {
        Side c = Side.CLIENT;
        Side s = Side.SERVER;
        return new Sessions("two clients")
                .call(s, "accept4", "3, {}, [16], 0", 4, 0, 60, "", "LISTEN", "", 1)
                .call(c, "connect", "3, {}, 16", 0, 20, 55, "", "ESTABLISHED", "", 0, 1)
                .call(s, "recv", "4, \"one\", 1024, 0", 3, 70, 300, "one", "ESTABLISHED", "", 3)
                .call(s, "accept4", "3, {}, [16], 0", 5, 75, 160, "", "LISTEN", "", 2)
                .call(c, "connect", "4, {}, 16", 0, 120, 155, "", "ESTABLISHED", "", 0, 2)
                .call(s, "recv", "5, \"two\", 1024, 0", 3, 170, 320, "two", "ESTABLISHED", "", 4)
                .call(c, "send", "3, \"one\", 3, 0", 3, 200, 210, "one", "ESTABLISHED", "", 0, 3)
                .call(c, "send", "4, \"two\", 3, 0", 3, 220, 230, "two", "ESTABLISHED", "", 0, 4)
                .segment(c, 25, 40, 2, "connect begins the handshake", 0, 0, "SYN", "", false, "SYN-SENT SYN-RECEIVED")
                .stream(1)
                .segment(c, 125, 140, 5, "connect begins the handshake", 0, 0, "SYN", "", false,
                        "SYN-SENT SYN-RECEIVED")
                .stream(0)
                .segment(c, 205, 290, 7, "send: 3 bytes", 1, 1, "PSH ACK", "one", false, "ESTABLISHED ESTABLISHED",
                        new Packet.Part(0, 3, 7, 3))
                .stream(1)
                .segment(c, 225, 280, 8, "send: 3 bytes", 1, 1, "PSH ACK", "two", false, "ESTABLISHED ESTABLISHED",
                        new Packet.Part(0, 3, 8, 6))
                .timeline();
    }

    /// Text that would leave a page, a script or a picture, wherever a program or a packet can put some.
    static final String HOSTILE = "</script><img src=x onerror=alert(1)>]]>\"'--><svg/onload=alert(2)>\u001b[2J\u202e\0";

    static Timeline hostile() {
        var session = new Sessions(HOSTILE);
        session.notes = List.of(new Recording.Note(Side.CLIENT, START, HOSTILE));
        return session
                .call(Side.CLIENT, "send", "3, \"" + HOSTILE + "\", 9, 0", HOSTILE.length(), 0, 50, HOSTILE, HOSTILE,
                        HOSTILE, 0, 1)
                .segment(Side.CLIENT, 10, 30, 1, HOSTILE, 1, 1, "ACK", HOSTILE, false, "ESTABLISHED ESTABLISHED",
                        new Packet.Part(0, HOSTILE.length(), 1, 0))
                .timeline();
    }

    /// So many calls that not all are shown.
    static Timeline many(int count) {
        var session = new Sessions("many");
        for (int i = 0; i < count; i++)
            session.call(Side.CLIENT, "recv", "3, \"\", 0, 0", 0, i * 10L, i * 10L + 5, "", "", "", 0);
        return session.timeline();
    }
}
