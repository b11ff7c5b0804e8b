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
    private static final Uint OPTION = option.uint(16, "opt.code", "Code", names(DnsNumbers.OPTION));
    private static final Uint OPTION_LENGTH = option.uint(16, "opt.len", "Length", says("bytes of the value"));
    private static final Octets OPTION_DATA = option.loose(BYTES, "opt.data", "Value");

    /// EDNS options.
    static final PieceList EDNS = new PieceList(option, OPTION, OPTION_LENGTH, option("Option"))
            .add(option("DNSSEC algorithms understood").numbers(8, "opt.dau", "Algorithm", list(),
                    names(DnsNumbers.ALGORITHM)), 5) // RFC 6975
            .add(option("DS hashes understood").numbers(8, "opt.dhu", "Hash", list(), names(DnsNumbers.DIGEST)), 6)
            .add(option("NSEC3 hashes understood").numbers(8, "opt.n3u", "Hash", list(), names("Reserved", "SHA-1")), 7)
            .add(clientSubnet(), 8) //
            .add(cookie(), 10) //
            .add(option("TCP keepalive").number(16, "opt.edns_tcp_keepalive.timeout", "Idle timeout",
                    says("in tenths of a second")), 11) // RFC 7828
            .add(option("Padding").rest(BYTES, "opt.padding", "Padding"), 12) // RFC 7830
            .add(option("Chain").name("opt.chain.fqdn", "Closest trust point"), 13) // RFC 7901
            .add(option("Extended error") // RFC 8914
                    .number(16, "opt.ext_error.info_code", "Error", names(DnsNumbers.EXTENDED_ERROR))
                    .rest(TEXT, "opt.ext_error.extra_text", "Text"), 15);

    private static final Layout parameter = new Layout("dns", "Parameter");
    private static final Uint PARAMETER = parameter.uint(16, "svcb.svcparam.key", "Key",
            names(DnsNumbers.SERVICE_KEY));
    private static final Uint PARAMETER_LENGTH = parameter.uint(16, "svcb.svcparam.value.length", "Length",
            says("bytes of the value"));

    /// Parameters of a service binding.
    static final PieceList SERVICE = new PieceList(parameter, PARAMETER, PARAMETER_LENGTH,
            new Pieces("dns", "Parameter").rest(BYTES, "svcb.svcparam.value", "Value"))
            .add(new Pieces("dns", "Mandatory keys").numbers(16, "svcb.svcparam.mandatory.key", "Key", list(),
                    names(DnsNumbers.SERVICE_KEY)), 0)
            .add(new Pieces("dns", "Application protocols").strings("svcb.svcparam.alpn.length", "svcb.svcparam.alpn",
                    "Protocol"), 1)
            .add(new Pieces("dns", "Port").number(16, "svcb.svcparam.port", "Port"), 3)
            .add(new Pieces("dns", "IPv4 hints").addresses(IPV4, "svcb.svcparam.ipv4hint.ip", "Address", list()), 4)
            .add(new Pieces("dns", "Encrypted client hello").rest(BYTES, "svcb.svcparam.echconfig", "Configuration"), 5)
            .add(new Pieces("dns", "IPv6 hints").addresses(IPV6, "svcb.svcparam.ipv6hint.ip", "Address", list()), 6)
            .add(new Pieces("dns", "Oblivious DNS over HTTPS").rest(BYTES, "svcb.svcparam.odohconfig", "Keys"), 32769);

    private static final Layout operation = new Layout("dns", "Operation");
    private static final Uint OPERATION = operation.uint(16, "dso.tlv.type", "Type", names("Reserved", "Keepalive",
            "Retry delay", "Padding"));
    private static final Uint OPERATION_LENGTH = operation.uint(16, "dso.tlv.length", "Length",
            says("bytes of the value"));

    /// What messages about a connection hold.
    static final PieceList STATEFUL = new PieceList(operation, OPERATION, OPERATION_LENGTH,
            new Pieces("dns", "Operation").rest(BYTES, "dso.tlv.data", "Value"))
            .add(new Pieces("dns", "Keepalive")
                    .number(32, "dso.tlv.keepalive.inactivity", "Inactivity timeout", says("in ms"))
                    .number(32, "dso.tlv.keepalive.interval", "Keepalive interval", says("in ms")), 1)
            .add(new Pieces("dns", "Retry delay").number(32, "dso.tlv.retrydelay.retrydelay", "Retry delay",
                    says("in ms")),
                    2)
            .add(new Pieces("dns", "Padding").rest(BYTES, "dso.tlv.encpad.padding", "Padding"), 3);

    private DnsOptions() {}

    /// An option whose value is told as bytes, then in pieces.
    private static Pieces option(String title) {
        return new Pieces("dns", title).peek(OPTION_DATA);
    }

    /// RFC 7871 section 6: an address as far as the prefix goes.
    private static Pieces clientSubnet() {
        var d = option("Client subnet");
        Uint family = d.layout().loose(16, "opt.client.family", "Family", names(DnsNumbers.FAMILY));
        Uint source = d.layout().loose(8, "opt.client.netmask", "Source prefix", says("bits of the address sent"));
        Uint scope = d.layout().loose(8, "opt.client.scope", "Scope prefix", says("bits the answer is good for"));
        Made four = d.layout().made(Made.Form.TEXT, "opt.client.addr4", "Client subnet");
        Made six = d.layout().made(Made.Form.TEXT, "opt.client.addr6", "Client subnet");
        Octets other = d.layout().loose(BYTES, "opt.client.addr", "Client subnet");
        return d.piece((m, at, to) -> {
            int i = m.number(scope, m.number(source, m.number(family, at, to), to), to);
            if (i < 0) return i;
            return DnsTypes.address(m, family.get(m.data, at), four, six, other, i, to - i, to);
        });
    }

    /// RFC 7873 section 4: it differs with every run, so its bytes must not stand in the common field.
    private static Pieces cookie() {
        var d = new Pieces("dns", "Cookie");
        return d.peek(d.layout().loose(BYTES, "opt.data", "Value", varies()))
                .fixed(8, BYTES, "opt.cookie.client", "Client cookie", varies())
                .rest(BYTES, "opt.cookie.server", "Server cookie", varies());
    }
}
