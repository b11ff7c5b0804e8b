package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
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
            names(new Names("0 Padding\n16 Mobility agent\n19 Prefix lengths\n24 Challenge")),
            says("what the extension tells"));
    static final Uint LENGTH = head.uint(8, "mip.length", "Length", says("bytes of the extension behind this one"));

    private static final Layout agent = new Layout("icmp", "Mobility agent", "RFC 5944 section 2.1.1").skip(HEAD);
    static final Uint SEQ = agent.uint(16, "mip.seq", "Sequence number",
            says("advertisements since the agent's start"));
    static final Uint LIFE = agent.uint(16, "mip.life", "Registration lifetime",
            says("longest registration that the agent accepts, in seconds; 65535: without end"));
    static final Uint FLAGS = agent.group(16, "mip.flags", "Flags", hex(),
            says("what the agent offers, and what it asks of visitors"));
    static final Uint REGISTRATION = agent.flag("mip.r", "Registration required",
            says("hosts must register with the agent, even with an address of their own here"));
    static final Uint BUSY = agent.flag("mip.b", "Busy", says("the agent takes no more registrations"));
    static final Uint HOME = agent.flag("mip.h", "Home agent", says("the agent serves hosts that are at home here"));
    static final Uint FOREIGN = agent.flag("mip.f", "Foreign agent", says("the agent serves visiting hosts"));
    static final Uint MINIMAL = agent.flag("mip.m", "Minimal encapsulation",
            says("the agent takes tunnelled packets with minimal encapsulation"));
    static final Uint GRE = agent.flag("mip.g", "GRE encapsulation", says("the agent takes tunnelled packets in GRE"));
    static final Uint COMPRESSION = agent.flag("mip.v", "Van Jacobson compression",
            says("the agent compresses headers on the link; now always 0"));
    static final Uint REVERSE = agent.flag("mip.rt", "Reverse tunnelling",
            says("the agent can carry packets back through the tunnel too"));
    static final Uint UDP = agent.flag("mip.u", "UDP tunnelling",
            says("the agent can tunnel in UDP, through translators of addresses"), source("RFC 3519 section 3"));
    static final Uint REVOCATION = agent.flag("mip.x", "Revocation",
            says("the agent tells when a registration is withdrawn"), source("RFC 3543"));
    static final Uint RESERVED = agent.uint(6, "mip.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Octets CARE_OF = agent.loose(Octets.Form.IPV4, "mip.coa", "Care-of address", list(),
            says("address at which visiting hosts are reached through this agent"));

    private static final Layout prefixes = new Layout("icmp", "Prefix lengths", "RFC 5944 section 2.1.2");
    static final Uint PREFIX = prefixes.loose(8, "mip.prefixlength", "Prefix length", list(),
            says("bits of the network's number in the router address at the same place of the list"));
    private static final Layout challenge = new Layout("icmp", "Challenge", "RFC 4721 section 2");
    static final Octets CHALLENGE = challenge.loose(Octets.Form.BYTES, "mip.challenge", "Challenge", varies(),
            says("random; a host that registers must send it back"));
    private static final Layout other = new Layout("icmp", "Mobile IP extension", "RFC 5944 section 2.1");
    static final Octets CONTENT = other.loose(Octets.Form.BYTES, "mip.content", "Content",
            says("what an extension of unknown type holds"));

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
