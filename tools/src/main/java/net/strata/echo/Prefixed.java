package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// The end of an answer that is a message with a mark before it, or before each of the parts in which the server received it.
/// Where the message has the mark in itself there may be several ways to read what came; all of them are followed.
final class Prefixed implements Ending {
    /// How far a reading of the answer is.
    ///
    /// @param taken bytes of the message
    /// @param marked bytes of the mark: all of them behind a mark, [#IN_PART] behind the first byte of a part
    private record Reading(int taken, int marked) {}

    private static final int IN_PART = Integer.MAX_VALUE;

    private final byte[] mark;
    private final byte[] message;
    private Set<Reading> readings = Set.of(new Reading(0, 0));
    private long came;

    Prefixed(byte[] mark, byte[] message) {
        this.mark = mark;
        this.message = message;
    }

    @Override
    public boolean take(ByteBuffer data, Content content) throws IOException {
        for (int i = data.position(); i < data.limit(); i++) {
            came++;
            byte b = data.get(i);
            var next = new HashSet<Reading>();
            for (Reading each : readings)
                read(each, b, next);
            if (next.isEmpty())
                throw new AnswerException(isComplete()
                        ? "the answer is longer than it may be"
                        : "byte " + came
                                + " of the answer is neither that of the message nor one of the text before it");
            readings = next;
        }
        content.take(data);
        return isComplete();
    }

    private void read(Reading at, byte b, Set<Reading> next) {
        boolean more = at.taken < message.length;
        if (at.marked < mark.length) {
            if (b == mark[at.marked]) next.add(new Reading(at.taken, at.marked + 1));
            return;
        }
        if (more && b == message[at.taken]) next.add(new Reading(at.taken + 1, IN_PART));
        if (more && at.marked == IN_PART && b == mark[0]) next.add(new Reading(at.taken, 1));
    }

    private boolean isComplete() {
        return readings.contains(new Reading(message.length, IN_PART));
    }

    @Override
    public String missing() {
        if (came == 0) return "it has not answered";
        int most = readings.stream().mapToInt(Reading::taken).max().orElse(0);
        return message.length - most + " bytes of its answer have not come";
    }
}
