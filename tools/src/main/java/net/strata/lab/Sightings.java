package net.strata.lab;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds which frames that one side saw leave are those that the other saw come.
final class Sightings {
    /// Kernel stamps of one frame at both ends are of one clock, but it may be set between them.
    private static final long SLACK = 1_000;

    private Sightings() {}

    /// Frames that are the same to the byte.
    private static final class Same {
        /// How long the link takes at least.
        final long least;
        final List<Passage> sent = new ArrayList<>();
        final List<Seen> came = new ArrayList<>();

        Same(long least) {
            this.least = least;
        }
    }

    private record Key(Side from, ByteBuffer bytes) {}

    /// The packets, in the order of leaving, with times on the call clock.
    static List<Passage> pair(Recording recording) {
        long offset = recording.clock().offset();
        boolean loopback = recording.origin().place() == Origin.Place.LOOPBACK;
        long delay = recording.origin().impairment().delay();
        Map<Key, Same> all = new HashMap<>();
        var packets = new ArrayList<Passage>();
        for (Seen seen : recording.frames()) {
            long time = seen.time() - offset;
            if (loopback) {
                packets.add(new Passage(seen.side(), time, time, seen.bytes(), seen.length()));
                continue;
            }
            Side from = seen.sent() ? seen.side() : seen.side().other();
            Same same = all.computeIfAbsent(new Key(from, ByteBuffer.wrap(seen.bytes())),
                    _ -> new Same(Forwarder.isSpared(seen.bytes()) ? 0 : delay));
            if (seen.sent()) {
                var passage = new Passage(from, time, Packet.LOST, seen.bytes(), seen.length());
                same.sent.add(passage);
                packets.add(passage);
            } else {
                same.came.add(seen);
            }
        }
        for (Map.Entry<Key, Same> each : all.entrySet())
            join(each.getKey().from, each.getValue(), offset, packets);
        packets.sort(Comparator.comparingLong(p -> p.left));
        for (int i = 0; i < packets.size(); i++)
            packets.get(i).number = i + 1;
        return packets;
    }

    /// From the last that came: each is the latest that left early enough and did not come otherwise. Where some were lost,
    /// the others are on their way as long as the link takes, and not longer. What came from nowhere left when it came.
    private static void join(Side from, Same same, long offset, List<Passage> packets) {
        same.sent.sort(Comparator.comparingLong(p -> p.left));
        same.came.sort(Comparator.comparingLong(Seen::time));
        int next = same.sent.size() - 1;
        for (Seen seen : same.came.reversed()) {
            long time = seen.time() - offset;
            while (next >= 0 && same.sent.get(next).left + same.least > time + SLACK)
                next--;
            if (next < 0) packets.add(new Passage(from, time, time, seen.bytes(), seen.length()));
            else {
                Passage passage = same.sent.get(next--);
                passage.arrived = Math.max(time, passage.left);
            }
        }
    }
}
