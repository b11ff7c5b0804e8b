package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Point-to-Point Protocol (RFC 1661 section 2; address and control: RFC 1662 section 3.1).
///
/// Address and control may be left out, and the first byte of a small protocol number (RFC 1661 section 6.5).
public final class Ppp extends Protocol {
    static final Names PROTOCOLS = new Names("""
            0x0021 IPv4
            0x0023 OSI network layer
            0x0029 AppleTalk
            0x002b IPX
            0x002d Van Jacobson compressed TCP/IP
            0x002f Van Jacobson uncompressed TCP/IP
            0x0031 Bridging
            0x003d Multilink
            0x0057 IPv6
            0x00fb Single-link compression
            0x00fd Compressed datagram
            0x0281 MPLS
            0x0283 MPLS multicast
            0x8021 IP control
            0x8023 OSI network layer control
            0x802b IPX control
            0x8031 Bridging control
            0x8053 Encryption control
            0x8057 IPv6 control
            0x80fd Compression control
            0x8281 MPLS control
            0xc021 Link control
            0xc023 Password authentication
            0xc025 Link quality report
            0xc223 Challenge handshake authentication
            0xc227 Extensible authentication""");
    private static final int ALL_STATIONS = 0xff;
    private static final Layout ppp = new Layout("ppp", "Point-to-Point Protocol", "RFC 1661 section 2");
    static final Uint ADDRESS = ppp.loose(8, "address", "Address", hex(),
            says("0xff: all stations; left out where both ends agreed"));
    static final Uint CONTROL = ppp.loose(8, "control", "Control", hex(),
            says("0x03: unnumbered information; left out where both ends agreed"));
    static final Uint SHORT_PROTOCOL = ppp.loose(8, "protocol", "Protocol", hex(), names(PROTOCOLS),
            says("which protocol the packet inside speaks, in one byte where both ends agreed"));
    static final Uint PROTOCOL = ppp.loose(16, "protocol", "Protocol", hex(), names(PROTOCOLS),
            says("which protocol the packet inside speaks"));

    public Ppp() {
        super(ppp, "PPP", Level.LINK);
    }

    /// Where the protocol number is.
    private static int protocolAt(Cursor c) {
        return c.end() - c.at >= 2 && ADDRESS.get(c) == ALL_STATIONS ? c.at + 2 : c.at;
    }

    /// Bytes of the protocol number: its last byte, and only that, is odd.
    private static int size(Cursor c, int at) {
        return at < c.end() && (c.data[at] & 1) == 1 ? 1 : 2;
    }

    /// The protocol number, -1 if it is not there.
    private static int protocol(Cursor c) {
        int at = protocolAt(c);
        int size = size(c, at);
        if (at + size > c.end()) return -1;
        return (size == 1 ? SHORT_PROTOCOL : PROTOCOL).get(c.data, at);
    }

    @Override
    public void walk(Cursor c) {
        int at = protocolAt(c);
        c.header(at - c.at + size(c, at)).next(c.find(Protocols.PPP, protocol(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int at = protocolAt(c);
        if (at > c.at) {
            t.field(ADDRESS, c.at, 1);
            t.field(CONTROL, c.at + 1, 1);
        }
        int size = size(c, at);
        if (at + size <= c.end()) t.field(size == 1 ? SHORT_PROTOCOL : PROTOCOL, at, size);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int protocol = protocol(c);
        if (protocol < 0) return false;
        out.ascii(PROTOCOLS.of(protocol, "Protocol")).ascii(" (0x").hex(protocol, 4).put(')');
        return true;
    }
}
