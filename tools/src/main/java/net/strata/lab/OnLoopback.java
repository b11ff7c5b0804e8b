package net.strata.lab;

import java.util.List;
import net.strata.os.Abi;
import net.strata.os.SockAddr;

/// Both sides on one loopback interface.
abstract class OnLoopback implements Network {
    static final String DEVICE = "lo";

    @Override
    public final Origin.Place place() {
        return Origin.Place.LOOPBACK;
    }

    @Override
    public final String device(Side side) {
        return DEVICE;
    }

    @Override
    public final SockAddr.Ip address(Side side, int family) {
        return SockAddr.ip(family == Abi.AF_INET6 ? "::1" : "127.0.0.1", 0);
    }

    @Override
    public final List<String> addresses(Side side) {
        return List.of(address(side, Abi.AF_INET).host(), address(side, Abi.AF_INET6).host());
    }
}
