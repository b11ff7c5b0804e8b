package net.strata.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// What nodes answer, as bytes.
final class Replies {
    private static final int HEADER = 8;
    /// An ICMP error has 576 bytes at most (RFC 1812 section 4.3.2.3), an ICMPv6 error 1280 (RFC 4443 section 2.4).
    private static final int LONGEST = 576;
    private static final int LONGEST6 = 1280;
    /// How much is quoted before extensions, filled up with zeros (RFC 4884 section 4.1).
    private static final int BEFORE_EXTENSIONS = 128;
    /// Internetwork control, which errors have as their precedence (RFC 1812 section 4.3.2.5).
    private static final int CONTROL = 0xc0;
    private static final int ECHO = 8;
    private static final int ECHO6 = 128;
    private static final int REPLY6 = 129;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int FIN = 1;
    private static final int TCP = 20;
    private static final int WINDOW = 64240;

    private Replies() {}

    /// An ICMP error.
    ///
    /// @param info the four bytes behind the checksum
    /// @param extensions what is behind the quotation (RFC 4884); null if nothing
    static byte[] error(SockAddr.Ip from, byte[] about, Why why, int info, Node.Manners manners, int id,
            byte @Nullable [] extensions) {
        boolean six = Ip.six(about);
        int room = (six ? LONGEST6 - Ip.HEADER6 : LONGEST - Ip.HEADER) - HEADER;
        int quote = Math.min(about.length, Math.min(room, manners.quote()));
        int words = 0;
        if (extensions != null) {
            quote = Math.min(quote, BEFORE_EXTENSIONS);
            words = BEFORE_EXTENSIONS / (six ? 8 : 4);
        }
        int behind = extensions == null ? 0 : extensions.length;
        int quoted = extensions == null ? quote : BEFORE_EXTENSIONS;
        byte[] error = Ip.make(from, Ip.source(about), six ? Ip.ICMPV6 : Ip.ICMP, manners.ttl(), six ? 0 : CONTROL, id,
                HEADER + quoted + behind);
        int at = error.length - HEADER - quoted - behind;
        error[at] = (byte) (six ? why.type6() : why.type());
        error[at + 1] = (byte) (six ? why.code6() : why.code());
        ByteBuffer.wrap(error).putInt(at + 4, info);
        if (words > 0) error[at + (six ? 4 : 5)] = (byte) words;
        System.arraycopy(about, 0, error, at + HEADER, quote);
        if (extensions != null) System.arraycopy(extensions, 0, error, at + HEADER + quoted, behind);
        return Ip.sum16(error);
    }

    /// Whether an ICMP message is an echo request.
    static boolean isEcho(byte[] packet) {
        int at = Ip.message(packet);
        return at < packet.length && Ip.u8(packet, at) == (Ip.six(packet) ? ECHO6 : ECHO);
    }

    /// The answer to an echo request; null if it is none.
    static byte @Nullable [] echo(byte[] request, Node.Manners manners, int id) {
        int at = Ip.message(request);
        boolean six = Ip.six(request);
        if (!isEcho(request)) return null;
        byte[] reply = back(request, manners, id, Ip.trafficClass(request),
                Arrays.copyOfRange(request, at, request.length));
        reply[Ip.message(reply)] = (byte) (six ? REPLY6 : 0);
        return Ip.sum16(reply);
    }

    /// The same data sent back by a UDP service.
    static byte[] datagram(byte[] request, Node.Manners manners, int id) {
        int at = Ip.message(request);
        byte[] message = Arrays.copyOfRange(request, at, request.length);
        System.arraycopy(request, at + 2, message, 0, 2);
        System.arraycopy(request, at, message, 2, 2);
        return Ip.sum16(back(request, manners, id, 0, message));
    }

    /// The answer of TCP to a segment (RFC 9293 section 3.10.7); null if there is none.
    ///
    /// @param open whether somebody listens
    /// @param number where the sequence of the answering side begins
    static byte @Nullable [] segment(byte[] segment, Node.Manners manners, int id, boolean open, int number) {
        int at = Ip.message(segment);
        int flags = Ip.u8(segment, at + 13);
        if ((flags & RST) != 0 || open && (flags & (SYN | ACK)) == 0) return null;
        boolean accepts = open && (flags & ACK) == 0;
        boolean acknowledged = (flags & ACK) != 0;
        int header = Math.max(TCP, (Ip.u8(segment, at + 12) >> 4) * 4);
        int length = Math.max(0, segment.length - at - header) + Integer.bitCount(flags & (SYN | FIN));
        ByteBuffer b = ByteBuffer.allocate(TCP);
        b.put(segment, at + 2, 2).put(segment, at, 2);
        b.putInt(accepts ? number : acknowledged ? Ip.i32(segment, at + 8) : 0);
        b.putInt(acknowledged ? 0 : Ip.i32(segment, at + 4) + length);
        b.put((byte) (TCP / 4 << 4)).put((byte) (accepts ? SYN | ACK : acknowledged ? RST : RST | ACK));
        b.putShort((short) (accepts ? WINDOW : 0));
        return Ip.sum16(back(segment, manners, id, 0, b.array()));
    }

    /// A packet the other way.
    private static byte[] back(byte[] packet, Node.Manners manners, int id, int trafficClass, byte[] message) {
        byte[] reply = Ip.make(Ip.destination(packet), Ip.source(packet), Ip.protocol(packet), manners.ttl(),
                trafficClass, id,
                message.length);
        System.arraycopy(message, 0, reply, reply.length - message.length, message.length);
        return reply;
    }
}
