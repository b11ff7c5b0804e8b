package net.strata.lab.page;

import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;

/// What one comes to in stepping through a session.
sealed interface Stop {
    /// What it has in the document: `c1` for a call, `p1` for a packet.
    String id();

    /// Which side does something.
    Side side();

    /// A call.
    record OfCall(Step step) implements Stop {
        @Override
        public String id() {
            return callId(step.number());
        }

        @Override
        public Side side() {
            return step.made().side();
        }
    }

    /// A packet.
    record OfPacket(Packet packet) implements Stop {
        @Override
        public String id() {
            return packetId(packet.number());
        }

        @Override
        public Side side() {
            return packet.from();
        }
    }

    static String callId(int number) {
        return "c" + number;
    }

    static String packetId(int number) {
        return "p" + number;
    }
}
