package net.strata.cli;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.sim.TopologyException;
import net.strata.target.Family;
import net.strata.target.Names;
import org.jspecify.annotations.Nullable;

/// A network that is not there: `--simulate`. Its clock is one on which nothing takes time but what it does.
final class Simulated {
    static final Option SIMULATE = Option.value("--simulate", "FILE",
            "send nothing: trace through the network that a file describes");
    static final Option SEED = Option.value("--seed", "N", "of the simulated network's chances; 1");
    static final List<Option> OPTIONS = List.of(SIMULATE, SEED);

    /// What is of this machine only.
    private static final List<Option> NOT_THERE = List.of(Namespace.OPTION, TraceLetters.DEVICE, TraceLetters.SOURCE,
            TraceLetters.MARK);
    private static final int RANDOM = 64;

    private final Topology topology;
    private final InternetPort port;
    private final long seed;

    private Simulated(Topology topology, long seed) {
        this.topology = topology;
        this.seed = seed;
        port = new InternetPort(topology, seed);
    }

    /// What the command line asks for, null if the network is to be the real one.
    static @Nullable Simulated of(Arguments arguments) throws IOException, UsageException {
        String file = arguments.value(SIMULATE);
        if (file == null) {
            if (arguments.has(SEED)) throw new UsageException("--seed is for --simulate");
            return null;
        }
        for (Option each : NOT_THERE)
            if (arguments.has(each))
                throw new UsageException("--simulate sends nothing: leave out " + each.name());
        if (Files.isDirectory(Path.of(file))) throw new UsageException(file + " is a directory");
        try {
            return new Simulated(Topology.read(Path.of(file)),
                    arguments.number(SEED, Long.MIN_VALUE, Long.MAX_VALUE, 1));
        } catch (TopologyException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    /// What stands for chance: the same in every run with a seed.
    ByteBuffer random() {
        var bytes = new byte[RANDOM];
        new SplittableRandom(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    InternetPort port() {
        return port;
    }

    /// Of the first link on the way to an address, in bytes; 0 if there is no way.
    int mtu(SockAddr.Ip to) {
        return port.mtu(to);
    }

    Clock clock() {
        return port;
    }

    Clock wall() {
        return port::wall;
    }

    /// A host, by its name in the file or an address.
    ///
    /// @return null if the file has no such name
    SockAddr.@Nullable Ip find(String name, Family family) {
        SockAddr.Ip four = topology.address(name, AF_INET);
        SockAddr.Ip six = topology.address(name, AF_INET6);
        if (four != null && family.accepts(four)) return four;
        return six != null && family.accepts(six) ? six : null;
    }

    /// What the file calls addresses.
    Names names() {
        return new Names() {
            @Override
            public @Nullable String find(SockAddr.Ip address, long waitNanos) {
                return topology.name(address);
            }

            @Override
            public boolean isKnown(SockAddr.Ip address) {
                return true;
            }
        };
    }

    /// The address from which a host is probed.
    SockAddr.Ip source(SockAddr.Ip to) throws UsageException {
        SockAddr.Ip source = topology.source(to.family());
        if (source == null)
            throw new UsageException("the first host has no address of the family of " + to.host());
        return source;
    }
}
