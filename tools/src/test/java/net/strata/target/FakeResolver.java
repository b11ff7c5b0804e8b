package net.strata.target;

import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Answers from tables; a name or address that is held back is answered when it is let go.
final class FakeResolver implements Resolver {
    final Map<String, List<SockAddr.Ip>> hosts = new ConcurrentHashMap<>();
    final Map<SockAddr.Ip, String> names = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    FakeResolver host(String name, String... addresses) {
        hosts.put(name, Stream.of(addresses).map(a -> SockAddr.ip(a, 0)).toList());
        return this;
    }

    FakeResolver name(String address, String name) {
        names.put(SockAddr.ip(address, 0), name);
        return this;
    }

    /// Lookups of it do not come back before the latch is down.
    CountDownLatch hold(String nameOrAddress) {
        return held.computeIfAbsent(nameOrAddress, n -> new CountDownLatch(1));
    }

    private void await(String nameOrAddress) {
        asked.incrementAndGet();
        CountDownLatch latch = held.get(nameOrAddress);
        try {
            if (latch != null) latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public List<SockAddr.Ip> addresses(String name) throws UnknownHostException {
        await(name);
        List<SockAddr.Ip> found = hosts.get(name);
        if (found == null) throw new UnknownHostException(name + ": Name or service not known");
        return found;
    }

    @Override
    public @Nullable String name(SockAddr.Ip address) {
        await(address.toString());
        return names.get(address);
    }
}
