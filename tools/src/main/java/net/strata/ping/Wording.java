package net.strata.ping;

import java.util.List;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// What a way to ask changes in the lines of iputils' ping.
public interface Wording {
    Wording ECHO = new Wording() {
        @Override
        public boolean isTimed(int size) {
            return size >= TIMED;
        }

        @Override
        public int shortest(int size) {
            return size + Echo.HEADER;
        }
    };
    /// Of echoes, data that is shorter has no round trip times in iputils, whose time stamp does not fit.
    int TIMED = 16;

    /// The first line behind the host: how much is sent.
    ///
    /// @param size bytes of data
    /// @param options bytes of IPv4 options
    default String sends(int size, int options, boolean six) {
        return six ? size + " data bytes" : size + "(" + (size + Echo.HEADER + 20 + options) + ") bytes of data.";
    }

    /// What the sequence number is called.
    default String sequence() {
        return "icmp_seq";
    }

    /// Whether round trips are shown.
    default boolean isTimed(int size) {
        return true;
    }

    /// How many bytes an answer has at least.
    ///
    /// @param size bytes of data in the probe
    default int shortest(int size) {
        return 0;
    }

    /// Takes an answer into account, whether it is shown or not.
    ///
    /// @param arrival null where there is none
    default void note(Reply reply, @Nullable Arrival arrival) {}

    /// An answer's line, from behind `from HOST:` up to the time to live.
    ///
    /// @param arrival null where there is none
    default void began(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        line.append(' ').append(sequence()).append('=').append(reply.sequence());
    }

    /// An answer's line, from behind the time to live up to the round trip.
    ///
    /// @param arrival null where there is none
    default void told(Reply reply, @Nullable Arrival arrival, StringBuilder line) {}

    /// Lines behind the statistics.
    default List<String> ended() {
        return List.of();
    }
}
