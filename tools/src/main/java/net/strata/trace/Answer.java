package net.strata.trace;

import java.nio.ByteBuffer;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Measured;
import net.strata.probe.Timing;
import org.jspecify.annotations.Nullable;

/// What came for a probe.
public final class Answer {
    private final Probe probe;
    private final Kind kind;
    private final SockAddr.Ip from;
    private final int protocol;
    private final int type;
    private final int code;
    private final int info;
    private final int flags;
    private final @Nullable Quote quote;
    private final Extensions extensions;
    private final Measured measured;
    private final int hops;
    private final int trafficClass;
    private final boolean late;
    private final ByteBuffer packet;
    private final int message;
    private final int length;

    Answer(Probe probe, Reading reading, Arrival arrival, boolean late) {
        this.probe = probe;
        kind = reading.kind;
        from = arrival.source();
        protocol = arrival.protocol();
        type = reading.type;
        code = reading.code;
        info = reading.info;
        flags = reading.flags;
        quote = reading.quote;
        extensions = Extensions.of(arrival);
        measured = Measured.of(probe.sentAt, probe.sentWall, probe.stamp, arrival);
        hops = arrival.hops();
        trafficClass = arrival.trafficClass();
        this.late = late;
        int start = arrival.header();
        packet = ByteBuffer.allocate(arrival.end() - start).put(0, arrival.bytes(), start, arrival.end() - start)
                .asReadOnlyBuffer();
        message = arrival.message() - start;
        length = arrival.length();
    }

    /// One that a record tells of, which has no bytes.
    Answer(Probe probe, Reading reading, Extensions extensions, SockAddr.Ip from, int protocol, Measured measured,
            int hops, int trafficClass, boolean late, int length) {
        this.probe = probe;
        kind = reading.kind;
        this.from = from;
        this.protocol = protocol;
        type = reading.type;
        code = reading.code;
        info = reading.info;
        flags = reading.flags;
        quote = reading.quote;
        this.extensions = extensions;
        this.measured = measured;
        this.hops = hops;
        this.trafficClass = trafficClass;
        this.late = late;
        packet = ByteBuffer.allocate(0);
        message = 0;
        this.length = length;
    }

    public Probe probe() {
        return probe;
    }

    public Kind kind() {
        return kind;
    }

    /// Who sent it.
    public SockAddr.Ip from() {
        return from;
    }

    /// Of what protocol it is: [net.strata.os.Abi#IPPROTO_ICMP], for example.
    public int protocol() {
        return protocol;
    }

    /// The ICMP type; -1 if it is no ICMP message.
    public int type() {
        return type;
    }

    /// The ICMP code; -1 if it is no ICMP message.
    public int code() {
        return code;
    }

    /// The MTU, of a packet that was too big; else the 32 bits behind an ICMP error's checksum.
    public int info() {
        return info;
    }

    /// The flags of a TCP segment (RFC 9293 section 3.1), 0 of anything else.
    public int flags() {
        return flags;
    }

    /// How the probe looked where it ended; null where nothing quotes it.
    public @Nullable Quote quote() {
        return quote;
    }

    /// What an ICMP error says behind that, such as MPLS labels.
    public Extensions extensions() {
        return extensions;
    }

    /// The round trip, in ns.
    public long rtt() {
        return measured.rtt();
    }

    public Timing timing() {
        return measured.timing();
    }

    /// What this host added to the round trip, in ns.
    public long host() {
        return measured.host();
    }

    /// When it came, by the system's clock, in ns since the epoch.
    public long wall() {
        return measured.wall();
    }

    /// Its time to live or hop limit as it came, -1 if that is not known.
    public int hops() {
        return hops;
    }

    /// How many hops its way back had, -1 if that is not known. Hosts are taken to send with 64, 128 or 255 hops, as nearly
    /// all do, whichever is the least that it can have been.
    public int back() {
        if (hops <= 0) return -1;
        return (hops <= 64 ? 65 : hops <= 128 ? 129 : 256) - hops;
    }

    /// Its type of service or traffic class, -1 if that is not known.
    public int trafficClass() {
        return trafficClass;
    }

    /// Whether it came when its probe was given up.
    public boolean isLate() {
        return late;
    }

    /// Whether the way ends here.
    public boolean isFinal() {
        return kind != Kind.EXPIRED;
    }

    /// All that came, in network byte order: of IPv4 from its IP header, of IPv6 from behind it; from the error queue of a
    /// socket only what that quotes.
    public ByteBuffer packet() {
        return packet;
    }

    /// Where in [#packet] the message begins that is behind the IP header.
    public int message() {
        return message;
    }

    /// Whether it says that the probe was too big to go on whole: [#info] is the MTU then, or 0 (RFC 1191; RFC 8201).
    public boolean isTooBig() {
        return kind == Kind.UNREACHABLE && Quotes.isTooBig(type, code, probe.path().isSix());
    }

    /// How long the message was, in bytes, though less may have come.
    public int length() {
        return length;
    }
}
