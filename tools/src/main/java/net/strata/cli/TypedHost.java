package net.strata.cli;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Expression;
import net.strata.target.Family;
import net.strata.target.Links;
import net.strata.target.Resolver;
import net.strata.target.TargetException;
import org.jspecify.annotations.Nullable;

/// One host as a user typed it, looked up.
final class TypedHost {
    static final Option IPV4 = Option.flag("-4,--ipv4", "by IPv4");
    static final Option IPV6 = Option.flag("-6,--ipv6", "by IPv6");
    static final Option NUMERIC = Option.flag("-n,--numeric", "no names of addresses");

    private static final Links NO_LINKS = new Links(List.of(), List.of());

    private final String typed;
    private final Links links;
    private final boolean literal;
    private final SockAddr.Ip address;

    private TypedHost(String typed, Links links, boolean literal, SockAddr.Ip address) {
        this.typed = typed;
        this.links = links;
        this.literal = literal;
        this.address = address;
    }

    /// Looks it up, in the namespace of the calling thread.
    static TypedHost of(String typed, Family family) throws OsError, UsageException {
        return of(typed, family, family);
    }

    /// As above.
    ///
    /// @param rather the family of the address that is taken if a name has others, too
    static TypedHost of(String typed, Family family, Family rather) throws OsError, UsageException {
        // The kernel is asked for its links only where one is named, or has to be.
        Links links = typed.contains("%") ? Links.here() : NO_LINKS;
        Expression expression = parse(typed, links);
        boolean literal = expression instanceof Expression.Literal;
        SockAddr.Ip address = find(typed, expression, family).stream()
                .min(Comparator.comparing(each -> !rather.accepts(each))).orElseThrow();
        if (Links.needsScope(address)) links = Links.here();
        return new TypedHost(typed, links, literal, address);
    }

    /// All addresses of one host, the one to prefer first, in the namespace of the calling thread.
    static List<SockAddr.Ip> all(String typed, Family family) throws OsError, UsageException {
        Links links = typed.contains("%") ? Links.here() : NO_LINKS;
        Expression expression = parse(typed, links);
        var all = new ArrayList<SockAddr.Ip>();
        for (SockAddr.Ip each : find(typed, expression, family)) {
            Links near = Links.needsScope(each) ? Links.here() : links;
            all.add(new TypedHost(typed, near, expression instanceof Expression.Literal, each).address(null));
        }
        return all;
    }

    /// A host of a simulated network, by its name there or an address.
    static TypedHost in(Simulated network, String typed, Family family) throws UsageException {
        SockAddr.Ip named = network.find(typed, family);
        if (named != null) return new TypedHost(typed, NO_LINKS, false, named);
        if (!(parse(typed, NO_LINKS) instanceof Expression.Literal literal))
            throw new UsageException(typed + ": the simulated network has no such host"
                    + (family == Family.ANY ? "" : " with an " + family + " address"));
        return new TypedHost(typed, NO_LINKS, true, find(typed, literal, family).getFirst());
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

    /// At least one.
    private static List<SockAddr.Ip> find(String typed, Expression target, Family family) throws UsageException {
        if (target instanceof Expression.Name name) return lookUp(name, family);
        if (!(target instanceof Expression.Literal literal))
            throw new UsageException(typed + ": one host at a time");
        if (!family.accepts(literal.address())) throw new UsageException(typed + " is no " + family + " address");
        return List.of(literal.address());
    }

    private static List<SockAddr.Ip> lookUp(Expression.Name name, Family family) throws UsageException {
        try {
            List<SockAddr.Ip> found = Resolver.SYSTEM.addresses(name.ascii()).stream().filter(family::accepts).toList();
            if (found.isEmpty()) throw new UsageException(name.typed() + ": has no " + family + " address");
            return found;
        } catch (UnknownHostException e) {
            String message = String.valueOf(e.getMessage());
            String prefix = name.ascii() + ": ";
            throw new UsageException(name.typed() + ": " + (message.startsWith(prefix)
                    ? message.substring(prefix.length())
                    : "Name or service not known"));
        }
    }

    String typed() {
        return typed;
    }

    /// Whether it was typed as an address.
    boolean isLiteral() {
        return literal;
    }

    SockAddr.Ip address() {
        return address;
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

    /// An address as text, with the name of the interface behind it, where it belongs to one.
    String number(SockAddr.Ip address) {
        return address instanceof SockAddr.In6 six && six.scope() != 0
                ? address.host() + "%" + links.name(six.scope())
                : address.host();
    }
}
