package net.strata.os;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.protocol.Ipv4;
import net.strata.protocol.Ipv6;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import org.jspecify.annotations.Nullable;

/// What packets of one conversation have in common: protocol, addresses, ports, interface; the same for both directions.
///
/// The two ends are numbered: 0 is the lower one. An echo's identifier is the port of the end that asks; the end that is
/// asked, where the kernel answers, has none. One object is filled again for each packet and looked up; copies are kept.
final class Flow {
    static final int FIRST = 0;
    static final int SECOND = 1;
    /// The port of an end that no socket belongs to.
    static final int NONE = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /// Drawn anew in each run: nobody can make up flows that collide.
    private static final long SALT = ThreadLocalRandom.current().nextLong() | 1;

    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REPLY = 0;
    private static final int ECHO6_REQUEST = 128;
    private static final int ECHO6_REPLY = 129;
    private static final int ECHO_HEADER = 8;

    private int protocol;
    private int addressLength;
    private int iface;
    private final long[] high = new long[2];
    private final long[] low = new long[2];
    private final int[] port = new int[2];

    private int sender;
    private boolean starts;

    Flow() {}

    /// A copy, to be kept.
    Flow(Flow f) {
        protocol = f.protocol;
        addressLength = f.addressLength;
        iface = f.iface;
        System.arraycopy(f.high, 0, high, 0, 2);
        System.arraycopy(f.low, 0, low, 0, 2);
        System.arraycopy(f.port, 0, port, 0, 2);
    }

    /// Takes the packet that a cursor has walked: the outermost one, if there is another in it.
    ///
    /// @return false if it is of no kind that sockets are looked up for
    boolean take(Cursor c) {
        boolean inside = false;
        for (int i = 0, n = c.ownLayers(); i < n; i++) {
            Protocol p = c.protocol(i);
            if (p instanceof Ipv4 || p instanceof Ipv6) {
                if (inside) return false;
                inside = true;
            } else if (inside && (p instanceof Tcp || p instanceof Udp || p instanceof Icmp || p instanceof Icmpv6)) {
                c.select(i);
                return c.whole() && take(c, p);
            }
        }
        return false;
    }

    private boolean take(Cursor c, Protocol p) {
        int from;
        int to;
        starts = false;
        if (p instanceof Tcp) {
            protocol = Tcp.NUMBER;
            from = Tcp.SRC_PORT.get(c);
            to = Tcp.DST_PORT.get(c);
            starts = (Tcp.FLAGS.get(c) & (Tcp.SYN_BIT | Tcp.ACK_BIT)) == Tcp.SYN_BIT;
        } else if (p instanceof Udp) {
            protocol = Udp.NUMBER;
            from = Udp.SRC_PORT.get(c);
            to = Udp.DST_PORT.get(c);
        } else {
            if (c.end() - c.at < ECHO_HEADER) return false;
            protocol = p instanceof Icmp ? Icmp.NUMBER : Icmpv6.NUMBER;
            int type = c.data[c.at] & 0xff;
            boolean request = type == (p instanceof Icmp ? ECHO_REQUEST : ECHO6_REQUEST);
            if (!request && type != (p instanceof Icmp ? ECHO_REPLY : ECHO6_REPLY)) return false;
            int id = (c.data[c.at + 4] & 0xff) << 8 | c.data[c.at + 5] & 0xff;
            from = request ? id : NONE;
            to = request ? NONE : id;
        }
        addressLength = c.addressLength();
        iface = c.batch().interfaceId[c.frame()];
        place(c, from, to);
        return true;
    }

    private void place(Cursor c, int from, int to) {
        address(c, c.source(), 0);
        address(c, c.destination(), 1);
        int order = Long.compareUnsigned(high[0], high[1]);
        if (order == 0) order = Long.compareUnsigned(low[0], low[1]);
        if (order == 0) order = Integer.compare(from, to);
        sender = order <= 0 ? FIRST : SECOND;
        if (sender == SECOND) {
            address(c, c.source(), 1);
            address(c, c.destination(), 0);
        }
        port[sender] = from;
        port[1 - sender] = to;
    }

    private void address(Cursor c, int at, int end) {
        high[end] = addressLength == 4 ? 0 : (long) LONG.get(c.data, at);
        low[end] = addressLength == 4 ? (int) INT.get(c.data, at) & 0xffff_ffffL : (long) LONG.get(c.data, at + 8);
    }

    int protocol() {
        return protocol;
    }

    /// 4 or 16.
    int addressLength() {
        return addressLength;
    }

    /// Index of the capture's interface.
    int iface() {
        return iface;
    }

    /// The first 8 bytes of an IPv6 address.
    long high(int end) {
        return high[end];
    }

    /// The last 8 bytes of an IPv6 address, or all of an IPv4 address.
    long low(int end) {
        return low[end];
    }

    int port(int end) {
        return port[end];
    }

    /// The end that sent the packet last taken.
    int sender() {
        return sender;
    }

    /// Whether the packet last taken begins a connection: what was known of these ends was another's.
    boolean starts() {
        return starts;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Flow f && protocol == f.protocol && addressLength == f.addressLength && iface == f.iface
                && high[0] == f.high[0] && high[1] == f.high[1] && low[0] == f.low[0] && low[1] == f.low[1]
                && port[0] == f.port[0] && port[1] == f.port[1];
    }

    @Override
    public int hashCode() {
        long h = SALT;
        h = (h ^ high[0]) * SALT;
        h = (Long.rotateLeft(h, 29) ^ low[0]) * SALT;
        h = (Long.rotateLeft(h, 29) ^ high[1]) * SALT;
        h = (Long.rotateLeft(h, 29) ^ low[1]) * SALT;
        h = (Long.rotateLeft(h, 29) ^ port[0] ^ (long) port[1] << 24 ^ (long) protocol << 48) * SALT;
        return (int) (h >>> 32);
    }
}
