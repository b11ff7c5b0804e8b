package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.Link;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.ping.Echo;
import net.strata.ping.EchoSockets;
import net.strata.ping.PathMtu;
import net.strata.ping.Payload;
import net.strata.ping.Pinger;
import net.strata.ping.Target;
import net.strata.ping.Wording;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import org.jspecify.annotations.Nullable;

/// `strata ping --pmtu`: the longest packet that gets to a host in one piece.
final class PathMtuSearch {
    static final net.strata.cli.Option PMTU = net.strata.cli.Option.flag("--pmtu",
            "find the path's MTU: the longest packet that gets there; --verbose shows the steps");
    private static final int LONGEST = 65_535;

    private final Console console;
    private final String name;
    private final SockAddr.Ip to;
    private final int link;
    private final Asking.Asked asked;
    private @Nullable Pinger pinger;

    /// Opens what it needs, in the network namespace that is meant.
    ///
    /// @param name what the user called the host
    PathMtuSearch(Console console, String name, SockAddr.Ip to, LivePort port, Setup setup, int ident) throws OsError {
        this.console = console;
        this.name = name;
        this.to = to;
        boolean six = to instanceof SockAddr.In6;
        link = Math.min(link(to), LONGEST);
        var sockets = new EchoSockets(port, ident, socket -> {
            setup.on(socket);
            // As long as the link has it, whatever is known of the path.
            socket.setsockopt(six ? Option.IPV6_MTU_DISCOVER : Option.IP_MTU_DISCOVER, Abi.IP_PMTUDISC_PROBE);
        }, false, link);
        if (six) sockets.open6();
        else
            sockets.open4();
        asked = new Asking.Asked(new Echo(new Payload(new byte[0], link), sockets.ident(), sockets.ident6()),
                Wording.ECHO, link);
    }

    /// How the host is asked.
    Asking.Asked asked() {
        return asked;
    }

    /// The longest packet of the link that packets go out by.
    private static int link(SockAddr.Ip to) throws OsError {
        try (var netlink = Netlink.open()) {
            int index = netlink.route(to).ifindex();
            return netlink.links().stream().filter(each -> each.index() == index).mapToInt(Link::mtu).findFirst()
                    .orElse(LONGEST);
        }
    }

    int run(LivePort port, ByteBuffer random) throws IOException {
        boolean six = to instanceof SockAddr.In6;
        var mtu = new PathMtu(six, link, (size, what) -> console.detail(size + " bytes: " + what), this::stop);
        var running = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, asked.largest(), mtu), asked.method(), mtu,
                port, Clock.SYSTEM,
                LivePort::wall, mtu, new long[]{random.getLong(), random.getLong()});
        pinger = running;
        try (var signals = new Interrupts()) {
            signals.on("INT", this::stop);
            running.add(new Target(0, name, to));
            running.run();
        }
        String host = name.equals(to.host()) ? name : name + " (" + to.host() + ")";
        if (mtu.mtu() == 0) {
            console.out().line("path MTU to " + host + ": not found, it does not answer");
            return Status.NEGATIVE;
        }
        if (!mtu.isDone()) {
            console.out().line("path MTU to " + host + ": " + mtu.mtu() + " bytes at least");
            return Status.NEGATIVE;
        }
        SockAddr.Ip router = mtu.router();
        console.out().line("path MTU to " + host + ": " + mtu.mtu() + " bytes, " + (router != null
                ? "says " + router.host()
                : mtu.isSilent() ? "found by search: longer packets vanish, and no router says so" : "the link's own"));
        return Status.DONE;
    }

    private void stop() {
        if (pinger != null) pinger.stop();
    }
}
