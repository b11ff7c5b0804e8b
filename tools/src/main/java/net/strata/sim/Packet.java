package net.strata.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.strata.os.SockAddr;
import net.strata.wire.Checksum;

/// A packet on its way: an ICMP or ICMPv6 message, and what its IP header would say. It is never changed, only replaced.
public final class Packet {
    static final int ICMP = 1;
    static final int ICMPV6 = 58;
    /// Of an ICMP header, and of IP headers without options.
    static final int HEADER = 8;
    static final int IPV4 = 20;
    static final int IPV6 = 40;

    private final long probe;
    private final long count;
    private final SockAddr.Ip from;
    private final SockAddr.Ip to;
    private final long at;
    private final int hops;
    private final byte[] message;

    /// @param probe the number of the probe that it is, or is an answer to
    /// @param count which one of its host that probe is, from 0
    /// @param at when it is where it is now, by the network's clock
    /// @param hops its time to live or hop limit
    /// @param message what stands behind the IP header
    public Packet(long probe, long count, SockAddr.Ip from, SockAddr.Ip to, long at, int hops, byte[] message) {
        this.probe = probe;
        this.count = count;
        this.from = from;
        this.to = to;
        this.at = at;
        this.hops = hops;
        this.message = message;
    }

    public long probe() {
        return probe;
    }

    public long count() {
        return count;
    }

    public SockAddr.Ip from() {
        return from;
    }

    public SockAddr.Ip to() {
        return to;
    }

    public long at() {
        return at;
    }

    public int hops() {
        return hops;
    }

    /// What stands behind the IP header; not to be written to.
    public byte[] message() {
        return message;
    }

    /// The same later.
    public Packet later(long nanos) {
        return new Packet(probe, count, from, to, at + nanos, hops, message);
    }

    /// The same from elsewhere, with a checksum that is right if this one's is.
    public Packet from(SockAddr.Ip source) {
        var moved = new Packet(probe, count, source, to, at, hops, message);
        return isSix() && isSound() ? moved.summed() : moved;
    }

    /// The same with another message.
    public Packet message(byte[] bytes) {
        return new Packet(probe, count, from, to, at, hops, bytes);
    }

    boolean isSix() {
        return to instanceof SockAddr.In6;
    }

    int type() {
        return message[0] & 0xff;
    }

    /// Whether its checksum is right (RFC 792; RFC 4443 section 2.3).
    boolean isSound() {
        return message.length >= HEADER && Checksum.good(sum());
    }

    /// The same with the right checksum.
    public Packet summed() {
        Packet copy = message(message.clone());
        if (message.length < HEADER) return copy;
        copy.message[2] = 0;
        copy.message[3] = 0;
        ByteBuffer.wrap(copy.message).putShort(2, (short) ~Checksum.fold(copy.sum()));
        return copy;
    }

    private long sum() {
        long pseudo = isSix() ? addresses() + message.length + ICMPV6 : 0;
        return Checksum.sum(message, 0, message.length, pseudo);
    }

    private long addresses() {
        return Checksum.sum(from.bytes(), 0, 16, Checksum.sum(to.bytes(), 0, 16, 0));
    }

    /// As bytes, from its IP header on.
    public byte[] withHeader() {
        ByteBuffer b = ByteBuffer.allocate((isSix() ? IPV6 : IPV4) + message.length);
        if (isSix()) {
            b.putInt(6 << 28).putShort((short) message.length).put((byte) ICMPV6).put((byte) hops);
            return b.put(from.bytes()).put(to.bytes()).put(message).array();
        }
        b.putShort((short) 0x4500).putShort((short) b.capacity()).putInt(0);
        b.put((byte) hops).put((byte) ICMP).putShort((short) 0).put(from.bytes()).put(to.bytes());
        b.putShort(10, (short) ~Checksum.fold(Checksum.sum(b.array(), 0, IPV4, 0)));
        return b.put(message).array();
    }

    /// The error that a router answers it with.
    ///
    /// @param info the four bytes behind the checksum: a pointer, an MTU, a gateway
    /// @param quoted how many bytes of this packet are in it at most, the IP header's among them
    public Packet error(SockAddr.Ip router, int type, int code, int info, int quoted) {
        byte[] all = withHeader();
        byte[] quote = Arrays.copyOf(all, Math.min(quoted, all.length));
        byte[] error = ByteBuffer.allocate(HEADER + quote.length).put((byte) type).put((byte) code)
                .putShort((short) 0).putInt(info).put(quote).array();
        return new Packet(probe, count, router, from, at, hops, error).summed();
    }
}
