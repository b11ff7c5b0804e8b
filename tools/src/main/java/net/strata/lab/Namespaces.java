package net.strata.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import net.strata.os.Abi;
import net.strata.os.Links;
import net.strata.os.OsError;
import net.strata.os.PrivateNetwork;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Two network namespaces, joined by a veth pair, or by two and a forwarder between. Nobody else is on it, and the kernel sends nothing unasked.
final class Namespaces implements Network {
    private static final Path SYSCTLS = Path.of("/proc/sys/net");
    private static final int PREFIX4 = 24;
    private static final int PREFIX6 = 64;
    private static final int REPORTS = 2;
    private static final long SILENCE = 100_000_000;
    /// Values of sysctl(8), set before there are any links. A system may refuse each; most is only about silence.
    private static final List<List<String>> SETTINGS = List.of(
            // Addresses are used at once and no others are made, no router is looked for, and groups are reported at once.
            List.of("ipv6/conf/default/disable_ipv6", "0"), List.of("ipv6/conf/default/accept_dad", "0"),
            List.of("ipv6/conf/default/accept_ra", "0"),
            List.of("ipv6/conf/default/addr_gen_mode", "1"), List.of("ipv6/conf/default/router_solicitations", "0"),
            List.of("ipv6/conf/default/mldv2_unsolicited_report_interval", "1"),
            // ICMP errors are not held back.
            List.of("ipv4/icmp_ratelimit", "0"), List.of("ipv4/icmp_ratemask", "0"),
            List.of("ipv6/icmp/ratelimit", "0"),
            // Every session begins without what was learnt by those before.
            List.of("ipv4/tcp_no_metrics_save", "1"),
            // Every port, and ICMP sockets, are for every program; where only root's group is known, for that one.
            List.of("ipv4/ip_unprivileged_port_start", "0"), List.of("ipv4/ping_group_range", "0 0"),
            List.of("ipv4/ping_group_range", "0 2147483647"));

    private final Map<Side, PrivateNetwork> networks = new EnumMap<>(Side.class);
    private final Impairment impairment;
    private @Nullable PrivateNetwork between;
    private @Nullable Forwarder forwarder;
    private volatile @Nullable String trouble;

    private Namespaces(Impairment impairment) {
        this.impairment = impairment;
    }

    /// Makes them.
    ///
    /// @throws OsError without CAP_SYS_ADMIN, or if this kernel lacks what it takes
    static Namespaces open(Impairment impairment) throws IOException {
        var made = new Namespaces(impairment);
        return Attempt.of(() -> {
            made.make();
            return made;
        }, made::close);
    }

    private void make() throws Exception {
        for (Side side : Side.values()) {
            PrivateNetwork network = PrivateNetwork.make("lab of the " + side);
            networks.put(side, network);
            network.call(Namespaces::configure);
        }
        if (impairment.none()) join(Side.CLIENT, end(Side.SERVER), network(Side.SERVER));
        else
            join();
        for (Side side : Side.values())
            call(side, () -> {
                raise(side);
                return null;
            });
        for (Side side : Side.values())
            call(side, () -> {
                try (var links = Links.open()) {
                    links.notice(device(side));
                }
                return null;
            });
        for (Side side : Side.values())
            call(side, () -> {
                awaitSilence(side);
                return null;
            });
    }

    /// Each reports, a few times, the multicast group that its neighbours ask for its IPv6 address (RFC 9777 section 7.2.3).
    private void awaitSilence(Side side) throws OsError, InterruptedException {
        try (var links = Links.open()) {
            long deadline = System.nanoTime() + SILENCE;
            while (links.sent(device(side)) < REPORTS && System.nanoTime() - deadline < 0)
                Thread.sleep(1);
        }
    }

    /// Joins them through a third one.
    private void join() throws Exception {
        PrivateNetwork middle = PrivateNetwork.make("lab between");
        between = middle;
        middle.call(() -> {
            Files.writeString(SYSCTLS.resolve("ipv6/conf/default/disable_ipv6"), "1");
            return null;
        });
        for (Side side : Side.values())
            join(side, new Links.End(toward(side), "02:00:00:00:07:1" + number(side)), middle);
        forwarder = middle.call(() -> {
            try (var links = Links.open()) {
                for (Side side : Side.values()) {
                    links.plain(toward(side));
                    links.up(toward(side));
                }
            }
            return Forwarder.start(toward(Side.CLIENT), toward(Side.SERVER), impairment);
        });
    }

    private static String toward(Side side) {
        return "to-" + side;
    }

    private void join(Side side, Links.End there, PrivateNetwork other) throws Exception {
        call(side, () -> {
            try (var links = Links.open()) {
                links.pair(end(side), there, other);
            }
            return null;
        });
    }

    /// Has the kernel be silent in the namespace of this thread.
    static Void configure() {
        for (List<String> each : SETTINGS)
            try {
                Files.writeString(SYSCTLS.resolve(each.get(0)), each.get(1));
            } catch (IOException e) {
                // What depends on it says so itself.
            }
        return null;
    }

    private Links.End end(Side side) {
        return new Links.End(device(side), mac(side));
    }

    private void raise(Side side) throws OsError {
        try (var links = Links.open()) {
            links.up("lo");
            links.plain(device(side));
            links.up(device(side));
            links.address(device(side), address(side, Abi.AF_INET), PREFIX4);
            try {
                links.address(device(side), address(side, Abi.AF_INET6), PREFIX6);
            } catch (OsError e) {
                // The rest works all the same.
                trouble = "there is no IPv6 here: " + e.getMessage();
            }
        }
    }

    private PrivateNetwork network(Side side) {
        PrivateNetwork network = networks.get(side);
        if (network == null) throw new IllegalStateException("there is no network of the " + side);
        return network;
    }

    private static int number(Side side) {
        return side == Side.CLIENT ? 1 : 2;
    }

    private static String mac(Side side) {
        return "02:00:00:00:07:0" + number(side);
    }

    @Override
    public Origin.Place place() {
        return Origin.Place.NAMESPACES;
    }

    @Override
    public String device(Side side) {
        return side.toString();
    }

    @Override
    public SockAddr.Ip address(Side side, int family) {
        return SockAddr.ip((family == Abi.AF_INET6 ? "fd00:7::" : "10.7.0.") + number(side), 0);
    }

    @Override
    public List<String> addresses(Side side) {
        return List.of(address(side, Abi.AF_INET).host(), address(side, Abi.AF_INET6).host());
    }

    @Override
    public <T> T call(Side side, Callable<T> work) throws Exception {
        return network(side).call(work);
    }

    @Override
    public List<String> enter(Side side) {
        return network(side).enter();
    }

    @Override
    public Tap tap() throws IOException {
        var tap = new Tap();
        return Attempt.of(() -> {
            for (Side side : Side.values()) {
                byte[] own = HexFormat.ofDelimiter(":").parseHex(mac(side));
                tap.add(call(side, () -> Tap.capture(device(side))),
                        (frame, time, length) -> new Seen(side, Tap.from(own, frame), time, frame, length));
            }
            return tap;
        }, tap::close);
    }

    @Override
    public void begin() {
        if (forwarder != null) forwarder.begin();
    }

    @Override
    public List<String> troubles() {
        var troubles = new ArrayList<String>();
        if (trouble != null) troubles.add(trouble);
        long overflowed = forwarder == null ? 0 : forwarder.overflowed();
        if (overflowed > 0)
            troubles.add("another " + overflowed + " frames were lost between the sides: too many were on their way");
        return troubles;
    }

    @Override
    public void close() {
        if (forwarder != null) forwarder.close();
        if (between != null) between.close();
        for (PrivateNetwork each : networks.values())
            each.close();
    }
}
