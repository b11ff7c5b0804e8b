package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// What BSD puts before a packet on its loopback interface: the address family, in the byte order of the machine that
/// captured it (LINKTYPE_NULL), or in network byte order (LINKTYPE_LOOP).
public final class Loopback extends Protocol {
    private static final int HEADER = 4;
    private static final Names FAMILIES = new Names("""
            2 IPv4
            7 ISO
            10 IPv6 (Linux)
            16 AppleTalk
            23 IPX
            24 IPv6 (NetBSD, OpenBSD)
            28 IPv6 (FreeBSD)
            30 IPv6 (macOS)""");
    private static final Layout loopback = new Layout("null", "Null/loopback", "tcpdump.org, LINKTYPE_NULL")
            .skip(HEADER * 8);
    static final Made FAMILY = loopback.made(Made.Form.NUMBER, "family", "Family", names(FAMILIES),
            says("the protocol inside, as the system that captured it numbers address families"),
            otherwise("the packet would be read as the wrong protocol"));

    /// Some programs write an EtherType in the last two bytes instead.
    static final Uint TYPE = loopback.loose(16, "type", "Type", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside, where a program wrote an EtherType in place of a family"),
            otherwise("the packet would be read as the wrong protocol"));

    public Loopback() {
        super(loopback, "NULL", Level.LINK);
    }

    /// Families are small: a number with a high half has its bytes the other way round.
    private static int family(Cursor c) {
        byte[] d = c.data;
        int big = d[c.at] << 24 | (d[c.at + 1] & 0xff) << 16 | (d[c.at + 2] & 0xff) << 8 | d[c.at + 3] & 0xff;
        return big >>> 16 != 0 ? Integer.reverseBytes(big) : big;
    }

    @Override
    public void walk(Cursor c) {
        switch (family(c)) {
            case 2 -> c.next(Protocols.IPV4.get());
            case 10, 24, 28, 30 -> c.next(Protocols.IPV6.get());
            default -> c.next(c.find(Protocols.ETHER_TYPE, TYPE.get(c.data, c.at + 2)));
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (family(c) >>> 16 != 0) {
            t.field(TYPE, c.at + 2, 2);
        } else {
            t.made(FAMILY, family(c));
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Family ").ascii(FAMILIES.of(family(c), "unknown")).ascii(" (").number(family(c) & 0xffff_ffffL);
        out.put(')');
        return true;
    }
}
