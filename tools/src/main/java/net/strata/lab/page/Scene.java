package net.strata.lab.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// Where everything stands on the axis of time, which runs down.
///
/// The axis has the order of events, not their distances: beside a second nothing could be seen of a microsecond. Every
/// event is lower than the one before, by as much as the words beside it take. Where nothing happens for long there is a
/// pause, which says how long. Heights are in pixels.
final class Scene {
    /// What a line of words takes.
    static final int ROW = 19;
    /// What the words on a packet take.
    static final int LABEL = 41;
    static final int PAUSE = 30;
    /// Calls and packets at most; what comes later is left out.
    static final int MOST = 400;
    /// More bars than these do not stand side by side.
    static final int COLUMNS = 4;
    private static final int STEP = 7;
    private static final int SLANT = 12;
    private static final int MARGIN = 14;
    /// A pause is longer than the whole divided by this, and than so many times what usually lies between two events.
    private static final int SHARE = 50;
    private static final int LONGER = 20;

    /// A call.
    ///
    /// @param top where its name stands, beside the beginning of its bar
    /// @param bottom where its result stands, beside the end
    /// @param column how many bars of calls that last longer stand between it and the packets
    /// @param again whether other words stand between name and result
    /// @param state to which it changed its side's; empty if it did not
    record Bar(Step step, int top, int bottom, int column, boolean again, String state) {}

    /// A packet's way from one side to the other; of a lost one half of it.
    record Flight(Packet packet, int top, int bottom) {
        int middle() {
            return (top + bottom) / 2;
        }
    }

    /// A side's TCP state that a packet changed.
    record Mark(Side side, int y, String state) {}

    /// A long time without events.
    record Pause(int top, long nanos) {}

    /// A moment that has a line on the axis for itself.
    record Tick(int y, long time) {}

    final List<Stop> stops = new ArrayList<>();
    final List<Bar> bars = new ArrayList<>();
    final List<Flight> flights = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    final List<Pause> pauses = new ArrayList<>();
    final List<Tick> ticks = new ArrayList<>();
    final States states;
    /// How many stops were left out.
    final int leftOut;
    /// Bars side by side at most, of the side that has most.
    int columns = 1;
    private final Map<String, Integer> tops = new HashMap<>();
    private final Map<String, Integer> column = new HashMap<>();
    private final Map<Side, List<String>> open = new HashMap<>();
    private final Map<Side, Integer> free = new HashMap<>();
    private final Map<Side, String> last = new HashMap<>();
    private final List<Integer> labels = new ArrayList<>();
    private int y = MARGIN;

    Scene(Timeline timeline) {
        states = new States(timeline);
        List<Event> events = Event.of(timeline);
        for (Event each : events)
            if (begins(each) && stops.size() < MOST) stops.add(each.stop());
        leftOut = timeline.steps().size() + timeline.packets().size() - stops.size();
        var shown = new HashMap<String, Stop>();
        for (Stop each : stops) {
            shown.put(each.id(), each);
        }
        long pause = pause(events);
        long before = timeline.start();
        for (Event each : events) {
            String state = states.see(each);
            if (!shown.containsKey(each.stop().id())) continue;
            if (each.time() - before >= pause) pause(each.time() - before);
            before = each.time();
            place(each, state);
            if (ticks.isEmpty() || y - ticks.getLast().y() >= ROW) ticks.add(new Tick(y, each.time()));
        }
    }

    private static boolean begins(Event event) {
        return event.kind() == Event.Kind.ENTER || event.kind() == Event.Kind.LEAVE;
    }

    int height() {
        int lowest = y;
        for (int each : free.values())
            lowest = Math.max(lowest, each);
        return lowest + ROW;
    }

    private static long pause(List<Event> events) {
        if (events.isEmpty()) return Long.MAX_VALUE;
        long[] gaps = new long[events.size() - 1];
        for (int i = 0; i < gaps.length; i++)
            gaps[i] = events.get(i + 1).time() - events.get(i).time();
        Arrays.sort(gaps);
        long whole = events.getLast().time() - events.getFirst().time();
        long usual = gaps.length == 0 ? 0 : gaps[gaps.length / 2];
        return Math.max(1, Math.max(whole / SHARE, usual * LONGER));
    }

    private void pause(long nanos) {
        int top = Math.max(y + STEP, Math.max(free(Side.CLIENT), free(Side.SERVER)) - ROW / 2);
        if (!labels.isEmpty()) top = Math.max(top, labels.getLast() + LABEL / 2);
        pauses.add(new Pause(top, nanos));
        y = top + PAUSE;
        labels.add(y - LABEL / 2);
    }

    private int free(Side side) {
        return free.getOrDefault(side, 0);
    }

    private void place(Event event, String state) {
        y += STEP;
        switch (event.stop()) {
            case Stop.OfCall call -> {
                if (event.kind() == Event.Kind.ENTER) enter(call);
                else
                    exit(call, state);
            }
            case Stop.OfPacket packet -> {
                if (event.kind() == Event.Kind.LEAVE) leave(packet, state);
                else
                    arrive(packet, state);
            }
        }
    }

    /// Takes a line of words in a side's lane.
    private void take(Side side, String id) {
        y = Math.max(y, free(side));
        free.put(side, y + ROW);
        last.put(side, id);
    }

    private void enter(Stop.OfCall call) {
        take(call.side(), call.id());
        tops.put(call.id(), y);
        List<String> beside = open.computeIfAbsent(call.side(), k -> new ArrayList<>());
        int place = beside.indexOf("");
        if (place < 0) {
            place = beside.size();
            beside.add("");
        }
        beside.set(place, call.id());
        column.put(call.id(), Math.min(place, COLUMNS - 1));
        columns = Math.clamp(beside.size(), columns, COLUMNS);
    }

    private void exit(Stop.OfCall call, String state) {
        boolean again = !call.id().equals(last.get(call.side()));
        take(call.side(), call.id());
        free.merge(call.side(), STEP, Integer::sum);
        bars.add(new Bar(call.step(), tops.getOrDefault(call.id(), y), y, column.getOrDefault(call.id(), 0), again,
                state));
        List<String> beside = open.getOrDefault(call.side(), new ArrayList<>());
        beside.replaceAll(each -> each.equals(call.id()) ? "" : each);
    }

    private void leave(Stop.OfPacket stop, String state) {
        if (!labels.isEmpty()) y = Math.max(y, labels.getLast() + LABEL - SLANT / 2);
        mark(stop.side(), stop, state);
        tops.put(stop.id(), y);
        if (stop.packet().lost()) {
            flights.add(new Flight(stop.packet(), y, y + SLANT));
            labels.add(y + SLANT / 2);
        }
    }

    private void arrive(Stop.OfPacket stop, String state) {
        int top = tops.getOrDefault(stop.id(), y);
        y = Math.max(y, top + SLANT);
        if (!state.isEmpty()) y = Math.max(y, free(stop.side().other()));
        while (overlaps((top + y) / 2))
            y += 2;
        labels.add((top + y) / 2);
        labels.sort(null);
        mark(stop.side().other(), stop, state);
        flights.add(new Flight(stop.packet(), top, y));
    }

    private boolean overlaps(int middle) {
        for (int each : labels)
            if (Math.abs(each - middle) < LABEL) return true;
        return false;
    }

    private void mark(Side side, Stop stop, String state) {
        if (state.isEmpty()) return;
        take(side, stop.id());
        marks.add(new Mark(side, y, state));
    }
}
