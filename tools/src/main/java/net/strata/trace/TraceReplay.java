package net.strata.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.events.BadEvent;
import net.strata.events.Event;
import net.strata.events.Moment;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Measured;
import net.strata.target.Names;
import org.jspecify.annotations.Nullable;

/// Reads what [TraceEvents] wrote, and tells a [Watcher] of it as the engine told it then.
public final class TraceReplay implements Names {
    /// How many paths a record has.
    private static final int MOST = 1 << 12;
    /// How many probes are remembered.
    private static final int REMEMBERED = 1 << 16;
    private static final int PORTS = 0xffff;
    private static final int BYTE = 0xff;
    private static final long WORD = 0xffffffffL;

    private final Moment moment;
    private Watcher watcher = new Watcher() {
    };
    private final Map<Long, Path> paths = new HashMap<>();
    private final Map<SockAddr.Ip, String> names = new HashMap<>();
    private final Map<Long, Probe> probes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Probe> eldest) {
            return size() > REMEMBERED;
        }
    };
    private String here = "";
    private long begun;
    private long missed;

    /// What probes of a record are made of: nothing is made of it any more.
    private record Recorded(int protocol) implements Method {
        @Override
        public int shortest(boolean six) {
            return 0;
        }

        @Override
        public void write(Probe probe, ByteBuffer into) {
            throw new IllegalStateException("a record sends nothing");
        }

        @Override
        public boolean read(Arrival arrival, Reading into) {
            return false;
        }
    }

    /// @param moment the watcher's clock
    public TraceReplay(Moment moment) {
        this.moment = moment;
    }

    /// Tells of all events of a file.
    ///
    /// @param name what to call it in messages
    public void read(InputStream in, String name, Watcher to) throws IOException {
        watcher = to;
        Event.readAll(in, name, TraceEvents.SCHEMA, this::tell);
    }

    /// What the host was called where it was recorded.
    public String here() {
        return here;
    }

    /// When the first path began, in ns since the epoch.
    public long begun() {
        return begun;
    }

    /// How many events were about nothing that the record holds.
    public long missed() {
        return missed;
    }

    @Override
    public @Nullable String find(SockAddr.Ip address, long waitNanos) {
        return names.get(address);
    }

    @Override
    public boolean isKnown(SockAddr.Ip address) {
        return true;
    }

    private void tell(Event event) throws IOException, BadEvent {
        if (event.has("elapsed")) event.set(moment);
        switch (event.kind()) {
            case "start" -> start(event);
            case "sent" -> sent(event);
            case "answer" -> answer(event);
            case "lost", "refused" -> lost(event);
            case "hop" -> names(event);
            case "end" -> watcher.ended(path(event));
            default -> {
                // What a later version tells beside is nothing to this one.
            }
        }
    }

    private void start(Event event) throws IOException, BadEvent {
        long number = event.number("path", 0, Integer.MAX_VALUE);
        if (paths.containsKey(number)) throw new BadEvent("path " + number + " starts again");
        if (paths.size() == MOST) throw new BadEvent("more than " + MOST + " paths are not told again");
        SockAddr.Ip to = event.address("address");
        here = event.shown("source_name");
        var path = new Path((int) number, event.shown("host"), event.address("source"), to,
                event.has("via") ? event.address("via") : to, new Recorded((int) event.number("protocol", 0, BYTE)));
        if (paths.isEmpty()) begun = moment.wall();
        paths.put(number, path);
        watcher.began(path);
    }

    private Path path(Event event) throws BadEvent {
        Path path = paths.get(event.number("path"));
        if (path == null) throw new BadEvent("path " + event.number("path") + " was not started");
        return path;
    }

    private void sent(Event event) throws IOException, BadEvent {
        var request = new Request((int) event.number("hop", 1, Path.MOST_HOPS), (int) event.number("flow", 0, PORTS),
                (int) event.number("bytes", 0, PORTS), event.is("whole"));
        var probe = new Probe(event.number("probe"), path(event), request, (int) event.number("key", 0, PORTS));
        probe.sentAt = moment.elapsed();
        probe.sentWall = moment.wall();
        probe.id = optional(event, "id", PORTS);
        probe.trafficClass = (int) event.number("tos", 0, BYTE);
        probe.token = (int) event.number("token", 0, PORTS);
        probe.checksum = (int) event.number("checksum", 0, PORTS);
        probe.destinationPort = Math.max(0, optional(event, "destination_port", PORTS));
        probes.put(probe.number(), probe);
        watcher.sent(probe);
    }

    /// A number, -1 where it is not told.
    private static int optional(Event event, String member, int most) throws BadEvent {
        return event.has(member) ? (int) event.number(member, 0, most) : -1;
    }

    /// The probe that an event is about; null if the record does not hold it.
    private @Nullable Probe probe(Event event) throws BadEvent {
        Probe probe = probes.get(event.number("probe"));
        if (probe == null) missed++;
        return probe;
    }

    private void answer(Event event) throws IOException, BadEvent {
        Probe probe = probe(event);
        if (probe == null) return;
        var reading = new Reading();
        reading.clear();
        reading.kind = named(Kind.class, event.text("kind"));
        reading.type = optional(event, "type", BYTE);
        reading.code = optional(event, "code", BYTE);
        String info = event.has("mtu") ? "mtu" : "info";
        reading.info = event.has(info) ? (int) event.number(info, 0, WORD) : 0;
        reading.flags = Math.max(0, optional(event, "flags", PORTS));
        Event quoted = event.object("quote");
        reading.quote = quoted == null ? null : quote(quoted);
        var measured = new Measured(event.rtt(), event.timing(), event.host(), event.time());
        var answer = new Answer(probe, reading, extensions(event), event.address("from"),
                (int) event.number("protocol", 0, BYTE), measured, optional(event, "ttl", BYTE),
                optional(event, "tos", BYTE), event.is("late"), (int) event.number("bytes", 0, WORD));
        if (probe.answer == null) probe.answer = answer;
        if (event.is("late") || event.is("duplicate")) watcher.again(answer);
        else
            watcher.answered(answer);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) throws BadEvent {
        for (E each : type.getEnumConstants())
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) return each;
        throw new BadEvent("a word that is not known");
    }

    private static Quote quote(Event event) throws BadEvent {
        return new Quote(optional(event, "ttl", BYTE), optional(event, "tos", BYTE), optional(event, "length", 1 << 17),
                optional(event, "id", PORTS), event.address("source"), event.address("destination"),
                optional(event, "source_port", PORTS), optional(event, "destination_port", PORTS),
                optional(event, "checksum", PORTS), (int) event.number("bytes", 0, PORTS));
    }

    private static Extensions extensions(Event event) throws BadEvent {
        List<ExtensionObject> objects = new ArrayList<>();
        for (Event each : event.objects("extensions"))
            objects.add(extension(each));
        return objects.isEmpty() ? Extensions.NONE : new Extensions(objects);
    }

    private static ExtensionObject extension(Event event) throws BadEvent {
        if (event.has("mpls")) {
            List<ExtensionObject.Label> labels = new ArrayList<>();
            for (Event each : event.objects("mpls"))
                labels.add(new ExtensionObject.Label((int) each.number("label", 0, (1 << 20) - 1),
                        (int) each.number("tc", 0, 7), each.is("bottom"), (int) each.number("ttl", 0, BYTE)));
            return new ExtensionObject.Mpls(labels);
        }
        if (event.has("interface"))
            return new ExtensionObject.Interface(named(ExtensionObject.Role.class, event.text("interface")),
                    event.has("ifindex") ? event.number("ifindex", 0, WORD) : -1,
                    event.has("address") ? event.address("address") : null,
                    event.has("name") ? event.text("name") : null,
                    event.has("mtu") ? event.number("mtu", 0, WORD) : -1);
        try {
            byte[] data = HexFormat.of().parseHex(event.text("data"));
            if (data.length % 4 == 0)
                return new ExtensionObject.Other((int) event.number("class", 0, BYTE),
                        (int) event.number("type", 0, BYTE), ByteBuffer.wrap(data).asReadOnlyBuffer());
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw new BadEvent("an extension that is not understood");
    }

    private void lost(Event event) throws IOException, BadEvent {
        Probe probe = probe(event);
        if (probe == null) return;
        probe.lost = true;
        if (event.has("errno")) probe.errno = (int) event.number("errno", 1, 4095);
        watcher.lost(probe);
    }

    private void names(Event event) throws BadEvent {
        for (Event each : event.objects("responders"))
            if (each.has("name")) names.put(each.address("address"), each.shown("name"));
    }
}
