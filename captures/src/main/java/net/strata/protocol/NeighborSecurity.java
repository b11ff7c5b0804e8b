package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The options of secure neighbour discovery (RFC 3971 section 5).
final class NeighborSecurity {
    private static final int HEAD = 16;
    /// What an address was made from.
    private static final String PARAMETERS = "RFC 3972 section 3";

    private static final Layout cga = new Layout("icmpv6", "CGA", "RFC 3971 section 5.1").skip(HEAD);
    static final Uint PAD_LENGTH = cga.uint(8, "opt.cga.pad_length", "Padding", says("bytes of filler at the end"),
            otherwise("filler would be taken for a part of the parameters"));
    static final Octets CGA = cga.loose(Octets.Form.BYTES, "opt.cga", "CGA parameters", varies(),
            says("what the sender's address was made from, for receivers to check"),
            otherwise("the receiver would take the address for stolen and drop the message"));
    static final Octets MODIFIER = cga.loose(Octets.Form.BYTES, "opt.cga.modifier", "Modifier", varies(),
            says("random part of what the address was made from"), source(PARAMETERS),
            otherwise("the address would not fit its key, and the message be dropped"));
    static final Octets SUBNET = cga.loose(Octets.Form.BYTES, "opt.cga.subnet_prefix", "Subnet prefix",
            says("network part of the sender's address"), source(PARAMETERS),
            otherwise("the address would not fit its key, and the message be dropped"));
    static final Octets COUNT = cga.loose(Octets.Form.BYTES, "opt.cga.count", "Collision count",
            says("how often an address made so was taken already: 0 to 2"), source(PARAMETERS),
            otherwise("the address would not fit its key, and the message be dropped"));

    private static final Layout rsa = new Layout("icmpv6", "RSA signature", "RFC 3971 section 5.2").skip(HEAD + 16);
    static final Octets KEY_HASH = rsa.bytes(16, "opt.rsa.key_hash", "Key hash", varies(),
            says("first 16 bytes of the public key's SHA-1 hash, which name the key"),
            otherwise("the receiver would check with the wrong key and drop the message"));
    static final Octets SIGNATURE = rsa.loose(Octets.Form.BYTES, "opt.digital_signature_padding",
            "Digital signature and padding", varies(),
            says("proves that the owner of the address sent the message, with filler behind it"),
            otherwise("the receiver drops the message"));

    private static final Layout proxy = new Layout("icmpv6", "Proxy signature", "RFC 6496").skip(HEAD + 16);
    static final Octets PROXY_HASH = proxy.bytes(16, "opt.ps.key_hash", "Key hash", varies(),
            says("first 16 bytes of the SHA-1 hash of the proxy's public key, which name the key"));
    static final Octets PROXY_SIGNATURE = proxy.loose(Octets.Form.BYTES, "opt.digital_signature_padding",
            "Digital signature and padding", varies(),
            says("proves that an authorized proxy sent the message, with filler behind it"));

    private static final Layout time = new Layout("icmpv6", "Timestamp", "RFC 3971 section 5.3.1").skip(HEAD + 48);
    static final Uint SECONDS = time.uint(48, "opt.timestamp", "Timestamp", varies(),
            says("when it was sent, in seconds since 1970, UTC; old messages are dropped"),
            otherwise("the receiver would take the message for an old copy and drop it"));
    static final Uint FRACTION = time.uint(16, "opt.timestamp.fraction", "Fraction", varies(),
            says("fraction of that second, in units of 1/65536"));

    private static final Layout anchor = new Layout("icmpv6", "Trust anchor", "RFC 3971 section 6.4.3").skip(HEAD);
    static final Uint NAME_TYPE = anchor.uint(8, "opt.name_type", "Name type", names("", "X.501 name", "domain name"),
            says("form of the name that follows"));
    static final Uint NAME_PAD = anchor.uint(8, "opt.name_pad", "Padding", says("bytes of filler at the end"));
    static final Octets NAME = anchor.loose(Octets.Form.BYTES, "opt.name_x501", "Name",
            says("authority that the host trusts to certify routers"));

    private static final Layout certificate = new Layout("icmpv6", "Certificate", "RFC 3971 section 6.4.4").skip(HEAD);
    static final Uint CERTIFICATE_TYPE = certificate.uint(8, "opt.name_type", "Type", names("", "X.509v3"),
            says("form of the certificate that follows"));
    static final Octets CERTIFICATE = certificate.skip(8).loose(Octets.Form.BYTES, "opt.certificate_padding",
            "Certificate and padding",
            says("one certificate of the path from a trusted authority to the router, with filler behind it"));

    private NeighborSecurity() {}

    static void addTo(Options options) {
        options.add(new Cga(), 11).add(new Option(rsa, SIGNATURE), 12).add(new Option(time), 13)
                .add(new Option(anchor, NAME), 15).add(new Option(certificate, CERTIFICATE), 16)
                .add(new Option(proxy, PROXY_SIGNATURE), 32);
    }

    /// RFC 3972 section 3: modifier, subnet prefix, collision count, public key.
    private static final class Cga extends Option {
        Cga() {
            super(cga);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            if (end - at <= 4) return;
            int last = Math.max(end - PAD_LENGTH.get(c.data, at), at + 4);
            if (last > at + 4) t.field(CGA, at + 4, last - at - 4);
            if (last - at < 29) return;
            t.field(MODIFIER, at + 4, 16);
            t.field(SUBNET, at + 20, 8);
            t.field(COUNT, at + 28, 1);
        }
    }
}
