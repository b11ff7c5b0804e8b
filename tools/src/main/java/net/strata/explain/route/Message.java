package net.strata.explain.route;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.protocol.Icmp;
import net.strata.protocol.Ipv4;
import net.strata.protocol.Tcp;
import org.jspecify.annotations.Nullable;

/// A frame, and how the message in it is known again: by what neither routers nor NATs change. The message is that of the
/// innermost IP packet, so that it is also found inside a tunnel.
final class Message {
    private static final int SEQUENCE = 4;
    private static final int TCP_FLAGS = 13;
    private static final int ECHO_SEQUENCE = 6;
    private static final int IPV4_ID = 4;
    private static final int ENDS = 4;

    final long number;
    final long time;
    final int interfaceId;
    /// Tells the devices apart that were captured on as one (`any`); -1 elsewhere.
    final int device;
    /// In a batch of its own.
    final Batch alone;
    final byte[] frame;
    /// Index of its layer.
    final int layer;
    /// Whether it carries data of a program.
    final boolean loaded;
    private final Protocol protocol;
    /// What identifies it besides its payload.
    private final byte[] mark;
    private final int from;
    private final int end;
    /// Bytes of payload on the wire.
    private final int claimed;
    /// Addresses and ports of sender and receiver, empty where there are none.
    private final List<String> ends;
    /// Of IPv4, 0 if there is none.
    private final int id;

    /// The message of the frame that the cursor has walked.
    ///
    /// @return null if the frame has no layers
    static @Nullable Message of(Cursor c, Batch b, int i) {
        int layers = 0;
        while (layers < c.ownLayers() && !c.reassembled(layers))
            layers++;
        return layers == 0 ? null : new Message(c, b, i, layers);
    }

    private Message(Cursor c, Batch b, int i, int layers) {
        number = b.firstNumber + i;
        time = b.time[i];
        interfaceId = b.interfaceId[i];
        int start = b.offset[i];
        alone = b.only(i);
        frame = alone.data;
        device = b.linkType[i] == LinkType.LINUX_SLL2 && frame.length >= 8
                ? word(b.data, start + 4) << 16 | word(b.data, start + 6)
                : -1;
        layer = layer(c, layers);
        c.select(layer);
        protocol = c.protocol();
        boolean transport = protocol.level() == Level.TRANSPORT;
        int skipped = payload(c, transport);
        mark = mark(c);
        from = Math.min(c.at + skipped, c.end()) - start;
        end = c.end() - start;
        claimed = c.claimedEnd() - c.at - skipped;
        loaded = claimed > 0 && protocol.level().number() >= Level.NETWORK.number();
        ends = ends(c, transport);
        id = id(c);
    }

    /// The transport layer of the innermost IP packet, or what stands there in its place.
    private static int layer(Cursor c, int layers) {
        int network = -1;
        for (int i = 0; i < layers; i++)
            if (c.protocol(i).level() == Level.NETWORK) network = i;
        if (network < 0) return layers - 1;
        boolean transport = network + 1 < layers && c.protocol(network + 1).level() == Level.TRANSPORT;
        return transport ? network + 1 : network;
    }

    /// How many bytes of the layer are left out because they may change.
    private static int payload(Cursor c, boolean transport) {
        if (!c.whole()) return 0;
        if (c.protocol() instanceof Icmp) return ECHO_SEQUENCE;
        return transport || c.addressLength() > 0 && c.source() >= c.at ? c.headerEnd() - c.at : 0;
    }

    private static byte[] mark(Cursor c) {
        if (!c.whole()) return new byte[0];
        if (c.protocol() instanceof Icmp) return Arrays.copyOfRange(c.data, c.at, c.at + 2);
        if (!(c.protocol() instanceof Tcp)) return new byte[0];
        byte[] numbers = Arrays.copyOfRange(c.data, c.at + SEQUENCE, c.at + SEQUENCE + 9);
        numbers[8] = c.data[c.at + TCP_FLAGS];
        return numbers;
    }

    private static List<String> ends(Cursor c, boolean transport) {
        int length = c.addressLength();
        String source = hex(c, c.source(), length);
        String destination = hex(c, c.destination(), length);
        boolean ports = transport && c.whole();
        return List.of(source, destination, ports ? hex(c, c.at, 2) : "", ports ? hex(c, c.at + 2, 2) : "");
    }

    private static String hex(Cursor c, int from, int length) {
        return HexFormat.of().formatHex(c.data, from, from + length);
    }

    private static int id(Cursor c) {
        for (int i = c.layer(); i >= 0; i--) {
            c.select(i);
            if (c.protocol() instanceof Ipv4 && c.whole()) return word(c.data, c.at + IPV4_ID);
        }
        return 0;
    }

    private static int word(byte[] data, int at) {
        return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
    }

    boolean samePoint(Message o) {
        return interfaceId == o.interfaceId && device == o.device;
    }

    /// Whether it is the same message, captured elsewhere.
    boolean same(Message o) {
        if (samePoint(o) || claimed != o.claimed || !protocol.equals(o.protocol) || !Arrays.equals(mark, o.mark))
            return false;
        int compared = Math.min(end - from, o.end - o.from);
        return Arrays.equals(frame, from, from + compared, o.frame, o.from, o.from + compared)
                && (claimed > 0 && compared > 0 || mark.length > 0 || likeness(o) > 0);
    }

    /// How much else is the same. An answer with the same payload, as from an echo server, has less of it.
    int likeness(Message o) {
        int likeness = id != 0 && id == o.id ? ENDS + 1 : 0;
        for (int i = 0; i < ENDS; i++)
            if (!ends.get(i).isEmpty() && ends.get(i).equals(o.ends.get(i))) likeness++;
        return likeness;
    }

    /// How far away in time it was captured, in ns; in frames where there are no times.
    long distance(Message o) {
        boolean timed = time != Batch.NO_TIME && o.time != Batch.NO_TIME;
        return Math.abs(timed ? time - o.time : number - o.number);
    }
}
