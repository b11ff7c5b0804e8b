package net.strata.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Whether cause comes before effect in a recording of [Echo], by what is known of TCP alone.
final class Order {
    private final Recording recording;
    private final List<Segments.Segment> segments;
    private final List<String> faults = new ArrayList<>();

    private Order(Recording recording) {
        this.recording = recording;
        segments = Segments.of(recording);
    }

    static List<String> faults(Recording recording) {
        var order = new Order(recording);
        // What a side sends: connect begins the handshake, send the data, shutdown and close the end.
        order.leaves(Side.CLIENT, "connect", s -> s.has(Segments.SYN));
        order.leaves(Side.CLIENT, "send", s -> s.length() > 0);
        order.leaves(Side.CLIENT, "shutdown", s -> s.has(Segments.FIN));
        order.leaves(Side.SERVER, "send", s -> s.length() > 0);
        order.leaves(Side.SERVER, "close", s -> s.has(Segments.FIN));
        // What lets a call return: connect the answer, accept the handshake's third segment, recv the data.
        order.releases(Side.CLIENT, "connect", s -> s.has(Segments.SYN));
        order.releases(Side.SERVER, "accept4", s -> s.has(Segments.ACK) && !s.has(Segments.SYN));
        order.releases(Side.SERVER, "recv", s -> s.length() > 0);
        order.releases(Side.CLIENT, "recv", s -> s.length() > 0);
        return order.faults;
    }

    private Made first(Side side, String name) {
        return recording.calls().stream().filter(m -> m.side() == side && m.call().name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of the " + side));
    }

    private long passed(Side side, boolean sent, Predicate<Segments.Segment> which) {
        return segments.stream().filter(s -> s.seen().side() == side && s.seen().sent() == sent).filter(which)
                .findFirst().orElseThrow(() -> new AssertionError("no such segment")).seen().time()
                - recording.clock().offset();
    }

    private void leaves(Side side, String name, Predicate<Segments.Segment> which) {
        long early = first(side, name).call().enter() - passed(side, true, which);
        if (early > recording.clock().error()) faults.add(name + " of the " + side + ": left " + early + " ns before");
    }

    private void releases(Side side, String name, Predicate<Segments.Segment> which) {
        long late = passed(side, false, which) - first(side, name).latest();
        if (late > recording.clock().error()) faults.add(name + " of the " + side + ": came " + late + " ns after");
    }
}
