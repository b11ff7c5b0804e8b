package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// What a mobility agent adds to its router advertisement (RFC 5944 section 2.1; challenge: RFC 4721).
final class IcmpMobile {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("icmp", "Mobile IP extension", "RFC 5944 section 2.1");
    static final Uint TYPE = head.uint(8, "mip.type", "Type",
            names(new Names("0 Padding\n16 Mobility agent\n19 Prefix lengths\n24 Challenge")));
    static final Uint LENGTH = head.uint(8, "mip.length", "Length", says("bytes behind this one"));

    private static final Layout agent = new Layout("icmp", "Mobility agent").skip(HEAD);
    static final Uint SEQ = agent.uint(16, "mip.seq", "Sequence number",
            says("advertisements since the agent's start"));
    static final Uint LIFE = agent.uint(16, "mip.life", "Registration lifetime", says("seconds it accepts"));
    static final Uint FLAGS = agent.group(16, "mip.flags", "Flags", hex());
    static final Uint REGISTRATION = agent.flag("mip.r", "Registration required");
    static final Uint BUSY = agent.flag("mip.b", "Busy");
    static final Uint HOME = agent.flag("mip.h", "Home agent");
    static final Uint FOREIGN = agent.flag("mip.f", "Foreign agent");
    static final Uint MINIMAL = agent.flag("mip.m", "Minimal encapsulation");
    static final Uint GRE = agent.flag("mip.g", "GRE encapsulation");
    static final Uint COMPRESSION = agent.flag("mip.v", "Van Jacobson compression");
    static final Uint REVERSE = agent.flag("mip.rt", "Reverse tunnelling");
    static final Uint UDP = agent.flag("mip.u", "UDP tunnelling");
    static final Uint REVOCATION = agent.flag("mip.x", "Revocation");
    static final Uint RESERVED = agent.uint(6, "mip.reserved", "Reserved", hex());
    static final Octets CARE_OF = agent.loose(Octets.Form.IPV4, "mip.coa", "Care-of address", list());

    private static final Layout prefixes = new Layout("icmp", "Prefix lengths");
    static final Uint PREFIX = prefixes.loose(8, "mip.prefixlength", "Prefix length", list());
    private static final Layout challenge = new Layout("icmp", "Challenge");
    static final Octets CHALLENGE = challenge.loose(Octets.Form.BYTES, "mip.challenge", "Challenge", varies());
    private static final Layout other = new Layout("icmp", "Mobile IP extension");
    static final Octets CONTENT = other.loose(Octets.Form.BYTES, "mip.content", "Content");

    static final Options OPTIONS = new Options(head, Options.Length.VALUE, 0, -1, new Option(other, CONTENT))
            .add(new Repeated(agent, CARE_OF, 4), 16).add(new Repeated(prefixes, PREFIX, 1), 19)
            .add(new Option(challenge, CHALLENGE), 24);

    private IcmpMobile() {}

    /// An option whose fixed fields are followed by values of one kind.
    private static final class Repeated extends Option {
        private final Field field;
        private final int size;

        Repeated(Layout layout, Field field, int size) {
            super(layout);
            this.field = field;
            this.size = size;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            repeat(t, field, size, at + Math.max(layout().bytes(), 2), end);
        }
    }
}
