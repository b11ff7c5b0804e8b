package net.strata.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import net.strata.os.Abi;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Both sides on this host, over its loopback interface: where there may be no namespaces. Every IPv4 address that begins with
/// 127 is this host (RFC 1122 section 3.2.1.3), so each side has its own; IPv6 has only one, and there the server's ports tell
/// who is who. What others send over the interface is passed by.
final class Loopback implements Network {
    private static final String DEVICE = "lo";
    private static final Map<Side, String> IPV4 = Map.of(Side.CLIENT, "127.0.0.1", Side.SERVER, "127.0.0.2");
    private static final Set<String> NAMING = Set.of("bind", "getsockname");
    private static final int ETHER_TYPE = 12;
    private static final int IPV4_SOURCE = 26;
    private static final int IPV4_DESTINATION = 30;
    private static final int IPV6_PORTS = 54;

    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final List<String> troubles = new ArrayList<>();

    /// @param why there are no namespaces
    Loopback(String why) {
        troubles.add("both sides are on loopback, as there are no namespaces: " + why);
    }

    @Override
    public Setting.Place place() {
        return Setting.Place.LOOPBACK;
    }

    @Override
    public String device(Side side) {
        return DEVICE;
    }

    @Override
    public SockAddr.Ip address(Side side, int family) {
        return SockAddr.ip(family == Abi.AF_INET6 ? "::1" : IPV4.getOrDefault(side, ""), 0);
    }

    @Override
    public List<String> addresses(Side side) {
        return List.of(address(side, Abi.AF_INET).host(), address(side, Abi.AF_INET6).host());
    }

    @Override
    public <T> T call(Side side, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public void begin() {
        ports.clear();
    }

    @Override
    public void called(Side side, Call call) {
        if (side == Side.SERVER && call.result() >= 0 && NAMING.contains(call.name())
                && call.address() instanceof SockAddr.Ip ip)
            ports.add(ip.port());
    }

    @Override
    public List<String> enter(Side side) {
        return List.of();
    }

    @Override
    public Tap tap() {
        var tap = new Tap();
        try {
            tap.add(Tap.capture(DEVICE), this::seen);
        } catch (IOException e) {
            troubles.add("nothing is captured: " + e.getMessage());
        }
        return tap;
    }

    private @Nullable Seen seen(byte[] frame, long time, int length) {
        if (frame.length < IPV6_PORTS + 4) return null;
        Side from = switch (number(frame, ETHER_TYPE)) {
            case Abi.ETH_P_IP -> byAddress(frame);
            case Abi.ETH_P_IPV6 -> byPort(frame);
            default -> null;
        };
        return from == null ? null : new Seen(from, true, time, frame, length);
    }

    private @Nullable Side byAddress(byte[] frame) {
        int server = ((SockAddr.In) address(Side.SERVER, Abi.AF_INET)).address();
        if (address(frame, IPV4_SOURCE) == server) return Side.SERVER;
        return address(frame, IPV4_DESTINATION) == server ? Side.CLIENT : null;
    }

    private @Nullable Side byPort(byte[] frame) {
        if (ports.contains(number(frame, IPV6_PORTS))) return Side.SERVER;
        return ports.contains(number(frame, IPV6_PORTS + 2)) ? Side.CLIENT : null;
    }

    private static int number(byte[] frame, int at) {
        return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
    }

    private static int address(byte[] frame, int at) {
        return number(frame, at) << 16 | number(frame, at + 2);
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {}
}
