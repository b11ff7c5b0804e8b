package net.strata.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import net.strata.os.Links;
import net.strata.os.OsError;
import net.strata.os.PrivateNetwork;

/// One network namespace for both sides, with nothing but its loopback interface: programs that look for each other at
/// `localhost` find each other.
final class OwnLoopback extends OnLoopback {
    private final PrivateNetwork network;

    private OwnLoopback(PrivateNetwork network) {
        this.network = network;
    }

    /// Makes one.
    ///
    /// @throws OsError without CAP_SYS_ADMIN
    static OwnLoopback open() throws IOException {
        var made = new OwnLoopback(PrivateNetwork.make("lab"));
        return Attempt.of(() -> made.network.call(() -> {
            Namespaces.configure();
            try (var links = Links.open()) {
                links.up(DEVICE);
            }
            return made;
        }), made::close);
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
        return Attempt.of(() -> {
            tap.add(call(Side.CLIENT, () -> Tap.capture(DEVICE)), LoopbackSides::unsorted);
            return tap;
        }, tap::close);
    }

    @Override
    public void close() {
        network.close();
    }
}
