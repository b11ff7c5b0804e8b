package net.strata.ping;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.events.BadEvent;
import net.strata.events.Event;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Reads what [JsonEvents] wrote. What follows from the events is found out again, as it was then: which replies were
/// duplicates, late, out of order.
public final class EventReplay {
    /// How many probes are remembered for late replies, once they are settled.
    private static final int REMEMBERED = 1 << 16;
    private static final int MOST = 1 << 20;

    private final String name;
    private final Replay replay;
    private final Map<Long, Target> targets = new HashMap<>();
    private final Map<Long, Probe> probes = new LinkedHashMap<>();

    private EventReplay(String name, Replay replay) {
        this.name = name;
        this.replay = replay;
    }

    /// Tells of all events of a file.
    ///
    /// @param name what to call it in messages
    public static void read(InputStream in, String name, Replay replay) throws IOException {
        new EventReplay(name, replay).read(in);
    }

    private void read(InputStream in) throws IOException {
        Event.readAll(in, name, JsonEvents.SCHEMA, this::tell);
        replay.end();
    }

    private void tell(Event event) throws IOException, BadEvent {
        replay.at(event);
        switch (event.kind()) {
            case "start" -> targets.put(event.number("target"),
                    replay.start(event.shown("host"), event.address("address", "port")));
            case "unresolved" -> replay.unresolved(event.shown("host"), event.shown("why"));
            case "sent" -> sent(event);
            case "refused" -> {
                Probe probe = probe(event);
                if (probe != null) replay.refused(probe, (int) event.number("errno", 0, 4095));
            }
            case "reply" -> reply(event);
            case "error" -> error(event, false);
            case "advice" -> error(event, true);
            case "lost" -> {
                Probe probe = probe(event);
                if (probe != null) replay.settle(probe);
            }
            case "end" -> {
                replay.settleAll();
                targets.clear();
                probes.clear();
            }
            default -> {
                // A summary follows from what it sums up; what a later version tells beside is nothing to this one.
            }
        }
    }

    private void sent(Event event) throws IOException, BadEvent {
        Target target = targets.get(event.number("target"));
        if (target == null) throw new BadEvent("sends to target " + event.number("target") + ", which was not started");
        Probe probe = replay.sent(target, (int) event.number("seq", 0, 0xffff), (int) event.number("bytes", 0, 0xffff));
        probes.put(event.number("probe"), probe);
        replay.expire(Long.MAX_VALUE); // what is answered is not waited for
        for (Iterator<Probe> oldest = probes.values().iterator(); probes.size() > REMEMBERED;) {
            Probe first = oldest.next();
            if (!first.settled && probes.size() < MOST) return;
            replay.settle(first);
            oldest.remove();
        }
    }

    /// The probe that an event is about; null if the record does not hold it.
    private @Nullable Probe probe(Event event) throws BadEvent {
        Probe probe = probes.get(event.number("probe"));
        if (probe == null) replay.miss();
        return probe;
    }

    private void reply(Event event) throws IOException, BadEvent {
        Probe probe = probe(event);
        if (probe == null) return;
        Event found = event.object("corruption");
        Corruption corruption = found == null ? null : corruption(found);
        replay.replied(probe.reply(event.address("from"), (int) event.number("seq", 0, 0xffff),
                (int) event.number("bytes", 0, 1 << 20), event.has("ttl") ? (int) event.number("ttl", 0, 255) : -1,
                event.rtt(),
                event.timing(), event.host(), event.time(),
                event.is("other_address"), event.is("checksum_wrong"), corruption), null);
    }

    private static Corruption corruption(Event found) throws BadEvent {
        try {
            byte[] expected = HexFormat.of().parseHex(found.text("expected"));
            byte[] got = HexFormat.of().parseHex(found.text("got"));
            if (got.length == expected.length)
                return new Corruption((int) found.number("first", 0, got.length - 1), expected, got);
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw new BadEvent("a corruption that is not understood");
    }

    private void error(Event event, boolean advice) throws IOException, BadEvent {
        Probe probe = probe(event);
        if (probe == null) return;
        int info = 0;
        if (event.has("mtu")) info = (int) event.number("mtu", 0, 0xffffffffL);
        if (event.has("pointer")) info = (int) event.number("pointer", 0, 0xffffffffL);
        if (event.has("gateway") && event.address("gateway") instanceof SockAddr.In in) info = in.address();
        replay.failed(new Trouble(probe, event.address("from"), (int) event.number("type", 0, 255),
                (int) event.number("code", 0, 255), info, event.time()), advice, null);
    }
}
