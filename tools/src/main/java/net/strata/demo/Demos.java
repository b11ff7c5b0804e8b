package net.strata.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All demonstrations.
public final class Demos {
    /// In the order of the list.
    public static final List<Demo> ALL = List.of( //
            new Backlog(), new Sticky(), new Utf8(), new Empty(), new Datagram(), new UdpLoss(), new HalfClose(),
            new Reset(), new ReuseAddr(), new Timeout(), new Nonblocking(), //
            new ShortSend(), new Keepalive(), new Nagle(), new ZeroWindow(), new UnixSockets(), new HeaderIncluded(),
            new RawSockets(), new Broadcast(), new Multicast(), new PathMtu());

    private Demos() {}

    public static @Nullable Demo named(String name) {
        for (Demo demo : ALL)
            if (demo.about().name().equals(name)) return demo;
        return null;
    }

    public static List<String> names() {
        return ALL.stream().map(demo -> demo.about().name()).toList();
    }
}
