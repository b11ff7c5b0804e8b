package net.strata.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Both sides on this host, over its loopback interface: where there may be no namespaces.
final class Loopback extends OnLoopback {
    private final List<String> troubles = new ArrayList<>();

    /// @param why there are no namespaces
    Loopback(String why) {
        troubles.add("both sides are on loopback, as there are no namespaces: " + why);
    }

    @Override
    public boolean alone() {
        return false;
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
