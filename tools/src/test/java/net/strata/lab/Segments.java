package net.strata.lab;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The TCP segments of a recording, read by hand (RFC 9293 section 3.1; Ethernet, IPv4 without options or IPv6).
final class Segments {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int ACK = 16;
    private static final int TCP = 6;

    private Segments() {}

    /// @param length bytes of data
    record Segment(Seen seen, long seq, int flags, int length, boolean isChecksumRight) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    static List<Segment> of(Recording recording) {
        return recording.frames().stream().map(Segments::of).filter(Objects::nonNull).toList();
    }

    private static @Nullable Segment of(Seen seen) {
        byte[] b = seen.bytes();
        boolean six = number(b, 12) == 0x86dd;
        if (!six && number(b, 12) != 0x0800 || b[six ? 20 : 23] != TCP) return null;
        int at = six ? 54 : 34;
        int end = six ? at + number(b, 18) : 14 + number(b, 16);
        int header = (b[at + 12] >> 4 & 0xf) * 4;
        return new Segment(seen, (long) number(b, at + 4) << 16 | number(b, at + 6), b[at + 13], end - at - header,
                sum(b, six ? 22 : 26, at, end) == 0xffff);
    }

    /// The sum of addresses, protocol, length and segment (RFC 1071): 0xffff where the checksum is right.
    private static int sum(byte[] b, int addresses, int at, int end) {
        long sum = (long) TCP + end - at;
        for (int i = addresses; i < end; i += 2)
            sum += i + 1 < end ? number(b, i) : (b[i] & 0xff) << 8;
        while (sum >>> 16 != 0)
            sum = (sum & 0xffff) + (sum >>> 16);
        return (int) sum;
    }

    private static int number(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }
}
