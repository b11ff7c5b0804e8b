package net.strata.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import net.strata.os.Abi;
import net.strata.os.Links;
import net.strata.os.OsError;
import net.strata.os.PrivateNetwork;
import net.strata.os.SockAddr;

/// One network namespace for both sides, with nothing but its loopback interface: programs that look for each other at
/// `localhost` find each other.
final class OwnLoopback implements Network {
    private final PrivateNetwork network;

    private OwnLoopback(PrivateNetwork network) {
        this.network = network;
    }

    /// Makes one.
    ///
    /// @throws OsError without CAP_SYS_ADMIN
    static OwnLoopback open() throws IOException {
        var made = new OwnLoopback(PrivateNetwork.make("lab"));
        try {
            made.network.call(() -> {
                Namespaces.configure();
                try (var links = Links.open()) {
                    links.up("lo");
                }
                return null;
            });
            return made;
        } catch (Exception e) {
            made.close();
            throw e instanceof IOException trouble ? trouble : new IOException(e);
        }
    }

    @Override
    public Setting.Place place() {
        return Setting.Place.LOOPBACK;
    }

    @Override
    public String device(Side side) {
        return "lo";
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
        return network.call(work);
    }

    @Override
    public List<String> enter(Side side) {
        return network.enter();
    }

    @Override
    public Tap tap() throws IOException {
        var tap = new Tap();
        try {
            tap.add(call(Side.CLIENT, () -> Tap.capture("lo")),
                    LoopbackSides::unsorted);
            return tap;
        } catch (Exception e) {
            tap.close();
            throw e instanceof IOException trouble ? trouble : new IOException(e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
