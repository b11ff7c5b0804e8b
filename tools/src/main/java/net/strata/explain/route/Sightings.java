package net.strata.explain.route;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.explain.Anatomy;
import net.strata.explain.Dissector;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import org.jspecify.annotations.Nullable;

/// Finds where else in a capture a message was seen.
final class Sightings {
    /// A message is looked for among so many frames on either side,
    private static final int FRAMES = 4096;
    /// that have no more than so many bytes.
    private static final int BYTES = 32 << 20;
    private static final int ARENA = 256 << 10;

    private final FrameSource source;
    private final long number;
    private final Deque<Message> near = new ArrayDeque<>();
    private int bytes;
    private @Nullable Message chosen;
    private @Nullable Message first;
    private int behind;
    private boolean ended;

    private Sightings(FrameSource source, long number) {
        this.source = source;
        this.number = number;
    }

    /// Where a message was seen: at each point once, in the order of time.
    ///
    /// @param number of a packet that carries it; 0 for the first with payload that is seen at two points, or else the
    ///            first with payload
    /// @return empty if there is no such packet
    static List<Sighting> find(FrameSource source, long number) throws IOException {
        return new Sightings(source, number).find();
    }

    private List<Sighting> find() throws IOException {
        var session = new Session();
        var cursor = new Cursor(Protocols.DATA, null);
        var batch = new Batch(ARENA);
        while (!ended && source.read(batch)) {
            session.see(batch);
            for (int i = 0; i < batch.count && !ended; i++) {
                cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
                Message found = Message.of(cursor, batch, i);
                if (found != null) take(found);
            }
        }
        Message message = chosen == null ? first : chosen;
        return message == null ? List.of() : sightings(message);
    }

    private void take(Message found) {
        near.add(found);
        bytes += found.frame.length;
        if (chosen != null) {
            ended = ++behind >= FRAMES || bytes > BYTES;
            return;
        }
        if (number > 0) {
            if (found.number == number) choose(found);
        } else if (found.loaded) {
            Message before = near.stream().filter(found::same).findFirst().orElse(null);
            if (before != null) choose(before);
            if (first == null) first = found;
        }
        while (chosen == null && (near.size() > FRAMES || bytes > BYTES))
            bytes -= near.remove().frame.length;
    }

    private void choose(Message message) {
        chosen = message;
        bytes = 0;
    }

    private List<Sighting> sightings(Message message) {
        var nearest = Comparator.<Message>comparingInt(each -> -message.likeness(each))
                .thenComparingLong(message::distance)
                .thenComparingLong(each -> each.number);
        var seen = new ArrayList<>(List.of(message));
        near.stream().filter(message::same).sorted(nearest).forEach(each -> {
            if (seen.stream().noneMatch(each::samePoint)) seen.add(each);
        });
        seen.sort(Comparator.<Message>comparingLong(each -> each.time).thenComparingLong(each -> each.number));
        return seen.stream().map(each -> new Sighting(point(each, seen), anatomy(each), each.layer)).toList();
    }

    /// The name of the interface, made one of its own where another has the same.
    private String point(Message message, List<Message> seen) {
        String name = name(message.interfaceId);
        if (message.device >= 0) return name + ", device " + message.device;
        boolean alone = seen.stream().filter(each -> name(each.interfaceId).equals(name)).count() == 1;
        return alone ? name : name + " (" + message.interfaceId + ")";
    }

    private String name(int id) {
        List<Interface> all = source.interfaces();
        Interface in = id >= 0 && id < all.size() ? all.get(id) : null;
        if (in != null && in.name() != null) return in.name();
        if (in != null && in.description() != null) return in.description();
        return "interface " + Math.max(0, id);
    }

    private static Anatomy anatomy(Message message) {
        new Session().see(message.alone);
        return new Dissector().dissect(message.alone, 0);
    }
}
