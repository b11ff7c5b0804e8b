package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Options;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// An extension header that holds options: hop-by-hop (RFC 8200 section 4.3) or destination options (section 4.6).
public final class Ipv6OptionsHeader extends Protocol {
    private final Uint nxt;
    private final Uint len;
    private final Made octets;

    private Ipv6OptionsHeader(Layout layout) {
        nxt = layout.uint(8, "nxt", "Next header", names(Iana.IP_PROTO), Auto.IP_PROTOCOL,
                says("what follows: another extension header, or the protocol inside"),
                otherwise("what follows would be read by the wrong plan, or reported as unknown"));
        len = layout.uint(8, "len", "Length", Auto.HEADER_UNITS, says("units of 8 bytes behind the first 8"),
                otherwise("options would be taken for data, or data for options"));
        octets = layout.made(Made.Form.NUMBER, "len_oct", "Length in bytes",
                says("bytes of the whole header: 8 more than the units make"));
        super(layout, "IPv6", Level.NETWORK);
    }

    /// For every router on the way.
    static Ipv6OptionsHeader hopByHop() {
        return new Ipv6OptionsHeader(new Layout("ipv6.hopopts", "IPv6 hop-by-hop options", "RFC 8200 section 4.3"));
    }

    /// For the destination alone.
    static Ipv6OptionsHeader destination() {
        return new Ipv6OptionsHeader(new Layout("ipv6.dstopts", "IPv6 destination options",
                "RFC 8200 section 4.6"));
    }

    private int length(Cursor c) {
        return (len.get(c) + 1) * 8;
    }

    @Override
    public void walk(Cursor c) {
        c.header(length(c), len).next(c.find(Protocols.IP_PROTO, nxt.get(c)));
        int home = Ipv6Options.homeAddress(c.data, c.at + bytes(), c.headerEnd());
        if (home > 0 && c.addressLength() == 16) c.endpoints(home, c.destination(), 16);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(layout(), c.at, c.headerEnd());
        t.made(octets, length(c));
        Ipv6Options.OPTIONS.fields(c, t, c.at + bytes(), c.headerEnd());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        Ipv6.next(out, nxt.get(c));
        return true;
    }

    @Override
    public Options options() {
        return Ipv6Options.OPTIONS;
    }

    @Override
    public List<Layout> parts() {
        return Ipv6Options.OPTIONS.layouts();
    }
}
