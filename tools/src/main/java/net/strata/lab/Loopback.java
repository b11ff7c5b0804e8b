package net.strata.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// Both sides on this host, over its loopback interface: where there may be no namespaces.
final class Loopback extends OnLoopback {
    private static final int TRIES = 16;

    private final List<String> troubles = new ArrayList<>();
    /// What stands for ports in this session.
    private final Map<Integer, Integer> ports = new TreeMap<>();

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
    public synchronized void begin() {
        ports.clear();
    }

    /// Another, if somebody has this one, or had it a minute ago (TIME_WAIT): who connects would meet a stranger.
    @Override
    public synchronized int port(int wanted) {
        return wanted == 0 ? 0 : ports.computeIfAbsent(wanted, port -> isFree(port) ? port : free(port));
    }

    private static boolean isFree(int port) {
        try (var tcp = new ServerSocket(); var udp = new DatagramSocket(null)) {
            tcp.setReuseAddress(false);
            tcp.bind(new InetSocketAddress(port));
            udp.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int free(int otherwise) {
        for (int i = 0; i < TRIES; i++) {
            int port = any();
            if (port != 0 && isFree(port) && !ports.containsValue(port)) return port;
        }
        return otherwise;
    }

    /// What the kernel gives to a TCP socket that does not ask for a port; 0 if it has none.
    private static int any() {
        try (var tcp = new ServerSocket()) {
            tcp.setReuseAddress(false);
            tcp.bind(new InetSocketAddress(0));
            return tcp.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public synchronized List<String> troubles() {
        var all = new ArrayList<>(troubles);
        ports.forEach((wanted, port) -> {
            if (!wanted.equals(port)) all.add("port " + wanted + " is in use here: " + port + " stands for it");
        });
        return all;
    }

    @Override
    public void close() {}
}
