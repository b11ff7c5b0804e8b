package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// What stands in messages as code, length, value: EDNS options (RFC 6891 section 6.1.2), parameters of service
/// bindings (RFC 9460 section 2.2), and stateful operations (RFC 8490 section 5.4).
final class DnsOptions {
    private static final Layout option = new Layout("dns", "Option", "RFC 6891 section 6.1.2");
    private static final Uint OPTION = option.uint(16, "opt.code", "Code", names(DnsNumbers.OPTION),
            says("what the option is about"));
    private static final Uint OPTION_LENGTH = option.uint(16, "opt.len", "Length", says("bytes of the value"));
    private static final Octets OPTION_DATA = option.loose(BYTES, "opt.data", "Value",
            says("what the code tells it is"));

    /// EDNS options.
    static final PieceList EDNS = new PieceList(option, OPTION, OPTION_LENGTH,
            option("Option", "RFC 6891 section 6.1.2"))
            .add(option("DNSSEC algorithms understood", "RFC 6975 section 3").numbers(8, "opt.dau", "Algorithm", list(),
                    names(DnsNumbers.ALGORITHM), says("signature algorithm that the asker can check")), 5)
            .add(option("DS hashes understood", "RFC 6975 section 3").numbers(8, "opt.dhu", "Hash", list(),
                    names(DnsNumbers.DIGEST), says("hash of keys that the asker can compute")), 6)
            .add(option("NSEC3 hashes understood", "RFC 6975 section 3").numbers(8, "opt.n3u", "Hash", list(),
                    names("Reserved", "SHA-1"), says("hash of names that the asker can compute")), 7)
            .add(clientSubnet(), 8) //
            .add(cookie(), 10) //
            .add(option("TCP keepalive", "RFC 7828 section 3.1").number(16, "opt.edns_tcp_keepalive.timeout",
                    "Idle timeout",
                    says("tenths of a second that the connection may stay idle")), 11)
            .add(option("Padding", "RFC 7830 section 3").rest(BYTES, "opt.padding", "Padding",
                    says("zeros that hide from listeners how long the message is")), 12)
            .add(option("Chain", "RFC 7901").name("opt.chain.fqdn", "Closest trust point",
                    says("nearest name above that the asker has checked already")), 13)
            .add(option("Extended error", "RFC 8914 section 2")
                    .number(16, "opt.ext_error.info_code", "Error", names(DnsNumbers.EXTENDED_ERROR),
                            says("why it went wrong, in more detail than the reply code"))
                    .rest(TEXT, "opt.ext_error.extra_text", "Text", says("the same in the server's words, for people")),
                    15);

    private static final Layout parameter = new Layout("dns", "Parameter", "RFC 9460 section 2.2");
    private static final Uint PARAMETER = parameter.uint(16, "svcb.svcparam.key", "Key",
            names(DnsNumbers.SERVICE_KEY), says("what the parameter tells of the service"));
    private static final Uint PARAMETER_LENGTH = parameter.uint(16, "svcb.svcparam.value.length", "Length",
            says("bytes of the value"));

    /// Parameters of a service binding.
    static final PieceList SERVICE = new PieceList(parameter, PARAMETER, PARAMETER_LENGTH,
            new Pieces("dns", "Parameter", "RFC 9460 section 2.2").rest(BYTES, "svcb.svcparam.value", "Value",
                    says("what the key tells it is")))
            .add(new Pieces("dns", "Mandatory keys", "RFC 9460 section 8").numbers(16, "svcb.svcparam.mandatory.key",
                    "Key", list(),
                    names(DnsNumbers.SERVICE_KEY), says("parameter that clients must understand to use the service")),
                    0)
            .add(new Pieces("dns", "Application protocols", "RFC 9460 section 7.1").strings("svcb.svcparam.alpn.length",
                    "svcb.svcparam.alpn",
                    "Protocol", says("application protocol spoken there, such as h2")), 1)
            .add(new Pieces("dns", "Port", "RFC 9460 section 7.2").number(16, "svcb.svcparam.port", "Port",
                    says("port the service listens on, instead of the usual one")), 3)
            .add(new Pieces("dns", "IPv4 hints", "RFC 9460 section 7.3").addresses(IPV4, "svcb.svcparam.ipv4hint.ip",
                    "Address", list(), says("likely address of the host, to connect before it is looked up")), 4)
            .add(new Pieces("dns", "Encrypted client hello", "draft-ietf-tls-svcb-ech").rest(BYTES,
                    "svcb.svcparam.echconfig", "Configuration", says("keys to encrypt the greeting of TLS with")), 5)
            .add(new Pieces("dns", "IPv6 hints", "RFC 9460 section 7.3").addresses(IPV6, "svcb.svcparam.ipv6hint.ip",
                    "Address", list(), says("likely address of the host, to connect before it is looked up")), 6)
            .add(new Pieces("dns", "Oblivious DNS over HTTPS", "draft-pauly-dprive-oblivious-doh").rest(BYTES,
                    "svcb.svcparam.odohconfig", "Keys", says("keys to encrypt questions with that a proxy passes on")),
                    32769);

    private static final Layout operation = new Layout("dns", "Operation", "RFC 8490 section 5.4.4");
    private static final Uint OPERATION = operation.uint(16, "dso.tlv.type", "Type", names("Reserved", "Keepalive",
            "Retry delay", "Padding"), says("what is said about the connection"));
    private static final Uint OPERATION_LENGTH = operation.uint(16, "dso.tlv.length", "Length",
            says("bytes of the value"));

    /// What messages about a connection hold.
    static final PieceList STATEFUL = new PieceList(operation, OPERATION, OPERATION_LENGTH,
            new Pieces("dns", "Operation", "RFC 8490 section 5.4.4").rest(BYTES, "dso.tlv.data", "Value",
                    says("what the type tells it is")))
            .add(new Pieces("dns", "Keepalive", "RFC 8490 section 7.1")
                    .number(32, "dso.tlv.keepalive.inactivity", "Inactivity timeout",
                            says("ms without questions after which the client shall close"))
                    .number(32, "dso.tlv.keepalive.interval", "Keepalive interval", says("ms between signs of life")),
                    1)
            .add(new Pieces("dns", "Retry delay", "RFC 8490 section 7.2").number(32, "dso.tlv.retrydelay.retrydelay",
                    "Retry delay",
                    says("ms that the client shall wait before it connects again")),
                    2)
            .add(new Pieces("dns", "Padding", "RFC 8490 section 7.3").rest(BYTES, "dso.tlv.encpad.padding", "Padding",
                    says("bytes that hide from listeners how long the message is")), 3);

    private DnsOptions() {}

    /// An option whose value is told as bytes, then in pieces.
    private static Pieces option(String title, String source) {
        return new Pieces("dns", title, source).peek(OPTION_DATA);
    }

    /// RFC 7871 section 6: an address as far as the prefix goes.
    private static Pieces clientSubnet() {
        var d = option("Client subnet", "RFC 7871 section 6");
        Uint family = d.layout().loose(16, "opt.client.family", "Family", names(DnsNumbers.FAMILY),
                says("what kind of address follows"));
        Uint source = d.layout().loose(8, "opt.client.netmask", "Source prefix", says("bits of the address sent"));
        Uint scope = d.layout().loose(8, "opt.client.scope", "Scope prefix", says("bits the answer is good for"));
        Made four = d.layout().made(Made.Form.TEXT, "opt.client.addr4", "Client subnet",
                says("network of who asked the resolver, for an answer near to it"));
        Made six = d.layout().made(Made.Form.TEXT, "opt.client.addr6", "Client subnet",
                says("network of who asked the resolver, for an answer near to it"));
        Octets other = d.layout().loose(BYTES, "opt.client.addr", "Client subnet",
                says("network of who asked the resolver, of another family"));
        return d.piece((m, at, to) -> {
            int i = m.number(scope, m.number(source, m.number(family, at, to), to), to);
            if (i < 0) return i;
            return DnsTypes.address(m, family.get(m.data, at), four, six, other, i, to - i, to);
        });
    }

    /// RFC 7873 section 4: it differs with every run, so its bytes must not stand in the common field.
    private static Pieces cookie() {
        var d = new Pieces("dns", "Cookie", "RFC 7873 section 4");
        return d.peek(d.layout().loose(BYTES, "opt.data", "Value", varies(),
                says("client's cookie, and behind it the server's")))
                .fixed(8, BYTES, "opt.cookie.client", "Client cookie", varies(),
                        says("made by the client; comes back, so that answers cannot be forged blindly"))
                .rest(BYTES, "opt.cookie.server", "Server cookie", varies(),
                        says("made by the server; shows that the client is where it says it is"));
    }
}
