package net.strata.sim;

import static net.strata.os.Abi.POLLIN;

import java.io.IOException;
import java.util.List;
import net.strata.TestNetwork;
import net.strata.os.Abi;
import net.strata.os.Netns;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.TunDevice;
import org.jspecify.annotations.Nullable;

/// A topology in real time, behind a device of a real network namespace: what programs send there goes through the simulated
/// [Internet]. The namespace is the topology's first host.
public final class Tun implements AutoCloseable {
    private static final String DEVICE = "tun0";
    /// Before something happens, in ns, it does not sleep any more: waking up takes some of that.
    private static final long SPIN = 80_000;
    private static final long SECOND = 1_000_000_000;

    private final TestNetwork network = new TestNetwork();
    private final String namespace;
    private final Topology topology;
    private final Internet internet;
    private final TunDevice device;
    private final Thread thread;
    private final Poll poll;
    private volatile boolean closed;
    private volatile @Nullable OsError failure;

    /// Makes the namespace, and lets the network run.
    ///
    /// @param seed of all that is random in the network
    public Tun(Topology topology, long seed) throws Exception {
        this.topology = topology;
        internet = new Internet(topology, seed);
        namespace = network.namespace();
        device = Netns.call(namespace, () -> TunDevice.open(DEVICE));
        poll = new Poll();
        poll.add(device, POLLIN);
        List<Interface> links = topology.of(topology.source());
        int mtu = links.isEmpty() ? 1500 : links.getFirst().mtu();
        network.in(namespace, "ip", "link", "set", DEVICE, "mtu", "" + mtu, "addrgenmode", "none", "up");
        for (int family : new int[]{Abi.AF_INET, Abi.AF_INET6}) {
            SockAddr.Ip address = topology.source(family);
            if (address == null) continue;
            network.in(namespace, "ip", "address", "add", address.host(), "dev", DEVICE);
            network.in(namespace, "ip", family == Abi.AF_INET ? "-4" : "-6", "route", "add", "default", "dev", DEVICE);
        }
        warmUp(seed);
        thread = Thread.ofPlatform().daemon().name("internet").start(this::run);
    }

    /// Has Java compile what will have to be fast.
    private void warmUp(long seed) throws IOException {
        var twin = new Internet(topology, seed);
        for (Node each : topology.nodes())
            for (int family : new int[]{Abi.AF_INET, Abi.AF_INET6}) {
                SockAddr.Ip from = topology.source(family);
                SockAddr.Ip to = topology.address(each, family);
                for (int i = 0; i < 256 && from != null && to != null; i++)
                    twin.enter(Ip.make(from, to, Ip.UDP, i % 32, 0, i, 40), i);
            }
        twin.run(Long.MAX_VALUE, (_, _) -> {
        });
    }

    /// The namespace's name.
    public String namespace() {
        return namespace;
    }

    /// Runs a command in the namespace, and gives what it printed.
    public String in(String... command) {
        return network.in(namespace, command);
    }

    private void run() {
        long start = System.nanoTime();
        try {
            while (!closed) {
                for (byte[] packet = device.read(); packet.length > 0; packet = device.read())
                    enter(packet, System.nanoTime() - start);
                internet.run(System.nanoTime() - start, (_, packet) -> device.write(packet));
                long wait = internet.next() == Long.MAX_VALUE ? SECOND : internet.next() - (System.nanoTime() - start);
                if (wait > SPIN) poll.poll(wait - SPIN);
                else
                    Thread.onSpinWait();
            }
        } catch (OsError e) {
            failure = e;
        } catch (IOException e) {
            failure = new OsError("the simulated network: " + e);
        }
    }

    /// What the kernel sends of its own accord, as neighbour discovery does, is nobody's business.
    private void enter(byte[] packet, long at) {
        if (packet.length >= Ip.HEADER && Ip.source(packet).equals(topology.source(Topology.family(Ip.six(packet)))))
            internet.enter(packet, at);
    }

    @Override
    public void close() throws Exception {
        closed = true;
        poll.wake();
        thread.join();
        poll.close();
        device.close();
        network.close();
        OsError failed = failure;
        if (failed != null) throw failed;
    }
}
