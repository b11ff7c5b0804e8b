package net.strata.lab.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import org.jspecify.annotations.Nullable;

/// The TCP states of both sides, connection by connection, as events come.
///
/// A packet changes the other side's state when it arrives, and its sender's when it leaves if it is a SYN or a FIN. What
/// a call changed is known when it is back.
final class States {
    private static final String LISTEN = "LISTEN";
    private static final String CLOSED = "CLOSED";
    private static final String TIME_WAIT = "TIME-WAIT";
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
    /// The connection of each call's socket, by the number of the call.
    private final Map<Integer, Integer> streams = new HashMap<>();
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
        connections(timeline);
    }

    /// Finds out whose socket has which connection: what any call with it sent, or was released by, is of it.
    private void connections(Timeline timeline) {
        Map<List<Object>, List<Step>> sockets = new HashMap<>();
        for (Step each : timeline.steps()) {
            List<Object> socket = socket(each);
            boolean opens = each.made().call().fd() < 0 || accepts(each);
            if (opens) settle(sockets.remove(socket));
            sockets.computeIfAbsent(socket, k -> new ArrayList<>()).add(each);
        }
        sockets.values().forEach(this::settle);
    }

    private void settle(@Nullable List<Step> socket) {
        if (socket == null) return;
        int stream = socket.stream().mapToInt(this::stream).filter(each -> each >= 0).findFirst().orElse(NONE);
        for (Step each : socket)
            streams.put(each.number(), stream);
    }

    private static boolean accepts(Step step) {
        return step.made().call().name().startsWith("accept") && step.made().call().result() >= 0;
    }

    /// What knows a socket: its side, its process, its descriptor. Of a call that makes one it is the new one.
    private static List<Object> socket(Step step) {
        Call call = step.made().call();
        return List.of(step.made().side(), step.made().process(),
                call.fd() < 0 || accepts(step) ? call.result() : call.fd());
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
        if (leaves && !segment.flags().contains("SYN") && !segment.flags().contains("FIN")) return "";
        Side side = leaves ? packet.from() : packet.from().other();
        String state = side == Side.CLIENT ? segment.clientState() : segment.serverState();
        return change(List.of(side, segment.stream()), state, segment.stream());
    }

    private String returned(Step step) {
        Side side = step.made().side();
        int stream = streams.getOrDefault(step.number(), NONE);
        boolean own = stream < 0 || step.state().equals(LISTEN);
        List<Object> key = own ? socket(step) : List.of(side, stream);
        // Linux keeps TIME-WAIT apart from the socket, which is closed then (tcp_time_wait in net/ipv4/tcp_minisocks.c).
        boolean apart = step.state().equals(CLOSED) && TIME_WAIT.equals(now.get(key));
        String change = apart ? "" : change(key, step.state(), own ? NONE : stream);
        after.put(new Stop.OfCall(step).id(), own ? alone(side, step.state()) : both(stream));
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
