package net.strata.cli;

import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.ETH_P_ALL;
import static net.strata.os.Abi.ETH_P_IP;
import static net.strata.os.Abi.ETH_P_IPV6;
import static net.strata.os.Abi.POLLIN;
import static net.strata.os.Abi.SOCK_RAW;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.strata.os.Netlink;
import net.strata.os.Netns;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A host that answers echo requests as no honest one does. What it does with one is in the address that the request is for:
/// of `10.7.K.N` and `2001:db8:7:K::N`, `K` is the kind and `N` the case.
///
/// | kind | answer |
/// |---|---|
/// | 0 | an echo reply, and what is wrong with it is the case: see [#reply] |
/// | 1 | destination unreachable, with the case as its code; next-hop MTU 1300 |
/// | 2 | IPv4: source quench; IPv6: packet too big, 1300 bytes |
/// | 3 | time exceeded, with the case as its code |
/// | 4 | parameter problem; IPv4: with the case as its pointer; IPv6: as its code, pointer 40 |
/// | 5 | IPv4: redirect to 10.1.0.9, with the case as its code |
/// | 6 | time exceeded, with [#EXTENSIONS] behind 128 bytes that it quotes; the checksum of the last is wrong |
final class Impostor implements AutoCloseable {
    private static final int ETHERNET = 14;
    private static final int ICMP = 8;
    private static final int MTU = 1300;
    /// Where the corrupt byte of an answer is, in the data of the request.
    private static final int CORRUPT = 40;
    private static final int TRUNCATED = 20;
    /// No operation; a stream identifier (RFC 791 section 3.1), which ping does not know.
    private static final byte[] UNKNOWN_OPTION = HexFormat.of().parseHex("0188040007000000");
    /// Recorded routes: 10.9.0.1, 10.9.0.2 with room for a third, and 10.9.0.3 with no room left.
    private static final byte[] ROUTE = HexFormat.of().parseHex("01070f0c0a0900010a09000200000000");
    private static final byte[] OTHER_ROUTE = HexFormat.of().parseHex("010707080a090003");
    /// Timestamps alone (RFC 791 section 3.1), overflow 3: 1000, 1007, and 5 and 9 in a form of its own.
    private static final byte[] TIMESTAMPS = HexFormat.of().parseHex("44141530000003e8000003ef8000000580000009");
    /// Timestamps with addresses: 10.9.0.1 at 2000, 0.0.0.0 at 1990, and no room.
    private static final byte[] ADDRESSED = HexFormat.of().parseHex("441415010a090001000007d000000000000007c6");

    /// RFC 4884: an MPLS label (RFC 4950); two; all of an interface that RFC 5837 has room for, the name of one alone; an object
    /// that nobody knows; two objects; a label.
    private static final List<String> EXTENSIONS = List.of("0008010100010101", "000c0101000124ff00013101",
            "001c020f0000000700010000" + "0a090001" + "08657468302e3700" + "000005dc", "000c0282" + "08657468302e3700",
            "0008f701deadbeef", "0008010100010101" + "0008f701deadbeef", "0008010100010101");
    private static final int QUOTED = 128;

    private final Socket socket;
    private final int index;
    private final Thread thread;
    private byte @Nullable [] held;

    private Impostor(Socket socket, int index) {
        this.socket = socket;
        this.index = index;
        thread = Thread.ofPlatform().name("impostor").start(this::answerAll);
    }

    /// Starts one on an interface of a namespace.
    static Impostor start(String namespace, String device) throws Exception {
        return Netns.call(namespace, () -> {
            int index = index(device);
            Socket socket = Socket.socket(AF_PACKET, SOCK_RAW, 0);
            socket.setsockopt(Option.PACKET_IGNORE_OUTGOING, 1);
            socket.bind(new SockAddr.Ll(ETH_P_ALL, index));
            return new Impostor(socket, index);
        });
    }

    private static int index(String device) throws IOException {
        try (Netlink netlink = Netlink.open()) {
            return netlink.links().stream().filter(link -> link.name().equals(device)).findFirst().orElseThrow()
                    .index();
        }
    }

    private void answerAll() {
        byte[] room = new byte[1 << 16];
        try (var poll = new Poll()) {
            poll.add(socket, POLLIN);
            while (socket.isOpen()) {
                for (var each : poll.poll(-1)) {
                    if (!each.has(POLLIN)) return;
                    int length = socket.recv(ByteBuffer.wrap(room), 0);
                    Request request = Request.of(Arrays.copyOf(room, length));
                    if (request != null) answer(request);
                }
            }
        } catch (OsError e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An echo request: its frame, taken apart.
    private static final class Request {
        private final byte[] frame;
        private final boolean v6;
        private final byte[] from;
        private final byte[] to;
        private final byte[] icmp;
        private final int kind;
        private final int number;

        /// @param header how long the IP header is
        /// @param end behind the ICMP message
        private Request(byte[] frame, boolean v6, int header, int end) {
            this.frame = frame;
            this.v6 = v6;
            from = Arrays.copyOfRange(frame, v6 ? 22 : 26, v6 ? 38 : 30);
            to = Arrays.copyOfRange(frame, v6 ? 38 : 30, v6 ? 54 : 34);
            icmp = Arrays.copyOfRange(frame, ETHERNET + header, end);
            kind = to[v6 ? 7 : 2];
            number = to[v6 ? 15 : 3] & 0xff;
        }

        static @Nullable Request of(byte[] frame) {
            if (frame.length < ETHERNET + 20 + ICMP) return null;
            int type = ByteBuffer.wrap(frame).getShort(12) & 0xffff;
            if (type == ETH_P_IP) {
                int header = (frame[ETHERNET] & 15) * 4;
                int end = ETHERNET + (ByteBuffer.wrap(frame).getShort(ETHERNET + 2) & 0xffff);
                boolean ours = frame[ETHERNET + 9] == 1 && frame[ETHERNET + header] == 8 && frame[ETHERNET + 17] == 7;
                return ours ? new Request(frame, false, header, end) : null;
            }
            boolean ours = type == ETH_P_IPV6 && frame[ETHERNET + 6] == 58 && frame[ETHERNET + 40] == (byte) 128
                    && frame[ETHERNET + 29] == 7;
            return ours ? new Request(frame, true, 40, frame.length) : null;
        }

        int sequence() {
            return ByteBuffer.wrap(icmp).getShort(6);
        }

        /// The packet that the request came in, as an error quotes it.
        byte[] quoted() {
            return Arrays.copyOfRange(frame, ETHERNET, frame.length);
        }
    }

    private void answer(Request request) throws OsError {
        switch (request.kind) {
            case 0 -> reply(request);
            case 1 -> error(request, request.v6 ? 1 : 3, request.number, request.v6 ? 0 : MTU);
            case 2 -> error(request, request.v6 ? 2 : 4, 0, request.v6 ? MTU : 0);
            case 3 -> error(request, request.v6 ? 3 : 11, request.number, 0);
            case 4 -> error(request, request.v6 ? 4 : 12, request.v6 ? request.number : 0,
                    request.v6 ? 40 : request.number << 24);
            case 5 -> error(request, 5, request.number, 0x0a010009);
            case 6 -> extended(request);
            default -> {
            }
        }
    }

    private void error(Request request, int type, int code, int rest) throws OsError {
        byte[] quoted = request.quoted();
        byte[] message = new byte[ICMP + Math.min(quoted.length, 512)];
        ByteBuffer.wrap(message).put((byte) type).put((byte) code).putShort((short) 0).putInt(rest)
                .put(quoted, 0, message.length - ICMP);
        send(request, request.to, new byte[0], message);
    }

    private void extended(Request request) throws OsError {
        byte[] objects = HexFormat.of().parseHex(EXTENSIONS.get(request.number));
        byte[] structure = ByteBuffer.allocate(4 + objects.length).put((byte) 0x20).put(4, objects).array();
        int checksum = sum(structure) + (request.number == EXTENSIONS.size() - 1 ? 1 : 0);
        ByteBuffer.wrap(structure).putShort(2, (short) checksum);
        byte[] message = ByteBuffer.allocate(ICMP + QUOTED + structure.length).put((byte) (request.v6 ? 3 : 11))
                .putInt(4, request.v6 ? QUOTED / 8 << 24 : QUOTED / 4 << 16)
                .put(ICMP, Arrays.copyOf(request.quoted(), QUOTED)).put(ICMP + QUOTED, structure).array();
        send(request, request.to, new byte[0], message);
    }

    private void reply(Request request) throws OsError {
        byte[] good = request.icmp.clone();
        good[0] = (byte) (request.v6 ? 129 : 0);
        byte[] other = good.clone();
        switch (request.number) {
            case 1 -> send(request, good, good);
            case 2 -> {
                other[ICMP + CORRUPT] ^= (byte) 0xff;
                send(request, other);
            }
            case 3 -> wrongChecksum(request, good);
            case 4 -> {
                byte[] stranger = request.to.clone();
                stranger[stranger.length - 1] = 99;
                send(request, stranger, new byte[0], good);
            }
            case 5 -> send(request, Arrays.copyOf(good, ICMP + TRUNCATED));
            case 6 -> late(request, good);
            case 7 -> {
                if (request.sequence() != 1) send(request, good);
            }
            case 8 -> {
                other[4] ^= (byte) 0xff;
                send(request, other, good);
            }
            case 9 -> {
                wrongChecksum(request, good);
                send(request, good);
            }
            case 10 -> send(request, request.to, UNKNOWN_OPTION, good);
            case 11 -> send(request, request.to, request.sequence() < 3 ? ROUTE : OTHER_ROUTE, good);
            case 12 -> send(request, request.to, TIMESTAMPS, good);
            case 13 -> send(request, request.to, ADDRESSED, good);
            case 14 -> send(request, Arrays.copyOf(good, good.length + 4));
            default -> send(request, good);
        }
    }

    /// Answers with the next request only, and then in the wrong order.
    private void late(Request request, byte[] good) throws OsError {
        byte[] before = held;
        held = good;
        if (before == null) return;
        send(request, good, before);
        held = null;
    }

    private void wrongChecksum(Request request, byte[] message) throws OsError {
        byte[] wrong = message.clone();
        checksum(request, request.to, wrong);
        wrong[3] ^= 1;
        out(request, request.to, new byte[0], wrong);
    }

    private void send(Request request, byte[]... messages) throws OsError {
        for (byte[] message : List.of(messages))
            send(request, request.to, new byte[0], message);
    }

    private void send(Request request, byte[] from, byte[] options, byte[] message) throws OsError {
        checksum(request, from, message);
        out(request, from, options, message);
    }

    private static void checksum(Request request, byte[] from, byte[] message) {
        var covered = ByteBuffer.allocate(40 + message.length);
        if (request.v6) covered.put(from).put(request.from).putInt(message.length).putInt(58);
        message[2] = message[3] = 0;
        covered.put(message);
        ByteBuffer.wrap(message).putShort(2, sum(covered.array()));
    }

    /// The Internet checksum (RFC 1071).
    private static short sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++)
            sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        while (sum >>> 16 != 0)
            sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~sum;
    }

    private void out(Request request, byte[] from, byte[] options, byte[] message) throws OsError {
        byte[] header = request.v6
                ? ByteBuffer.allocate(40).putInt(6 << 28).putShort((short) message.length).put((byte) 58)
                        .put((byte) 64).put(from).put(request.from).array()
                : ByteBuffer.allocate(20 + options.length).put((byte) (0x45 + options.length / 4)).put((byte) 0)
                        .putShort((short) (20 + options.length + message.length)).putInt(0).put((byte) 64)
                        .put((byte) 1).putShort((short) 0).put(from).put(request.from).put(options).array();
        if (!request.v6) ByteBuffer.wrap(header).putShort(10, sum(header));
        byte[] frame = ByteBuffer.allocate(ETHERNET + header.length + message.length)
                .put(request.frame, 6, 6).put(request.frame, 0, 6).put(request.frame, 12, 2).put(header).put(message)
                .array();
        socket.sendto(ByteBuffer.wrap(frame), 0, new SockAddr.Ll(0, index, 0, 0, 0, 6));
    }
}
