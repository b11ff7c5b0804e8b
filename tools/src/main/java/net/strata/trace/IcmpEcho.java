package net.strata.trace;

import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.probe.Arrival;

/// ICMP echo requests (RFC 792; RFC 4443 section 4.1).
///
/// The sequence number tells the probe. The first two bytes of the data are fitted to keep the checksum the same in all
/// probes of a flow, as routers that share their load may go by the first bytes behind the IP header. The old way does not.
public final class IcmpEcho implements Method {
    private static final int HEADER = 8;
    private static final int CHECKSUM = 2;
    private static final int REQUEST = 8;
    private static final int REPLY = 0;
    private static final int REQUEST6 = 128;
    private static final int REPLY6 = 129;
    private static final int FIT = 2;

    private final IpHeader ip;
    private final int identifier;
    private final int first;
    private final boolean classic;

    /// @param identifier of the requests
    /// @param first the checksum of the first flow: the next ones count on
    /// @param classic whether it is the old way
    public IcmpEcho(IpHeader ip, int identifier, int first, boolean classic) {
        this.ip = ip;
        this.identifier = identifier;
        this.first = first;
        this.classic = classic;
    }

    @Override
    public int protocol() {
        return IPPROTO_ICMP;
    }

    @Override
    public int shortest(boolean six) {
        return ip.length(six) + HEADER;
    }

    @Override
    public void write(Probe probe, ByteBuffer b) {
        boolean six = probe.path().isSix();
        int protocol = six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        int start = b.position();
        ip.write(probe, protocol, b);
        int message = b.position();
        int length = probe.size() - (message - start);
        probe.token = identifier;
        b.put((byte) (six ? REQUEST6 : REQUEST)).put((byte) 0).putShort((short) 0).putShort((short) identifier)
                .putShort((short) probe.key());
        Data.fill(b, length - HEADER);
        long pseudo = six ? IpHeader.pseudo(probe.path(), protocol, length) : 0;
        int sum = Data.sum(b, message, length, pseudo);
        if (!classic && length >= HEADER + FIT) {
            probe.checksum = 1 + Integer.remainderUnsigned(first + probe.flow(), KEYS);
            Data.fit(b, message + HEADER, sum, probe.checksum);
        } else {
            probe.checksum = ~sum & 0xffff;
        }
        b.putShort(message + CHECKSUM, (short) probe.checksum);
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        if (!Quotes.isIcmp(arrival)) return false;
        boolean six = arrival.family() == Abi.AF_INET6;
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (!arrival.isQueued() && arrival.end() - at >= HEADER
                && (b.get(at) & 0xff) == (six ? REPLY6 : REPLY)) {
            into.kind = Kind.REACHED;
            into.type = b.get(at) & 0xff;
            into.code = b.get(at + 1) & 0xff;
            into.destination = arrival.source().port(0);
            echo(arrival, at, into);
            return true;
        }
        if (!Quotes.error(arrival, into)) return false;
        if (into.kind == Kind.REACHED) into.kind = Kind.UNREACHABLE; // no port was asked
        int protocol = six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        int message = arrival.isQueued() ? at : Quotes.quoted(arrival, protocol, -1, CHECKSUM, into);
        if (message < 0 || arrival.isQueued() && arrival.protocol() != protocol) return false;
        echo(arrival, message, into);
        return true;
    }

    private static void echo(Arrival arrival, int at, Reading into) {
        into.token = Quotes.half(arrival.bytes(), at + 4, arrival.end());
        into.key = Math.max(0, Quotes.half(arrival.bytes(), at + 6, arrival.end()));
    }
}
