package net.strata.lab.page;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import net.strata.lab.Times;

/// Something that happens at one moment.
///
/// @param time as [Times] has it
record Event(long time, Kind kind, Stop stop) {
    /// In the order of cause and effect, which is theirs where times are equal.
    enum Kind {
        ENTER, LEAVE, ARRIVE, EXIT
    }

    private static final Comparator<Event> ORDER = comparingLong(Event::time).thenComparing(comparing(Event::kind));

    /// All events, in order.
    static List<Event> of(Timeline timeline) {
        var times = new Times(timeline);
        var events = new ArrayList<Event>();
        for (Step each : timeline.steps()) {
            var stop = new Stop.OfCall(each);
            events.add(new Event(times.enter(each), Kind.ENTER, stop));
            events.add(new Event(times.exit(each), Kind.EXIT, stop));
        }
        for (Packet each : timeline.packets()) {
            var stop = new Stop.OfPacket(each);
            events.add(new Event(times.left(each), Kind.LEAVE, stop));
            if (!each.lost()) events.add(new Event(times.arrived(each), Kind.ARRIVE, stop));
        }
        events.sort(ORDER);
        return events;
    }
}
