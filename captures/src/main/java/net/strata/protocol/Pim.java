package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Protocol Independent Multicast, version 2 (RFC 7761 section 4.9; bootstrap: RFC 5059 section 4; state refresh: RFC
/// 3973 section 4.7): routers agree which of them forward which groups. A register message carries a packet.
public final class Pim extends Protocol {
    /// Its IP protocol number.
    static final int NUMBER = 103;
    private static final int HELLO = 0;
    private static final int REGISTER = 1;
    private static final int REGISTER_STOP = 2;
    private static final int JOIN = 3;
    private static final int BOOTSTRAP = 4;
    private static final int ASSERT = 5;
    private static final int GRAFT = 6;
    private static final int GRAFT_ACK = 7;
    private static final int CANDIDATE = 8;
    private static final int ELECTION = 10;
    private static final int REGISTER_HEADER = 8;
    static final Names TYPES = Names.from0("Hello", "Register", "Register-stop", "Join/Prune", "Bootstrap", "Assert",
            "Graft", "Graft-Ack", "Candidate-RP-Advertisement", "State-Refresh", "DF election");
    private static final Layout pim = new Layout("pim", "Protocol Independent Multicast", "RFC 7761 section 4.9");
    static final Uint VERSION = pim.uint(4, "version", "Version", says("2, the version in use"));
    static final Uint TYPE = pim.uint(4, "type", "Type", names(TYPES),
            says("what the router tells or asks, such as hello, join or assert"));
    static final Uint CHECKSUM = pim.skip(8).uint(16, "cksum", "Checksum", hex(), varies(),
            says("over the message; of a register over its first 8 bytes alone"));
    static final Made STATUS = pim.made(Made.Form.NUMBER, "cksum.status", "Checksum status", names(Checksum.STATUS),
            says("whether the checksum agrees with the message"));
    static final Made WHY = pim.made(Made.Form.NUMBER, "cksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Octets RESERVED = pim.loose(Octets.Form.BYTES, "res_bytes", "Reserved", list(),
            says("senders set 0, receivers ignore it"));
    static final Uint SUBTYPE = pim.loose(4, "df_elect.subtype", "Election message",
            names("", "Offer", "Winner", "Backoff", "Pass"),
            says("step of electing the router that forwards towards a rendezvous point"),
            source("RFC 5015 section 3.7"));

    private static final Layout register = new Layout("pim", "Register", "RFC 7761 section 4.9.3").skip(32);
    static final Uint REGISTER_FLAGS = register.group(32, "register_flag", "Flags", hex(),
            says("what the packet inside is for"));
    static final Uint BORDER = register.flag("register_flag.border", "Border",
            says("set at the edge of a domain for sources outside; no longer in use"));
    static final Uint NULL = register.flag("register_flag.null_register", "Null register",
            says("carries a header alone, to ask whether the data are wanted"));
    static final Uint REGISTER_RESERVED = register.skip(30).uint(4, "ip_version", "IP version",
            says("version of IP of the packet inside"));

    private static final int HEAD = 32;
    private static final Layout head = new Layout("pim", "Option", "RFC 7761 section 4.9.2");
    static final Uint OPTION = head.uint(16, "optiontype", "Type", names(new Names("""
            1 Hold time
            2 LAN prune delay
            19 DR priority
            20 Generation ID
            21 State refresh
            22 Bidirectional capable
            24 Address list""")), says("which property of the neighbor the value tells"));
    static final Uint LENGTH = head.uint(16, "optionlength", "Length",
            says("bytes of the value, type and length not counted"));
    private static final Layout hold = new Layout("pim", "Hold time", "RFC 7761 section 4.9.2").skip(HEAD);
    static final Uint HOLD = hold.uint(16, "holdtime", "Hold time",
            says("seconds to believe that the neighbor lives; 0: it leaves, 65535: for ever"));
    private static final Layout delay = new Layout("pim", "LAN prune delay", "RFC 7761 section 4.9.2").skip(HEAD);
    static final Uint TRACKING = delay.flag("t", "Can track members",
            says("the router can send its joins even where another has sent the same"));
    static final Uint PROPAGATION = delay.uint(15, "propagation_delay", "Propagation delay",
            says("ms that a message may take over the link"));
    static final Uint OVERRIDE = delay.uint(16, "override_interval", "Override interval",
            says("ms within which others may join again what one router prunes"));
    private static final Layout priority = new Layout("pim", "DR priority", "RFC 7761 section 4.9.2").skip(HEAD);
    static final Uint PRIORITY = priority.uint(32, "dr_priority", "DR priority",
            says("the highest becomes the designated router of the link"));
    private static final Layout generation = new Layout("pim", "Generation ID", "RFC 7761 section 4.9.2").skip(HEAD);
    static final Uint GENERATION = generation.uint(32, "generation_id", "Generation ID", varies(),
            says("a new random number after each restart, so that neighbors notice"));
    private static final Layout refresh = new Layout("pim", "State refresh", "RFC 3973 section 4.7.5").skip(HEAD);
    static final Uint REFRESH_VERSION = refresh.uint(8, "state_refresh_version", "Version",
            says("version of state refresh: 1"));
    static final Uint REFRESH_INTERVAL = refresh.uint(8, "state_refresh_interval", "Interval",
            says("seconds between messages that keep prunes alive"));
    static final Uint REFRESH_RESERVED = refresh.uint(16, "state_refresh_reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    private static final Layout other = new Layout("pim", "Option", "RFC 7761 section 4.9.2").skip(HEAD);
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "optionvalue", "Value",
            says("bytes of an option that is not taken apart"));
    private static final Tlvs OPTIONS = new Tlvs(head, OPTION, LENGTH, HEAD / 8, new Option(other, VALUE))
            .add(new Option(hold), 1).add(new Option(delay), 2).add(new Option(priority), 19)
            .add(new Option(generation), 20).add(new Option(refresh), 21).add(new PimAddress.OptionList(), 24);

    private static final Layout join = new Layout("pim", "Join/Prune", "RFC 7761 section 4.9.5");
    static final Octets JOIN_RESERVED = join.bytes(1, "res_bytes", "Reserved", list(),
            says("senders set 0, receivers ignore it"));
    static final Uint GROUPS = join.uint(8, "numgroups", "Groups",
            says("how many groups follow, each with its sources"));
    static final Uint JOIN_HOLD = join.uint(16, "holdtime", "Hold time",
            says("seconds to keep what is joined or pruned; 65535: for ever"));
    private static final Layout counts = new Layout("pim", "Sources", "RFC 7761 section 4.9.5");
    static final Uint JOINS = counts.uint(16, "numjoins", "Joins",
            says("how many sources are joined for the group above"));
    static final Uint PRUNES = counts.uint(16, "numprunes", "Prunes",
            says("how many sources are pruned for the group above"));

    private static final Layout bootstrap = new Layout("pim", "Bootstrap", "RFC 5059 section 4.1").skip(32);
    static final Uint FRAGMENT = bootstrap.uint(16, "fragment_tag", "Fragment tag", hex(), varies(),
            says("the same random number in all fragments of one message"));
    static final Uint HASH = bootstrap.uint(8, "hash_mask_len", "Hash mask length",
            says("bits of the group's address that choose among rendezvous points"));
    static final Uint BOOTSTRAP_PRIORITY = bootstrap.uint(8, "bsr_priority", "Bootstrap router priority",
            says("of the candidates, the highest becomes bootstrap router"));
    private static final Layout points = new Layout("pim", "Rendezvous points", "RFC 5059 section 4.1");
    static final Uint POINTS = points.uint(8, "rp_count", "Rendezvous points",
            says("how many serve the range of groups, in all fragments together"));
    static final Uint POINTS_HERE = points.uint(8, "frp_count", "Of them in this fragment",
            says("how many of them this fragment lists"));
    private static final int POINTS_BYTES = 4;
    private static final Layout point = new Layout("pim", "Rendezvous point", "RFC 5059 section 4.1");
    static final Uint POINT_HOLD = point.uint(16, "holdtime", "Hold time", list(),
            says("seconds to believe that the rendezvous point lives"));
    static final Uint POINT_PRIORITY = point.uint(8, "priority", "Priority", list(),
            says("the rendezvous point with the lowest is chosen"));
    static final Octets POINT_RESERVED = point.bytes(1, "res_bytes", "Reserved", list(),
            says("senders set 0, receivers ignore it"));

    private static final Layout metrics = new Layout("pim", "Metric", "RFC 7761 section 4.9.6");
    static final Uint TREE = metrics.flag("rpt", "Shared tree",
            says("set if it is about the tree of the rendezvous point, not that of a source"));
    static final Uint PREFERENCE = metrics.uint(31, "metric_pref", "Metric preference",
            says("trust in the protocol that knows the way back; the lowest wins"));
    static final Uint METRIC = metrics.uint(32, "metric", "Metric",
            says("cost of the way back to the source; the lowest wins where preferences are equal"));

    private static final Layout candidate = new Layout("pim", "Candidate", "RFC 5059 section 4.2").skip(32);
    static final Uint PREFIXES = candidate.uint(8, "prefix_count", "Prefixes",
            says("ranges of groups that the candidate offers to serve; 0: all of them"));
    static final Uint CANDIDATE_PRIORITY = candidate.uint(8, "priority", "Priority",
            says("the candidate with the lowest is chosen"));
    static final Uint CANDIDATE_HOLD = candidate.uint(16, "holdtime", "Hold time",
            says("seconds for which the offer stands"));

    public Pim() {
        super(pim, "PIM", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        if (TYPE.get(c) != REGISTER || c.end() - c.at <= REGISTER_HEADER) {
            c.all();
        } else {
            c.header(REGISTER_HEADER).next(Protocols.byVersion(c));
        }
    }

    /// Register messages count only the header (RFC 7761 section 4.9); some routers count all.
    private static int checksum(Cursor c) {
        if (TYPE.get(c) == REGISTER && c.addressLength() == 4
                && Checksums.over(c, c.at, c.at + REGISTER_HEADER) == Checksum.GOOD)
            return Checksum.GOOD;
        if (c.addressLength() != 16) return Checksums.message(c);
        int length = TYPE.get(c) == REGISTER ? REGISTER_HEADER : c.claimedEnd() - c.at;
        return Checksums.transport(c, NUMBER, CHECKSUM, length);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(pim, c.at, c.headerEnd());
        int type = TYPE.get(c);
        if (type == ELECTION) {
            t.field(SUBTYPE, c.at + 1, 1);
        } else {
            t.field(RESERVED, c.at + 1, 1);
        }
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, checksum(c));
        int from = c.at + bytes();
        switch (type) {
            case HELLO -> OPTIONS.fields(c, t, from, c.end());
            case REGISTER -> t.fields(register, c.at, c.end());
            case REGISTER_STOP -> {
                int at = PimAddress.GROUP.tell(c, t, from, c.end());
                PimAddress.SOURCE.tell(c, t, at, c.end());
            }
            case JOIN, GRAFT, GRAFT_ACK -> join(c, t, from);
            case BOOTSTRAP -> bootstrap(c, t);
            case ASSERT -> {
                int at = PimAddress.GROUP.tell(c, t, from, c.end());
                at = PimAddress.SOURCE.tell(c, t, at, c.end());
                t.fields(metrics, at, c.end());
            }
            case CANDIDATE -> {
                t.fields(candidate, c.at, c.end());
                if (c.at + candidate.bytes() > c.end()) return;
                int at = PimAddress.POINT.tell(c, t, c.at + candidate.bytes(), c.end());
                for (int left = PREFIXES.get(c.data, c.at); left > 0 && at < c.end(); left--)
                    at = PimAddress.GROUP.tell(c, t, at, c.end());
            }
            case ELECTION -> {
                int at = PimAddress.POINT.tell(c, t, from, c.end());
                if (at + metrics.bytes() > c.end()) return;
                t.field(PREFERENCE, at, 4);
                t.field(METRIC, at, 4);
            }
            default -> {
            }
        }
    }

    private static void join(Cursor c, Tree t, int from) {
        int at = PimAddress.UPSTREAM.tell(c, t, from, c.end());
        Option.row(t, join, at, c.end());
        if (at + join.bytes() > c.end()) return;
        int groups = GROUPS.get(c.data, at);
        at += join.bytes();
        for (int left = groups; left > 0 && at < c.end(); left--) {
            int end = PimAddress.GROUP.after(c.data, at, c.end());
            t.open(counts, at, end);
            PimAddress.GROUP.tell(c, t, at, c.end());
            t.fields(counts, end, c.end());
            int joins = end + counts.bytes() <= c.end() ? JOINS.get(c.data, end) : 0;
            int prunes = end + counts.bytes() <= c.end() ? PRUNES.get(c.data, end) : 0;
            at = end + counts.bytes();
            for (int i = 0; i < joins + prunes && at < c.end(); i++)
                at = (i < joins ? PimAddress.JOIN : PimAddress.PRUNE).tell(c, t, at, c.end());
            t.close();
        }
    }

    private static void bootstrap(Cursor c, Tree t) {
        t.fields(bootstrap, c.at, c.end());
        int at = PimAddress.BOOTSTRAP.tell(c, t, c.at + bootstrap.bytes(), c.end());
        while (at < c.end()) {
            int end = PimAddress.GROUP.after(c.data, at, c.end());
            t.open(points, at, end);
            PimAddress.GROUP.tell(c, t, at, c.end());
            t.fields(points, end, c.end());
            int count = end + POINTS_BYTES <= c.end() ? POINTS_HERE.get(c.data, end) : 0;
            at = end + POINTS_BYTES;
            for (int i = 0; i < count && at < c.end(); i++) {
                at = PimAddress.POINT.tell(c, t, at, c.end());
                Option.row(t, point, at, c.end());
                at += point.bytes();
            }
            t.close();
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown type"));
        return true;
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(OPTIONS.layouts());
        all.addAll(List.of(register, join, counts, bootstrap, points, point, metrics, candidate));
        all.addAll(PimAddress.layouts());
        return all;
    }
}
