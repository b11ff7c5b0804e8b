package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.MAC;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The data of every type of record: IANA, "Resource Record (RR) TYPEs". A type not listed is bytes.
final class DnsTypes {
    private static final Map<Integer, Pieces> TYPES = new HashMap<>();
    private static final Pieces UNKNOWN = new Pieces("dns", "Record", "RFC 3597 section 3").rest(BYTES, "data", "Data",
            says("data of a type that has no description here"));

    private DnsTypes() {}

    static Pieces of(int type) {
        return TYPES.getOrDefault(type, UNKNOWN);
    }

    static List<Layout> layouts() {
        var all = new LinkedHashSet<>(UNKNOWN.layouts());
        TYPES.values().forEach(d -> all.addAll(d.layouts()));
        return List.copyOf(all);
    }

    private static void bind(Pieces data, int... types) {
        for (int t : types)
            TYPES.put(t, data);
    }

    static {
        addresses();
        mail();
        old();
        services();
        security();
        signatures();
        transactions();
        locators();
    }

    /// RFC 1035 section 3.3 and 3.4, RFC 3596, RFC 6672.
    private static void addresses() {
        bind(new Pieces("dns", "IPv4 address", "RFC 1035 section 3.4.1").fixed(4, IPV4, "a", "Address",
                says("IPv4 address of the host"), otherwise("the asker would talk to another host")).show("a"), 1);
        bind(new Pieces("dns", "IPv6 address", "RFC 3596 section 2.2").fixed(16, IPV6, "aaaa", "Address",
                says("IPv6 address of the host"), otherwise("the asker would talk to another host")).show("aaaa"), 28);
        bind(new Pieces("dns", "Name server", "RFC 1035 section 3.3.11")
                .name("ns", "Name server", says("host that holds the zone's records")).show("ns"), 2);
        bind(new Pieces("dns", "Alias", "RFC 1035 section 3.3.1")
                .name("cname", "Real name", says("the name that the records stand under instead")).show("cname"), 5);
        bind(new Pieces("dns", "Alias of a subtree", "RFC 6672 section 2.1")
                .name("dname", "Real name", says("the name that takes the place of this one in all names below it"))
                .show("dname"), 39);
        bind(new Pieces("dns", "Pointer", "RFC 1035 section 3.3.12")
                .name("ptr.domain_name", "Name",
                        says("the name pointed to; for an address asked in reverse, the host's name"))
                .show("ptr.domain_name"), 12);
        bind(new Pieces("dns", "Start of authority", "RFC 1035 section 3.3.13")
                .name("soa.mname", "Primary name server", says("server that holds the original of the zone"))
                .name("soa.rname", "Mailbox of who is responsible",
                        says("e-mail address of who runs the zone; its first dot stands for the @")) //
                .number(32, "soa.serial_number", "Serial number", says("grows with every change of the zone"))
                .number(32, "soa.refresh_interval", "Refresh", says("seconds between looks by secondary servers"))
                .number(32, "soa.retry_interval", "Retry", says("seconds before a failed look is repeated"))
                .number(32, "soa.expire_limit", "Expire", says("seconds after which an unseen zone is void"))
                .number(32, "soa.minimum_ttl", "Minimum", says("seconds that \"no such name\" may be kept"))
                .show("soa.mname"), 6);
        bind(new Pieces("dns", "Text", "RFC 1035 section 3.3.14").strings("txt.length", "txt", "Text",
                says("free text, often rules or proofs for other programs, such as SPF")), 16);
        bind(new Pieces("dns", "Sender policy", "RFC 4408 section 3.1.1").strings("spf.length", "spf", "Policy",
                says("which hosts may send mail for the domain")), 99);
        bind(new Pieces("dns", "Host", "RFC 1035 section 3.3.2")
                .counted(TEXT, 8, "hinfo.cpu_length", "hinfo.cpu", "CPU", says("kind of processor the host has"))
                .counted(TEXT, 8, "hinfo.os_length", "hinfo.os", "System", says("operating system of the host"))
                .show("hinfo.cpu", "hinfo.os"), 13);
        bind(new Pieces("dns", "Anything", "RFC 1035 section 3.3.10").rest(BYTES, "null", "Data",
                says("whatever the zone's owner likes; experimental")), 10);
    }

    /// RFC 1035 section 3.3.
    private static void mail() {
        bind(new Pieces("dns", "Mail exchange", "RFC 1035 section 3.3.9")
                .number(16, "mx.preference", "Preference", says("the lowest is tried first"))
                .name("mx.mail_exchange", "Mail exchange", says("host that takes mail for the domain"))
                .show("mx.preference", "mx.mail_exchange"), 15);
        bind(new Pieces("dns", "Mail destination", "RFC 1035 section 3.3.4")
                .name("md", "Host", says("host that delivers the domain's mail; obsolete, use MX")).show("md"), 3);
        bind(new Pieces("dns", "Mail forwarder", "RFC 1035 section 3.3.5")
                .name("mf", "Host", says("host that passes the domain's mail on; obsolete, use MX")).show("mf"), 4);
        bind(new Pieces("dns", "Mailbox", "RFC 1035 section 3.3.3")
                .name("mb", "Host", says("host that has the mailbox")).show("mb"), 7);
        bind(new Pieces("dns", "Mail group", "RFC 1035 section 3.3.6")
                .name("mg", "Member", says("mailbox that belongs to the mail group")).show("mg"), 8);
        bind(new Pieces("dns", "Mail rename", "RFC 1035 section 3.3.8")
                .name("mr", "Mailbox", says("mailbox that takes the place of the one asked about")).show("mr"), 9);
        bind(new Pieces("dns", "Mailbox information", "RFC 1035 section 3.3.7")
                .name("minfo.r", "Responsible", says("mailbox of who runs the list or mailbox; the root: itself"))
                .name("minfo.e", "For errors", says("mailbox that error messages go to; the root: itself"))
                .show("minfo.r", "minfo.e"), 14);
    }

    /// RFC 1035 section 3.4.2, RFC 1183, RFC 1706, RFC 1712, RFC 2163; WINS is Microsoft's.
    private static void old() {
        var wks = new Pieces("dns", "Well-known services", "RFC 1035 section 3.4.2")
                .fixed(4, IPV4, "wks.address", "Address", says("address of the host that offers the services"))
                .number(8, "wks.protocol", "Protocol", names(Iana.IP_PROTO),
                        says("protocol over IP whose ports are listed"))
                .show("wks.address");
        Uint bits = wks.layout().loose(8, "wks.bits", "Ports", hex(), list(),
                says("a bit for each port that is served, lowest port first"));
        bind(wks.piece((m, at, to) -> {
            for (int i = at; i < to; i++) {
                if (m.data[i] != 0) m.number(bits, i, to);
            }
            return to;
        }), 11);
        bind(new Pieces("dns", "Responsible person", "RFC 1183 section 2.2")
                .name("rp.mailbox", "Mailbox",
                        says("e-mail address of who is in charge; its first dot stands for the @"))
                .name("rp.txt_rr", "Text at", says("name whose TXT records tell more of the person"))
                .show("rp.mailbox"), 17);
        bind(new Pieces("dns", "AFS server", "RFC 1183 section 1")
                .number(16, "afsdb.subtype", "Subtype",
                        says("what the host serves; 1: AFS volume location, 2: DCE authentication"))
                .name("afsdb.hostname", "Host", says("host that has the cell's database"))
                .show("afsdb.subtype", "afsdb.hostname"), 18);
        bind(new Pieces("dns", "X.25 address", "RFC 1183 section 3.1").counted(TEXT, 8, "x25.length",
                "x25.psdn_address", "Address", says("number of the host in the X.25 network, as digits")), 19);
        bind(new Pieces("dns", "ISDN address", "RFC 1183 section 3.2")
                .counted(TEXT, 8, "idsn.length", "idsn.address", "Address",
                        says("telephone number of the host in the ISDN")) //
                .counted(TEXT, 8, "idsn.sa.length", "idsn.sa.address", "Subaddress",
                        says("subaddress behind that telephone number")),
                20);
        bind(new Pieces("dns", "Route through", "RFC 1183 section 3.3")
                .number(16, "rt.subtype", "Preference", says("the lowest is tried first"))
                .name("rt.intermediate_host", "Intermediate host",
                        says("host that passes packets on to the one asked about"))
                .show("rt.subtype", "rt.intermediate_host"), 21);
        bind(new Pieces("dns", "NSAP address", "RFC 1706 section 5").rest(BYTES, "nsap.rdata", "Address",
                says("OSI network address of the host")), 22);
        bind(new Pieces("dns", "NSAP pointer", "RFC 1348")
                .name("nsap_ptr.owner", "Owner", says("the name that belongs to the OSI address"))
                .show("nsap_ptr.owner"), 23);
        bind(new Pieces("dns", "X.400 mapping", "RFC 2163 section 4")
                .number(16, "px.preference", "Preference", says("the lowest is used first"))
                .name("px.map822", "RFC 822 name", says("the domain as Internet mail writes it"))
                .name("px.map400", "X.400 name", says("the domain as X.400 mail writes it")), 26);
        bind(new Pieces("dns", "Geographical position", "RFC 1712 section 3")
                .counted(TEXT, 8, "gpos.longitude_length", "gpos.longitude", "Longitude", says("degrees east, as text"))
                .counted(TEXT, 8, "gpos.latitude_length", "gpos.latitude", "Latitude", says("degrees north, as text"))
                .counted(TEXT, 8, "gpos.altitude_length", "gpos.altitude", "Altitude",
                        says("metres above the reference ellipsoid, as text")),
                27);
        var wins = new Layout("dns", "WINS", "MS-DNSP section 2.2.2.2.4").skip(31);
        wins.flag("wins.local_flag", "Local only", says("not to be copied to other name servers"));
        bind(new Pieces("dns", "WINS servers", "MS-DNSP section 2.2.2.2.4").row(wins)
                .number(32, "wins.lookup_timeout", "Lookup timeout", says("seconds to wait for an answer from WINS"))
                .number(32, "wins.cache_timeout", "Cache timeout", says("seconds that an answer from WINS may be kept"))
                .number(32, "wins.nb_wins_servers", "Servers", says("number of addresses that follow")) //
                .addresses(IPV4, "wins.wins_server", "Server", list(),
                        says("WINS server asked for names that are not in the zone")),
                65281);
        var winsr = new Layout("dns", "WINS-R", "MS-DNSP section 2.2.2.2.4").skip(31);
        winsr.flag("winsr.local_flag", "Local only", says("not to be copied to other name servers"));
        bind(new Pieces("dns", "WINS reverse", "MS-DNSP section 2.2.2.2.4").row(winsr)
                .number(32, "winsr.lookup_timeout", "Lookup timeout", says("seconds to wait for the host's answer"))
                .number(32, "winsr.cache_timeout", "Cache timeout", says("seconds that the host's answer may be kept"))
                .name("winsr.name_result_domain", "Domain", says("domain put behind the NetBIOS name that was found"))
                .show("winsr.name_result_domain"), 65282);
    }

    /// RFC 2782, RFC 3403, RFC 2230, RFC 7553, RFC 9460.
    private static void services() {
        bind(new Pieces("dns", "Service", "RFC 2782")
                .number(16, "srv.priority", "Priority", says("the lowest is tried first"))
                .number(16, "srv.weight", "Weight", says("share among equal priorities"))
                .number(16, "srv.port", "Port", says("port the service listens on"))
                .name("srv.target", "Host", says("host that offers the service; the root: it is not offered"))
                .show("srv.priority", "srv.weight", "srv.port", "srv.target"), 33);
        bind(new Pieces("dns", "Naming authority pointer", "RFC 3403 section 4.1")
                .number(16, "naptr.order", "Order", says("the lowest is handled first"))
                .number(16, "naptr.preference", "Preference", says("among equal order the lowest is tried first"))
                .counted(TEXT, 8, "naptr.flags_length", "naptr.flags", "Flags",
                        says("how to go on: S: SRV records, A: addresses, U: a URI, empty: NAPTR again"))
                .counted(TEXT, 8, "naptr.service_length", "naptr.service", "Service",
                        says("service and protocol found under the new name"))
                .counted(TEXT, 8, "naptr.regex_length", "naptr.regex", "Expression",
                        says("rule that rewrites what was asked for, such as a telephone number"))
                .name("naptr.replacement", "Replacement",
                        says("the next name to look up, where there is no expression"))
                .show("naptr.order", "naptr.preference", "naptr.flags"), 35);
        bind(new Pieces("dns", "Key exchanger", "RFC 2230 section 3")
                .number(16, "kx.preference", "Preference", says("the lowest is tried first"))
                .name("kx.key_exchange", "Host", says("host that exchanges keys for the one asked about"))
                .show("kx.preference", "kx.key_exchange"), 36);
        bind(new Pieces("dns", "URI", "RFC 7553 section 4")
                .number(16, "uri.priority", "Priority", says("the lowest is tried first"))
                .number(16, "uri.weight", "Weight", says("share among equal priorities"))
                .rest(TEXT, "uri.target", "Target", says("URI that the service is found at"))
                .show("uri.priority", "uri.weight", "uri.target"), 256);
        bind(new Pieces("dns", "Service binding", "RFC 9460 section 2.2")
                .number(16, "svcb.svcpriority", "Priority",
                        says("the lowest is tried first; 0: an alias for the target"))
                .name("svcb.targetname", "Target",
                        says("host that offers the service; the root: the owner of the record itself"))
                .parts(DnsOptions.SERVICE)
                .show("svcb.svcpriority", "svcb.targetname"), 64, 65);
        bind(new Pieces("dns", "EDNS", "RFC 6891 section 6.1.2").parts(DnsOptions.EDNS), 41);
    }

    /// RFC 4398, RFC 4255, RFC 4025, RFC 6698, RFC 8162, RFC 7929, RFC 4701, RFC 8005, RFC 8659.
    private static void security() {
        bind(new Pieces("dns", "Certificate", "RFC 4398 section 2")
                .number(16, "cert.type", "Type", names(DnsNumbers.CERTIFICATE),
                        says("what kind of certificate follows"))
                .number(16, "cert.key_tag", "Key tag", hex(), says("picks the key among several; 0 if there is none"))
                .number(8, "cert.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM),
                        says("algorithm of the key, numbered as in DNSSEC"))
                .rest(BYTES, "cert.certificate", "Certificate", says("the certificate, or where to find it")), 37);
        bind(new Pieces("dns", "SSH fingerprint", "RFC 4255 section 3.1")
                .number(8, "sshfp.algorithm", "Algorithm", names(DnsNumbers.SSH_ALGORITHM),
                        says("algorithm of the host's public key"))
                .number(8, "sshfp.fingerprint.type", "Hash", names("Reserved", "SHA-1", "SHA-256"),
                        says("hash function that the fingerprint is made with"))
                .rest(BYTES, "sshfp.fingerprint", "Fingerprint",
                        says("hash of the host's public key, to compare with the one it shows")),
                44);
        bind(new Pieces("dns", "TLS certificate", "RFC 6698 section 2.1")
                .number(8, "tlsa.certificate_usage", "Usage", names(DnsNumbers.TLSA_USAGE),
                        says("which certificate must match: the server's own, or one above it"))
                .number(8, "tlsa.selector", "Selector", names("whole certificate", "public key"),
                        says("which part of the certificate is compared"))
                .number(8, "tlsa.matching_type", "Match", names("exact", "SHA-256", "SHA-512"),
                        says("how it is compared: as it is, or hashed"))
                .rest(BYTES, "tlsa.certificate_association_data", "Data",
                        says("what the certificate or key, or its hash, must equal")),
                52, 53);
        bind(new Pieces("dns", "OpenPGP key", "RFC 7929 section 2").rest(TEXT, "openpgpkey", "Key",
                says("public key to encrypt mail to the address with")), 61);
        bind(new Pieces("dns", "DHCP identity", "RFC 4701 section 3").rest(BYTES, "dhcid.rdata", "Data",
                says("hash of who holds the name: type, digest type, digest over identity and name")), 49);
        bind(DnsSecurity.ipsecKey(), 45);
        bind(DnsSecurity.hostIdentity(), 55);
        bind(DnsSecurity.issuers(), 257);
    }

    /// RFC 4034, RFC 5155, RFC 7477, RFC 8976.
    private static void signatures() {
        bind(new Pieces("dns", "Delegation signer", "RFC 4034 section 5.1")
                .number(16, "ds.key_id", "Key tag", hex(), says("tag of the key in the child zone, to find it quickly"))
                .number(8, "ds.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM), says("algorithm of that key"))
                .number(8, "ds.digest_type", "Hash", names(DnsNumbers.DIGEST),
                        says("hash function that the digest is made with"))
                .rest(BYTES, "ds.digest", "Digest",
                        says("hash of the child zone's key, by which its parent vouches for it")),
                43, 59, 32768, 32769);
        bind(new Pieces("dns", "Signature", "RFC 4034 section 3.1")
                .number(16, "rrsig.type_covered", "Type covered", names(DnsNumbers.TYPE),
                        says("type of the records that are signed"))
                .number(8, "rrsig.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM),
                        says("how the signature was made"))
                .number(8, "rrsig.labels", "Labels",
                        says("labels of the signed name; fewer than in the name: a wildcard"))
                .number(32, "rrsig.original_ttl", "Original time to live",
                        says("time to live, in seconds, that the signature was made over"))
                .time(32, "rrsig.signature_expiration", "Expires", says("after this time the signature does not hold"))
                .time(32, "rrsig.signature_inception", "Valid from",
                        says("before this time the signature does not hold"))
                .number(16, "rrsig.key_tag", "Key tag", says("tag of the key that checks it, to find it quickly"))
                .name("rrsig.signers_name", "Signer", says("zone whose key made the signature"))
                .rest(BYTES, "rrsig.signature", "Signature", says("over the records and what stands before it here")),
                24, 46);
        bind(DnsSecurity.key(), 25);
        bind(DnsSecurity.zoneKey(), 48, 60);
        bind(new Pieces("dns", "Next name", "RFC 4034 section 4.1")
                .name("nsec.next_domain_name", "Next name", says("next name of the zone in order: none lies between"))
                .types()
                .show("nsec.next_domain_name"), 47);
        bind(new Pieces("dns", "Next name (obsolete)", "RFC 2535 section 5.2")
                .name("nxt.next_domain_name", "Next name", says("next name of the zone in order: none lies between"))
                .show("nxt.next_domain_name"), 30);
        bind(DnsSecurity.hashedNext(), 50);
        bind(DnsSecurity.hashing(), 51);
        var flags = new Layout("dns", "Flags", "RFC 7477 section 2.1.1");
        flags.group(16, "csync.flags", "Flags", hex(), says("how the parent may take the records over"));
        flags.skip(14).flag("csync.flags.soaminimum", "At least this serial number",
                says("take over only if the zone's serial number is at least this one"));
        flags.flag("csync.flags.immediate", "At once", says("take over without asking anybody"));
        var sync = new Pieces("dns", "Child to parent synchronization", "RFC 7477 section 2.1.1")
                .number(32, "csync.soa", "Serial number", says("serial number of the child zone this is good for"))
                .row(flags);
        bind(sync.peek(sync.layout().loose(BYTES, "csync.type_bitmap", "Types",
                says("types of the records that the parent shall copy, a bit each"))).types(), 62);
        bind(new Pieces("dns", "Zone digest", "RFC 8976 section 2.2")
                .number(32, "zonemd.serial", "Serial number", says("serial number of the zone that was hashed"))
                .number(8, "zonemd.scheme", "Scheme", names("Reserved", "SIMPLE"),
                        says("how the zone is put in order for hashing"))
                .number(8, "zonemd.hash_algo", "Hash", names("Reserved", "SHA-384", "SHA-512"),
                        says("hash function that the digest is made with"))
                .rest(BYTES, "zonemd.digest", "Digest", says("hash over all records of the zone")), 63);
    }

    /// RFC 2930, RFC 8945.
    private static void transactions() {
        bind(new Pieces("dns", "Transaction key", "RFC 2930 section 2")
                .name("tkey.algo_name", "Algorithm", says("how messages are to be signed with the key"))
                .time(32, "tkey.signature_inception", "Valid from", says("before this time the key does not hold"))
                .time(32, "tkey.signature_expiration", "Expires", says("after this time the key does not hold"))
                .number(16, "tkey.mode", "Mode", names("", "Server assigned", "Diffie-Hellman", "GSS-API",
                        "Resolver assigned", "Delete"), says("how both sides come to the key"))
                .number(16, "tkey.error", "Error", names(DnsNumbers.RCODE), says("why no key was set up; 0: no error"))
                .counted(BYTES, 16, "tkey.key_size", "tkey.key_data", "Key",
                        says("what the mode needs to set up the key"))
                .counted(BYTES, 16, "tkey.other_size", "tkey.other_data", "Other data", says("left for extensions")),
                249);
        bind(new Pieces("dns", "Transaction signature", "RFC 8945 section 4.2")
                .name("tsig.algorithm_name", "Algorithm", says("how the message was signed"))
                .time(48, "tsig.time_signed", "Signed at",
                        says("when it was signed, so that it cannot be replayed later"))
                .number(16, "tsig.fudge", "Tolerance", says("seconds the clocks may differ"))
                .counted(BYTES, 16, "tsig.mac_size", "tsig.mac", "Signature",
                        says("over the message and the fields of this record, with a shared secret"))
                .number(16, "tsig.original_id", "Original ID",
                        says("transaction ID when it was signed, which forwarders may replace"))
                .number(16, "tsig.error", "Error", names(DnsNumbers.RCODE),
                        says("what was wrong with the signature of the request; 0: nothing"))
                .counted(BYTES, 16, "tsig.other_len", "tsig.other_data", "Other data",
                        says("the server's time, if the clocks differ too much")),
                250);
    }

    /// RFC 1876, RFC 3123, RFC 6742, RFC 7043.
    private static void locators() {
        bind(new Pieces("dns", "Location", "RFC 1876 section 2")
                .number(8, "loc.version", "Version", says("version of the format; only 0 is defined"))
                .number(8, "loc.size", "Size", says("diameter of what is there: digit and power of ten, in cm"))
                .number(8, "loc.horizontal_precision", "Horizontal precision",
                        says("how exact the place is: digit and power of ten, in cm"))
                .number(8, "loc.vertical_precision", "Vertical precision",
                        says("how exact the altitude is: digit and power of ten, in cm"))
                .number(32, "loc.latitude", "Latitude", says("thousandths of a second of arc above 2^31"))
                .number(32, "loc.longitude", "Longitude", says("thousandths of a second of arc above 2^31"))
                .number(32, "loc.altitude", "Altitude", says("cm above a point 100 km below the reference ellipsoid")),
                29);
        bind(new Pieces("dns", "Node identifier", "RFC 6742 section 2.1")
                .number(16, "ilnp.nid.preference", "Preference", says("the lowest is tried first"))
                .fixed(8, BYTES, "ilnp.nid", "Identifier", says("names the node itself, wherever it is")), 104);
        bind(new Pieces("dns", "IPv4 locator", "RFC 6742 section 2.2")
                .number(16, "ilnp.l32.preference", "Preference", says("the lowest is tried first"))
                .fixed(4, IPV4, "ilnp.l32", "Locator", says("names the IPv4 subnetwork that the node is in"))
                .show("ilnp.l32"), 105);
        bind(new Pieces("dns", "IPv6 locator", "RFC 6742 section 2.3")
                .number(16, "ilnp.l64.preference", "Preference", says("the lowest is tried first"))
                .fixed(8, BYTES, "ilnp.l64", "Locator", says("names the IPv6 subnetwork that the node is in")), 106);
        bind(new Pieces("dns", "Locator pointer", "RFC 6742 section 2.4")
                .number(16, "ilnp.lp.preference", "Preference", says("the lowest is tried first"))
                .name("ilnp.lp", "Name", says("name that has the locators")).show("ilnp.lp"), 107);
        bind(new Pieces("dns", "MAC address", "RFC 7043 section 3.1")
                .fixed(6, MAC, "eui48", "Address", says("hardware address of the host's interface")).show("eui48"),
                108);
        bind(new Pieces("dns", "EUI-64 address", "RFC 7043 section 4.1")
                .fixed(8, MAC, "eui64", "Address", says("hardware address of the host's interface")).show("eui64"),
                109);
        bind(DnsSecurity.prefixes(), 42);
    }

    /// An address of a family, as far as its bytes go.
    static int address(PieceReader m, int family, Made four, Made six, Octets other, int at, int bytes, int to) {
        return switch (family) {
            case 1 -> m.prefix(four, 4, at, bytes, to);
            case 2 -> m.prefix(six, 16, at, bytes, to);
            default -> m.octets(other, at, bytes, to);
        };
    }
}
