package net.strata.cli;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Expression;
import net.strata.target.Family;
import net.strata.target.Links;
import net.strata.target.Resolver;
import net.strata.target.ReverseNames;
import net.strata.target.TargetException;
import org.jspecify.annotations.Nullable;

/// The one host that is pinged, and what those are called who answer.
final class PingHost {
    private static final Option IPV4 = Option.flag("-4,--ipv4", "by IPv4");
    private static final Option IPV6 = Option.flag("-6,--ipv6", "by IPv6");
    private static final Option NUMERIC = Option.flag("-n,--numeric", "no names of addresses");
    static final Option NAMES = Option.flag("-H,--names",
            "names of addresses also for a host that is given by its address");
    static final List<Option> OPTIONS = List.of(IPV4, IPV6, NUMERIC, NAMES);

    /// How long a line waits for the name of an address.
    private static final long PATIENCE = 1_000_000_000;

    private static final Links NO_LINKS = new Links(List.of(), List.of());

    private final Arguments arguments;
    private final Links links;
    private final String typed;
    private final boolean literal;
    private final SockAddr.Ip address;
    private final List<SockAddr.In> hops;

    private PingHost(Arguments arguments, Links links, String typed, boolean literal, SockAddr.Ip address,
            List<SockAddr.In> hops) {
        this.arguments = arguments;
        this.links = links;
        this.typed = typed;
        this.literal = literal;
        this.address = address;
        this.hops = hops;
    }

    /// Looks it up, in the namespace of the calling thread.
    static PingHost of(Arguments arguments) throws OsError, UsageException {
        Family family = family(arguments);
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) throw new UsageException("whom? strata ping HOST");
        // The kernel is asked for its links only where one is named, or has to be.
        Links links = operands.stream().anyMatch(each -> each.contains("%")) ? Links.here() : NO_LINKS;
        List<SockAddr.In> hops = new ArrayList<>();
        if (PingSocket.hasHops(arguments)) {
            for (String each : operands.subList(0, operands.size() - 1))
                if (find(each, Family.IPV4, links) instanceof SockAddr.In hop) hops.add(hop);
            if (hops.isEmpty() || hops.size() > 4)
                throw new UsageException("-T tsprespec takes one to four routers in front of the host");
        }
        String typed = operands.getLast();
        boolean literal = parse(typed, links) instanceof Expression.Literal;
        SockAddr.Ip address = find(typed, family, links);
        if (Links.needsScope(address)) links = Links.here();
        return new PingHost(arguments, links, typed, literal, address, hops);
    }

    /// The family that is asked for.
    static Family family(Arguments arguments) throws UsageException {
        if (arguments.has(IPV4) && arguments.has(IPV6)) throw new UsageException("-4 or -6: both is neither");
        return arguments.has(IPV4) ? Family.IPV4 : arguments.has(IPV6) ? Family.IPV6 : Family.ANY;
    }

    private static Expression parse(String typed, Links links) throws UsageException {
        try {
            return Expression.parse(typed, links::index);
        } catch (TargetException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static SockAddr.Ip find(String typed, Family family, Links links) throws UsageException {
        Expression target = parse(typed, links);
        if (target instanceof Expression.Name name) return first(name, family);
        if (!(target instanceof Expression.Literal literal))
            throw new UsageException(typed + ": one host at a time");
        if (!family.accepts(literal.address())) throw new UsageException(typed + " is no " + family + " address");
        return literal.address();
    }

    private static SockAddr.Ip first(Expression.Name name, Family family) throws UsageException {
        try {
            return Resolver.SYSTEM.addresses(name.ascii()).stream().filter(family::accepts).findFirst()
                    .orElseThrow(() -> new UsageException(name.typed() + ": has no " + family + " address"));
        } catch (UnknownHostException e) {
            String message = String.valueOf(e.getMessage());
            String prefix = name.ascii() + ": ";
            throw new UsageException(name.typed() + ": " + (message.startsWith(prefix)
                    ? message.substring(prefix.length())
                    : "Name or service not known"));
        }
    }

    String name() {
        return typed;
    }

    SockAddr.Ip address() {
        return address;
    }

    /// Routers that were given in front of the host.
    List<SockAddr.In> hops() {
        return hops;
    }

    /// The address, on the link that is meant.
    ///
    /// @param device the interface that was asked for, null for none
    SockAddr.Ip address(@Nullable String device) throws UsageException {
        if (address instanceof SockAddr.In6 six && six.scope() == 0 && Links.needsScope(address)) {
            int index = device == null ? 0 : links.index(device);
            if (index != 0) return new SockAddr.In6(six.high(), six.low(), 0, 0, index);
            if (device == null && !Links.isMulticast(address))
                throw new UsageException(String.valueOf(links.withoutScope(address)));
        }
        return address;
    }

    /// Whether it is the address of no host, which stands for this one.
    static boolean isNobody(SockAddr.Ip address) {
        return address instanceof SockAddr.In four && four.address() == 0;
    }

    /// What addresses are called. A host that is given by its address has no names looked up.
    ///
    /// @param flood whether there is no time for names
    Function<SockAddr.Ip, String> names(ReverseNames reverse, boolean flood) {
        boolean numeric = literal || flood || arguments.has(NUMERIC);
        if (numeric && !arguments.has(NAMES)) return this::number;
        reverse.startLookups();
        return each -> {
            String name = reverse.find(each, PATIENCE);
            return name == null ? number(each) : name + " (" + number(each) + ")";
        };
    }

    /// With the name of the interface behind it, where it belongs to one.
    private String number(SockAddr.Ip address) {
        return address instanceof SockAddr.In6 six && six.scope() != 0
                ? address.host() + "%" + links.name(six.scope())
                : address.host();
    }
}
