package net.strata.lab.page;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// Something that happens at one moment.
///
/// @param time on the call clock
record Event(long time, Kind kind, Stop stop) {
    /// In the order of cause and effect, which is theirs where times are equal.
    enum Kind {
        ENTER, LEAVE, ARRIVE, EXIT
    }

    private static final Comparator<Event> ORDER = comparingLong(Event::time).thenComparing(comparing(Event::kind));

    /// All events, in order. Where calls and packets are out of order by no more than the clocks' error, a packet leaves
    /// right after the beginning of the call that caused it, and comes right before the end of the call it released.
    static List<Event> of(Timeline timeline) {
        long error = timeline.recording().clock().error();
        Map<Integer, Long> begun = new HashMap<>();
        Map<Integer, Long> released = new HashMap<>();
        var events = new ArrayList<Event>();
        for (Step each : timeline.steps()) {
            long enter = each.made().call().enter();
            long exit = Math.max(enter, each.made().call().exit());
            begun.put(each.number(), enter);
            if (each.releasedBy() != 0) released.merge(each.releasedBy(), exit, Math::min);
            var stop = new Stop.OfCall(each);
            events.add(new Event(enter, Kind.ENTER, stop));
            events.add(new Event(exit, Kind.EXIT, stop));
        }
        for (Packet each : timeline.packets()) {
            long earliest = begun.getOrDefault(each.cause(), each.left());
            long left = earliest > each.left() && earliest - each.left() <= error ? earliest : each.left();
            var stop = new Stop.OfPacket(each);
            events.add(new Event(left, Kind.LEAVE, stop));
            if (each.lost()) continue;
            long latest = released.getOrDefault(each.number(), each.arrived());
            long arrived = latest < each.arrived() && each.arrived() - latest <= error ? latest : each.arrived();
            events.add(new Event(Math.max(left, arrived), Kind.ARRIVE, stop));
        }
        events.sort(ORDER);
        return events;
    }
}
