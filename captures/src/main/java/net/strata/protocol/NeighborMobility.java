package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The options of neighbour discovery for mobile hosts (RFC 5568 section 6.4, RFC 5380, RFC 5271) and for
/// low-power networks (RFC 6775 section 4, RFC 7400 section 3.3).
final class NeighborMobility {
    private static final int HEAD = 16;

    private static final Layout address = new Layout("icmpv6", "IP address or prefix", "RFC 5568 section 6.4.1")
            .skip(HEAD);
    static final Uint IPA_CODE = address.uint(8, "opt.ipa.option_code", "Option code",
            names("", "old care-of address", "new care-of address", "new router's address", "new router's prefix"),
            says("whose address or prefix it is"));
    static final Uint IPA_LENGTH = address.uint(8, "opt.ipa.prefix_len", "Prefix length",
            says("bits of the prefix, where it is one"));
    static final Octets IPA = address.skip(32).ipv6("opt.ipa.ipv6_address", "Address",
            says("the address, or a prefix filled up with zeros"));

    private static final Layout router = new Layout("icmpv6", "New router prefix", "RFC 4068 section 6.4").skip(HEAD);
    static final Uint NRPI_CODE = router.uint(8, "opt.nrpi.option_code", "Option code",
            says("tells forms of the option apart"));
    static final Uint NRPI_LENGTH = router.uint(8, "opt.nrpi.prefix_len", "Prefix length",
            says("bits of the prefix that count"));
    static final Octets NRPI = router.skip(32).ipv6("opt.nrpi.prefix", "Prefix",
            says("network that the mobile host will be in behind its new router"));

    private static final Layout link = new Layout("icmpv6", "Link-layer address", "RFC 5568 section 6.4").skip(HEAD);
    static final Uint LLA_CODE = link.uint(8, "opt.lla.option_code", "Option code", names("all access points near by",
            "new access point", "mobile node", "new access router", "source of a solicitation", "this access point",
            "no prefix known", "no fast handover there"),
            says("whose link-layer address it is, or what is known of the access point"));
    static final Octets LLA = link.loose(Octets.Form.BYTES, "opt.lla.bytes", "Link-layer address", varies(),
            says("link-layer address, in the form its kind of network has"));

    private static final Layout acknowledgment = new Layout("icmpv6", "Neighbor advertisement acknowledgment",
            "RFC 5568 section 6.4")
            .skip(HEAD);
    static final Uint NAACK_CODE = acknowledgment.uint(8, "opt.naack.option_code", "Option code",
            says("tells forms of the option apart"));
    static final Uint NAACK_STATUS = acknowledgment.uint(8, "opt.naack.status", "Status",
            says("what the mobile host shall do about its new address"));
    static final Octets NAACK_ADDRESS = acknowledgment.skip(32).ipv6("opt.naack.supplied_ncoa",
            "Supplied care-of address", says("address that the router gives the host in place of the one it chose"));

    private static final Layout map = new Layout("icmpv6", "Mobility anchor point", "RFC 5380").skip(HEAD);
    static final Uint DISTANCE = map.uint(4, "opt.map.distance", "Distance",
            says("hops from the receiver to the anchor point"));
    static final Uint PREFERENCE = map.uint(4, "opt.map.preference", "Preference",
            says("more is better; 15: the most room for further hosts"));
    static final Uint MAP_FLAG = map.group(8, "opt.map.flag", "Flags", hex(),
            says("how mobile hosts make their regional address"));
    static final Uint MAP_R = map.flag("opt.map.flag.r", "Regional care-of address",
            says("set: hosts make a regional care-of address from the anchor point's prefix"));
    static final Uint MAP_RESERVED = map.uint(7, "opt.map.flag.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint MAP_LIFETIME = map.uint(32, "opt.map.valid_lifetime", "Valid lifetime",
            says("seconds that the anchor point may be used"));
    static final Octets MAP_ADDRESS = map.ipv6("opt.map.global_address", "Global address",
            says("address of the anchor point, whose prefix regional addresses get"));

    private static final Layout assist = new Layout("icmpv6", "Handover assist", "RFC 5271").skip(HEAD);
    static final Uint HAI_CODE = assist.uint(8, "opt.hai.option_code", "Option code",
            says("what the value names, such as the access network or the sector"));
    static final Uint HAI_LENGTH = assist.uint(8, "opt.hai.length", "Length", says("bytes of the value"));
    static final Octets HAI = assist.loose(Octets.Form.BYTES, "opt.hai.value", "Value",
            says("where the host will move to, in the form the code tells"));
    private static final Layout node = new Layout("icmpv6", "Mobile node", "RFC 5271").skip(HEAD);
    static final Uint MN_CODE = node.uint(8, "opt.mn.option_code", "Option code",
            says("in which form the mobile host is named"));
    static final Uint MN_LENGTH = node.uint(8, "opt.mn.length", "Length", says("bytes of the name"));
    static final Octets MN = node.loose(Octets.Form.BYTES, "opt.mn.value", "Value",
            says("name of the mobile host, in the form the code tells"));

    private static final Layout registration = new Layout("icmpv6", "Address registration", "RFC 6775 section 4.1")
            .skip(HEAD);
    static final Uint ARO_STATUS = registration.uint(8, "opt.aro.status", "Status",
            names("success", "duplicate address", "neighbor cache full"),
            says("what came of the registration; 0 in a request"));
    static final Uint ARO_LIFETIME = registration.skip(24).uint(16, "opt.aro.registration_lifetime", "Lifetime",
            says("minutes that the router shall keep the address; 0: forget it"));
    static final Octets ARO_EUI64 = registration.loose(Octets.Form.MAC, "opt.aro.eui64", "EUI-64", varies(),
            says("the interface that registers the address"));

    private static final Layout context = new Layout("icmpv6", "6LoWPAN context", "RFC 6775 section 4.2").skip(HEAD);
    static final Uint CONTEXT_LENGTH = context.uint(8, "opt.6co.context_length", "Context length",
            says("bits of the prefix that count"));
    static final Uint CONTEXT_FLAG = context.group(8, "opt.6co.flag", "Flags", hex(),
            says("number of the context, and whether it may be used"));
    static final Uint CONTEXT_RESERVED = context.uint(3, "opt.6co.flag.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint CONTEXT_C = context.flag("opt.6co.flag.c", "Compression",
            says("set: for compressing too; else for decompressing alone"));
    static final Uint CONTEXT_ID = context.uint(4, "opt.6co.flag.cid", "Context ID",
            says("number by which compressed headers name the prefix"));
    static final Uint CONTEXT_LIFETIME = context.skip(16).uint(16, "opt.6co.valid_lifetime", "Valid lifetime",
            says("minutes that the context may be used"));
    static final Made CONTEXT_PREFIX = context.made(Made.Form.TEXT, "opt.6co.context_prefix", "Prefix",
            says("what compressed headers leave out"));

    private static final Layout border = new Layout("icmpv6", "Authoritative border router", "RFC 6775 section 4.3")
            .skip(HEAD);
    static final Uint VERSION_LOW = border.uint(16, "opt.abro.version_low", "Version, low half",
            says("lower half of a number that goes up with each change of the border router's data"));
    static final Uint VERSION_HIGH = border.uint(16, "opt.abro.version_high", "Version, high half",
            says("upper half of a number that goes up with each change of the border router's data"));
    static final Uint BORDER_LIFETIME = border.uint(16, "opt.abro.valid_lifetime", "Valid lifetime",
            says("minutes that the border router's data may be used"));
    static final Octets BORDER = border.ipv6("opt.abro.6lbr_address", "Border router",
            says("border router that prefixes and contexts come from"));

    private static final Layout capability = new Layout("icmpv6", "6LoWPAN capability", "RFC 7400 section 3.3")
            .skip(HEAD);
    static final Uint UNASSIGNED = capability.uint(15, "opt.6cio.unassigned1", "Unassigned", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint GENERIC = capability.uint(1, "opt.6cio.flag_g", "Generic header compression", hex(),
            says("1: the node understands generic header compression"));
    static final Uint UNASSIGNED_2 = capability.uint(32, "opt.6cio.unassigned2", "Unassigned", hex(),
            says("senders set 0, receivers ignore it"));

    private NeighborMobility() {}

    static void addTo(Options options) {
        options.add(new Option(address), 17).add(new Option(router), 18).add(new Option(link, LLA), 19)
                .add(new Option(acknowledgment), 20).add(new Option(map), 23).add(new Option(assist, HAI), 29)
                .add(new Option(node, MN), 30).add(new Option(registration, ARO_EUI64), 33)
                .add(new NeighborOptions.Part(context, CONTEXT_PREFIX, 8, 16), 34).add(new Option(border), 35)
                .add(new Option(capability), 36);
    }
}
