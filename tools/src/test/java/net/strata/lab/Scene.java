package net.strata.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.craft.Draft;
import net.strata.frame.LinkType;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import net.strata.os.TcpInfo;
import org.jspecify.annotations.Nullable;

/// A recording made by hand. Times are in µs; the clock of packets is an hour ahead of that of calls.
final class Scene {
    static final SockAddr.Ip SERVER = SockAddr.ip("10.7.0.2", 50007);
    static final long OFFSET = 3_600_000_000_000L;
    private static final int CLIENT_PORT = 40000;
    private static final long CLIENT_FIRST = 0x1000_0000L;
    private static final long SERVER_FIRST = 0x2000_0000L;
    private static final byte[] NOTHING = {};

    private final List<Made> calls = new ArrayList<>();
    private final List<Seen> frames = new ArrayList<>();
    private final List<Recording.Note> notes = new ArrayList<>();
    private int id;
    private int window = 64240;
    private Origin.Place place = Origin.Place.NAMESPACES;
    private Impairment impairment = Impairment.NONE;

    Scene impairment(Impairment given) {
        impairment = given;
        return this;
    }

    Scene note(@Nullable Side side, long time, String text) {
        notes.add(new Recording.Note(side, time * 1000, text));
        return this;
    }

    /// A call that lasts from one time to another.
    Scene call(Side side, String name, int fd, int result, long enter, long exit, String... arguments) {
        return call(side, name, fd, result, enter, exit, null, NOTHING, arguments);
    }

    Scene call(Side side, String name, int fd, int result, long enter, long exit, @Nullable SockAddr address,
            byte[] data, String... arguments) {
        return made(side, new Call(name, List.of(arguments), fd, result, address, data, enter * 1000, exit * 1000,
                side.toString(), null));
    }

    Scene told(Side side, String name, int fd, int result, long enter, long exit, int state, String... arguments) {
        return made(side, new Call(name, List.of(arguments), fd, result, null, NOTHING, enter * 1000, exit * 1000,
                side.toString(), new TcpInfo(state, 0, 200_000, 1448, 0, 0, 50, 25, 10, 0)));
    }

    private Scene made(Side side, Call call) {
        calls.add(new Made(side, call));
        return this;
    }

    /// A call that another program told of, which knows by when it was back at the latest.
    ///
    /// @param socket and `opened`: the kernel's numbers
    Scene traced(Side side, int process, String name, int fd, int result, long enter, long exit, long latest,
            long socket, long opened, String... arguments) {
        calls.add(new Made(side, process, new Call(name, List.of(arguments), fd, result, null, NOTHING, enter * 1000,
                exit * 1000, side.toString(), null), latest * 1000, socket, opened));
        return this;
    }

    /// Packets are seen once, and say nothing of their side.
    Scene loopback() {
        place = Origin.Place.LOOPBACK;
        return this;
    }

    /// What segments from now on say that there is room for.
    Scene window(int bytes) {
        window = bytes;
        return this;
    }

    Scene send(Side side, int fd, String text, long enter, long exit) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        return call(side, "send", fd, data.length, enter, exit, null, data, "" + fd, '"' + text + '"',
                "" + data.length, "0");
    }

    Scene recv(Side side, int fd, String text, long enter, long exit) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        return call(side, "recv", fd, data.length, enter, exit, null, data, "" + fd, '"' + text + '"', "1024", "0");
    }

    Scene listener(long at) {
        return call(Side.SERVER, "socket", -1, 3, at, at + 1, "AF_INET", "SOCK_STREAM", "IPPROTO_TCP")
                .call(Side.SERVER, "bind", 3, 0, at + 2, at + 3, SERVER, NOTHING, "3",
                        "{sin_family=AF_INET, sin_port=htons(50007), sin_addr=10.7.0.2}", "16")
                .call(Side.SERVER, "listen", 3, 0, at + 4, at + 5, "3", "5");
    }

    Scene client(long at) {
        return call(Side.CLIENT, "socket", -1, 4, at, at + 1, "AF_INET", "SOCK_STREAM", "IPPROTO_TCP");
    }

    Scene connect(int result, long enter, long exit) {
        return call(Side.CLIENT, "connect", 4, result, enter, exit, SERVER, NOTHING, "4",
                "{sin_family=AF_INET, sin_port=htons(50007), sin_addr=10.7.0.2}", "16");
    }

    /// A segment; `arrives` less than 0 if it never does.
    ///
    /// @param seq and `ack` relative, as tcp.seq and tcp.ack
    Scene segment(Side from, int flags, long seq, long ack, String data, long leaves, long arrives) {
        boolean forth = from == Side.CLIENT;
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:07:0" + (forth ? 2 : 1))
                .set("eth.src", "02:00:00:00:07:0" + (forth ? 1 : 2)).then("ip")
                .set("ip.src", forth ? "10.7.0.1" : "10.7.0.2")
                .set("ip.dst", forth ? "10.7.0.2" : "10.7.0.1").set("ip.id", ++id).then("tcp")
                .set("tcp.srcport", forth ? CLIENT_PORT : 50007).set("tcp.dstport", forth ? 50007 : CLIENT_PORT)
                .set("tcp.seq_raw", (forth ? CLIENT_FIRST : SERVER_FIRST) + seq)
                .set("tcp.ack_raw", (flags & TcpFlags.ACK) == 0 ? 0 : (forth ? SERVER_FIRST : CLIENT_FIRST) + ack)
                .set("tcp.flags", flags).set("tcp.window_size_value", window)
                .payload(data.getBytes(StandardCharsets.US_ASCII)).build();
        return frame(from, frame, leaves, arrives);
    }

    Scene udp(Side from, int sourcePort, int destinationPort, String data, long leaves, long arrives) {
        boolean forth = from == Side.CLIENT;
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:07:0" + (forth ? 2 : 1))
                .set("eth.src", "02:00:00:00:07:0" + (forth ? 1 : 2)).then("ip")
                .set("ip.src", forth ? "10.7.0.1" : "10.7.0.2")
                .set("ip.dst", forth ? "10.7.0.2" : "10.7.0.1").set("ip.id", ++id).then("udp")
                .set("udp.srcport", sourcePort).set("udp.dstport", destinationPort)
                .payload(data.getBytes(StandardCharsets.US_ASCII)).build();
        return frame(from, frame, leaves, arrives);
    }

    /// An error of the server's host: nobody has the port that a datagram of the client went to.
    Scene unreachable(int sourcePort, int destinationPort, long leaves, long arrives) {
        byte[] quoted = Draft.of("ip").set("ip.src", "10.7.0.1").set("ip.dst", "10.7.0.2").then("udp")
                .set("udp.srcport", sourcePort).set("udp.dstport", destinationPort).build();
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:07:01").set("eth.src", "02:00:00:00:07:02")
                .then("ip").set("ip.src", "10.7.0.2").set("ip.dst", "10.7.0.1").set("ip.id", ++id).then("icmp")
                .set("icmp.type", 3).set("icmp.code", 3).payload(quoted).build();
        return frame(Side.SERVER, frame, leaves, arrives);
    }

    /// An error of a router: a datagram of the client is too big for the next link.
    ///
    /// @param length of the datagram's data
    Scene tooBig(int sourcePort, int destinationPort, int length, int fits, long leaves, long arrives) {
        byte[] quoted = Draft.of("ip").set("ip.src", "10.7.0.1").set("ip.dst", "10.7.0.2").then("udp")
                .set("udp.srcport", sourcePort).set("udp.dstport", destinationPort).set("udp.length", length + 8)
                .build();
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:07:01").set("eth.src", "02:00:00:00:07:02")
                .then("ip").set("ip.src", "10.7.0.2").set("ip.dst", "10.7.0.1").set("ip.id", ++id).then("icmp")
                .set("icmp.type", 3).set("icmp.code", 4).payload(quoted).build();
        frame[14 + 20 + 6] = (byte) (fits >> 8); // RFC 1191 section 4
        frame[14 + 20 + 7] = (byte) fits;
        return frame(Side.SERVER, frame, leaves, arrives);
    }

    Scene frame(Side from, byte[] frame, long leaves, long arrives) {
        if (place == Origin.Place.LOOPBACK) {
            frames.add(new Seen(Side.CLIENT, true, leaves * 1000 + OFFSET, frame, frame.length));
            return this;
        }
        frames.add(new Seen(from, true, leaves * 1000 + OFFSET, frame, frame.length));
        if (arrives >= 0) frames.add(new Seen(from.other(), false, arrives * 1000 + OFFSET, frame, frame.length));
        return this;
    }

    /// The three segments that open a connection, from a time on: they take 10 µs each.
    Scene handshake(long at) {
        return segment(Side.CLIENT, TcpFlags.SYN, 0, 0, "", at, at + 10)
                .segment(Side.SERVER, TcpFlags.SYN | TcpFlags.ACK, 0, 1, "", at + 11, at + 21)
                .segment(Side.CLIENT, TcpFlags.ACK, 1, 1, "", at + 22, at + 32);
    }

    Recording recording() {
        calls.sort(Comparator.comparingLong(made -> made.call().enter()));
        frames.sort(Comparator.comparingLong(Seen::time));
        return new Recording(new Origin("scene", place, LinkType.ETHERNET, List.of("10.7.0.1"),
                List.of("10.7.0.2"), impairment, "Linux", 0), calls, frames, new ClockOffset(OFFSET, 1000), notes);
    }

    Timeline timeline() {
        return Timeline.of(recording());
    }

    /// An echo of five bytes, from the first call to the last.
    static Scene echo() {
        int psh = 8 | TcpFlags.ACK;
        int fin = TcpFlags.FIN | TcpFlags.ACK;
        return new Scene().listener(0) //
                .call(Side.SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "SOCK_CLOEXEC") //
                .client(50).connect(0, 100, 130).handshake(105) //
                .recv(Side.SERVER, 5, "hello", 170, 225) //
                .send(Side.CLIENT, 4, "hello", 200, 206).segment(Side.CLIENT, psh, 1, 1, "hello", 203, 213)
                .segment(Side.SERVER, TcpFlags.ACK, 1, 6, "", 214, 224) //
                .recv(Side.CLIENT, 4, "hello", 230, 260) //
                .send(Side.SERVER, 5, "hello", 240, 246).segment(Side.SERVER, psh, 1, 6, "hello", 243, 253)
                .segment(Side.CLIENT, TcpFlags.ACK, 6, 6, "", 254, 264) //
                .recv(Side.SERVER, 5, "", 250, 315) //
                .call(Side.CLIENT, "close", 4, 0, 300, 305, "4").segment(Side.CLIENT, fin, 6, 6, "", 302, 312) //
                .call(Side.SERVER, "close", 5, 0, 320, 325, "5").segment(Side.SERVER, fin, 6, 7, "", 322, 332)
                .segment(Side.CLIENT, TcpFlags.ACK, 7, 7, "", 333, 343) //
                .call(Side.SERVER, "close", 3, 0, 350, 351, "3");
    }

    /// The only call of a side and a name, or the one that was made as the n-th.
    static Step step(Timeline t, Side side, String name, int nth) {
        return t.steps().stream().filter(s -> s.made().side() == side && s.made().call().name().equals(name))
                .skip(nth - 1).findFirst().orElseThrow();
    }
}
