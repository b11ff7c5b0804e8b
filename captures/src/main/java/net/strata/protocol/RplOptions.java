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
            10 P2P route discovery""")));
    static final Uint LENGTH = head.uint(8, "rpl.opt.length", "Length", says("bytes behind this one"));

    private static final Layout pad = new Layout("icmpv6", "Padding");
    private static final Layout metric = new Layout("icmpv6", "Metric container", "RFC 6551 section 2.1").skip(HEAD);
    static final Uint METRIC_TYPE = metric.uint(8, "rpl.opt.metric.type", "Metric", names("", "Node state", "Energy",
            "Hop count", "Throughput", "Latency", "Link quality", "Expected transmissions", "Link color"));
    static final Uint METRIC_FLAGS = metric.group(16, "rpl.opt.metric.flags", "Flags", hex());
    static final Uint METRIC_RESERVED = metric.uint(5, "rpl.opt.metric.reserved", "Reserved", hex());
    static final Uint PARTIAL = metric.flag("rpl.opt.metric.flag.p", "Partial");
    static final Uint CONSTRAINT = metric.flag("rpl.opt.metric.flag.c", "Constraint");
    static final Uint OPTIONAL = metric.flag("rpl.opt.metric.flag.o", "Optional");
    static final Uint RECORDED = metric.flag("rpl.opt.metric.flag.r", "Recorded");
    static final Uint AGGREGATION = metric.uint(3, "rpl.opt.metric.flag.a", "Aggregation", hex(),
            names("sum", "maximum", "minimum", "product"));
    static final Uint PRECEDENCE = metric.uint(4, "rpl.opt.metric.prec", "Precedence", hex());
    static final Uint METRIC_LENGTH = metric.uint(8, "rpl.opt.metric.length", "Length", says("bytes"));
    static final Octets METRIC_DATA = metric.loose(Octets.Form.BYTES, "rpl.opt.metric.data", "Metric data");

    private static final Layout route = new Layout("icmpv6", "Route information").skip(HEAD);
    static final Uint ROUTE_LENGTH = route.uint(8, "rpl.opt.route.prefix_length", "Prefix length", says("bits"));
    static final Uint ROUTE_FLAG = route.group(8, "rpl.opt.route.flag", "Flags", hex());
    static final Uint ROUTE_PREFERENCE = route.skip(3).uint(2, "rpl.opt.route.pref", "Preference",
            names(NeighborDiscovery.PREFERENCE));
    static final Uint ROUTE_LIFETIME = route.skip(3).uint(32, "rpl.opt.route.lifetime", "Lifetime", says("seconds"));
    static final Made ROUTE = route.made(Made.Form.TEXT, "rpl.opt.route.prefix", "Prefix");

    private static final Layout config = new Layout("icmpv6", "DODAG configuration").skip(HEAD);
    static final Uint CONFIG_FLAG = config.group(8, "rpl.opt.config.flag", "Flags", hex());
    static final Uint CONFIG_RESERVED = config.uint(4, "rpl.opt.config.reserved", "Reserved");
    static final Uint AUTHENTICATED = config.flag("rpl.opt.config.auth", "Authentication");
    static final Uint PATH_SIZE = config.uint(3, "rpl.opt.config.pcs", "Path control size");
    static final Uint DOUBLINGS = config.uint(8, "rpl.opt.config.interval_double", "Interval doublings");
    static final Uint MINIMUM = config.uint(8, "rpl.opt.config.interval_min", "Smallest interval",
            says("2 to this power, ms"));
    static final Uint REDUNDANCY = config.uint(8, "rpl.opt.config.redundancy", "Redundancy constant");
    static final Uint MAX_INCREASE = config.uint(16, "rpl.opt.config.max_rank_inc", "Largest rank increase");
    static final Uint MIN_INCREASE = config.uint(16, "rpl.opt.config.min_hop_rank_inc", "Smallest rank increase");
    static final Uint OBJECTIVE = config.uint(16, "rpl.opt.config.ocp", "Objective code point");
    static final Uint CONFIG_RESERVED_2 = config.uint(8, "rpl.opt.config.rsv", "Reserved byte");
    static final Uint DEFAULT_LIFETIME = config.uint(8, "rpl.opt.config.def_lifetime", "Default lifetime",
            says("in lifetime units"));
    static final Uint LIFETIME_UNIT = config.uint(16, "rpl.opt.config.lifetime_unit", "Lifetime unit", says("seconds"));

    private static final Layout target = new Layout("icmpv6", "Target").skip(HEAD + 8);
    static final Uint TARGET_LENGTH = target.uint(8, "rpl.opt.target.prefix_length", "Target length", says("bits"));
    static final Made TARGET = target.made(Made.Form.TEXT, "rpl.opt.target.prefix", "Target");

    private static final Layout transit = new Layout("icmpv6", "Transit information").skip(HEAD);
    static final Uint TRANSIT_FLAG = transit.group(8, "rpl.opt.transit.flag", "Flags", hex());
    static final Uint EXTERNAL = transit.flag("rpl.opt.transit.flag.e", "External");
    static final Uint TRANSIT_RESERVED = transit.uint(7, "rpl.opt.transit.flag.rsv", "Reserved");
    static final Uint PATH_CONTROL = transit.uint(8, "rpl.opt.transit.pathctl", "Path control");
    static final Uint PATH_SEQUENCE = transit.uint(8, "rpl.opt.transit.pathseq", "Path sequence");
    static final Uint PATH_LIFETIME = transit.uint(8, "rpl.opt.transit.pathlifetime", "Path lifetime",
            says("in lifetime units"));
    static final Octets PARENT = transit.ipv6("rpl.opt.transit.parent", "Parent");

    private static final Layout solicited = new Layout("icmpv6", "Solicited information").skip(HEAD);
    static final Uint INSTANCE = solicited.uint(8, "rpl.opt.solicited.instance", "Instance");
    static final Uint SOLICITED_FLAG = solicited.group(8, "rpl.opt.solicited.flag", "Flags", hex());
    static final Uint BY_VERSION = solicited.flag("rpl.opt.solicited.flag.v", "Version counts");
    static final Uint BY_INSTANCE = solicited.flag("rpl.opt.solicited.flag.i", "Instance counts");
    static final Uint BY_GRAPH = solicited.flag("rpl.opt.solicited.flag.d", "Graph counts");
    static final Uint SOLICITED_RESERVED = solicited.uint(5, "rpl.opt.solicited.flag.rsv", "Reserved");
    static final Octets GRAPH = solicited.ipv6("rpl.opt.solicited.dodagid", "Graph");
    static final Uint VERSION = solicited.uint(8, "rpl.opt.solicited.version", "Version");

    private static final Layout prefix = new Layout("icmpv6", "Prefix information").skip(HEAD);
    static final Uint PREFIX_LENGTH = prefix.uint(8, "rpl.opt.prefix.length", "Prefix length", says("bits"));
    static final Uint PREFIX_FLAG = prefix.group(8, "rpl.opt.prefix.flag", "Flags", hex());
    static final Uint ON_LINK = prefix.flag("rpl.opt.prefix.flag.l", "On link");
    static final Uint AUTONOMOUS = prefix.flag("rpl.opt.config.flag.a", "Autonomous");
    static final Uint ROUTER = prefix.flag("rpl.opt.config.flag.r", "Router address");
    static final Uint PREFIX_RESERVED = prefix.uint(5, "rpl.opt.config.flag.rsv", "Reserved");
    static final Uint VALID = prefix.uint(32, "rpl.opt.prefix.valid_lifetime", "Valid lifetime", says("seconds"));
    static final Uint PREFERRED = prefix.uint(32, "rpl.opt.prefix.preferred_lifetime", "Preferred lifetime",
            says("seconds"));
    static final Octets PREFIX = prefix.skip(32).ipv6("rpl.opt.prefix", "Prefix");

    private static final Layout descriptor = new Layout("icmpv6", "Target descriptor").skip(HEAD);
    static final Uint DESCRIPTOR = descriptor.uint(32, "rpl.opt.targetdesc.descriptor", "Descriptor", hex(), varies());

    private static final Layout other = new Layout("icmpv6", "RPL option");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "unknown_data", "Value");

    static final Options OPTIONS = new Options(head, Options.Length.VALUE, 0, -1, new Option(other, VALUE))
            .add(new Option(pad), 0, 1).add(new Option(metric, METRIC_DATA), 2)
            .add(new NeighborOptions.Part(route, ROUTE, 8, 16), 3).add(new Option(config), 4)
            .add(new NeighborOptions.Part(target, TARGET, 4, 16), 5).add(new Option(transit), 6)
            .add(new Option(solicited), 7).add(new Option(prefix), 8).add(new Option(descriptor), 9);

    private RplOptions() {}
}
