package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.wire.Layout;
import net.strata.wire.Text;

/// The last byte of an extended echo, the same in ICMP and ICMPv6 (RFC 8335 sections 2 and 3).
final class ExtendedEcho {
    /// Bits before that byte.
    private static final int BEFORE = 56;

    private ExtendedEcho() {}

    static Layout request(String prefix) {
        var layout = new Layout(prefix, "Extended echo request").skip(BEFORE);
        layout.uint(7, "ext.echo.req.res", "Reserved", hex());
        layout.flag("ext.echo.req.local", "Local", says("the interface is the queried node's own"));
        return layout;
    }

    static Layout reply(String prefix) {
        var layout = new Layout(prefix, "Extended echo reply").skip(BEFORE);
        layout.uint(3, "ext.echo.rsp.state", "State", names("reserved", "incomplete", "reachable", "stale", "delay",
                "probe", "failed"), says("of the neighbour asked for"));
        layout.uint(2, "ext.echo.rsp.res", "Reserved", hex());
        layout.flag("ext.echo.rsp.active", "Active", says("the interface is up"));
        layout.flag("ext.echo.rsp.ipv4", "IPv4", says("IPv4 runs on it"));
        layout.flag("ext.echo.rsp.ipv6", "IPv6", says("IPv6 runs on it"));
        return layout;
    }

    static void info(Text out, int id, int seq) {
        out.ascii("  id=").varyingHex(id, 4).ascii(", seq=").number(seq);
    }
}
