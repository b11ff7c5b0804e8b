package net.strata.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.strata.os.SockAddr;
import net.strata.wire.Checksum;
import org.jspecify.annotations.Nullable;

/// What ICMP errors tell behind what they quote (RFC 4884 section 7).
final class Extensions {
    private static final int VERSION = 0x20;
    private static final int LABELS = 1;
    private static final int INCOMING_LABELS = 1;
    private static final int INTERFACE = 2;
    /// Of the interface that the packet came in by: index, address, name and MTU follow (RFC 5837 section 4.1).
    private static final int INDEX = 8;
    private static final int ADDRESS = 4;
    private static final int NAME_AND_MTU = 3;
    private static final int AFI_IPV4 = 1;
    private static final int AFI_IPV6 = 2;
    private static final int BOTTOM = 0x100;
    /// Bytes of a name, its length among them.
    private static final int NAME = 64;

    private Extensions() {}

    /// What a node adds; null if nothing.
    static byte @Nullable [] of(Node node, @Nullable Interface in, Lsp.@Nullable Labels labels, boolean six) {
        ByteBuffer b = ByteBuffer.allocate(512).put((byte) VERSION).put(new byte[3]);
        if (labels != null && labels.lsp().told()) labels(b, labels);
        if (in != null && node.manners().interfaces()) incoming(b, in, six);
        if (b.position() == 4) return null;
        byte[] all = Arrays.copyOf(b.array(), b.position());
        Ip.put16(all, 2, ~Checksum.fold(Checksum.sum(all, 0, all.length, 0)));
        return all;
    }

    /// The stack as it came in (RFC 4950 section 5).
    private static void labels(ByteBuffer b, Lsp.Labels labels) {
        int[] stack = labels.stack();
        b.putShort((short) (4 + 4 * stack.length)).put((byte) LABELS).put((byte) INCOMING_LABELS);
        for (int i = 0; i < stack.length; i++)
            b.putInt(stack[i] << 12 | (i == stack.length - 1 ? BOTTOM : 0) | (i == 0 ? labels.ttl() : labels.inner()));
    }

    private static void incoming(ByteBuffer b, Interface in, boolean six) {
        SockAddr.Ip address = Topology.first(in.addresses(), Topology.family(six));
        int start = b.position();
        b.putShort((short) 0).put((byte) INTERFACE);
        b.put((byte) (INDEX | NAME_AND_MTU | (address == null ? 0 : ADDRESS))).putInt(in.number());
        if (address != null) b.putShort((short) (six ? AFI_IPV6 : AFI_IPV4)).putShort((short) 0).put(address.bytes());
        byte[] name = in.name().getBytes(StandardCharsets.UTF_8);
        int length = Math.min(NAME, (1 + name.length + 3) / 4 * 4);
        b.put((byte) length).put(Arrays.copyOf(name, length - 1)).putInt(in.mtu());
        b.putShort(start, (short) (b.position() - start));
    }
}
