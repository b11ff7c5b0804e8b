package net.strata.ping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.strata.os.Netns;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// Asks a host from a namespace, and keeps what came, in lines.
final class Asked implements Watcher {
    private static final long INTERVAL = 50_000_000;
    private static final long SECOND = 1_000_000_000;

    final List<String> lines = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    final List<Integer> refused = new ArrayList<>();
    private final Wording wording;

    private Asked(Wording wording) {
        this.wording = wording;
    }

    /// Opens the sockets of a way to ask.
    interface Opening<T> {
        T open(LivePort port) throws IOException;
    }

    /// Sends some probes, 50 ms apart, and waits for each a second at most.
    static <T extends Method & Wording> Asked ask(String namespace, String host, int count, int size,
            Opening<T> opening) throws Exception {
        return ask(namespace, host, count, size, opening, sent -> {
        });
    }

    /// @param sent is told of each probe
    static <T extends Method & Wording> Asked ask(String namespace, String host, int count, int size,
            Opening<T> opening, Consumer<Probe> sent) throws Exception {
        try (var port = new LivePort()) {
            T way = Netns.call(namespace, () -> opening.open(port));
            return ask(port, way, host, count, size, sent);
        }
    }

    /// Does so by a port and a way to ask that are open.
    static <T extends Method & Wording> Asked ask(Port port, T way, String host, int count, int size,
            Consumer<Probe> sent) throws IOException {
        var asked = new Asked(way);
        Watcher telling = new Watcher() {
            @Override
            public void sent(Probe probe) {
                sent.accept(probe);
            }
        };
        var plan = new Regular(INTERVAL, count, count, 1, false, 0, SECOND, SECOND);
        var pinger = new Pinger(new Pinger.Settings(0, 10 * SECOND, 2000, n -> size), way, plan, port,
                Clock.SYSTEM, LivePort::wall, new Watchers(List.of(asked, telling)),
                new long[]{0x1234_5678_9abc_def0L, 0x0fed_cba9_8765_4321L});
        pinger.add(new Target(0, host, SockAddr.ip(host, 0)));
        pinger.run();
        return asked;
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) {
        replies.add(reply);
        var line = new StringBuilder().append(reply.bytes()).append(" bytes from ").append(reply.from().host())
                .append(':');
        wording.note(reply, arrival);
        wording.began(reply, arrival, line);
        if (reply.hops() >= 0) line.append(" ttl=").append(reply.hops());
        wording.told(reply, arrival, line);
        if (reply.duplicate()) line.append(" (DUP!)");
        if (reply.checksumWrong()) line.append(" (BAD CHECKSUM!)");
        if (reply.elsewhere()) line.append(" (DIFFERENT ADDRESS!)");
        if (reply.corruption() != null) line.append(" (CORRUPT!)");
        lines.add(line.toString());
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) {
        lines.add("From " + trouble.from().host() + " " + wording.sequence() + "=" + trouble.probe().sequence()
                + " type " + trouble.type() + " code " + trouble.code() + " info " + trouble.info());
    }

    @Override
    public void refused(Probe probe, int errno) {
        refused.add(errno);
    }

    @Override
    public void ended() {
        lines.addAll(wording.ended());
    }
}
