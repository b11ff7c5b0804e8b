package net.strata.demo;

import java.util.Comparator;
import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Step;

/// What of a run shows the point.
public sealed interface Evidence {
    /// For what is shown together: in the order of time.
    Comparator<Evidence> IN_TIME = Comparator.comparingLong(Evidence::time);

    /// When it happened, on the call clock.
    long time();

    record Called(Step step) implements Evidence {
        /// A call that sends stands before its packets, one that waits behind what it waited for.
        @Override
        public long time() {
            return step.caused().isEmpty() ? step.made().latest() : step.made().call().enter();
        }
    }

    record Sent(Packet packet) implements Evidence {
        @Override
        public long time() {
            return packet.left();
        }
    }

    /// Words, or a row of a table.
    record Said(String words) implements Evidence {
        @Override
        public long time() {
            return Long.MAX_VALUE;
        }
    }

    /// Of which sends calls and segments consist.
    ///
    /// @param what they are, such as `recv`
    /// @param groups the pieces of each
    record Cut(String what, List<List<Piece>> groups) implements Evidence {
        /// Bytes of one send.
        ///
        /// @param send counted from 0
        public record Piece(int send, int length) {}

        @Override
        public long time() {
            return Long.MAX_VALUE;
        }
    }
}
