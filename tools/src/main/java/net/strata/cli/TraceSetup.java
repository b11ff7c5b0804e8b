package net.strata.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Links;
import net.strata.target.Names;
import net.strata.target.Resolver;
import net.strata.target.ReverseNames;
import net.strata.trace.AsNumbers;
import net.strata.trace.TracerouteText;
import org.jspecify.annotations.Nullable;

/// What the command line of a trace asks for in every mode: hosts, and how they are probed.
final class TraceSetup {
    static final Option SYSTEMS = Option.flag("-A,--as-path-lookups", "the AS of each address; needs --asn-db");
    static final Option SYSTEMS_FILE = Option.value("--asn-db", "FILE",
            "which AS has which addresses, one PREFIX,AS a line; nothing is asked over the net");
    static final List<Option> OPTIONS = List.of(SYSTEMS, SYSTEMS_FILE);

    private final Arguments arguments;
    private final Console console;
    private final TraceLetters letters;
    private final @Nullable AsNumbers systems;
    private final @Nullable Simulated simulated;
    private final List<TypedHost> hosts;

    /// @param one whether there may be no more than one host
    TraceSetup(Arguments arguments, Console console, boolean one) throws IOException, UsageException {
        this.arguments = arguments;
        this.console = console;
        letters = new TraceLetters(arguments);
        if (one && letters.typed().size() > 1)
            throw new UsageException("HOST [PACKETLEN]: " + letters.typed().get(1) + " is a second host");
        systems = systems(arguments);
        simulated = Simulated.of(arguments);
        hosts = Namespace.in(arguments, () -> letters.hosts(simulated));
    }

    /// The table that the command line names, null if it names none.
    static @Nullable AsNumbers systems(Arguments arguments) throws IOException, UsageException {
        String file = arguments.value(SYSTEMS_FILE);
        if (file == null) {
            if (arguments.has(SYSTEMS))
                throw new UsageException(
                        "-A needs a table of prefixes: add --asn-db FILE; nothing is asked over the net");
            return null;
        }
        try {
            return AsNumbers.read(Path.of(file));
        } catch (AsNumbers.Mistake e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    Arguments arguments() {
        return arguments;
    }

    Console console() {
        return console;
    }

    TraceLetters letters() {
        return letters;
    }

    /// In the order in which they were typed, at least one.
    List<TypedHost> hosts() {
        return hosts;
    }

    /// Opens what probes to all hosts need, as the letters have it.
    ///
    /// @param flows how many flows are wanted, at least 1
    Tracing open(int flows) throws IOException, UsageException {
        return open(letters.way(flows), 0);
    }

    /// As above, in another way.
    ///
    /// @param largest bytes of the longest packet where sizes are tried, which are not fragmented here then; else 0
    Tracing open(Tracing.Way way, int largest) throws IOException, UsageException {
        TypedHost first = hosts.getFirst();
        String device = arguments.value(TraceLetters.DEVICE);
        var wanted = new ArrayList<Tracing.Wanted>();
        for (TypedHost each : hosts)
            wanted.add(new Tracing.Wanted(each.typed(), each.address(device)));
        Tracing.Outfit asked = Namespace.in(arguments, () -> letters.outfit(first));
        var outfit = new Tracing.Outfit(asked.header(), asked.source(), asked.device(), asked.mark(),
                Math.max(asked.largest(), largest), asked.whole() || largest > 0);
        try {
            return Tracing.open(arguments, console, simulated, way, outfit, wanted);
        } catch (OsError e) {
            if (!e.call().startsWith("connect")) throw e;
            SockAddr.Ip to = wanted.getFirst().address();
            boolean many = e.errno() == Errno.EACCES && Namespace.in(arguments, Links::here).isBroadcast(to);
            throw many
                    ? new UsageException(to.host() + " is a broadcast address: many hosts answer, and have no one way")
                    : PingSocket.reason(e, to);
        }
    }

    /// What addresses are called, unless numbers are wanted.
    ///
    /// @param wake is called when a name came
    ReverseNames reverse(Runnable wake) throws IOException, UsageException {
        var names = new ReverseNames(Resolver.SYSTEM, Long.MAX_VALUE, wake);
        if (!numeric() && simulated == null) Namespace.in(arguments, () -> {
            names.startLookups();
            return names;
        });
        return names;
    }

    /// Whether no names are wanted.
    boolean numeric() {
        return arguments.has(TypedHost.NUMERIC);
    }

    /// What addresses are called: nothing where numbers are wanted, as the file has it in a simulated network.
    Names names(ReverseNames reverse) {
        return numeric() ? Names.NONE : simulated == null ? reverse : simulated.names();
    }

    /// What traceroute's lines tell beside times.
    TracerouteText.Sources sources(Names names, Tracing tracing) {
        AsNumbers known = systems;
        return new TracerouteText.Sources(this::number, names, known == null ? null : known::traceroute,
                arguments.has(Traceroute.EXTENSIONS) ? answer -> answer.extensions().traceroute() : null,
                tracing::mtu);
    }

    /// An address as text.
    String number(SockAddr.Ip address) {
        return hosts.getFirst().number(address);
    }
}
