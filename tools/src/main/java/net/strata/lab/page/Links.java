package net.strata.lab.page;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// What belongs together: a call, the packets it caused and the one that released it, and the calls whose data are in a packet.
final class Links {
    private final Map<String, Set<String>> with = new LinkedHashMap<>();
    private final Map<Integer, Set<Integer>> released = new LinkedHashMap<>();

    Links(Timeline timeline) {
        for (Step each : timeline.steps()) {
            for (int number : each.caused())
                join(Stop.callId(each.number()), Stop.packetId(number));
            if (each.releasedBy() == 0) continue;
            join(Stop.callId(each.number()), Stop.packetId(each.releasedBy()));
            released.computeIfAbsent(each.releasedBy(), k -> new LinkedHashSet<>()).add(each.number());
        }
        for (Packet each : timeline.packets()) {
            if (each.cause() != 0) join(Stop.callId(each.cause()), Stop.packetId(each.number()));
            for (Packet.Part part : each.parts()) {
                if (part.sent() != 0) join(Stop.callId(part.sent()), Stop.packetId(each.number()));
                if (part.received() != 0) join(Stop.callId(part.received()), Stop.packetId(each.number()));
            }
        }
    }

    private void join(String call, String packet) {
        with.computeIfAbsent(call, k -> new LinkedHashSet<>()).add(packet);
        with.computeIfAbsent(packet, k -> new LinkedHashSet<>()).add(call);
    }

    /// The ids of what belongs to a stop.
    String with(Stop stop) {
        return String.join(" ", with.getOrDefault(stop.id(), Set.of()));
    }

    /// Numbers of the calls that a packet let return.
    List<Integer> released(Packet packet) {
        return List.copyOf(released.getOrDefault(packet.number(), Set.of()));
    }
}
