package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// UDP encapsulation of IPsec (RFC 3948 section 2): ESP, or IKE behind four zeros, or a byte that keeps a translation of
/// addresses alive.
public final class UdpEncap extends Protocol {
    private static final int MARKER_BYTES = 4;
    private static final Layout udpencap = new Layout("udpencap", "UDP Encapsulation of IPsec Packets",
            "RFC 3948 section 2");
    static final Octets MARKER = udpencap.loose(Octets.Form.BYTES, "non_esp_marker", "Marker",
            says("zeros, which no ESP begins with: IKE follows"));
    static final Octets KEEPALIVE = udpencap.loose(Octets.Form.BYTES, "nat_keepalive", "Keepalive",
            says("so that a translator of addresses does not forget them"));

    public UdpEncap() {
        super(udpencap, "UDPENCAP", Level.NETWORK);
    }

    private static boolean marked(Cursor c) {
        return c.end() - c.at >= MARKER_BYTES
                && (c.data[c.at] | c.data[c.at + 1] | c.data[c.at + 2] | c.data[c.at + 3]) == 0;
    }

    private static boolean keepalive(Cursor c) {
        return c.claimedEnd() - c.at == 1 && c.data[c.at] == (byte) 0xff;
    }

    @Override
    public void walk(Cursor c) {
        if (keepalive(c)) {
            c.all();
        } else if (marked(c)) {
            c.header(MARKER_BYTES).next(Protocols.IKE.get());
        } else {
            c.next(Protocols.ESP.get());
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (keepalive(c)) {
            t.field(KEEPALIVE, c.at, 1);
        } else if (marked(c)) {
            t.field(MARKER, c.at, MARKER_BYTES);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(keepalive(c) ? "NAT-keepalive" : "IPsec");
        return true;
    }
}
