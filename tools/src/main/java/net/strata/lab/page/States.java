package net.strata.lab.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// The TCP states of both sides, connection by connection, as events come.
///
/// Of a packet, the sender's state is known when it leaves, the other's when it arrives; of a call when it is back. A
/// socket whose connection no packet has told of is known by its descriptor.
final class States {
    private static final String LISTEN = "LISTEN";
    /// In place of a connection's number.
    private static final int NONE = -1;

    /// Of one stop: the states after it, empty where unknown.
    record Both(String client, String server) {
        static final Both UNKNOWN = new Both("", "");

        boolean known() {
            return !client.isEmpty() || !server.isEmpty();
        }
    }

    private final Map<Integer, Packet> packets = new HashMap<>();
    private final Map<List<Object>, Integer> streams = new HashMap<>();
    private final Map<List<Object>, String> now = new HashMap<>();
    private final Map<String, Both> after = new HashMap<>();
    private final boolean several;

    States(Timeline timeline) {
        int last = 0;
        for (Packet each : timeline.packets()) {
            packets.put(each.number(), each);
            if (each.segment() != null) last = Math.max(last, each.segment().stream());
        }
        several = last > 0;
    }

    /// Sees the next event.
    ///
    /// @return the new state of the side that it changed, with the connection's number where there are several; empty if it
    /// changed none
    String see(Event event) {
        return switch (event.stop()) {
            case Stop.OfCall call -> event.kind() == Event.Kind.EXIT ? returned(call.step()) : "";
            case Stop.OfPacket packet -> passed(packet.packet(), event.kind() == Event.Kind.LEAVE);
        };
    }

    /// The states of both sides after a stop.
    Both after(Stop stop) {
        return after.getOrDefault(stop.id(), Both.UNKNOWN);
    }

    private String passed(Packet packet, boolean leaves) {
        Packet.Segment segment = packet.segment();
        if (segment == null) return "";
        after.put(new Stop.OfPacket(packet).id(), new Both(segment.clientState(), segment.serverState()));
        Side side = leaves ? packet.from() : packet.from().other();
        String state = side == Side.CLIENT ? segment.clientState() : segment.serverState();
        return change(List.of(side, segment.stream()), state, segment.stream());
    }

    private String returned(Step step) {
        Side side = step.made().side();
        int result = step.made().call().result();
        int fd = step.made().call().fd() < 0 ? result : step.made().call().fd();
        List<Object> socket = List.of(side, step.made().process(), fd);
        int stream = stream(step);
        boolean accepts = step.made().call().name().startsWith("accept");
        if (stream >= 0) streams.put(accepts ? List.of(side, step.made().process(), result) : socket, stream);
        if (stream < 0 && !accepts) stream = streams.getOrDefault(socket, NONE);
        if (step.made().call().name().equals("close")) streams.remove(socket);
        String state = step.state();
        boolean own = stream < 0 || state.equals(LISTEN);
        String change = own ? change(socket, state, NONE) : change(List.of(side, stream), state, stream);
        after.put(new Stop.OfCall(step).id(), own ? alone(side, state) : both(stream));
        return change;
    }

    private static Both alone(Side side, String state) {
        return side == Side.CLIENT ? new Both(state, "") : new Both("", state);
    }

    private Both both(int stream) {
        return new Both(now.getOrDefault(List.<Object>of(Side.CLIENT, stream), ""),
                now.getOrDefault(List.<Object>of(Side.SERVER, stream), ""));
    }

    private int stream(Step step) {
        var near = new ArrayList<>(step.caused());
        near.add(step.releasedBy());
        for (int number : near) {
            Packet packet = packets.get(number);
            if (packet != null && packet.segment() != null) return packet.segment().stream();
        }
        return NONE;
    }

    private String change(List<Object> key, String state, int stream) {
        if (state.isEmpty() || state.equals(now.put(key, state))) return "";
        return several && stream >= 0 ? "[" + stream + "] " + state : state;
    }
}
