package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Routing Information Protocol, version 1 (RFC 1058 section 3.1) and 2 (RFC 2453 section 4): what a router reaches, and
/// over how many hops. Authentication: RFC 2453 section 4.1 and RFC 4822.
public final class Rip extends Protocol {
    private static final int ENTRY = 20;
    private static final int AUTHENTICATION = 0xffff;
    private static final int TRAILER = 1;
    private static final int PASSWORD_TYPE = 2;
    private static final int DIGEST_TYPE = 3;
    static final Names COMMANDS = new Names("""
            1 Request
            2 Response
            3 Traceon
            4 Traceoff
            5 Vendor-specific
            9 Update Request
            10 Update Response
            11 Update Acknowledge""");
    private static final Layout rip = new Layout("rip", "Routing Information Protocol", "RFC 2453 section 4");
    static final Uint COMMAND = rip.uint(8, "command", "Command", names(COMMANDS),
            says("1 asks for routes, 2 tells them"));
    static final Uint VERSION = rip.uint(8, "version", "Version",
            says("1 has bare addresses, 2 has masks, next hops and authentication too"));
    private static final Layout first = new Layout("rip", "Route", "RFC 1058 section 3.1");
    static final Uint FAMILY_1 = first.uint(16, "family", "Address family", names("unspecified", "", "IP"),
            says("2: IP; 0 in a request for the whole table"));
    static final Octets IP_1 = first.skip(16).loose(Octets.Form.IPV4, "ip", "Address",
            says("network or host that can be reached; 0.0.0.0: everything else"));
    static final Uint METRIC_1 = first.skip(96).uint(32, "metric", "Metric",
            says("hops to it; 16: it cannot be reached"));
    private static final Layout second = new Layout("rip", "Route", "RFC 2453 section 4");
    static final Uint FAMILY = second.uint(16, "family", "Address family", names("unspecified", "", "IP"),
            says("2: IP; 0 in a request for the whole table; 0xffff: no route but authentication"));
    static final Uint TAG = second.uint(16, "route_tag", "Route tag",
            says("mark of a route from another protocol, such as its AS number"));
    static final Octets IP = second.loose(Octets.Form.IPV4, "ip", "Address",
            says("network or host that can be reached; 0.0.0.0: everything else"));
    static final Octets MASK = second.skip(32).ipv4("netmask", "Netmask",
            says("which bits of the address name the network; 0.0.0.0: not told"));
    static final Octets NEXT_HOP = second.ipv4("next_hop", "Next hop",
            says("router to send such packets to; 0.0.0.0: the sender"));
    static final Uint METRIC = second.uint(32, "metric", "Metric", says("hops to it; 16: it cannot be reached"));
    private static final Layout authentication = new Layout("rip", "Authentication", "RFC 4822 section 2.1").skip(16);
    static final Uint AUTH_TYPE = authentication.uint(16, "auth.type", "Authentication",
            names("", "trailer", "simple password", "keyed message digest"),
            says("how the sender proves to be one of the routers"));
    static final Octets PASSWORD = authentication.loose(Octets.Form.TEXT, "auth.passwd", "Password",
            says("up to 16 characters, readable by everybody on the link"), source("RFC 2453 section 4.1"));
    private static final Layout digest = new Layout("rip", "Digest", "RFC 4822 section 2.1").skip(32);
    static final Uint OFFSET = digest.uint(16, "digest_offset", "Digest offset",
            says("bytes of the packet before the digest's entry"));
    static final Uint KEY = digest.uint(8, "key_id", "Key", says("which of the shared keys made the digest"));
    static final Uint LENGTH = digest.uint(8, "auth_data_len", "Digest length",
            says("bytes of the digest at the end"));
    static final Uint SEQUENCE = digest.uint(32, "seq_num", "Sequence number", varies(),
            says("never falls, so that old packets sent again are noticed"));
    private static final Layout trailer = new Layout("rip", "Authentication data", "RFC 4822 section 2.2").skip(32);
    static final Octets DIGEST = trailer.loose(Octets.Form.BYTES, "authentication_data", "Digest", varies(),
            says("hash of the packet with the shared key; others cannot compute it"));

    public Rip() {
        super(rip, "RIP", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(rip, c.at, c.headerEnd());
        int length = 0;
        for (int at = c.at + 4; at + 4 <= c.end();) {
            int end = Math.min(at + ENTRY, c.end());
            int family = FAMILY.get(c.data, at);
            if (family == AUTHENTICATION) {
                int type = AUTH_TYPE.get(c.data, at);
                if (type == TRAILER) {
                    trailer(c, t, at, length);
                    return;
                }
                authentication(c, t, type, at, end);
                if (type == DIGEST_TYPE && at + digest.bytes() <= end) length = LENGTH.get(c.data, at);
            } else if (end - at == ENTRY) {
                boolean one = VERSION.get(c) < 2;
                t.open(one ? first : second, at, end);
                t.fields(one ? first : second, at, end);
                if (family == 2) t.field(one ? IP_1 : IP, at + 4, 4);
                t.close();
            }
            at = end;
        }
    }

    private static void authentication(Cursor c, Tree t, int type, int at, int end) {
        t.open(authentication, at, end);
        t.fields(authentication, at, end);
        if (type == PASSWORD_TYPE) t.field(PASSWORD, at + 4, TextOption.untilZero(c.data, at + 4, end));
        if (type == DIGEST_TYPE) t.fields(digest, at, end);
        t.close();
    }

    /// @param length bytes of the digest, as the first entry has it
    private static void trailer(Cursor c, Tree t, int at, int length) {
        int bytes = Math.min(length, c.end() - at - 4);
        t.open(trailer, at, c.end());
        if (bytes > 0) t.field(DIGEST, at + 4, bytes);
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(COMMANDS.of(COMMAND.get(c), "Unknown command"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(first, second, authentication, digest, trailer);
    }
}
