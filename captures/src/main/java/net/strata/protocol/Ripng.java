package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Routing Information Protocol for IPv6 (RFC 2080 section 2.1).
public final class Ripng extends Protocol {
    private static final Layout ripng = new Layout("ripng", "RIP for IPv6", "RFC 2080 section 2.1");
    static final Uint COMMAND = ripng.uint(8, "cmd", "Command", names(Rip.COMMANDS),
            says("1 asks for routes, 2 tells them"));
    static final Uint VERSION = ripng.uint(8, "version", "Version", says("1, the only version"));
    static final Octets RESERVED = ripng.bytes(2, "reserved", "Reserved", says("must be zero"));
    private static final Layout route = new Layout("ripng", "Route", "RFC 2080 section 2.1");
    static final Octets PREFIX = route.ipv6("rte.ipv6_prefix", "Prefix",
            says("network that can be reached; ::/0: everything else"));
    static final Uint TAG = route.uint(16, "rte.route_tag", "Route tag", hex(),
            says("mark of a route from another protocol, such as its AS number"));
    static final Uint LENGTH = route.uint(8, "rte.prefix_length", "Prefix length",
            says("leading bits of the prefix that count"));
    static final Uint METRIC = route.uint(8, "rte.metric", "Metric",
            says("hops to it; 16: it cannot be reached, 255: the prefix is a next hop"));

    public Ripng() {
        super(ripng, "RIPng", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ripng, c.at, c.headerEnd());
        for (int at = c.at + bytes(); at + route.bytes() <= c.end(); at += route.bytes()) {
            t.open(route, at, at + route.bytes());
            t.fields(route, at, c.end());
            t.close();
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Command ").ascii(Rip.COMMANDS.of(COMMAND.get(c), "unknown"));
        out.ascii(", Version ").number(VERSION.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(route);
    }
}
