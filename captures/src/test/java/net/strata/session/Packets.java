package net.strata.session;

import java.nio.ByteBuffer;
import net.strata.frame.Batch;
import net.strata.frame.Facts;
import net.strata.frame.LinkType;

/// IPv4 packets built by hand, and the session that sees them, one batch after the other.
final class Packets {
    static final int TCP = 6;
    static final int UDP = 17;
    /// 10.0.0.1 and 10.0.0.2.
    static final int LEFT = 0x0a000001;
    static final int RIGHT = 0x0a000002;

    private final Session session = new Session();
    final Batch batch = new Batch(1 << 17);
    private long time = 1_000_000_000L;

    /// Shows the session one packet.
    ///
    /// @return what it found out
    Facts see(byte[] packet) {
        batch.clear();
        batch.reserve(packet.length);
        System.arraycopy(packet, 0, batch.data, 0, packet.length);
        batch.used = packet.length;
        batch.add(0, packet.length, packet.length, time, 9, LinkType.RAW, 0);
        time += 1000;
        session.see(batch);
        return batch.facts;
    }

    /// A packet (RFC 791 section 3.1) without options; `offset` in bytes.
    static byte[] ip(int source, int destination, int protocol, int id, int offset, boolean more, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length).put((byte) 0x45).put((byte) 0)
                .putShort((short) (20 + payload.length)).putShort((short) id)
                .putShort((short) (offset / 8 | (more ? 0x2000 : 0))).put((byte) 64).put((byte) protocol)
                .putShort((short) 0).putInt(source).putInt(destination).put(payload).array();
    }

    /// A segment (RFC 9293 section 3.1) from port 40000 of the left to port 80 of the right, or back.
    ///
    /// @param shift the window scale option's (RFC 7323 section 2.2), -1 for no option
    static byte[] tcp(boolean right, int seq, int ack, int flags, int shift) {
        var segment = ByteBuffer.allocate(shift < 0 ? 20 : 24).putShort((short) (right ? 40000 : 80))
                .putShort((short) (right ? 80 : 40000)).putInt(seq).putInt(ack)
                .putShort((short) ((shift < 0 ? 5 : 6) << 12 | flags)).putShort((short) 1000).putInt(0);
        if (shift >= 0) segment.put(new byte[]{1, 3, 3, (byte) shift});
        return ip(right ? LEFT : RIGHT, right ? RIGHT : LEFT, TCP, 0, 0, false, segment.array());
    }

    /// An empty datagram (RFC 768).
    static byte[] udp(int source, int sourcePort, int destination, int destinationPort) {
        byte[] datagram = ByteBuffer.allocate(8).putShort((short) sourcePort).putShort((short) destinationPort)
                .putShort((short) 8).array();
        return ip(source, destination, UDP, 0, 0, false, datagram);
    }
}
