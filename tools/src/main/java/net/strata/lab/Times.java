package net.strata.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When things happened, for views that show them one behind the other. Where calls and packets are out of order by no more
/// than the clocks' error, a packet leaves right at the beginning of the call that caused it, and comes right at the end of
/// the call it released. All on the call clock.
public final class Times {
    private final long error;
    private final List<Packet> packets;
    private final Map<Integer, Long> begun = new HashMap<>();
    private final Map<Integer, Long> released = new HashMap<>();

    /// Of a session.
    public Times(Timeline timeline) {
        packets = timeline.packets();
        error = timeline.recording().clock().error();
        for (Step each : timeline.steps()) {
            begun.put(each.number(), enter(each));
            if (each.releasedBy() != 0) released.merge(each.releasedBy(), exit(each), Math::min);
        }
    }

    /// When a call was made.
    public long enter(Step step) {
        return step.made().call().enter();
    }

    /// When it was back: not before the packet came that let it return, where another program told of it and was not exact.
    public long exit(Step step) {
        long exit = Math.max(enter(step), step.made().call().exit());
        int by = step.releasedBy();
        if (by == 0 || step.made().latest() <= exit) return exit;
        return Math.max(exit, Math.min(packets.get(by - 1).arrived(), step.made().latest()));
    }

    /// When a packet left.
    public long left(Packet packet) {
        long earliest = begun.getOrDefault(packet.cause(), packet.left());
        return earliest > packet.left() && earliest - packet.left() <= error ? earliest : packet.left();
    }

    /// When it came, if it was not lost.
    public long arrived(Packet packet) {
        long latest = released.getOrDefault(packet.number(), packet.arrived());
        long arrived = latest < packet.arrived() && packet.arrived() - latest <= error ? latest : packet.arrived();
        return Math.max(left(packet), arrived);
    }
}
