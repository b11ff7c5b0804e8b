package net.strata.trace;

import static net.strata.os.Abi.IPPROTO_UDP;

import java.nio.ByteBuffer;
import net.strata.probe.Arrival;

/// UDP datagrams to a port that nobody listens at (RFC 768).
///
/// Ports stay the same in all probes of a flow, so that routers which share their load by them send all the same way. The
/// probe is told by its checksum, to which the first two bytes of the data are fitted (Augustin et al., "Avoiding traceroute
/// anomalies with Paris traceroute", 2006), and by the two behind them. The old way is to count the destination port up.
public final class Udp implements Method {
    private static final int HEADER = 8;
    private static final int CHECKSUM = 6;
    /// What the checksum is fitted by, and the key.
    private static final int DATA = 4;
    private static final int PORTS = 1 << 16;

    private final IpHeader ip;
    private final int source;
    private final int destination;
    private final boolean classic;

    /// @param source port of the first flow: the next ones count on
    /// @param destination port, of the old way that of the first probe
    /// @param classic whether it is the old way
    public Udp(IpHeader ip, int source, int destination, boolean classic) {
        this.ip = ip;
        this.source = source;
        this.destination = destination;
        this.classic = classic;
    }

    @Override
    public int protocol() {
        return IPPROTO_UDP;
    }

    @Override
    public int shortest(boolean six) {
        return ip.length(six) + HEADER;
    }

    @Override
    public void write(Probe probe, ByteBuffer b) {
        int start = b.position();
        ip.write(probe, IPPROTO_UDP, b);
        int message = b.position();
        int length = probe.size() - (message - start);
        probe.token = flow(source, probe.flow());
        probe.destinationPort = classic ? destination + probe.key() - 1 & 0xffff : destination;
        b.putShort((short) probe.token).putShort((short) probe.destinationPort).putShort((short) length)
                .putShort((short) 0);
        Data.fill(b, length - HEADER);
        if (length >= HEADER + DATA) b.putShort(message + HEADER + 2, (short) probe.key());
        int sum = Data.sum(b, message, length,
                IpHeader.pseudo(probe.path(), IPPROTO_UDP, length));
        if (!classic && length >= HEADER + DATA) {
            Data.fit(b, message + HEADER, sum, probe.key());
            probe.checksum = probe.key();
        } else {
            probe.checksum = sum == 0xffff ? 0xffff : ~sum & 0xffff;
        }
        b.putShort(message + CHECKSUM, (short) probe.checksum);
    }

    /// The port of a flow, which stays among those that are not well known.
    static int flow(int first, int flow) {
        int port = first + flow;
        return port < PORTS ? port : 1024 + (port - PORTS) % (PORTS - 1024);
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        if (Quotes.isIcmp(arrival)) {
            if (!Quotes.error(arrival, into)) return false;
            return arrival.isQueued() ? queued(arrival, into) : quoted(arrival, into);
        }
        int at = arrival.message();
        if (arrival.protocol() != IPPROTO_UDP || arrival.end() - at < HEADER) return false;
        ByteBuffer b = arrival.bytes();
        into.kind = Kind.REACHED;
        into.token = b.getShort(at + 2) & 0xffff;
        into.destination = arrival.source().port(0);
        if (classic) into.key = key(b.getShort(at) & 0xffff);
        return true;
    }

    private boolean quoted(Arrival arrival, Reading into) {
        int at = Quotes.quoted(arrival, IPPROTO_UDP, 0, CHECKSUM, into);
        Quote quote = into.quote;
        if (at < 0 || quote == null) return false;
        into.token = quote.sourcePort();
        into.key = Math.max(0,
                classic ? quote.destinationPort() < 0 ? 0 : key(quote.destinationPort()) : quote.checksum());
        return true;
    }

    /// The kernel has a socket's error quote no more than the data.
    private boolean queued(Arrival arrival, Reading into) {
        if (arrival.protocol() != IPPROTO_UDP) return false;
        int at = arrival.message();
        if (classic) into.key = arrival.destination() == null ? 0 : key(arrival.destination().port());
        else if (arrival.end() - at >= DATA) into.key = arrival.bytes().getShort(at + 2) & 0xffff;
        return true;
    }

    /// The key that the old way's destination port says, 0 if none.
    private int key(int port) {
        int key = (port - destination & 0xffff) + 1;
        return key <= KEYS ? key : 0;
    }
}
