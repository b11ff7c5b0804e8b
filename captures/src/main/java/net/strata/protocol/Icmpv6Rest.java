package net.strata.protocol;

import static net.strata.protocol.Icmpv6Numbers.*;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Messages of ICMPv6 that are a row of fields and no more: router renumbering (RFC 2894), home agent discovery (RFC
/// 6275 section 6.5), multicast router discovery (RFC 4286), locator update (RFC 6743), duplicate address detection
/// over several hops (RFC 6775 section 4.4), MPL (RFC 7731 section 6.2).
final class Icmpv6Rest {
    private static final int BODY = 32;

    private static final Layout renumbering = new Layout("icmpv6", "Router renumbering", "RFC 2894 section 3")
            .skip(BODY);
    static final Uint RR_SEQUENCE = renumbering.uint(32, "rr.sequence_number", "Sequence number", varies(),
            says("tells commands apart; routers do not obey one older than the last"));
    static final Uint RR_SEGMENT = renumbering.uint(8, "rr.segment_number", "Segment number",
            says("tells parts of a command apart that have one sequence number"));
    static final Uint RR_FLAG = renumbering.group(8, "rr.flag", "Flags", hex(),
            says("how the command is to be carried out, and what was done"));
    static final Uint RR_TEST = renumbering.flag("rr.flag.t", "Test only",
            says("set: routers only report what the command would do"));
    static final Uint RR_RESULT = renumbering.flag("rr.flag.r", "Result wanted",
            says("set: routers shall report what they did"));
    static final Uint RR_ALL = renumbering.flag("rr.flag.a", "All interfaces",
            says("set: interfaces that were shut down too"));
    static final Uint RR_SITE = renumbering.flag("rr.flag.s", "Site-specific",
            says("set: only interfaces of the site that the command came in by"));
    static final Uint RR_PROCESSED = renumbering.flag("rr.flag.p", "Processed before",
            says("set: the router had obeyed this command before, so the report is not complete"));
    static final Uint RR_RESERVED = renumbering.uint(3, "rr.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint RR_DELAY = renumbering.uint(16, "rr.maxdelay", "Maximum delay",
            says("longest time that routers may wait before they answer, in ms"));

    private static final Layout match = new Layout("icmpv6", "Match-prefix part", "RFC 2894 section 3.2.1.1");
    static final Uint MP_CODE = match.uint(8, "rr.pco.mp.opcode", "Operation",
            names("", "add", "change", "set global"), says("what becomes of the prefixes that match"));
    static final Uint MP_LENGTH = match.uint(8, "rr.pco.mp.oplength", "Operation length",
            says("length of the whole operation, in units of 8 bytes"));
    static final Uint MP_ORDINAL = match.uint(8, "rr.pco.mp.ordinal", "Ordinal", hex(),
            says("number of the operation, by which reports refer to it"));
    static final Uint MP_MATCH = match.uint(8, "rr.pco.mp.matchlen", "Match length",
            says("bits that a router's prefix must share with the one below to match"));
    static final Uint MP_MIN = match.uint(8, "rr.pco.mp.minlen", "Shortest prefix",
            says("least length that a router's prefix must have to match, in bits"));
    static final Uint MP_MAX = match.uint(8, "rr.pco.mp.maxlen", "Longest prefix",
            says("greatest length that a router's prefix may have to match, in bits"));
    static final Octets MP_PREFIX = match.skip(16).ipv6("rr.pco.mp.matchprefix", "Match prefix",
            says("what the router's prefixes are compared with"));

    private static final Layout use = new Layout("icmpv6", "Use-prefix part", "RFC 2894 section 3.2.1.2");
    static final Uint UP_USE = use.uint(8, "rr.pco.up.uselen", "Use length",
            says("bits of the new prefix that come from the one below"));
    static final Uint UP_KEEP = use.uint(8, "rr.pco.up.keeplen", "Keep length",
            says("bits behind them that the matched prefix keeps"));
    static final Uint UP_MASK = use.group(8, "rr.pco.up.flagmask", "Flag mask", hex(),
            says("which flags of the prefix the command sets"));
    static final Uint UP_LINK = use.flag("rr.pco.up.flagmask.l", "On link",
            says("set: the on-link flag is set as told below"));
    static final Uint UP_AUTONOMOUS = use.flag("rr.pco.up.flagmask.a", "Autonomous",
            says("set: the flag for making addresses is set as told below"));
    static final Uint UP_MASK_RESERVED = use.uint(6, "rr.pco.up.flagmask.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint UP_FLAGS = use.uint(8, "rr.pco.up.raflags", "Prefix flags", hex(),
            says("values for the flags, in the places a prefix option has them"));
    static final Uint UP_VALID = use.uint(32, "rr.pco.up.validlifetime", "Valid lifetime",
            says("seconds that addresses from the new prefix exist; all ones: for ever"));
    static final Uint UP_PREFERRED = use.uint(32, "rr.pco.up.preferredlifetime", "Preferred lifetime",
            says("seconds that new connections may use such addresses; all ones: for ever"));
    static final Uint UP_FLAG = use.group(32, "rr.pco.up.flag", "Flags", hex(),
            says("whether the lifetimes count down in advertisements"));
    static final Uint UP_V = use.flag("rr.pco.up.flag.v", "Valid lifetime counts down",
            says("set: the valid lifetime counts down in advertisements; else each gives all of it"));
    static final Uint UP_P = use.flag("rr.pco.up.flag.p", "Preferred lifetime counts down",
            says("set: the preferred lifetime counts down in advertisements; else each gives all of it"));
    static final Uint UP_RESERVED = use.uint(30, "rr.pco.up.flag.reserved", "Reserved bits",
            says("senders set 0, receivers ignore them"));
    static final Octets UP_PREFIX = use.ipv6("rr.pco.up.useprefix", "Use prefix",
            says("what the first bits of the new prefix are"));

    private static final Layout result = new Layout("icmpv6", "Result", "RFC 2894 section 3.3");
    static final Uint RM_FLAG = result.group(16, "rr.rm.flag", "Flags", hex(),
            says("what was wrong with the operation"));
    static final Uint RM_RESERVED = result.uint(14, "rr.rm.flag.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint RM_BOUNDS = result.flag("rr.rm.flag.b", "Bounds",
            says("set: some number in the operation was out of bounds"));
    static final Uint RM_FORBIDDEN = result.flag("rr.rm.flag.f", "Forbidden",
            says("set: the operation would have made a prefix that is not allowed"));
    static final Uint RM_ORDINAL = result.uint(8, "rr.rm.ordinal", "Ordinal", hex(),
            says("number of the operation that the result is of"));
    static final Uint RM_LENGTH = result.uint(8, "rr.rm.matchedlen", "Matched length",
            says("bits of the prefix that matched"));
    static final Uint RM_INTERFACE = result.uint(32, "rr.rm.interfaceindex", "Interface index",
            says("interface of the router that has the prefix"));
    static final Octets RM_PREFIX = result.ipv6("rr.rm.matchedprefix", "Matched prefix",
            says("prefix of the router that matched"));

    private static final Layout home = new Layout("icmpv6", "Home agent discovery", "RFC 6275 section 6.5").skip(BODY);
    static final Uint HOME_ID = home.uint(16, "mip6.identifier", "Identifier", varies(),
            says("ties the reply to the request"));
    static final Octets HOME_AGENT = home.loose(Octets.Form.IPV6, "mip6.home_agent_address", "Home agent", list(),
            says("address of a home agent, the most preferred first"));

    private static final Layout router = new Layout("icmpv6", "Multicast router advertisement", "RFC 4286 section 3.2")
            .skip(BODY);
    static final Uint QUERY_INTERVAL = router.uint(16, "mcast_ra.query_interval", "Query interval",
            says("seconds between the router's general queries for listeners; 0: it sends none"));
    static final Uint ROBUSTNESS = router.uint(16, "mcast_ra.robustness_variable", "Robustness",
            says("how often the router repeats messages, the more the more are lost; 0: not told"));

    private static final Layout locators = new Layout("icmpv6", "Locator update", "RFC 6743 section 2").skip(BODY);
    static final Uint LOCATORS = locators.uint(8, "ilnp.nb_locs", "Number of locators",
            says("how many locators follow"));
    private static final Layout locator = new Layout("icmpv6", "Locator", "RFC 6743 section 2");
    static final Uint LOCATOR = locator.uint(64, "ilnp.nb_locator", "Locator", hex(),
            says("network part of an address at which the node is reached from now on"));
    static final Uint PREFERENCE = locator.uint(16, "ilnp.nb_preference", "Preference",
            says("which of the locators to use first"));
    static final Uint LOCATOR_LIFETIME = locator.uint(16, "ilnp.nb_lifetime", "Lifetime",
            says("seconds that the locator may be used"));

    private static final Layout duplicate = new Layout("icmpv6", "Duplicate address", "RFC 6775 section 4.4")
            .skip(BODY);
    static final Uint DA_STATUS = duplicate.uint(8, "6lowpannd.da.status", "Status",
            names("success", "duplicate address", "neighbor cache full"),
            says("what came of the check; 0 in a request"));
    static final Uint DA_RESERVED = duplicate.uint(8, "6lowpannd.da.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint DA_LIFETIME = duplicate.uint(16, "6lowpannd.da.lifetime", "Lifetime",
            says("minutes that the address is registered for; 0: no longer"));
    static final Octets DA_EUI64 = duplicate.loose(Octets.Form.MAC, "6lowpannd.da.eui64", "EUI-64", varies(),
            says("the interface that wants the address"));
    static final Octets DA_ADDRESS = duplicate.skip(64).ipv6("6lowpannd.da.reg_addr", "Registered address",
            says("address that is checked for being taken"));

    private static final Layout seed = new Layout("icmpv6", "Seed information", "RFC 7731 section 6.3");
    static final Uint MINIMUM = seed.uint(8, "mpl.seed_info.min_sequence", "Smallest sequence number",
            says("lowest number of a message that the sender still keeps"));
    static final Uint BUFFERED = seed.uint(6, "mpl.seed_info.bm_len", "Buffered messages",
            says("bytes of the bit map of messages that the sender has"));
    static final Uint SEED_KIND = seed.uint(2, "mpl.seed_info.s", "Seed ID length",
            names("source address", "2 bytes", "8 bytes", "16 bytes"),
            says("how long the identifier of the seed is that follows"));
    static final Octets SEED = seed.loose(Octets.Form.BYTES, "mpl.seed_info.seed_id", "Seed ID",
            says("the node that brought the messages into the network"));
    static final Octets BITMAP = seed.loose(Octets.Form.BYTES, "mpl.seed_info.buffered", "Buffered messages, bit map",
            says("which messages from the lowest number on the sender has, a bit each"));

    private Icmpv6Rest() {}

    static List<Layout> layouts() {
        return List.of(renumbering, match, use, result, home, router, locators, locator, duplicate, seed);
    }

    /// Tells the tree a message of this type.
    ///
    /// @return false if it is not known
    static boolean fields(Cursor c, Tree t, int type) {
        switch (type) {
            case RENUMBERING -> renumbering(c, t);
            case HOME_AGENT_REQUEST, HOME_AGENT_REPLY -> {
                Icmpv6.reserved(c, t, 6, 2);
                t.fields(home, c.at, c.end());
                Option.repeat(t, HOME_AGENT, 16, c.at + 8, c.end());
            }
            case MULTICAST_ROUTER_ADVERTISEMENT -> t.fields(router, c.at, c.end());
            case LOCATOR_UPDATE -> {
                Icmpv6.reserved(c, t, 5, 1);
                Icmpv6.reserved(c, t, 6, 2);
                t.fields(locators, c.at, c.end());
                parts(c, t, locator, c.at + 8);
            }
            case DUPLICATE_REQUEST, DUPLICATE_CONFIRMATION -> {
                t.fields(duplicate, c.at, c.end());
                if (c.at + 16 <= c.end()) t.field(DA_EUI64, c.at + 8, 8);
            }
            case MPL -> seeds(c, t);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void parts(Cursor c, Tree t, Layout part, int from) {
        for (int at = from; at + part.bytes() <= c.end(); at += part.bytes()) {
            t.open(part, at, at + part.bytes());
            t.fields(part, at, at + part.bytes());
            t.close();
        }
    }

    private static void renumbering(Cursor c, Tree t) {
        Icmpv6.reserved(c, t, 12, 4);
        t.fields(renumbering, c.at, c.end());
        int body = c.at + renumbering.bytes() + 4;
        int code = Icmpv6.CODE.get(c);
        if (code == 1) parts(c, t, result, body);
        if (code != 0) return;
        for (int at = body; at + match.bytes() <= c.end();) {
            int end = Math.min(at + Math.max(MP_LENGTH.get(c.data, at) * 8, match.bytes()), c.end());
            t.open(match, at, at + match.bytes());
            t.fields(match, at, end);
            t.close();
            for (at += match.bytes(); at + use.bytes() <= end; at += use.bytes()) {
                t.open(use, at, at + use.bytes());
                t.fields(use, at, end);
                t.close();
            }
            at = end;
        }
    }

    private static void seeds(Cursor c, Tree t) {
        for (int at = c.at + 4; at + seed.bytes() <= c.end();) {
            int kind = SEED_KIND.get(c.data, at);
            int from = at + seed.bytes();
            int id = kind == 0 ? 0 : 1 << kind + (kind == 1 ? 0 : 1);
            int bits = Math.min(BUFFERED.get(c.data, at), Math.max(0, c.end() - from - id));
            int end = Math.min(from + id + bits, c.end());
            t.open(seed, at, end);
            t.fields(seed, at, end);
            if (id > 0 && from + id <= end) t.field(SEED, from, id);
            if (bits > 0) t.field(BITMAP, from + id, bits);
            t.close();
            at = end;
        }
    }
}
