package net.strata.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.strata.os.Abi;
import net.strata.os.SockAddr;

/// Both sides on this host, over its loopback interface: where there may be no namespaces.
final class Loopback implements Network {
    private static final String DEVICE = "lo";

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
    public boolean alone() {
        return false;
    }

    @Override
    public String device(Side side) {
        return DEVICE;
    }

    @Override
    public SockAddr.Ip address(Side side, int family) {
        return SockAddr.ip(family == Abi.AF_INET6 ? "::1" : "127.0.0.1", 0);
    }

    @Override
    public List<String> addresses(Side side) {
        return List.of("127.0.0.1", "::1");
    }

    @Override
    public <T> T call(Side side, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public List<String> enter(Side side) {
        return List.of();
    }

    /// Without the right to capture, none of the frames.
    @Override
    public Tap tap() {
        var tap = new Tap();
        try {
            tap.add(Tap.capture(DEVICE), LoopbackSides::unsorted);
        } catch (IOException e) {
            troubles.add("nothing is captured: " + e.getMessage());
        }
        return tap;
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {}
}
