package net.strata.cli;

import java.util.concurrent.Semaphore;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.ping.EchoSockets;
import net.strata.probe.LivePort;
import net.strata.target.Family;
import net.strata.target.Found;
import net.strata.target.Links;
import net.strata.target.Resolver;
import net.strata.target.Targets;
import org.jspecify.annotations.Nullable;

/// The hosts of a run that has many, with what depends on the network namespace that they are in.
final class Hosts implements AutoCloseable {
    final EchoSockets sockets;
    final Links links;
    final Targets targets;
    final Care care;
    private final Semaphore news = new Semaphore(0);

    private Hosts(Arguments arguments, LivePort port, Family family, boolean all, EchoSockets sockets)
            throws OsError {
        this.sockets = sockets;
        links = Links.here();
        care = new Care(arguments, links);
        targets = new Targets(new Targets.Choice(family, all, links::index), Resolver.SYSTEM, () -> {
            news.release();
            port.wake();
        });
        if (arguments.has(Namespace.OPTION)) targets.startLookups();
    }

    /// Opens sockets of the families that are wanted, in the namespace of the calling thread.
    ///
    /// @param all whether all addresses of a name are wanted
    static Hosts open(Arguments arguments, LivePort port, Family family, boolean all, EchoSockets sockets)
            throws OsError {
        if (family != Family.IPV6) sockets.open4();
        Family there = family;
        if (family != Family.IPV4) {
            try {
                sockets.open6();
            } catch (OsError e) {
                if (family == Family.IPV6 || e.errno() != Errno.EAFNOSUPPORT) throw e;
                there = Family.IPV4; // a kernel without IPv6
            }
        }
        return new Hosts(arguments, port, there, all, sockets);
    }

    /// The next one, waited for; null if there are no more.
    @Nullable
    Found await() {
        while (true) {
            Found found = targets.poll();
            if (found != null || targets.done()) return found;
            news.acquireUninterruptibly();
        }
    }

    @Override
    public void close() {
        targets.close();
    }
}
