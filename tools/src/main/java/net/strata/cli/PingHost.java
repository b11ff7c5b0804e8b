package net.strata.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Family;
import net.strata.target.ReverseNames;
import org.jspecify.annotations.Nullable;

/// The one host that is pinged, and what those are called who answer.
final class PingHost {
    static final Option NAMES = Option.flag("-H,--names",
            "names of addresses also for a host that is given by its address");
    static final List<Option> OPTIONS = List.of(TypedHost.IPV4, TypedHost.IPV6, TypedHost.NUMERIC, NAMES);

    /// How long a line waits for the name of an address.
    private static final long PATIENCE = 1_000_000_000;

    private final Arguments arguments;
    private final TypedHost host;
    private final List<SockAddr.In> hops;

    private PingHost(Arguments arguments, TypedHost host, List<SockAddr.In> hops) {
        this.arguments = arguments;
        this.host = host;
        this.hops = hops;
    }

    /// Looks it up, in the namespace of the calling thread.
    static PingHost of(Arguments arguments) throws OsError, UsageException {
        Family family = TypedHost.family(arguments);
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) throw new UsageException("whom? strata ping HOST");
        List<SockAddr.In> hops = new ArrayList<>();
        if (PingSocket.hasHops(arguments)) {
            for (String each : operands.subList(0, operands.size() - 1))
                if (TypedHost.of(each, Family.IPV4).address() instanceof SockAddr.In hop) hops.add(hop);
            if (hops.isEmpty() || hops.size() > 4)
                throw new UsageException("-T tsprespec takes one to four routers in front of the host");
        }
        return new PingHost(arguments, TypedHost.of(operands.getLast(), family), hops);
    }

    String name() {
        return host.typed();
    }

    SockAddr.Ip address() {
        return host.address();
    }

    /// Routers that were given in front of the host.
    List<SockAddr.In> hops() {
        return hops;
    }

    /// The address, on the link that is meant.
    ///
    /// @param device the interface that was asked for, null for none
    SockAddr.Ip address(@Nullable String device) throws UsageException {
        return host.address(device);
    }

    /// Whether it is the address of no host, which stands for this one.
    static boolean isNobody(SockAddr.Ip address) {
        return address instanceof SockAddr.In four && four.address() == 0;
    }

    /// What addresses are called. A host that is given by its address has no names looked up.
    ///
    /// @param flood whether there is no time for names
    Function<SockAddr.Ip, String> names(ReverseNames reverse, boolean flood) {
        boolean numeric = host.isLiteral() || flood || arguments.has(TypedHost.NUMERIC);
        if (numeric && !arguments.has(NAMES)) return host::number;
        reverse.startLookups();
        return each -> {
            String name = reverse.find(each, PATIENCE);
            return name == null ? host.number(each) : name + " (" + host.number(each) + ")";
        };
    }
}
