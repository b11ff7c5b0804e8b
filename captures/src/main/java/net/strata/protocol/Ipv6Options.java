package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The options of hop-by-hop and destination headers (RFC 8200 section 4.2, and the IANA registry "Destination
/// Options and Hop-by-Hop Options").
final class Ipv6Options {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("ipv6", "Option", "RFC 8200 section 4.2");
    static final Uint TYPE = head.group(8, "opt.type", "Type", hex(), names(new Names("""
            0 Pad1
            1 PadN
            4 Tunnel encapsulation limit
            5 Router alert
            7 CALIPSO
            8 SMF_DPD
            15 Performance and diagnostic metrics
            17 IOAM
            18 Alternate marking
            30 Experiment
            38 Quick-Start
            48 Path MTU
            49 IOAM, changing
            50 Alternate marking, changing
            62 Experiment
            65 Tunnel payload forwarding
            94 Experiment
            99 RPL
            109 MPL
            126 Experiment
            138 Endpoint identification
            139 ILNP nonce
            140 Line identification
            158 Experiment
            190 Experiment
            194 Jumbo payload
            201 Home address
            222 Experiment
            238 Depth-first forwarding
            254 Experiment""")), says("which option it is; its first bits tell what to do where it is unknown"),
            otherwise("receivers skip the option, or drop the packet, as its first bits tell"));
    static final Uint ACTION = head.uint(2, "opt.type.action", "If unknown",
            names("skip it", "drop the packet", "drop, report to the sender", "drop, report unless it is multicast"),
            says("what a node that does not know the option does with the packet"),
            otherwise("a node that does not know the option would drop the packet, or skip what it must not skip"));
    static final Uint CHANGE = head.flag("opt.type.change", "May change",
            says("set: routers may change the value on the way, so signatures leave it out"),
            otherwise("a signature would fail as soon as a router changes the value"));
    static final Uint REST = head.uint(5, "opt.type.rest", "Low-order bits",
            says("the rest of the number that tells options apart"),
            otherwise("receivers would take it for another option"));
    static final Uint LENGTH = head.uint(8, "opt.length", "Length", says("bytes of the value behind this one"),
            otherwise("the next option would be read from the wrong byte"));

    private static final Layout pad1 = new Layout("ipv6", "Pad1");

    private static final Layout padN = new Layout("ipv6", "PadN", "RFC 8200 section 4.2");
    static final Octets PADN = padN.loose(Octets.Form.BYTES, "opt.padn", "Padding",
            says("zeros that bring the next option, or the end of the header, to its place"),
            otherwise("the next option would be read from the wrong byte"));

    /// RFC 2473 section 4.1.1.
    private static final Layout tunnel = new Layout("ipv6", "Tunnel encapsulation limit", "RFC 2473 section 4.1.1")
            .skip(HEAD);
    static final Uint TUNNEL = tunnel.uint(8, "opt.tel", "Limit", says("how many more tunnels the packet may enter"),
            otherwise("a packet in a loop of tunnels would grow without end"));

    /// RFC 2711 section 2.1.
    private static final Layout alert = new Layout("ipv6", "Router alert", "RFC 2711 section 2.1").skip(HEAD);
    static final Uint ALERT = alert.uint(16, "opt.router_alert", "Router alert", names(new Names("""
            0 Multicast listener discovery
            1 RSVP
            2 Active networks
            4-35 Aggregated reservation, nesting level
            36-67 QoS NSLP, aggregation level
            68 NSIS NATFW NSLP
            69 MPLS OAM""")), says("why each router shall look at the packet"),
            otherwise("routers would pass the packet on without looking into it"));

    /// RFC 5570 section 5.1.
    private static final Layout calipso = new Layout("ipv6", "CALIPSO", "RFC 5570 section 5.1").skip(HEAD);
    static final Uint DOI = calipso.uint(32, "opt.calipso.doi", "Domain of interpretation",
            says("authority that defines what levels and compartments mean"));
    static final Uint COMPARTMENTS = calipso.uint(8, "opt.calipso.cmpt.length", "Compartment length",
            says("length of the compartment bitmap, in words of 4 bytes"));
    static final Uint SENSITIVITY = calipso.uint(8, "opt.calipso.sens_level", "Sensitivity level",
            says("how secret the packet is, on the scale of that authority"));
    static final Uint CALIPSO_SUM = calipso.uint(16, "opt.calipso.checksum", "Checksum", hex(), varies(),
            says("over this option alone (CRC-16)"));
    static final Octets BITMAP = calipso.loose(Octets.Form.BYTES, "opt.calipso.cmpt_bitmap", "Compartment bitmap",
            says("compartments that the packet belongs to, a bit each"));

    /// RFC 6621 section 6.1.
    private static final Layout smf = new Layout("ipv6", "SMF_DPD", "RFC 6621 section 6.1").skip(HEAD);
    static final Uint SMF_HASH = smf.flag("opt.smf_dpd.hash_bit", "Hash assist",
            says("set: what follows is a hash value, not an identifier"));
    static final Uint SMF_TYPE = smf.uint(3, "opt.smf_dpd.tid_type", "Tagger ID type",
            says("how the node is identified that gave the number; 0: not at all"));
    static final Uint SMF_LENGTH = smf.uint(4, "opt.smf_dpd.tid_len", "Tagger ID length",
            says("tells how long the identifier of that node is"));
    static final Octets SMF_ID = smf.loose(Octets.Form.BYTES, "opt.smf_dpd.ident", "Identifier", varies(),
            says("number of the packet, by which relays know copies of it"));

    /// RFC 8250 section 3.2.
    private static final Layout pdm = new Layout("ipv6", "Performance and diagnostic metrics", "RFC 8250 section 3.2")
            .skip(HEAD);
    static final Uint SCALE_R = pdm.uint(8, "opt.pdm.scale_dtlr", "Scale of time since received",
            says("the time since received counts in units of 2 to this power attoseconds"));
    static final Uint SCALE_S = pdm.uint(8, "opt.pdm.scale_dtls", "Scale of time since sent",
            says("the time since sent counts in units of 2 to this power attoseconds"));
    static final Uint PSN = pdm.uint(16, "opt.pdm.psn_this_pkt", "Packet number", varies(),
            says("counts the packets that the sender sends, from a random number on"));
    static final Uint PSN_LAST = pdm.uint(16, "opt.pdm.psn_last_recv", "Last packet number received", varies(),
            says("number in the latest packet from the other side"));
    static final Uint DELTA_R = pdm.uint(16, "opt.pdm.delta_last_recv", "Time since received", varies(),
            says("from the arrival of that packet to the sending of this one: the host's own delay"));
    static final Uint DELTA_S = pdm.uint(16, "opt.pdm.delta_last_sent", "Time since sent", varies(),
            says("from the sender's own last packet to the arrival of the answer to it"));

    /// RFC 4782 section 3.2.
    private static final Layout quick = new Layout("ipv6", "Quick-Start", "RFC 4782 section 3.2").skip(HEAD);
    static final Uint QS_FUNC = quick.uint(4, "opt.qs_func", "Function", names(Ipv4Options.QS_FUNC_NAMES),
            says("whether a sending rate is asked for, or the approved one reported"),
            otherwise("a report would be taken for another request"));
    static final Uint QS_RATE = quick.uint(4, "opt.qs_rate", "Rate",
            says("rate asked for or approved: 40 kbit/s times 2 to this power; 0: none"),
            otherwise("the sender would start faster than the path can carry, or needlessly slow"));
    static final Uint QS_TTL = quick.uint(8, "opt.qs_ttl", "Hops", varies(),
            says("random start; each router that agrees to the rate subtracts 1"),
            otherwise("the sender could not tell that some router did not agree"));
    static final Uint QS_NONCE = quick.uint(30, "opt.qs_nonce", "Nonce", hex(), varies(),
            says("random; routers that lower the rate change it, so that nobody can claim more"),
            otherwise("a receiver could claim a higher rate than was approved"));
    static final Uint QS_RESERVED = quick.uint(2, "opt.qs_reserved", "Reserved",
            says("senders set 0, receivers ignore it"));

    /// RFC 9268 section 5.
    private static final Layout pathMtu = new Layout("ipv6", "Path MTU", "RFC 9268 section 5").skip(HEAD);
    static final Uint MTU_MIN = pathMtu.uint(16, "opt.pmtu.min", "Smallest MTU met",
            says("smallest link met so far, in bytes: each router with a smaller one lowers it"),
            otherwise("the receiver would report a size that gets lost on the way"));
    static final Uint MTU_RETURN = pathMtu.uint(15, "opt.pmtu.rtn", "Smallest MTU returned",
            says("what arrived at the other side, in units of 2 bytes; 0: not told"),
            otherwise("the sender would go on with packets that are too big or needlessly small"));
    static final Uint MTU_FLAG = pathMtu.flag("opt.pmtu.r_flag", "Return",
            says("asks the receiver to tell what arrived"), otherwise("the sender would never learn what size fits"));

    /// RFC 9486 section 3; the trace: RFC 9197 section 4.4.
    private static final Layout ioam = new Layout("ipv6", "In-situ OAM", "RFC 9486 section 3").skip(HEAD);
    static final Uint IOAM_RESERVED = ioam.uint(8, "opt.ioam.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint IOAM_TYPE = ioam.uint(8, "opt.ioam.opt_type", "Option type",
            names("Pre-allocated trace", "Incremental trace", "Proof of transit", "Edge to edge"),
            says("kind of measurement that the nodes on the way take part in"));
    static final Uint IOAM_NAMESPACE = ioam.uint(16, "opt.ioam.trace.ns", "Namespace",
            says("domain in which the data have their meaning"));
    static final Uint IOAM_NODE = ioam.uint(5, "opt.ioam.trace.nodelen", "Node length",
            says("words of 4 bytes that each node adds"));
    static final Uint IOAM_FLAGS = ioam.uint(4, "opt.ioam.trace.flags", "Flags", hex(),
            says("0x8: a node found no room for its data"));
    static final Uint IOAM_LEFT = ioam.uint(7, "opt.ioam.trace.remlen", "Remaining length",
            says("room for data of further nodes, in words of 4 bytes"));
    static final Uint IOAM_TRACE = ioam.uint(24, "opt.ioam.trace.type", "Trace type", hex(),
            says("what each node adds, a bit each"));
    static final Uint IOAM_REST = ioam.uint(8, "opt.ioam.trace.rsv", "Reserved",
            says("senders set 0, nodes on the way ignore it"));
    static final Octets IOAM_DATA = ioam.loose(Octets.Form.BYTES, "opt.ioam.trace.data", "Nodes' data", varies(),
            says("what the nodes on the way wrote"));

    /// RFC 9343 section 3.1.
    private static final Layout marking = new Layout("ipv6", "Alternate marking", "RFC 9343 section 3.1").skip(HEAD);
    static final Uint FLOW_MON = marking.uint(20, "opt.altmark.flowmonid", "Flow", hex(),
            says("the flow that is measured"));
    static final Uint LOSS = marking.flag("opt.altmark.l", "Loss",
            says("changes from block to block of packets, so that those lost in a block can be counted"));
    static final Uint DELAY = marking.flag("opt.altmark.d", "Delay",
            says("set: the time when this packet passes is taken"));
    static final Uint MARK_RESERVED = marking.uint(10, "opt.altmark.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));

    /// draft-bonica-6man-vpn-dest-opt: tunnel payload forwarding.
    private static final Layout tpf = new Layout("ipv6", "Tunnel payload forwarding",
            "draft-bonica-6man-vpn-dest-opt").skip(HEAD);
    static final Uint TPF = tpf.uint(32, "opt.tpf_information", "Information", hex(),
            says("tells the end of the tunnel how to forward the packet inside"));

    /// RFC 6553 section 3.
    private static final Layout rpl = new Layout("ipv6", "RPL", "RFC 6553 section 3").skip(HEAD);
    static final Uint RPL_FLAGS = rpl.group(8, "opt.rpl.flag", "Flags", hex(),
            says("direction of the packet in the tree, and errors met on the way"));
    static final Uint RPL_DOWN = rpl.flag("opt.rpl.flag.o", "Down",
            says("set: expected to go away from the root, else towards it"));
    static final Uint RPL_RANK = rpl.flag("opt.rpl.flag.r", "Rank error",
            says("set: the ranks of two routers on the way contradict the direction"));
    static final Uint RPL_FORWARD = rpl.flag("opt.rpl.flag.f", "Forwarding error",
            says("set: the router below knows no way further down"));
    static final Uint RPL_RESERVED = rpl.uint(5, "opt.rpl.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint RPL_INSTANCE = rpl.uint(8, "opt.rpl.instance_id", "Instance", hex(),
            says("routing tree that the packet is sent along"));
    static final Uint RPL_SENDER = rpl.uint(16, "opt.rpl.sender_rank", "Sender's rank", hex(),
            says("rank of the router that forwarded it last; it falls upwards and grows downwards"));
    static final Octets RPL_MORE = rpl.loose(Octets.Form.BYTES, "opt.rpl.data", "Data",
            says("options within the option"));

    /// RFC 7731 section 6.1.
    private static final Layout mpl = new Layout("ipv6", "MPL", "RFC 7731 section 6.1").skip(HEAD);
    static final Uint MPL_FLAGS = mpl.group(8, "opt.mpl.flag", "Flags", hex(),
            says("length of the seed's identifier, and what its sender knows"));
    static final Uint MPL_S = mpl.uint(2, "opt.mpl.flag.s", "Seed ID length",
            names("0, the source address", "2 bytes", "8 bytes", "16 bytes"),
            says("how long the identifier of the seed is that follows"));
    static final Uint MPL_M = mpl.flag("opt.mpl.flag.m", "Largest sequence",
            says("set: the sender knows no later message of this seed"));
    static final Uint MPL_V = mpl.flag("opt.mpl.flag.v", "Version",
            says("0 in the version there is; packets with 1 are dropped"));
    static final Uint MPL_RESERVED = mpl.uint(4, "opt.mpl.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint MPL_SEQUENCE = mpl.uint(8, "opt.mpl.sequence", "Sequence", varies(),
            says("number of the message, by which forwarders know copies of it"));
    static final Octets MPL_SEED = mpl.loose(Octets.Form.BYTES, "opt.mpl.seed_id", "Seed ID",
            says("the node that brought the message into the network"));

    /// RFC 6744 section 2.
    private static final Layout ilnp = new Layout("ipv6", "ILNP nonce", "RFC 6744 section 2");
    static final Octets ILNP = ilnp.loose(Octets.Form.BYTES, "opt.ilnp_nonce", "Nonce", varies(),
            says("random and known to both ends, so that nobody else can forge changes of address"));

    /// RFC 6788.
    private static final Layout line = new Layout("ipv6", "Line identification", "RFC 6788").skip(HEAD);
    static final Uint LINE_LENGTH = line.uint(8, "opt.lio.length", "Length", says("bytes of the line's name"));
    static final Octets LINE = line.loose(Octets.Form.TEXT, "opt.lio.line_id", "Line",
            says("access line by which a host's solicitation came in, for the router behind it"));

    /// RFC 2675 section 2.
    private static final Layout jumbo = new Layout("ipv6", "Jumbo payload", "RFC 2675 section 2").skip(HEAD);
    static final Uint JUMBO = jumbo.uint(32, "opt.jumbo", "Payload length",
            says("bytes behind the IPv6 header, for packets of more than 65535"),
            otherwise("the end of the data would be lost"));

    /// RFC 6275 section 6.3.
    private static final Layout home = new Layout("ipv6", "Home address", "RFC 6275 section 6.3").skip(HEAD);
    static final Octets HOME = home.ipv6("opt.mipv6.home_address", "Home address",
            says("where the mobile sender is at home; it stands for the source address"),
            otherwise("the receiver would take the host on its journey for another one"));

    /// RFC 6971.
    private static final Layout dff = new Layout("ipv6", "Depth-first forwarding", "RFC 6971").skip(HEAD);
    static final Uint DFF_FLAGS = dff.group(8, "opt.dff.flags", "Flags", hex(),
            says("version, and how the packet moves in the search for a path"));
    static final Uint DFF_VERSION = dff.uint(2, "opt.dff.flag.ver", "Version", says("0 in the version there is"));
    static final Uint DFF_DUP = dff.flag("opt.dff.flag.dup", "Duplicate",
            says("set: sent again over another neighbour, as the first did not acknowledge it"));
    static final Uint DFF_RETURN = dff.flag("opt.dff.flag.ret", "Return",
            says("set: comes back from a neighbour that found no way"));
    static final Uint DFF_RESERVED = dff.uint(4, "opt.dff.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint DFF_SEQUENCE = dff.uint(16, "opt.dff.sequence_number", "Sequence number", varies(),
            says("number that the first sender gave the packet, by which nodes know it again"));

    private static final Layout experiment = new Layout("ipv6", "Experiment", "RFC 4727");
    static final Octets EXPERIMENT = experiment.loose(Octets.Form.BYTES, "opt.experimental", "Value",
            says("left to experiments of those who agree on it"));

    private static final Layout other = new Layout("ipv6", "Option", "RFC 8200 section 4.2");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "opt.unknown", "Value",
            says("what an option of unknown type holds"));

    static final Options OPTIONS = new Options(head, Options.Length.VALUE, 0, -1, new Option(other, VALUE))
            .add(new Option(pad1), 0).add(new Option(padN, PADN), 1).add(new Option(tunnel), 4)
            .add(new Option(alert), 5).add(new Option(calipso, BITMAP), 7).add(new Option(smf, SMF_ID), 8)
            .add(new Option(pdm), 15).add(new Ioam(), 17, 49).add(new Option(marking), 18, 50)
            .add(new Option(quick), 38).add(new Option(pathMtu), 48).add(new Option(tpf), 65)
            .add(new Option(rpl, RPL_MORE), 99).add(new Option(mpl, MPL_SEED), 109).add(new Option(ilnp, ILNP), 139)
            .add(new Option(line, LINE), 140).add(new Option(jumbo), 194).add(new Option(home), 201)
            .add(new Option(dff), 238)
            .add(new Option(experiment, EXPERIMENT), 30, 62, 94, 126, 158, 190, 222, 254);

    private Ipv6Options() {}

    /// Only the trace types have the fields of a trace.
    private static final class Ioam extends Option {
        private static final int EDGE_HEAD = 6;

        Ioam() {
            super(ioam, IOAM_DATA);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            boolean trace = end - at > 3 && IOAM_TYPE.get(c.data, at) <= 1;
            if (trace) {
                super.fields(c, t, at, end);
            } else {
                t.fields(ioam, at, Math.min(end, at + EDGE_HEAD));
                if (end - at > EDGE_HEAD) t.field(IOAM_DATA, at + EDGE_HEAD, end - at - EDGE_HEAD);
            }
        }
    }

    /// The payload length that a jumbo option in a hop-by-hop header gives, 0 if there is none.
    ///
    /// @param from where the header starts
    static int jumbo(byte[] d, int from, int limit) {
        if (limit - from < 8) return 0;
        int option = find(d, from + 2, Math.min(limit, from + ((d[from + 1] & 0xff) + 1) * 8), 194, JUMBO.end());
        return option == 0 ? 0 : (int) Math.min(JUMBO.value(d, option), Integer.MAX_VALUE >> 1);
    }

    /// Where the home address is, which then is the sender's for checksums (RFC 6275 section 6.3); 0 if there is none.
    static int homeAddress(byte[] d, int from, int end) {
        int option = find(d, from, end, 201, HOME.from(0) + HOME.length());
        return option == 0 ? 0 : HOME.from(option);
    }

    /// Where the first option of a kind and size is, 0 if there is none.
    private static int find(byte[] d, int from, int end, int kind, int bytes) {
        for (int at = from; at < end;) {
            int size = OPTIONS.size(d, at, end);
            if ((d[at] & 0xff) == kind && size == bytes) return at;
            at += size;
        }
        return 0;
    }
}
