package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// IP Authentication Header (RFC 4302 section 2).
public final class Ah extends Protocol {
    private static final Layout ah = new Layout("ah", "Authentication header", "RFC 4302 section 2");
    static final Uint NXT = ah.uint(8, "next_header", "Next header", names(Iana.IP_PROTO),
            says("the protocol of what follows, as in an IP header"));
    static final Uint LENGTH = ah.uint(8, "length", "Length", says("words of 4 bytes in this header, less 2"));
    static final Octets RESERVED = ah.bytes(2, "reserved", "Reserved",
            says("senders set 0, receivers include it in the check value but ignore it"));
    static final Uint SPI = ah.uint(32, "spi", "Security parameters index", hex(), varies(),
            says("which agreement (keys, algorithms) the receiver shall check with"));
    static final Uint SEQUENCE = ah.uint(32, "sequence", "Sequence number", varies(),
            says("counts packets up, so that the receiver can refuse replayed ones"));
    static final Octets ICV = ah.loose(Octets.Form.BYTES, "icv", "Integrity check value", varies(),
            says("proves that header and data were not changed by someone without the key"));

    public Ah() {
        super(ah, "AH", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.header((LENGTH.get(c) + 2) * 4, LENGTH).next(c.find(Protocols.IP_PROTO, NXT.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ah, c.at, c.headerEnd());
        int icv = c.at + bytes();
        if (icv < c.headerEnd()) t.field(ICV, icv, c.headerEnd() - icv);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("AH (SPI=0x").hex(SPI.value(c.data, c.at), 8).ascii("), ");
        Ipv6.next(out, NXT.get(c));
        return true;
    }
}
