package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.MAC;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
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
    private static final Pieces UNKNOWN = new Pieces("dns", "Record").rest(BYTES, "data", "Data");

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
        bind(new Pieces("dns", "IPv4 address").fixed(4, IPV4, "a", "Address").show("a"), 1);
        bind(new Pieces("dns", "IPv6 address").fixed(16, IPV6, "aaaa", "Address").show("aaaa"), 28);
        bind(new Pieces("dns", "Name server").name("ns", "Name server").show("ns"), 2);
        bind(new Pieces("dns", "Alias").name("cname", "Real name").show("cname"), 5);
        bind(new Pieces("dns", "Alias of a subtree").name("dname", "Real name").show("dname"), 39);
        bind(new Pieces("dns", "Pointer").name("ptr.domain_name", "Name").show("ptr.domain_name"), 12);
        bind(new Pieces("dns", "Start of authority").name("soa.mname", "Primary name server")
                .name("soa.rname", "Mailbox of who is responsible") //
                .number(32, "soa.serial_number", "Serial number", says("grows with every change of the zone"))
                .number(32, "soa.refresh_interval", "Refresh", says("seconds between looks by secondary servers"))
                .number(32, "soa.retry_interval", "Retry", says("seconds before a failed look is repeated"))
                .number(32, "soa.expire_limit", "Expire", says("seconds after which an unseen zone is void"))
                .number(32, "soa.minimum_ttl", "Minimum", says("seconds that \"no such name\" may be kept"))
                .show("soa.mname"), 6);
        bind(new Pieces("dns", "Text").strings("txt.length", "txt", "Text"), 16);
        bind(new Pieces("dns", "Sender policy").strings("spf.length", "spf", "Policy"), 99);
        bind(new Pieces("dns", "Host").counted(TEXT, 8, "hinfo.cpu_length", "hinfo.cpu", "CPU")
                .counted(TEXT, 8, "hinfo.os_length", "hinfo.os", "System").show("hinfo.cpu", "hinfo.os"), 13);
        bind(new Pieces("dns", "Anything").rest(BYTES, "null", "Data"), 10);
    }

    /// RFC 1035 section 3.3.
    private static void mail() {
        bind(new Pieces("dns", "Mail exchange")
                .number(16, "mx.preference", "Preference", says("the lowest is tried first"))
                .name("mx.mail_exchange", "Mail exchange").show("mx.preference", "mx.mail_exchange"), 15);
        bind(new Pieces("dns", "Mail destination").name("md", "Host").show("md"), 3);
        bind(new Pieces("dns", "Mail forwarder").name("mf", "Host").show("mf"), 4);
        bind(new Pieces("dns", "Mailbox").name("mb", "Host").show("mb"), 7);
        bind(new Pieces("dns", "Mail group").name("mg", "Member").show("mg"), 8);
        bind(new Pieces("dns", "Mail rename").name("mr", "Mailbox").show("mr"), 9);
        bind(new Pieces("dns", "Mailbox information").name("minfo.r", "Responsible").name("minfo.e", "For errors")
                .show("minfo.r", "minfo.e"), 14);
    }

    /// RFC 1035 section 3.4.2, RFC 1183, RFC 1706, RFC 1712, RFC 2163; WINS is Microsoft's.
    private static void old() {
        var wks = new Pieces("dns", "Well-known services").fixed(4, IPV4, "wks.address", "Address")
                .number(8, "wks.protocol", "Protocol", names(Iana.IP_PROTO)).show("wks.address");
        Uint bits = wks.layout().loose(8, "wks.bits", "Ports", hex(), list());
        bind(wks.piece((m, at, to) -> {
            for (int i = at; i < to; i++) {
                if (m.data[i] != 0) m.number(bits, i, to);
            }
            return to;
        }), 11);
        bind(new Pieces("dns", "Responsible person").name("rp.mailbox", "Mailbox").name("rp.txt_rr", "Text at")
                .show("rp.mailbox"), 17);
        bind(new Pieces("dns", "AFS server").number(16, "afsdb.subtype", "Subtype").name("afsdb.hostname", "Host")
                .show("afsdb.subtype", "afsdb.hostname"), 18);
        bind(new Pieces("dns", "X.25 address").counted(TEXT, 8, "x25.length", "x25.psdn_address", "Address"), 19);
        bind(new Pieces("dns", "ISDN address").counted(TEXT, 8, "idsn.length", "idsn.address", "Address") //
                .counted(TEXT, 8, "idsn.sa.length", "idsn.sa.address", "Subaddress"), 20);
        bind(new Pieces("dns", "Route through").number(16, "rt.subtype", "Preference")
                .name("rt.intermediate_host", "Intermediate host").show("rt.subtype", "rt.intermediate_host"), 21);
        bind(new Pieces("dns", "NSAP address").rest(BYTES, "nsap.rdata", "Address"), 22);
        bind(new Pieces("dns", "NSAP pointer").name("nsap_ptr.owner", "Owner").show("nsap_ptr.owner"), 23);
        bind(new Pieces("dns", "X.400 mapping").number(16, "px.preference", "Preference")
                .name("px.map822", "RFC 822 name")
                .name("px.map400", "X.400 name"), 26);
        bind(new Pieces("dns", "Geographical position")
                .counted(TEXT, 8, "gpos.longitude_length", "gpos.longitude", "Longitude")
                .counted(TEXT, 8, "gpos.latitude_length", "gpos.latitude", "Latitude")
                .counted(TEXT, 8, "gpos.altitude_length", "gpos.altitude", "Altitude"), 27);
        var wins = new Layout("dns", "WINS").skip(31);
        wins.flag("wins.local_flag", "Local only");
        bind(new Pieces("dns", "WINS servers").row(wins)
                .number(32, "wins.lookup_timeout", "Lookup timeout", says("seconds"))
                .number(32, "wins.cache_timeout", "Cache timeout", says("seconds"))
                .number(32, "wins.nb_wins_servers", "Servers") //
                .addresses(IPV4, "wins.wins_server", "Server", list()), 65281);
        var winsr = new Layout("dns", "WINS-R").skip(31);
        winsr.flag("winsr.local_flag", "Local only");
        bind(new Pieces("dns", "WINS reverse").row(winsr)
                .number(32, "winsr.lookup_timeout", "Lookup timeout", says("seconds"))
                .number(32, "winsr.cache_timeout", "Cache timeout", says("seconds"))
                .name("winsr.name_result_domain", "Domain").show("winsr.name_result_domain"), 65282);
    }

    /// RFC 2782, RFC 3403, RFC 2230, RFC 7553, RFC 9460.
    private static void services() {
        bind(new Pieces("dns", "Service").number(16, "srv.priority", "Priority", says("the lowest is tried first"))
                .number(16, "srv.weight", "Weight", says("share among equal priorities"))
                .number(16, "srv.port", "Port").name("srv.target", "Host")
                .show("srv.priority", "srv.weight", "srv.port", "srv.target"), 33);
        bind(new Pieces("dns", "Naming authority pointer").number(16, "naptr.order", "Order")
                .number(16, "naptr.preference", "Preference")
                .counted(TEXT, 8, "naptr.flags_length", "naptr.flags", "Flags")
                .counted(TEXT, 8, "naptr.service_length", "naptr.service", "Service")
                .counted(TEXT, 8, "naptr.regex_length", "naptr.regex", "Expression")
                .name("naptr.replacement", "Replacement")
                .show("naptr.order", "naptr.preference", "naptr.flags"), 35);
        bind(new Pieces("dns", "Key exchanger").number(16, "kx.preference", "Preference")
                .name("kx.key_exchange", "Host")
                .show("kx.preference", "kx.key_exchange"), 36);
        bind(new Pieces("dns", "URI").number(16, "uri.priority", "Priority").number(16, "uri.weight", "Weight")
                .rest(TEXT, "uri.target", "Target").show("uri.priority", "uri.weight", "uri.target"), 256);
        bind(new Pieces("dns", "Service binding").number(16, "svcb.svcpriority", "Priority", says("0: an alias"))
                .name("svcb.targetname", "Target").parts(DnsOptions.SERVICE)
                .show("svcb.svcpriority", "svcb.targetname"), 64, 65);
        bind(new Pieces("dns", "EDNS").parts(DnsOptions.EDNS), 41);
    }

    /// RFC 4398, RFC 4255, RFC 4025, RFC 6698, RFC 8162, RFC 7929, RFC 4701, RFC 8005, RFC 8659.
    private static void security() {
        bind(new Pieces("dns", "Certificate").number(16, "cert.type", "Type", names(DnsNumbers.CERTIFICATE))
                .number(16, "cert.key_tag", "Key tag", hex())
                .number(8, "cert.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM))
                .rest(BYTES, "cert.certificate", "Certificate"), 37);
        bind(new Pieces("dns", "SSH fingerprint")
                .number(8, "sshfp.algorithm", "Algorithm", names(DnsNumbers.SSH_ALGORITHM))
                .number(8, "sshfp.fingerprint.type", "Hash", names("Reserved", "SHA-1", "SHA-256"))
                .rest(BYTES, "sshfp.fingerprint", "Fingerprint"), 44);
        bind(new Pieces("dns", "TLS certificate")
                .number(8, "tlsa.certificate_usage", "Usage", names(DnsNumbers.TLSA_USAGE))
                .number(8, "tlsa.selector", "Selector", names("whole certificate", "public key"))
                .number(8, "tlsa.matching_type", "Match", names("exact", "SHA-256", "SHA-512"))
                .rest(BYTES, "tlsa.certificate_association_data", "Data"), 52, 53);
        bind(new Pieces("dns", "OpenPGP key").rest(TEXT, "openpgpkey", "Key"), 61);
        bind(new Pieces("dns", "DHCP identity").rest(BYTES, "dhcid.rdata", "Data"), 49);
        bind(DnsSecurity.ipsecKey(), 45);
        bind(DnsSecurity.hostIdentity(), 55);
        bind(DnsSecurity.issuers(), 257);
    }

    /// RFC 4034, RFC 5155, RFC 7477, RFC 8976.
    private static void signatures() {
        bind(new Pieces("dns", "Delegation signer").number(16, "ds.key_id", "Key tag", hex())
                .number(8, "ds.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM))
                .number(8, "ds.digest_type", "Hash", names(DnsNumbers.DIGEST)).rest(BYTES, "ds.digest", "Digest"),
                43, 59, 32768, 32769);
        bind(new Pieces("dns", "Signature").number(16, "rrsig.type_covered", "Type covered", names(DnsNumbers.TYPE))
                .number(8, "rrsig.algorithm", "Algorithm", names(DnsNumbers.ALGORITHM))
                .number(8, "rrsig.labels", "Labels", says("fewer than in the name: a wildcard"))
                .number(32, "rrsig.original_ttl", "Original time to live", says("seconds"))
                .time(32, "rrsig.signature_expiration", "Expires").time(32, "rrsig.signature_inception", "Valid from")
                .number(16, "rrsig.key_tag", "Key tag").name("rrsig.signers_name", "Signer")
                .rest(BYTES, "rrsig.signature", "Signature"), 24, 46);
        bind(DnsSecurity.key(), 25);
        bind(DnsSecurity.zoneKey(), 48, 60);
        bind(new Pieces("dns", "Next name").name("nsec.next_domain_name", "Next name").types()
                .show("nsec.next_domain_name"), 47);
        bind(new Pieces("dns", "Next name (obsolete)").name("nxt.next_domain_name", "Next name")
                .show("nxt.next_domain_name"), 30);
        bind(DnsSecurity.hashedNext(), 50);
        bind(DnsSecurity.hashing(), 51);
        var flags = new Layout("dns", "Flags");
        flags.group(16, "csync.flags", "Flags", hex());
        flags.skip(14).flag("csync.flags.soaminimum", "At least this serial number");
        flags.flag("csync.flags.immediate", "At once");
        var sync = new Pieces("dns", "Child to parent synchronization").number(32, "csync.soa", "Serial number")
                .row(flags);
        bind(sync.peek(sync.layout().loose(BYTES, "csync.type_bitmap", "Types")).types(), 62);
        bind(new Pieces("dns", "Zone digest").number(32, "zonemd.serial", "Serial number")
                .number(8, "zonemd.scheme", "Scheme", names("Reserved", "SIMPLE"))
                .number(8, "zonemd.hash_algo", "Hash", names("Reserved", "SHA-384", "SHA-512"))
                .rest(BYTES, "zonemd.digest", "Digest"), 63);
    }

    /// RFC 2930, RFC 8945.
    private static void transactions() {
        bind(new Pieces("dns", "Transaction key").name("tkey.algo_name", "Algorithm")
                .time(32, "tkey.signature_inception", "Valid from").time(32, "tkey.signature_expiration", "Expires")
                .number(16, "tkey.mode", "Mode", names("", "Server assigned", "Diffie-Hellman", "GSS-API",
                        "Resolver assigned", "Delete"))
                .number(16, "tkey.error", "Error", names(DnsNumbers.RCODE))
                .counted(BYTES, 16, "tkey.key_size", "tkey.key_data", "Key")
                .counted(BYTES, 16, "tkey.other_size", "tkey.other_data", "Other data"), 249);
        bind(new Pieces("dns", "Transaction signature").name("tsig.algorithm_name", "Algorithm")
                .time(48, "tsig.time_signed", "Signed at")
                .number(16, "tsig.fudge", "Tolerance", says("seconds the clocks may differ"))
                .counted(BYTES, 16, "tsig.mac_size", "tsig.mac", "Signature")
                .number(16, "tsig.original_id", "Original ID")
                .number(16, "tsig.error", "Error", names(DnsNumbers.RCODE))
                .counted(BYTES, 16, "tsig.other_len", "tsig.other_data", "Other data"), 250);
    }

    /// RFC 1876, RFC 3123, RFC 6742, RFC 7043.
    private static void locators() {
        bind(new Pieces("dns", "Location").number(8, "loc.version", "Version")
                .number(8, "loc.size", "Size", says("digit and power of ten, in cm"))
                .number(8, "loc.horizontal_precision", "Horizontal precision", says("digit and power of ten, in cm"))
                .number(8, "loc.vertical_precision", "Vertical precision", says("digit and power of ten, in cm"))
                .number(32, "loc.latitude", "Latitude", says("thousandths of a second of arc above 2^31"))
                .number(32, "loc.longitude", "Longitude", says("thousandths of a second of arc above 2^31"))
                .number(32, "loc.altitude", "Altitude", says("cm above 100 km below the ground")), 29);
        bind(new Pieces("dns", "Node identifier").number(16, "ilnp.nid.preference", "Preference")
                .fixed(8, BYTES, "ilnp.nid", "Identifier"), 104);
        bind(new Pieces("dns", "IPv4 locator").number(16, "ilnp.l32.preference", "Preference")
                .fixed(4, IPV4, "ilnp.l32", "Locator").show("ilnp.l32"), 105);
        bind(new Pieces("dns", "IPv6 locator").number(16, "ilnp.l64.preference", "Preference")
                .fixed(8, BYTES, "ilnp.l64", "Locator"), 106);
        bind(new Pieces("dns", "Locator pointer").number(16, "ilnp.lp.preference", "Preference")
                .name("ilnp.lp", "Name").show("ilnp.lp"), 107);
        bind(new Pieces("dns", "MAC address").fixed(6, MAC, "eui48", "Address").show("eui48"), 108);
        bind(new Pieces("dns", "EUI-64 address").fixed(8, MAC, "eui64", "Address").show("eui64"), 109);
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
