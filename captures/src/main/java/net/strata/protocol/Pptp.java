package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Point-to-Point Tunneling Protocol, the header of its control messages (RFC 2637 section 2).
public final class Pptp extends MessageProtocol {
    static final int PORT = 1723;
    private static final int COOKIE = 0x1a2b3c4d;
    private static final Names TYPES = Names.from0("", "Start control connection request",
            "Start control connection reply", "Stop control connection request", "Stop control connection reply",
            "Echo request", "Echo reply", "Outgoing call request", "Outgoing call reply", "Incoming call request",
            "Incoming call reply", "Incoming call connected", "Call clear request", "Call disconnect notify",
            "WAN error notify", "Set link info");

    private static final Layout pptp = new Layout("pptp", "Point-to-Point Tunneling Protocol", "RFC 2637 section 2");
    static final Uint LENGTH = pptp.uint(16, "length", "Length",
            says("bytes of the whole message, these two included"));
    static final Uint KIND = pptp.uint(16, "type", "Message type", names("", "control", "management"),
            says("1: a message that controls calls; 2 is not in use"));
    static final Uint MAGIC = pptp.uint(32, "magic_cookie", "Magic cookie", hex(),
            says("always 0x1a2b3c4d, which shows that the stream is still in step"));
    static final Uint TYPE = pptp.uint(16, "control_message_type", "Control message type", names(TYPES),
            says("what is asked or told about the connection or a call"));
    static final Octets RESERVED = pptp.bytes(2, "reserved", "Reserved", says("must be zero"));

    public Pptp() {
        super(pptp, "PPTP");
    }

    @Override
    int length(Cursor c) {
        return MAGIC.get(c) == COOKIE ? LENGTH.get(c) : 0;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Control message"));
        return true;
    }
}
