package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import net.strata.wire.Layout;
import net.strata.wire.Text;

/// The last byte of an extended echo, the same in ICMP and ICMPv6 (RFC 8335 sections 2 and 3).
final class ExtendedEcho {
    /// Bits before that byte.
    private static final int BEFORE = 56;

    private ExtendedEcho() {}

    static Layout request(String prefix) {
        var layout = new Layout(prefix, "Extended echo request", "RFC 8335 section 2").skip(BEFORE);
        layout.uint(7, "ext.echo.req.res", "Reserved", hex(), says("senders set 0, receivers ignore it"),
                otherwise("nothing today, but a later use of these bits would misread it"));
        layout.flag("ext.echo.req.local", "Local",
                says("set: asks for an interface of the node itself, else for one of its neighbours"),
                otherwise("the node would look for the interface in the wrong place"));
        return layout;
    }

    static Layout reply(String prefix) {
        var layout = new Layout(prefix, "Extended echo reply", "RFC 8335 section 3").skip(BEFORE);
        layout.uint(3, "ext.echo.rsp.state", "State", names("reserved", "incomplete", "reachable", "stale", "delay",
                "probe", "failed"), says("what the node knows of the neighbour that was asked for"),
                otherwise("a neighbour that has gone would pass for one that is there"));
        layout.uint(2, "ext.echo.rsp.res", "Reserved", hex(), says("senders set 0, receivers ignore it"),
                otherwise("nothing today, but a later use of these bits would misread it"));
        layout.flag("ext.echo.rsp.active", "Active", says("set: the interface asked for is up"),
                otherwise("a dead interface would pass for a living one"));
        layout.flag("ext.echo.rsp.ipv4", "IPv4", says("set: IPv4 runs on the interface"),
                otherwise("the asker would look for a fault of IPv4 in the wrong place"));
        layout.flag("ext.echo.rsp.ipv6", "IPv6", says("set: IPv6 runs on the interface"),
                otherwise("the asker would look for a fault of IPv6 in the wrong place"));
        return layout;
    }

    static void info(Text out, int id, int seq) {
        out.ascii("  id=").varyingHex(id, 4).ascii(", seq=").number(seq);
    }
}
