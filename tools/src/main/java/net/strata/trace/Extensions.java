package net.strata.trace;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.IPPROTO_UDP;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;

/// What an ICMP error says behind the packet that it quotes (RFC 4884): a structure of objects. One that is damaged, whose
/// checksum is wrong or whose objects do not fill it exactly, is none.
///
/// @param objects in their order
public record Extensions(List<ExtensionObject> objects) {
    /// Of a message without any.
    public static final Extensions NONE = new Extensions(List.of());

    private static final int ICMP_HEADER = 8;
    /// Before a structure, this much is quoted at least (RFC 4884 section 3).
    private static final int QUOTED = 128;
    private static final int STRUCTURE_HEADER = 4;
    private static final int VERSION = 2;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;
    private static final int UNREACHABLE6 = 1;
    private static final int TIME_EXCEEDED6 = 3;

    public Extensions {
        objects = List.copyOf(objects);
    }

    public boolean isEmpty() {
        return objects.isEmpty();
    }

    /// Those of something that came, if it is an ICMP error; of an error of the kernel's queue as well.
    public static Extensions of(Arrival arrival) {
        ByteBuffer b = arrival.bytes();
        int message = arrival.message();
        int end = arrival.end();
        boolean six = arrival.family() == AF_INET6;
        if (!arrival.isQueued()) {
            boolean icmp = arrival.protocol() == (six ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
            return icmp ? of(b, message, end, six) : NONE;
        }
        if (!mayHave(arrival.type(), six)) return NONE;
        if (arrival.extensions() >= 0) return structure(b, arrival.extensions(), end, false);
        // The kernel took the quoted IP header away, and UDP's.
        int headers = (six ? IPV6 : IPV4) + (arrival.protocol() == IPPROTO_UDP ? UDP : 0);
        return structure(b, message + QUOTED - headers, end, true);
    }

    /// Those of an ICMP message.
    ///
    /// @param b in network byte order
    /// @param start where the message begins
    /// @param end behind its last byte
    public static Extensions of(ByteBuffer b, int start, int end, boolean six) {
        if (end - start < ICMP_HEADER || !mayHave(b.get(start) & 0xff, six)) return NONE;
        int quoted = six ? 8 * (b.get(start + 4) & 0xff) : 4 * (b.get(start + 5) & 0xff);
        if (quoted == 0) return structure(b, start + ICMP_HEADER + QUOTED, end, true);
        return quoted < QUOTED ? NONE : structure(b, start + ICMP_HEADER + quoted, end, false);
    }

    /// RFC 4884 section 4.
    private static boolean mayHave(int type, boolean six) {
        return six
                ? type == UNREACHABLE6 || type == TIME_EXCEEDED6
                : type == Icmp.UNREACHABLE || type == Icmp.TIME_EXCEEDED || type == Icmp.PARAMETER_PROBLEM;
    }

    /// @param guessed whether nothing says that there is one (section 5.5): then its checksum has to be there and right
    private static Extensions structure(ByteBuffer b, int start, int end, boolean guessed) {
        if (end - start < STRUCTURE_HEADER || (b.get(start) >>> 4 & 0xf) != VERSION) return NONE;
        boolean summed = b.getShort(start + 2) != 0;
        if (summed ? Icmp.checksum(b, start, end) != 0 : guessed) return NONE;
        List<ExtensionObject> objects = new ArrayList<>();
        for (int at = start + STRUCTURE_HEADER; at < end;) {
            if (end - at < ExtensionObject.HEADER) return NONE;
            int length = b.getShort(at) & 0xffff;
            if (length < ExtensionObject.HEADER || length > end - at || length % 4 != 0) return NONE;
            objects.add(ExtensionObject.of(b, at, length));
            at += length;
        }
        return objects.isEmpty() ? NONE : new Extensions(objects);
    }

    /// As traceroute prints them: `<MPLS:L=16,E=0,S=1,T=1>`; empty if there are none.
    public String traceroute() {
        return objects.isEmpty()
                ? ""
                : objects.stream().map(ExtensionObject::traceroute).collect(Collectors.joining(";", "<", ">"));
    }
}
