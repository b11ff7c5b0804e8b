package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco's framing of HDLC: an EtherType behind address and control.
public final class CiscoHdlc extends Protocol {
    /// Here the number of RARP is that of Cisco's serial line address resolution.
    private static final int SLARP = 0x8035;
    /// OSI network layer, behind a byte of padding.
    static final int OSI = 0xfefe;
    private static final Layout chdlc = new Layout("chdlc", "Cisco HDLC", "RFC 1547 section 4.3.1");
    static final Uint ADDRESS = chdlc.uint(8, "address", "Address", hex(),
            names(new Names("0x0f unicast\n0x8f multicast")),
            says("whether the frame is for the other end or for all"));
    static final Uint CONTROL = chdlc.uint(8, "control", "Control", hex(),
            says("always 0; there are no numbers or acknowledgments"));
    static final Uint PROTOCOL = chdlc.uint(16, "protocol", "Protocol", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside, numbered like an EtherType"));

    public CiscoHdlc() {
        super(chdlc, "CHDLC", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        int protocol = PROTOCOL.get(c);
        if (protocol == OSI) c.header(bytes() + 1);
        c.next(protocol == SLARP ? Protocols.SLARP.get() : c.find(Protocols.ETHER_TYPE, protocol));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int protocol = PROTOCOL.get(c);
        out.ascii(protocol == SLARP ? "SLARP" : Iana.ETHER_TYPE.of(protocol, "Protocol"));
        out.ascii(" (0x").hex(protocol, 4).put(')');
        return true;
    }
}
