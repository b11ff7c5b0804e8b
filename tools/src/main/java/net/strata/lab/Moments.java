package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happens in a session, moment by moment.
sealed interface Moments {
    long time();

    /// A call is made. If nothing else happens before it is back, this is all of it.
    record Enters(long time, Step step, boolean whole) implements Moments {}

    /// A call is back.
    record Returns(long time, Step step) implements Moments {}

    /// A packet leaves. If nothing else happens before it arrives, or it never does, this is all of it.
    record Leaves(long time, Packet packet, boolean whole) implements Moments {}

    record Arrives(long time, Packet packet) implements Moments {}

    record Said(long time, Recording.Note note) implements Moments {}

    /// All of a session, in the order of time.
    static List<Moments> of(Timeline timeline) {
        var all = new ArrayList<Moments>();
        for (Step step : timeline.steps()) {
            all.add(new Enters(step.made().call().enter(), step, false));
            all.add(new Returns(back(step, timeline), step));
        }
        for (Packet packet : timeline.packets()) {
            all.add(new Leaves(packet.left(), packet, packet.lost()));
            if (!packet.lost()) all.add(new Arrives(packet.arrived(), packet));
        }
        for (Recording.Note note : timeline.recording().notes())
            all.add(new Said(note.time(), note));
        all.sort(Comparator.comparingLong(Moments::time).thenComparingInt(Moments::order));
        return joined(all);
    }

    /// When a call was back: not before the packet came that let it return, where another program told of it and was not exact.
    private static long back(Step step, Timeline timeline) {
        long exit = step.made().call().exit();
        int by = step.releasedBy();
        if (by == 0 || step.made().latest() == exit) return exit;
        return Math.max(exit, Math.min(timeline.packets().get(by - 1).arrived(), step.made().latest()));
    }

    private static int order(Moments moment) {
        return switch (moment) {
            case Enters _ -> 0;
            case Leaves _ -> 1;
            case Arrives _ -> 2;
            case Returns _ -> 3;
            case Said _ -> 4;
        };
    }

    /// Beginnings whose end is next are one with it.
    private static List<Moments> joined(List<Moments> all) {
        var joined = new ArrayList<Moments>();
        for (int i = 0; i < all.size(); i++) {
            Moments next = i + 1 < all.size() ? all.get(i + 1) : all.get(i);
            switch (all.get(i)) {
                case Enters(long time, Step step, boolean _) when next instanceof Returns end && end.step.number() == step.number() -> {
                    joined.add(new Enters(time, step, true));
                    i++;
                }
                case Leaves(long time, Packet packet, boolean _) when next instanceof Arrives end
                        && end.packet.number() == packet.number() -> {
                    joined.add(new Leaves(time, packet, true));
                    i++;
                }
                default -> joined.add(all.get(i));
            }
        }
        return joined;
    }
}
