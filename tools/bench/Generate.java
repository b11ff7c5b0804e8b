import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

/// Writes a capture of mixed traffic to measure with: `java Generate.java PACKETS FILE [--flows NUMBER]`.
///
/// Of 100 packets 40 are TCP segments with 100, 512 or 1448 bytes of data, 40 are acknowledgements, 15 are DNS queries
/// over UDP, and 5 are ICMP echo requests, over 2000 pairs of endpoints in random order. All checksums are right. The
/// same arguments always give the same bytes: [Random] is specified to the bit, and its seed is fixed.
final class Generate {
    private static final int SEED = 1981; // the year of RFC 791, 792 and 793
    private static final int MOST_FLOWS = 1 << 24;
    private static final int LONGEST_FRAME = 1514;
    private static final int[] DATA_LENGTHS = {100, 512, 1448};
    private static final int[] SERVER_PORTS = {7, 80, 443, 8001, 50007};

    private static final int ICMP = 1, TCP = 6, UDP = 17; // RFC 790
    private static final int PSH_ACK = 0x18, ACK = 0x10; // RFC 9293, section 3.1
    private static final byte[] ETHERNET = HexFormat.of().parseHex("020000000001" + "020000000002" + "0800");
    /// RFC 1035, section 4.1, without the ID: recursion desired, one question: the address of `packets.example.`
    private static final byte[] QUERY = HexFormat.of().parseHex("01000001000000000000" // flags, counts
            + "07" + "7061636b657473" + "07" + "6578616d706c65" + "00" + "00010001"); // name, type A, class IN

    /// A client and a server. The client sends data, queries and echo requests; the server acknowledges.
    private static final class Flow {
        final int client, server, clientPort, serverPort, serverSequence;
        int clientSequence, clientClock, serverClock;

        /// No two numbers give the same client: multiplying by an odd number permutes the 24 bits, of which 16 are in
        /// the address, and 8 choose among as many ranges of the ephemeral ports.
        Flow(int number, Random random) {
            int spread = number * 0x9E3779B1 & MOST_FLOWS - 1;
            client = 0x0A010000 | spread >>> 8; // 10.1.0.0/16
            server = 0x0A020000 | random.nextInt(1 << 16); // 10.2.0.0/16
            clientPort = 32768 + (spread & 0xFF) * 110 + random.nextInt(110);
            serverPort = SERVER_PORTS[random.nextInt(SERVER_PORTS.length)];
            clientSequence = random.nextInt();
            serverSequence = random.nextInt();
        }
    }

    private final OutputStream file;
    private final Random random = new Random(SEED);
    private final ByteBuffer out = ByteBuffer.allocate(1 << 20);
    private final byte[] data = new byte[1448];
    private final Flow[] flows;
    private long micros = 1_750_000_000_000_000L;

    private Generate(OutputStream file, int flows) {
        this.file = file;
        this.flows = new Flow[flows];
        for (int i = 0; i < flows; i++) this.flows[i] = new Flow(i, random);
        random.nextBytes(data);
    }

    private void write(long packets) throws IOException {
        // Little-endian, microseconds, version 2.4, snap length 262144, Ethernet.
        little(0xA1B2C3D4).putShort((short) 0x0200).putShort((short) 0x0400).putLong(0);
        little(262144);
        little(1);
        for (long i = 0; i < packets; i++) {
            if (out.remaining() < 16 + LONGEST_FRAME) flush();
            micros += random.nextInt(21);
            // Every flow once, so that all there are occur, then at random.
            packet(flows[i < flows.length ? (int) i : random.nextInt(flows.length)], (int) i & 0xFFFF);
        }
        flush();
    }

    private void flush() throws IOException {
        file.write(out.array(), 0, out.position());
        out.clear();
    }

    private ByteBuffer little(int value) {
        return out.putInt(Integer.reverseBytes(value));
    }

    private void packet(Flow flow, int id) {
        int kind = random.nextInt(100);
        if (kind < 40) data(flow, id, DATA_LENGTHS[random.nextInt(DATA_LENGTHS.length)]);
        else if (kind < 80) acknowledgement(flow, id);
        else if (kind < 95) query(flow, id);
        else echo(flow, id);
    }

    private void data(Flow flow, int id, int length) {
        int start = frame(flow.client, flow.server, TCP, 32 + length, id);
        flow.clientClock = (int) (micros / 1000);
        tcp(flow.clientPort, flow.serverPort, flow.clientSequence, flow.serverSequence, PSH_ACK);
        timestamps(flow.clientClock, flow.serverClock);
        out.put(data, 0, length);
        flow.clientSequence += length;
        checksum(start + 16, start, pseudoHeader(flow, TCP, 32 + length));
    }

    private void acknowledgement(Flow flow, int id) {
        int start = frame(flow.server, flow.client, TCP, 32, id);
        flow.serverClock = (int) (micros / 1000);
        tcp(flow.serverPort, flow.clientPort, flow.serverSequence, flow.clientSequence, ACK);
        timestamps(flow.serverClock, flow.clientClock);
        checksum(start + 16, start, pseudoHeader(flow, TCP, 32));
    }

    private void query(Flow flow, int id) {
        int length = 8 + 2 + QUERY.length;
        int start = frame(flow.client, flow.server, UDP, length, id);
        out.putShort((short) flow.clientPort).putShort((short) 53).putShort((short) length).putShort((short) 0);
        out.putShort((short) id).put(QUERY);
        checksum(start + 6, start, pseudoHeader(flow, UDP, length));
        if (out.getShort(start + 6) == 0) out.putShort(start + 6, (short) -1); // RFC 768: zero would mean none
    }

    private void echo(Flow flow, int id) {
        int start = frame(flow.client, flow.server, ICMP, 8 + 56, id);
        out.put((byte) 8).put((byte) 0).putShort((short) 0).putShort((short) 1).putShort((short) id).put(data, 0, 56);
        checksum(start + 2, start, 0);
    }

    /// Record header, Ethernet and IPv4 (RFC 791): don't fragment, 64 hops.
    ///
    /// @return where the payload, of `length` bytes, begins
    private int frame(int source, int destination, int protocol, int length, int id) {
        int captured = ETHERNET.length + 20 + length;
        little((int) (micros / 1_000_000));
        little((int) (micros % 1_000_000));
        little(captured);
        little(captured);
        out.put(ETHERNET);
        int start = out.position();
        out.putShort((short) 0x4500).putShort((short) (20 + length)).putShort((short) id).putShort((short) 0x4000);
        out.put((byte) 64).put((byte) protocol).putShort((short) 0).putInt(source).putInt(destination);
        checksum(start + 10, start, 0);
        return out.position();
    }

    /// The fixed header of RFC 9293, section 3.1.
    private void tcp(int source, int destination, int sequence, int acknowledged, int flags) {
        out.putShort((short) source).putShort((short) destination).putInt(sequence).putInt(acknowledged);
        out.put((byte) (8 << 4)).put((byte) flags).putShort((short) 502).putInt(0);
    }

    /// RFC 7323, section 3.2, after two bytes of padding.
    private void timestamps(int value, int echoed) {
        out.putInt(0x0101080A).putInt(value).putInt(echoed);
    }

    /// Both addresses, protocol and length as a sum; the same for either direction.
    private static long pseudoHeader(Flow flow, int protocol, int length) {
        return (flow.client >>> 16) + (flow.client & 0xFFFF) + (flow.server >>> 16) + (flow.server & 0xFFFF) + protocol
                + length;
    }

    /// Puts at `place` the Internet checksum (RFC 1071) of what was written since `start`.
    private void checksum(int place, int start, long sum) {
        int end = out.position();
        for (int i = start; i < end - 1; i += 2) sum += out.getShort(i) & 0xFFFF;
        if ((end - start) % 2 != 0) sum += (out.get(end - 1) & 0xFF) << 8;
        while (sum >>> 16 != 0) sum = (sum & 0xFFFF) + (sum >>> 16);
        out.putShort(place, (short) ~sum);
    }

    private static long number(String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) return number;
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException("not a whole number from 1 to " + most + ": " + text);
    }

    public static void main(String[] arguments) {
        if (arguments.length != 2 && !(arguments.length == 4 && arguments[2].equals("--flows"))) {
            System.err.println("usage: java Generate.java PACKETS FILE [--flows NUMBER]    (- is standard output)");
            System.exit(2);
        }
        try {
            long packets = number(arguments[0], Long.MAX_VALUE);
            int flows = arguments.length == 4 ? (int) number(arguments[3], MOST_FLOWS) : 2000;
            try (var file = arguments[1].equals("-")
                    ? new FileOutputStream(FileDescriptor.out)
                    : new FileOutputStream(arguments[1])) {
                new Generate(file, flows).write(packets);
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
