package net.strata.ping;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import org.jspecify.annotations.Nullable;

/// Echo requests of ICMP (RFC 792) and ICMPv6 (RFC 4443 section 4), by raw sockets or ICMP datagram sockets.
public final class Echo implements Method {
    static final int HEADER = 8;
    static final int REQUEST = 8;
    static final int REPLY = 0;
    static final int REQUEST6 = 128;
    static final int REPLY6 = 129;

    private final Payload payload;
    private final int ident;
    private final int ident6;

    /// @param ident the identifier of the requests, for IPv4
    /// @param ident6 the same for IPv6
    public Echo(Payload payload, int ident, int ident6) {
        this.payload = payload;
        this.ident = ident;
        this.ident6 = ident6;
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        boolean six = probe.target().address() instanceof SockAddr.In6;
        int start = into.position();
        into.put((byte) (six ? REQUEST6 : REQUEST)).put((byte) 0).putShort((short) 0)
                .putShort((short) (six ? ident6 : ident)).putShort((short) probe.sequence());
        payload.write(probe.size(), nonce, into);
        // That of ICMPv6 needs the source address: the kernel writes it (RFC 3542 section 3.1).
        if (!six) into.putShort(start + 2, (short) Icmp.checksum(into, start, into.position()));
    }

    @Override
    public boolean carriesNonce(Probe probe) {
        return probe.size() >= Payload.NONCE;
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        boolean six = arrival.family() == Abi.AF_INET6;
        if (arrival.isQueued()) {
            into.queued(arrival);
            return request(arrival.bytes(), arrival.message(), arrival.end(), six, into);
        }
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.end() - at < HEADER) return false;
        int type = b.get(at) & 0xff;
        if (type == (six ? REPLY6 : REPLY)) return reply(arrival, six, into);
        if (!Icmp.isError(type, six)) return false;
        into.error(arrival);
        int inner = into.quoted(arrival, six ? Icmp.ICMPV6 : Icmp.ICMP);
        return inner >= 0 && request(b, inner, arrival.end(), six, into);
    }

    private boolean reply(Arrival arrival, boolean six, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if ((b.getShort(at + 4) & 0xffff) != (six ? ident6 : ident)) return false;
        into.at = at + HEADER;
        into.sequence = b.getShort(at + 6) & 0xffff;
        into.hasNonce = arrival.end() - into.at >= Payload.NONCE;
        if (into.hasNonce) into.nonce = b.getLong(into.at);
        // The kernel verifies that of ICMPv6, and on datagram sockets that of ICMP.
        into.checksumWrong = arrival.header() < at && arrival.end() - at == arrival.length()
                && Icmp.checksum(b, at, arrival.end()) != 0;
        return true;
    }

    /// Reads a request of ours that an error quotes.
    private boolean request(ByteBuffer b, int at, int end, boolean six, Reading into) {
        if (end - at < HEADER || (b.get(at) & 0xff) != (six ? REQUEST6 : REQUEST)
                || (b.getShort(at + 4) & 0xffff) != (six ? ident6 : ident))
            return false;
        into.sequence = b.getShort(at + 6) & 0xffff;
        into.hasNonce = end - at - HEADER >= Payload.NONCE;
        if (into.hasNonce) into.nonce = b.getLong(at + HEADER);
        return true;
    }

    @Override
    public @Nullable Corruption corruption(Probe probe, long nonce, Arrival arrival, Reading reading) {
        return payload.corruption(probe.size(), nonce, arrival.bytes(), reading.at, arrival.end());
    }
}
