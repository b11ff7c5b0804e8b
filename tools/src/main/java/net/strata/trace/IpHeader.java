package net.strata.trace;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.wire.Checksum;

/// The IP header of probes (RFC 791 section 3.1; RFC 8200 section 3).
///
/// @param trafficClass type of service or traffic class
/// @param flowLabel of IPv6
/// @param gateways of a loose source route (RFC 791 section 3.1), at most eight
public record IpHeader(int trafficClass, int flowLabel, List<SockAddr.In> gateways) {
    /// Without options, in bytes.
    static final int IPV4 = 20;
    static final int IPV6 = 40;
    static final int MOST_GATEWAYS = 8;
    private static final int DF = 0x4000;
    private static final int LOOSE = 131;
    private static final int NOP = 1;
    private static final int FIRST = 4;

    public IpHeader {
        gateways = List.copyOf(gateways);
        if (gateways.size() > MOST_GATEWAYS) throw new IllegalArgumentException("too many gateways");
    }

    /// How long it is, in bytes.
    int length(boolean six) {
        return six ? IPV6 : IPV4 + (gateways.isEmpty() ? 0 : 4 + 4 * gateways.size());
    }

    /// Writes it at the buffer's position; length and checksum are right.
    void write(Probe probe, int protocol, ByteBuffer b) {
        probe.trafficClass = trafficClass;
        Path path = probe.path();
        if (path.isSix()) {
            probe.id = -1;
            b.putInt(6 << 28 | trafficClass << 20 | flowLabel).putShort((short) (probe.size() - IPV6))
                    .put((byte) protocol).put((byte) probe.hops()).put(path.from().bytes()).put(path.to().bytes());
            return;
        }
        probe.id = probe.key();
        int start = b.position();
        int length = length(false);
        b.putShort((short) (0x4000 | length / 4 << 8 | trafficClass)).putShort((short) probe.size())
                .putShort((short) probe.id).putShort((short) (probe.request().whole() ? DF : 0))
                .put((byte) probe.hops()).put((byte) protocol).putShort((short) 0).put(path.from().bytes())
                .put(gateways.isEmpty() ? path.to().bytes() : gateways.getFirst().bytes());
        if (!gateways.isEmpty()) {
            b.put((byte) NOP).put((byte) LOOSE).put((byte) (length - IPV4 - 1)).put((byte) FIRST);
            for (SockAddr.In each : gateways.subList(1, gateways.size()))
                b.put(each.bytes());
            b.put(path.to().bytes());
        }
        b.putShort(start + 10, (short) ~Data.sum(b, start, length, 0));
    }

    /// The sum of a pseudo-header (RFC 9293 section 3.1; RFC 8200 section 8.1).
    static long pseudo(Path path, int protocol, int length) {
        byte[] from = path.from().bytes();
        byte[] to = path.to().bytes();
        return Checksum.sum(from, 0, from.length, Checksum.sum(to, 0, to.length, protocol + length));
    }
}
