package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The options of RPL messages (RFC 6550 section 6.7).
final class RplOptions {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("icmpv6", "RPL option", "RFC 6550 section 6.7");
    static final Uint TYPE = head.uint(8, "rpl.opt.type", "Type", names(new Names("""
            0 Padding, 1 byte
            1 Padding
            2 Metric container
            3 Route information
            4 DODAG configuration
            5 Target
            6 Transit information
            7 Solicited information
            8 Prefix information
            9 Target descriptor
            10 P2P route discovery""")), says("what the option tells"));
    static final Uint LENGTH = head.uint(8, "rpl.opt.length", "Length", says("bytes of the option behind this one"));

    private static final Layout pad = new Layout("icmpv6", "Padding", "RFC 6550 section 6.7");
    private static final Layout metric = new Layout("icmpv6", "Metric container", "RFC 6551 section 2.1").skip(HEAD);
    static final Uint METRIC_TYPE = metric.uint(8, "rpl.opt.metric.type", "Metric", names("", "Node state", "Energy",
            "Hop count", "Throughput", "Latency", "Link quality", "Expected transmissions", "Link color"),
            says("what is measured, or demanded of a path"));
    static final Uint METRIC_FLAGS = metric.group(16, "rpl.opt.metric.flags", "Flags", hex(),
            says("how the value is used along the path"));
    static final Uint METRIC_RESERVED = metric.uint(5, "rpl.opt.metric.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint PARTIAL = metric.flag("rpl.opt.metric.flag.p", "Partial",
            says("set: some node on the path could not record its value"));
    static final Uint CONSTRAINT = metric.flag("rpl.opt.metric.flag.c", "Constraint",
            says("set: a demand that paths must meet; else a metric"));
    static final Uint OPTIONAL = metric.flag("rpl.opt.metric.flag.o", "Optional",
            says("set: the demand need not be met"));
    static final Uint RECORDED = metric.flag("rpl.opt.metric.flag.r", "Recorded",
            says("set: each node's value stands for itself; else they are put together"));
    static final Uint AGGREGATION = metric.uint(3, "rpl.opt.metric.flag.a", "Aggregation", hex(),
            names("sum", "maximum", "minimum", "product"), says("how the values along the path are put together"));
    static final Uint PRECEDENCE = metric.uint(4, "rpl.opt.metric.prec", "Precedence", hex(),
            says("which of several metrics counts first; 0 most"));
    static final Uint METRIC_LENGTH = metric.uint(8, "rpl.opt.metric.length", "Length", says("bytes of the value"));
    static final Octets METRIC_DATA = metric.loose(Octets.Form.BYTES, "rpl.opt.metric.data", "Metric data",
            says("the value, in the form its metric has"));

    private static final Layout route = new Layout("icmpv6", "Route information", "RFC 6550 section 6.7.5").skip(HEAD);
    static final Uint ROUTE_LENGTH = route.uint(8, "rpl.opt.route.prefix_length", "Prefix length",
            says("bits of the prefix that count"));
    static final Uint ROUTE_FLAG = route.group(8, "rpl.opt.route.flag", "Flags", hex(),
            says("how much the route is preferred"));
    static final Uint ROUTE_PREFERENCE = route.skip(3).uint(2, "rpl.opt.route.pref", "Preference",
            names(NeighborDiscovery.PREFERENCE), says("how much the route is preferred to those of other nodes"));
    static final Uint ROUTE_LIFETIME = route.skip(3).uint(32, "rpl.opt.route.lifetime", "Lifetime",
            says("seconds that the route may be used; all ones: for ever"));
    static final Made ROUTE = route.made(Made.Form.TEXT, "rpl.opt.route.prefix", "Prefix",
            says("network that is reached by way of the root"));

    private static final Layout config = new Layout("icmpv6", "DODAG configuration", "RFC 6550 section 6.7.6")
            .skip(HEAD);
    static final Uint CONFIG_FLAG = config.group(8, "rpl.opt.config.flag", "Flags", hex(),
            says("whether nodes must be authenticated, and how wide path control is"));
    static final Uint CONFIG_RESERVED = config.uint(4, "rpl.opt.config.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint AUTHENTICATED = config.flag("rpl.opt.config.auth", "Authentication",
            says("set: nodes need a key of an authority before they may route"));
    static final Uint PATH_SIZE = config.uint(3, "rpl.opt.config.pcs", "Path control size",
            says("how many bits of path control are used, less 1"));
    static final Uint DOUBLINGS = config.uint(8, "rpl.opt.config.interval_double", "Interval doublings",
            says("how often the interval between messages may double"));
    static final Uint MINIMUM = config.uint(8, "rpl.opt.config.interval_min", "Smallest interval",
            says("shortest interval between messages: 2 to this power, in ms"));
    static final Uint REDUNDANCY = config.uint(8, "rpl.opt.config.redundancy", "Redundancy constant",
            says("a node that hears so many equal messages in an interval stays silent; 0: never"));
    static final Uint MAX_INCREASE = config.uint(16, "rpl.opt.config.max_rank_inc", "Largest rank increase",
            says("how far a rank may rise in one version of the graph; 0: without limit"));
    static final Uint MIN_INCREASE = config.uint(16, "rpl.opt.config.min_hop_rank_inc", "Smallest rank increase",
            says("least difference of rank between a node and its parent"));
    static final Uint OBJECTIVE = config.uint(16, "rpl.opt.config.ocp", "Objective code point",
            says("by which rules nodes choose their parents"));
    static final Uint CONFIG_RESERVED_2 = config.uint(8, "rpl.opt.config.rsv", "Reserved byte",
            says("senders set 0, receivers ignore it"));
    static final Uint DEFAULT_LIFETIME = config.uint(8, "rpl.opt.config.def_lifetime", "Default lifetime",
            says("how long routes hold by default, in lifetime units; 255: for ever"));
    static final Uint LIFETIME_UNIT = config.uint(16, "rpl.opt.config.lifetime_unit", "Lifetime unit",
            says("seconds that a lifetime unit has"));

    private static final Layout target = new Layout("icmpv6", "Target", "RFC 6550 section 6.7.7").skip(HEAD + 8);
    static final Uint TARGET_LENGTH = target.uint(8, "rpl.opt.target.prefix_length", "Target length",
            says("bits of the target that count"));
    static final Made TARGET = target.made(Made.Form.TEXT, "rpl.opt.target.prefix", "Target",
            says("host or network that is reached on the way down"));

    private static final Layout transit = new Layout("icmpv6", "Transit information", "RFC 6550 section 6.7.8")
            .skip(HEAD);
    static final Uint TRANSIT_FLAG = transit.group(8, "rpl.opt.transit.flag", "Flags", hex(),
            says("whether the target is part of this network"));
    static final Uint EXTERNAL = transit.flag("rpl.opt.transit.flag.e", "External",
            says("set: the target was learnt from outside the network"));
    static final Uint TRANSIT_RESERVED = transit.uint(7, "rpl.opt.transit.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint PATH_CONTROL = transit.uint(8, "rpl.opt.transit.pathctl", "Path control",
            says("how much each of several parents is preferred for the way down"));
    static final Uint PATH_SEQUENCE = transit.uint(8, "rpl.opt.transit.pathseq", "Path sequence",
            says("raised when the target's routes are announced anew"));
    static final Uint PATH_LIFETIME = transit.uint(8, "rpl.opt.transit.pathlifetime", "Path lifetime",
            says("how long the route holds, in lifetime units; 0: gone, 255: for ever"));
    static final Octets PARENT = transit.ipv6("rpl.opt.transit.parent", "Parent",
            says("parent by way of which the target is reached"));

    private static final Layout solicited = new Layout("icmpv6", "Solicited information", "RFC 6550 section 6.7.9")
            .skip(HEAD);
    static final Uint INSTANCE = solicited.uint(8, "rpl.opt.solicited.instance", "Instance",
            says("topology that nodes must be part of to answer"));
    static final Uint SOLICITED_FLAG = solicited.group(8, "rpl.opt.solicited.flag", "Flags", hex(),
            says("which of the fields here nodes must agree with to answer"));
    static final Uint BY_VERSION = solicited.flag("rpl.opt.solicited.flag.v", "Version counts",
            says("set: only nodes with that version of the graph shall answer"));
    static final Uint BY_INSTANCE = solicited.flag("rpl.opt.solicited.flag.i", "Instance counts",
            says("set: only nodes of that topology shall answer"));
    static final Uint BY_GRAPH = solicited.flag("rpl.opt.solicited.flag.d", "Graph counts",
            says("set: only nodes of that graph shall answer"));
    static final Uint SOLICITED_RESERVED = solicited.uint(5, "rpl.opt.solicited.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets GRAPH = solicited.ipv6("rpl.opt.solicited.dodagid", "Graph",
            says("graph that nodes must be part of to answer, named by its root"));
    static final Uint VERSION = solicited.uint(8, "rpl.opt.solicited.version", "Version",
            says("version of the graph that nodes must have to answer"));

    private static final Layout prefix = new Layout("icmpv6", "Prefix information", "RFC 6550 section 6.7.10")
            .skip(HEAD);
    static final Uint PREFIX_LENGTH = prefix.uint(8, "rpl.opt.prefix.length", "Prefix length",
            says("bits of the prefix that count"));
    static final Uint PREFIX_FLAG = prefix.group(8, "rpl.opt.prefix.flag", "Flags", hex(),
            says("what nodes may use the prefix for"));
    static final Uint ON_LINK = prefix.flag("rpl.opt.prefix.flag.l", "On link",
            says("set: nodes with this prefix are reached directly"));
    static final Uint AUTONOMOUS = prefix.flag("rpl.opt.config.flag.a", "Autonomous",
            says("set: nodes may make addresses from it"));
    static final Uint ROUTER = prefix.flag("rpl.opt.config.flag.r", "Router address",
            says("set: the prefix holds the sender's whole address"));
    static final Uint PREFIX_RESERVED = prefix.uint(5, "rpl.opt.config.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint VALID = prefix.uint(32, "rpl.opt.prefix.valid_lifetime", "Valid lifetime",
            says("seconds that the prefix, and addresses from it, may be used; all ones: for ever"));
    static final Uint PREFERRED = prefix.uint(32, "rpl.opt.prefix.preferred_lifetime", "Preferred lifetime",
            says("seconds that new connections may use such addresses; all ones: for ever"));
    static final Octets PREFIX = prefix.skip(32).ipv6("rpl.opt.prefix", "Prefix",
            says("network that addresses are made from; bits beyond its length are ignored"));

    private static final Layout descriptor = new Layout("icmpv6", "Target descriptor", "RFC 6550 section 6.7.11")
            .skip(HEAD);
    static final Uint DESCRIPTOR = descriptor.uint(32, "rpl.opt.targetdesc.descriptor", "Descriptor", hex(), varies(),
            says("mark that whoever announced the target put on it"));

    private static final Layout other = new Layout("icmpv6", "RPL option", "RFC 6550 section 6.7");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "unknown_data", "Value",
            says("what an option without fields of its own holds"));

    static final Options OPTIONS = new Options(head, Options.Length.VALUE, 0, -1, new Option(other, VALUE))
            .add(new Option(pad), 0, 1).add(new Option(metric, METRIC_DATA), 2)
            .add(new NeighborOptions.Part(route, ROUTE, 8, 16), 3).add(new Option(config), 4)
            .add(new NeighborOptions.Part(target, TARGET, 4, 16), 5).add(new Option(transit), 6)
            .add(new Option(solicited), 7).add(new Option(prefix), 8).add(new Option(descriptor), 9);

    private RplOptions() {}
}
