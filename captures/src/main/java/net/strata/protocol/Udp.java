package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.port;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// User Datagram Protocol (RFC 768).
public final class Udp extends Protocol {
    /// Its IP protocol number.
    public static final int NUMBER = 17;
    private static final Layout udp = new Layout("udp", "User Datagram Protocol", "RFC 768");
    static final Layout LAYOUT = udp;
    public static final Uint SRC_PORT = udp.uint(16, "srcport", "Source port", also("port"), port(),
            says("number of the program that sent it, on its host; answers go there"),
            otherwise("answers would reach another program, or none"));
    public static final Uint DST_PORT = udp.uint(16, "dstport", "Destination port", also("port"), port(),
            says("number of the program meant, on its host: 53 is DNS, 123 time"),
            otherwise("another program would get the data, or the host report that none is there"));
    static final Uint LENGTH = udp.uint(16, "length", "Length", Auto.LENGTH,
            says("bytes of header and data, at least 8"),
            otherwise("the receiver drops the datagram, or loses its end"));
    static final Uint CHECKSUM = udp.uint(16, "checksum", "Checksum", hex(), varies(),
            Auto.NONZERO_CHECKSUM, says("over header, data and a pseudo-header with the addresses; 0: none"),
            otherwise("the receiver drops the datagram without a word"));
    static final Made STATUS = udp.made(Made.Form.NUMBER, "checksum.status", "Checksum status", names(Checksum.STATUS),
            says("whether the checksum agrees with datagram and addresses"));
    static final Made WHY = udp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Octets PAYLOAD = udp.loose(Octets.Form.BYTES, "payload", "Payload",
            says("the data, as the program sent them"),
            otherwise("the program would get something else than was sent"));
    static final Made STREAM = udp.made(Made.Form.NUMBER, "stream", "Stream",
            says("number of the conversation in the capture, counted from 0"));
    static final Made SINCE_FIRST = udp.made(Made.Form.SECONDS, "time_relative", "Time since the stream's first frame",
            varies(), says("seconds since the first frame of the conversation"));
    static final Made SINCE_PREVIOUS = udp.made(Made.Form.SECONDS, "time_delta",
            "Time since the stream's previous frame", varies(),
            says("seconds since the conversation's frame before this"));

    public Udp() {
        super(udp, "UDP", Level.TRANSPORT);
    }

    @Override
    public void walk(Cursor c) {
        int length = LENGTH.get(c);
        if (length != 0) c.limit(length, LENGTH); // zero: a jumbogram (RFC 2675 section 4)
        carry(c);
    }

    /// Goes on by ports, which stand where UDP has them.
    static void carry(Cursor c) {
        c.conversation().next(Protocols.byPort(c, Protocols.UDP_PORT, SRC_PORT.get(c), DST_PORT.get(c)));
        if (Quic.starts(c.data, c.headerEnd(), c.end())) c.next(Protocols.QUIC.get()); // on whatever port
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(udp, c.at, c.headerEnd());
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, checksum(c));
        if (t.wants(PAYLOAD) && c.headerEnd() < c.end()) t.field(PAYLOAD, c.headerEnd(), c.end() - c.headerEnd());
        Conversation.fields(c, t, STREAM, SINCE_FIRST, SINCE_PREVIOUS);
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    private static int checksum(Cursor c) {
        boolean absent = CHECKSUM.get(c) == 0 && c.addressLength() == 4;
        return absent ? Checksum.ABSENT : Checksums.transport(c, NUMBER, CHECKSUM);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        return tell(c, out);
    }

    static boolean tell(Cursor c, Text out) {
        out.port(SRC_PORT.get(c)).arrow().port(DST_PORT.get(c)).ascii(" Len=").number(c.payloadLength());
        return true;
    }
}
