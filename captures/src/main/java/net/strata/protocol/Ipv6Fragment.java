package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The fragment header of IPv6 (RFC 8200 section 4.5).
public final class Ipv6Fragment extends Protocol {
    /// Its IP protocol number. Fragments of one packet need not agree on the next one.
    private static final int NUMBER = 44;
    private static final Layout fragment = new Layout("ipv6.fraghdr", "IPv6 fragment header", "RFC 8200 section 4.5");
    static final Uint NXT = fragment.uint(8, "nxt", "Next header", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
            says("what the whole packet goes on with behind its fragment header"),
            otherwise("the packet, once whole, would be handed to the wrong protocol"));
    static final Uint RESERVED = fragment.uint(8, "reserved_octet", "Reserved", hex(),
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint OFFSET = fragment.uint(13, "offset", "Offset",
            says("place of this fragment in the packet, in units of 8 bytes"),
            otherwise("fragments would overlap, and the receiver drop the whole packet"));
    static final Uint RESERVED_BITS = fragment.uint(2, "reserved_bits", "Reserved bits",
            says("senders set 0, receivers ignore them"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint MORE = fragment.flag("more", "More fragments",
            says("another fragment follows; 0: this is the last"),
            otherwise("the receiver would wait for a fragment that never comes, or stop too early"));
    static final Uint IDENT = fragment.uint(32, "ident", "Identification", hex(), varies(),
            says("the same in all fragments of a packet"),
            otherwise("fragments of different packets would be put together"));

    public Ipv6Fragment() {
        super(fragment, "IPv6", Level.NETWORK);
    }

    private static int offset(Cursor c) {
        return OFFSET.get(c) * 8;
    }

    @Override
    public void walk(Cursor c) {
        int offset = offset(c);
        boolean more = MORE.is(c);
        // An offset of 0 without more to come is a whole packet (RFC 6946).
        if (offset == 0 && !more || c.fragment(NUMBER, IDENT.get(c), offset, more)) {
            c.next(c.find(Protocols.IP_PROTO, NXT.get(c)));
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Fragment, offset ").number(offset(c)).ascii(MORE.is(c) ? ", more" : ", last");
        out.ascii(", ID ").varying(IDENT.value(c.data, c.at)).ascii(", ");
        Ipv6.next(out, NXT.get(c));
        return true;
    }
}
