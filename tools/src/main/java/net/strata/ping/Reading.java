package net.strata.ping;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import org.jspecify.annotations.Nullable;

/// What an arrival says, as its [Method] reads it. Used again for the next.
public final class Reading {
    private static final int HEADER = 8;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    /// Bits of an IPv4 header that are 0 in the first fragment of a packet, which alone has the message's header.
    private static final int FRAGMENT = 0x1fff;

    /// Whether it is an error for a probe; else a reply.
    boolean error;
    /// The sequence number, of 16 bits; -1 if there is none: what has no nonce either is taken to be for the newest probe.
    int sequence;
    /// Whether there is a nonce.
    boolean hasNonce;
    long nonce;
    /// Where there is room for less than a nonce: which of its bits are there. They have to be right.
    long part;
    /// Of an error, whom the probe was for.
    SockAddr.@Nullable Ip destination;
    boolean checksumWrong;
    /// Of an error: type, code, and what else the header says.
    int type;
    int code;
    int info;
    /// Of an error, where the quoted packet begins; of a reply, where its data does.
    int at;

    /// An error as the kernel tells of it.
    void queued(Arrival arrival) {
        error = true;
        type = arrival.type();
        code = arrival.code();
        info = arrival.info();
        SockAddr.Ip to = arrival.destination();
        destination = to == null ? null : to.port(0);
    }

    /// Reads the header of an ICMP error as it came.
    void error(Arrival arrival) {
        ByteBuffer b = arrival.bytes();
        int start = arrival.message();
        error = true;
        type = b.get(start) & 0xff;
        code = b.get(start + 1) & 0xff;
        // Of the four bytes of fragmentation needed, the last two are the MTU (RFC 1191); a pointer of IPv4 is the first.
        boolean six = arrival.family() == Abi.AF_INET6;
        int rest = b.getInt(start + 4);
        info = six || type == Icmp.REDIRECT ? rest : type == Icmp.PARAMETER_PROBLEM ? rest >>> 24 : rest & 0xffff;
    }

    /// Finds the message that such an error quotes, and whom it was for.
    ///
    /// @return where it begins, -1 if it is not of a protocol, or too short
    int quoted(Arrival arrival, int protocol) {
        ByteBuffer b = arrival.bytes();
        at = arrival.message() + HEADER;
        int left = arrival.end() - at;
        if (arrival.family() == Abi.AF_INET6) {
            if (left < IPV6 || b.get(at) >>> 4 != 6 || (b.get(at + 6) & 0xff) != protocol) return -1;
            destination = new SockAddr.In6(b.getLong(at + 24), b.getLong(at + 32), 0, 0, 0);
            return at + IPV6;
        }
        if (left < IPV4 || b.get(at) >>> 4 != 4 || (b.get(at + 9) & 0xff) != protocol) return -1;
        int length = (b.get(at) & 0xf) * 4;
        if (length < IPV4 || length > left || (b.getShort(at + 6) & FRAGMENT) != 0) return -1;
        destination = new SockAddr.In(b.getInt(at + 16), 0);
        return at + length;
    }

    void clear() {
        error = false;
        hasNonce = false;
        part = 0;
        destination = null;
        checksumWrong = false;
    }
}
