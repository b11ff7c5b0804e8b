package net.strata.trace;

import static net.strata.os.Abi.IPPROTO_TCP;

import java.nio.ByteBuffer;
import net.strata.probe.Arrival;

/// TCP segments that ask for a connection (RFC 9293 section 3.5), which the kernel refuses when it is granted, as it knows of
/// none. The probe is told by the sequence number; ports and flags stay the same in all probes of a flow.
public final class TcpSyn implements Method {
    private static final int HEADER = 20;
    private static final int CHECKSUM = 16;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;
    private static final int WINDOW = 5840;
    /// Maximum segment size 1460, selective acknowledgments, time stamps, nothing, window scale 2 (RFC 9293 section 3.2; RFC 2018;
    /// RFC 7323): what a system sends that means it.
    private static final byte[] OPTIONS = {2, 4, 0x05, (byte) 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 2};

    private final IpHeader ip;
    private final int source;
    private final int destination;
    private final int secret;

    /// @param source port of the first flow: the next ones count on
    /// @param destination port; 0 where only what was recorded is read again
    /// @param secret any number, whose upper half begins sequence numbers
    public TcpSyn(IpHeader ip, int source, int destination, int secret) {
        this.ip = ip;
        this.source = source;
        this.destination = destination;
        this.secret = secret & 0xffff0000;
    }

    @Override
    public int protocol() {
        return IPPROTO_TCP;
    }

    @Override
    public int shortest(boolean six) {
        return ip.length(six) + HEADER + OPTIONS.length;
    }

    @Override
    public void write(Probe probe, ByteBuffer b) {
        int start = b.position();
        ip.write(probe, IPPROTO_TCP, b);
        int message = b.position();
        int length = probe.size() - (message - start);
        probe.token = Udp.flow(source, probe.flow());
        probe.destinationPort = destination;
        probe.ended = probe.key() + length - HEADER - OPTIONS.length & 0xffff;
        b.putShort((short) probe.token).putShort((short) destination).putInt(secret | probe.key()).putInt(0)
                .putShort((short) ((HEADER + OPTIONS.length) / 4 << 12 | SYN)).putShort((short) WINDOW).putInt(0)
                .put(OPTIONS);
        Data.fill(b, length - HEADER - OPTIONS.length);
        probe.checksum = ~Data.sum(b, message, length,
                IpHeader.pseudo(probe.path(), IPPROTO_TCP, length)) & 0xffff;
        b.putShort(message + CHECKSUM, (short) probe.checksum);
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        if (Quotes.isIcmp(arrival)) {
            if (!Quotes.error(arrival, into)) return false;
            if (into.kind == Kind.REACHED) into.kind = Kind.UNREACHABLE; // where nobody listens there comes a segment
            return arrival.isQueued() ? arrival.protocol() == IPPROTO_TCP : quoted(arrival, into);
        }
        int at = arrival.message();
        if (arrival.protocol() != IPPROTO_TCP || arrival.end() - at < HEADER) return false;
        ByteBuffer b = arrival.bytes();
        into.flags = b.getShort(at + 12) & 0x1ff;
        if ((into.flags & ACK) == 0 || (into.flags & (SYN | RST)) == 0) return false;
        into.kind = Kind.REACHED;
        into.token = b.getShort(at + 2) & 0xffff;
        into.destination = arrival.source().port(0);
        into.key = key(b.getInt(at + 8) - 1);
        // RFC 9293 section 3.5.2: what breaks off acknowledges all of the segment.
        if ((into.flags & RST) != 0) into.ended = into.key;
        return destination == 0 || (b.getShort(at) & 0xffff) == destination;
    }

    private boolean quoted(Arrival arrival, Reading into) {
        int at = Quotes.quoted(arrival, IPPROTO_TCP, 0, CHECKSUM, into);
        Quote quote = into.quote;
        if (at < 0 || quote == null) return false;
        into.token = quote.sourcePort();
        if (arrival.end() - at >= 8) into.key = key(arrival.bytes().getInt(at + 4));
        return true;
    }

    /// The key that a sequence number says, 0 if it is none of ours.
    private int key(int sequence) {
        return (sequence & 0xffff0000) == secret ? sequence & 0xffff : 0;
    }
}
