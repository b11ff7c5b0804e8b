package net.strata.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;

/// Fragments packets that are longer than their interface takes (RFC 791 section 3.2; RFC 8200 section 4.5), which the kernel
/// does not do with those that have their own IP header: it refuses them. Of a packet that goes in pieces the first one's
/// stamp is told, and one refusal.
final class Fragments implements Port {
    private static final int FRAGMENT = 44;
    private static final int FRAGMENT_HEADER = 8;
    private static final int MORE = 0x2000;
    private static final int MORE6 = 1;
    private static final int IPV4 = 20;
    /// Of an IPv4 option: it is in each fragment.
    private static final int COPIED = 0x80;
    private static final int NO_OPERATION = 1;

    private final Port port;
    private final boolean whole;
    private final Map<SockAddr.Ip, Integer> mtus = new HashMap<>();
    private int smallest = Integer.MAX_VALUE;
    private int identification = (int) System.nanoTime();
    private final Once once = new Once();

    /// @param whole whether packets of IPv6 are not to be fragmented
    Fragments(Port port, boolean whole) {
        this.port = port;
        this.whole = whole;
    }

    /// Says what the interface takes by which packets to a host go out.
    void mtu(SockAddr.Ip next, int mtu) {
        mtus.put(next, mtu);
        smallest = Math.min(smallest, mtu);
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer packet) throws IOException {
        if (packet.remaining() > smallest) {
            int mtu = mtus.getOrDefault(to, Integer.MAX_VALUE);
            boolean six = IpFields.isSix(packet);
            if (packet.remaining() > mtu && !(six ? whole : IpFields.isWhole(packet))) {
                once.needed = true;
                identification++;
                if (six) send6(number, to, packet, mtu);
                else
                    send4(number, to, packet, mtu);
                packet.position(packet.limit());
                return;
            }
        }
        port.send(number, to, packet);
    }

    private void send4(long number, SockAddr.Ip to, ByteBuffer packet, int mtu) throws IOException {
        int start = packet.position();
        int header = IpFields.length(packet);
        ByteBuffer options = copied(packet, header);
        int end = packet.remaining();
        int id = packet.getShort(start + 4);
        int bits = packet.getShort(start + 6) & ~MORE;
        ByteBuffer piece = ByteBuffer.allocate(mtu);
        for (int at = header, own = header; at < end; own = IPV4 + options.capacity()) {
            int length = Math.min(end - at, mtu - own & ~7);
            piece.clear().put(0, packet, start, IPV4);
            if (at == header) piece.put(IPV4, packet, start + IPV4, header - IPV4);
            else
                piece.put(IPV4, options, 0, options.capacity());
            piece.put(0, (byte) (4 << 4 | own / 4)).putShort(2, (short) (own + length))
                    .putShort(4, (short) (id == 0 ? identification | 1 : id))
                    .putShort(6, (short) (bits + (at - header) / 8 | (at + length < end ? MORE : 0)));
            piece.put(own, packet, start + at, length).limit(own + length);
            port.send(number, to, piece);
            at += length;
        }
    }

    /// The options that are in each fragment, padded to words.
    private static ByteBuffer copied(ByteBuffer packet, int header) {
        ByteBuffer kept = ByteBuffer.allocate(header - IPV4);
        int start = packet.position();
        for (int at = IPV4; at < header;) {
            int kind = packet.get(start + at) & 0xff;
            if (kind == 0) break;
            int length = kind == NO_OPERATION || at + 1 == header ? 1 : packet.get(start + at + 1) & 0xff;
            length = Math.clamp(length, 1, header - at);
            if ((kind & COPIED) != 0) {
                kept.put(kept.position(), packet, start + at, length);
                kept.position(kept.position() + length);
            }
            at += length;
        }
        return kept.slice(0, kept.position() + 3 & ~3);
    }

    private void send6(long number, SockAddr.Ip to, ByteBuffer packet, int mtu) throws IOException {
        int start = packet.position();
        int front = IpFields.fragmentAt(packet);
        int said = IpFields.nextBefore(packet, front);
        int end = packet.remaining();
        ByteBuffer piece = ByteBuffer.allocate(mtu);
        int own = front + FRAGMENT_HEADER;
        for (int at = front; at < end;) {
            int length = Math.min(end - at, mtu - own & ~7);
            piece.clear().put(0, packet, start, front);
            piece.putShort(4, (short) (own - 40 + length)).put(said, (byte) FRAGMENT);
            piece.put(front, packet.get(start + said)).put(front + 1, (byte) 0)
                    .putShort(front + 2, (short) (at - front | (at + length < end ? MORE6 : 0)))
                    .putInt(front + 4, identification);
            piece.put(own, packet, start + at, length).limit(own + length);
            port.send(number, to, piece);
            at += length;
        }
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        if (!once.needed) {
            port.receive(arrivals, until);
            return;
        }
        once.told = arrivals;
        port.receive(once, until);
    }

    @Override
    public void wake() {
        port.wake();
    }

    /// Tells of all pieces of a packet once.
    private static final class Once implements Arrivals {
        boolean needed;
        Arrivals told = this;
        private long stamped = -1;
        private long refused = -1;

        @Override
        public void stamped(long number, long wall) throws IOException {
            if (number != stamped) told.stamped(number, wall);
            stamped = number;
        }

        @Override
        public void refused(long number, int errno) throws IOException {
            if (number != refused) told.refused(number, errno);
            refused = number;
        }

        @Override
        public void received(Arrival arrival) throws IOException {
            told.received(arrival);
        }
    }
}
