package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.nio.charset.StandardCharsets;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Records whose data is not a plain row of pieces: keys, hashes, permissions, prefixes.
final class DnsSecurity {
    /// RFC 4648 section 7.
    private static final byte[] BASE32 = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final int RSA_MD5 = 1;

    private DnsSecurity() {}

    /// DNSKEY (RFC 4034 section 2; revoked: RFC 5011 section 3).
    static Pieces zoneKey() {
        var flags = new Layout("dns", "Flags", "RFC 4034 section 2.1.1");
        flags.group(16, "dnskey.flags", "Flags", hex(), says("what the key may be used for"));
        flags.skip(7).flag("dnskey.flags.zone_key", "Zone key", says("signs records of its zone"));
        flags.flag("dnskey.flags.key_revoked", "Revoked",
                says("the key is void from now on; resolvers shall no longer trust it"), source("RFC 5011 section 3"));
        flags.skip(6).flag("dnskey.flags.secure_entry_point", "Entry point",
                says("meant to be vouched for by the parent zone"));
        var d = new Pieces("dns", "Zone key", "RFC 4034 section 2.1").row(flags)
                .number(8, "dnskey.protocol", "Protocol", says("always 3; a key with another value is invalid"))
                .number(8, "dnskey.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM),
                        says("how signatures are made with the key"));
        return tag(d, "dnskey.key_id").rest(BYTES, "dnskey.public_key", "Public key",
                says("checks the signatures; its form depends on the algorithm"));
    }

    /// KEY (RFC 2535 section 3.1, which RFC 3445 limits).
    static Pieces key() {
        var flags = new Layout("dns", "Flags", "RFC 2065 section 3.3");
        flags.group(16, "key.flags", "Flags", hex(), says("what the key may be used for, and whose it is"));
        flags.flag("key.flags.authentication", "Not for authentication",
                says("may not be used to check who sent something"));
        flags.flag("key.flags.confidentiality", "Not for confidentiality", says("may not be used to encrypt"));
        flags.flag("key.flags.required", "Not required", says("such data is welcome also without the key's security"));
        flags.skip(2).flag("key.flags.associated_user", "Of a user", says("belongs to a user or account"));
        flags.flag("key.flags.associated_named_entity", "Of a host",
                says("belongs to a host or another thing that is no zone"));
        flags.skip(1).flag("key.flags.ipsec", "For IPsec", says("may be used for IPsec"));
        flags.flag("key.flags.mime", "For mail", says("may be used to secure e-mail"));
        flags.skip(2).uint(4, "key.flags.signatory", "Signatory",
                says("whether the key may change records of its zone; 0: it may not"));
        var d = new Pieces("dns", "Key", "RFC 2535 section 3.1").row(flags)
                .number(8, "key.protocol", "Protocol", says("what it is for; 3: DNSSEC, 255: anything"))
                .number(8, "key.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM),
                        says("how signatures are made with the key"));
        return tag(d, "key.key_id").rest(BYTES, "key.public_key", "Public key",
                says("the key itself; its form depends on the algorithm"));
    }

    /// The number that signatures call a key by, behind flags, protocol and algorithm.
    private static Pieces tag(Pieces d, String name) {
        Made tag = d.layout().made(Made.Form.NUMBER, name, "Key tag", says("by which signatures name it"));
        return d.piece((m, at, to) -> {
            if (m.tree.wants(tag)) m.tree.made(tag, keyTag(m.data, at - 4, to));
            return at;
        });
    }

    /// RFC 4034 appendix B.
    static int keyTag(byte[] data, int from, int to) {
        if (data[from + 3] == RSA_MD5) {
            return to - from < 7 ? 0 : (data[to - 3] & 0xff) << 8 | data[to - 2] & 0xff;
        }
        long sum = 0;
        for (int i = from; i < to; i++)
            sum += (i - from & 1) == 0 ? (data[i] & 0xff) << 8 : data[i] & 0xff;
        return (int) (sum + (sum >> 16) & 0xffff);
    }

    private static final Layout hash = new Layout("dns", "Hashing", "RFC 5155 section 3.1");
    private static final Uint HASH = hash.loose(8, "nsec3.algo", "Hash", names("Reserved", "SHA-1"),
            says("hash function that names are hidden by"));
    private static final Uint ITERATIONS = hash.loose(16, "nsec3.iterations", "Iterations",
            says("how often it is hashed again"));
    private static final Uint SALT_LENGTH = hash.loose(8, "nsec3.salt_length", "Salt length",
            says("bytes of the salt; 0: there is none"));
    private static final Octets SALT = hash.loose(BYTES, "nsec3.salt_value", "Salt",
            says("mixed into each hash, so that lists made in advance do not fit"));
    private static final Layout hashFlags = new Layout("dns", "Flags", "RFC 5155 section 3.1.2");
    private static final Uint HASH_FLAGS = hashFlags.group(8, "nsec3.flags", "Flags",
            says("the only one defined is opt-out"));

    static {
        hashFlags.skip(7).flag("nsec3.flags.opt_out", "Opt-out", says("names without signatures may lie between"));
    }

    /// NSEC3 (RFC 5155 section 3).
    static Pieces hashedNext() {
        var d = new Pieces("dns", "Hashed next name", "RFC 5155 section 3.1").uses(hash)
                .piece((m, at, to) -> m.number(HASH, at, to)).row(hashFlags)
                .piece(DnsSecurity::salt);
        Uint length = d.layout().loose(8, "nsec3.hash_length", "Hash length", says("bytes of the next hashed name"));
        Made next = d.layout().made(Made.Form.TEXT, "nsec3.hash_value", "Next hashed name",
                says("hash of the next name in order of hashes: none lies between"));
        return d.piece((m, at, to) -> {
            int from = m.number(length, at, to);
            if (from < 0 || from + length.get(m.data, at) > to) return -1;
            int end = from + length.get(m.data, at);
            base32(m, from, end);
            m.tree.made(next, from, end - from, m.text);
            return end;
        }).types();
    }

    /// NSEC3PARAM (RFC 5155 section 4).
    static Pieces hashing() {
        return new Pieces("dns", "Hashing", "RFC 5155 section 4.1").uses(hash).uses(hashFlags) //
                .piece((m, at, to) -> m.number(HASH_FLAGS, m.number(HASH, at, to), to)) //
                .piece(DnsSecurity::salt);
    }

    private static int salt(PieceReader m, int at, int to) {
        int length = m.number(ITERATIONS, at, to);
        int from = m.number(SALT_LENGTH, length, to);
        return from < 0 ? from : m.octets(SALT, from, SALT_LENGTH.get(m.data, length), to);
    }

    private static void base32(PieceReader m, int from, int end) {
        m.text.clear();
        int bits = 0;
        int held = 0;
        for (int i = from; i < end; i++) {
            held = held << 8 | m.data[i] & 0xff;
            for (bits += 8; bits >= 5; bits -= 5)
                m.text.put((char) BASE32[held >> bits - 5 & 31]);
        }
        if (bits > 0) m.text.put((char) BASE32[held << 5 - bits & 31]);
    }

    /// IPSECKEY (RFC 4025 section 2).
    static Pieces ipsecKey() {
        var d = new Pieces("dns", "IPsec key", "RFC 4025 section 2").number(8, "ipseckey.gateway_precedence",
                "Precedence", says("the lowest is tried first"));
        Uint type = d.layout().loose(8, "ipseckey.gateway_type", "Gateway type", names("none", "IPv4", "IPv6", "name"),
                says("what kind of address the gateway has"));
        Uint algorithm = d.layout().loose(8, "ipseckey.gateway_algorithm", "Algorithm", names("none", "DSA", "RSA"),
                says("algorithm of the public key"));
        Octets four = d.layout().loose(IPV4, "ipseckey.gateway_ipv4", "Gateway",
                says("where the tunnel to the host ends"));
        Octets six = d.layout().loose(IPV6, "ipseckey.gateway_ipv6", "Gateway",
                says("where the tunnel to the host ends"));
        Made name = d.layout().made(Made.Form.TEXT, "ipseckey.gateway_dns", "Gateway",
                says("host where the tunnel ends"));
        return d.piece((m, at, to) -> {
            int i = m.number(algorithm, m.number(type, at, to), to);
            if (i < 0) return i;
            return switch (m.data[at]) {
                case 0 -> i;
                case 1 -> m.octets(four, i, 4, to);
                case 2 -> m.octets(six, i, 16, to);
                case 3 -> m.name(name, i, to);
                default -> -1;
            };
        }).rest(BYTES, "ipseckey.public_key", "Public key", says("key of who sets up the tunnel"));
    }

    /// HIP (RFC 8005 section 5).
    static Pieces hostIdentity() {
        var d = new Pieces("dns", "Host identity", "RFC 8005 section 5");
        Uint tagLength = d.layout().loose(8, "hip.hit.length", "Tag length", says("bytes of the host identity tag"));
        Uint algorithm = d.layout().loose(8, "hip.hit.pk.algo", "Algorithm", names("none", "DSA", "RSA"),
                says("algorithm of the public key"));
        Uint keyLength = d.layout().loose(16, "hip.pk.length", "Key length", says("bytes of the public key"));
        Octets tag = d.layout().loose(BYTES, "hip.hit", "Host identity tag",
                says("hash of the key, used in place of an address"));
        Octets key = d.layout().loose(BYTES, "hip.pk", "Public key", says("the host's identity itself"));
        return d.piece((m, at, to) -> {
            int i = m.number(keyLength, m.number(algorithm, m.number(tagLength, at, to), to), to);
            if (i < 0) return i;
            i = m.octets(tag, i, tagLength.get(m.data, at), to);
            return m.octets(key, i, keyLength.get(m.data, at + 2), to);
        }).names("hip.rendezvous_server", "Rendezvous server", list(),
                says("passes the first packet on to the host, which may move"));
    }

    /// CAA (RFC 8659 section 4.1). The value stands a second time under a name that tells its tag.
    static Pieces issuers() {
        var flags = new Layout("dns", "Flags", "RFC 8659 section 4.1");
        flags.group(8, "caa.flags", "Flags", hex(), says("whether issuers must understand the tag"));
        flags.flag("caa.flags.issuer_critical", "Critical", says("who does not know the tag must not issue"));
        var d = new Pieces("dns", "Certificate authorities", "RFC 8659 section 4.1").row(flags.skip(7));
        Layout l = d.layout();
        Octets issue = l.loose(TEXT, "caa.issue", "May issue",
                says("authority that may issue certificates for the domain"));
        Octets wild = l.loose(TEXT, "caa.issuewild", "May issue wildcards",
                says("authority that may issue certificates with a wildcard"));
        Octets report = l.loose(TEXT, "caa.iodef", "Reports to",
                says("where to tell of attempts to get a certificate against these rules"));
        Octets unknown = l.loose(TEXT, "caa.unknown", "Unknown tag", says("value of a tag that has no name here"));
        Uint tagLength = l.loose(8, "caa.tag_length", "Tag length", says("bytes of the tag"));
        Octets tag = l.loose(TEXT, "caa.tag", "Tag", says("what kind of rule it is"));
        Octets value = l.loose(TEXT, "caa.value", "Value", says("the rule, such as the domain of an authority"));
        return d.piece((m, at, to) -> {
            int from = at + 1;
            if (from > to) return -1;
            int length = m.data[at] & 0xff;
            int end = from + length;
            if (end <= to) {
                Octets known = is(m, from, length, "issue")
                        ? issue
                        : is(m, from, length, "issuewild") ? wild : is(m, from, length, "iodef") ? report : unknown;
                m.tree.field(known, end, to - end);
            }
            m.number(tagLength, at, to);
            return m.octets(value, m.octets(tag, from, length, to), to - end, to);
        }).show("caa.tag", "caa.value");
    }

    private static boolean is(PieceReader m, int at, int length, String word) {
        if (length != word.length()) return false;
        for (int i = 0; i < length; i++) {
            if ((m.data[at + i] | 0x20) != word.charAt(i)) return false;
        }
        return true;
    }

    /// APL (RFC 3123 section 4): prefixes, each a part.
    static Pieces prefixes() {
        var d = new Pieces("dns", "Address prefixes", "RFC 3123 section 4");
        var part = new Layout("dns", "Prefix", "RFC 3123 section 4");
        Uint family = part.uint(16, "apl.address_family", "Family", names(DnsNumbers.FAMILY),
                says("what kind of address follows"));
        part.uint(8, "apl.coded_prefix", "Prefix length", says("bits of the address that count"));
        part.flag("apl.negation", "Excluded", says("not this prefix"));
        Uint length = part.uint(7, "apl.afdlength", "Address length",
                says("bytes of the address that follow; zeros at its end are left out"));
        Made four = part.made(Made.Form.TEXT, "apl.afdpart.ipv4", "Address", says("first address of the prefix"));
        Made six = part.made(Made.Form.TEXT, "apl.afdpart.ipv6", "Address", says("first address of the prefix"));
        Octets other = part.loose(BYTES, "apl.afdpart.data", "Address",
                says("first address of the prefix, of another family"));
        return d.uses(part).piece((m, from, to) -> {
            int at = from;
            while (at + part.bytes() <= to) {
                int start = at + part.bytes();
                int bytes = length.get(m.data, at);
                int end = Math.min(start + bytes, to);
                m.tree.open(part, at, end);
                m.tree.fields(part, at, end);
                DnsTypes.address(m, family.get(m.data, at), four, six, other, start, bytes, to);
                m.tree.close();
                at = end;
            }
            return at;
        });
    }
}
