package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.frame.Batch;
import org.jspecify.annotations.Nullable;

/// One direction of a TCP connection: what its sender has sent so far, as seen where the capture was made.
/// Numbers are relative, and do not wrap.
final class TcpSide {
    private static final int GAPS = 1024;

    /// Bytes that were jumped over.
    record Gap(long from, long end, long time) {}

    /// Bytes behind a hole, told by SACK to be there.
    record Run(long from, long end) {}

    /// What it sends next; -1 until it was seen to send something.
    long next = -1;
    /// The highest acknowledgment that it sent; -1 for none.
    long acked = -1;
    long ackedAt = Batch.NO_TIME;
    /// What its latest segment acknowledged; -1 for nothing.
    long latestAck = -1;
    /// The window that it told last; -1 for none.
    long window = -1;
    int duplicates;
    /// When the latest duplicate ACK of it came.
    long duplicateAt = Batch.NO_TIME;
    /// Whether it has sent a window probe or a keep-alive that nobody has answered yet.
    boolean probed;
    boolean keptAlive;
    /// Whether the byte of its window probe has just been acknowledged.
    boolean taken;
    /// So many keep-alives of it were not answered.
    int unanswered;
    /// Whether any segment of it was seen.
    boolean seen;
    boolean syn;
    /// Whether its SYN had data.
    boolean early;
    /// Whether it has sent a SYN that acknowledges the other's.
    boolean agreed;
    long synAt = Batch.NO_TIME;
    /// The number of its FIN, -1 for none.
    long fin = -1;
    long finPacket;
    /// Up to where its bytes are known, sent or acknowledged; -1 if none.
    long covered = -1;
    /// The runs of bytes that it told last, by SACK, to have.
    List<Run> sacked = List.of();
    /// Bytes that it sent and that did not come by here, in order.
    final List<Gap> gaps = new ArrayList<>();
    /// What it has sent again.
    final TcpRepeats repeats = new TcpRepeats();
    /// Whether its latest data had PSH: a sender sets it where what it was given to send ends (RFC 9293 section 3.9.1), Linux also within.
    boolean pushed = true;
    /// Whether it has sent data when the other side had closed.
    boolean wentOn;

    // What it offered in its SYN.
    long mss = -1;
    long shift = -1;
    boolean sack;
    boolean timestamps;
    final List<String> others = new ArrayList<>();

    // Sums.
    long bytes;
    long segments;
    long again;
    long late;

    private long highest;
    private boolean begun;

    /// A number that has wrapped, as it really is.
    long unwrap(long relative) {
        if (!begun) {
            begun = true;
            highest = (int) relative;
            return highest;
        }
        long value = highest + (int) (relative - highest);
        highest = Math.max(highest, value);
        return value;
    }

    /// Notes that bytes were jumped over.
    void gap(long from, long end, long time) {
        if (gaps.size() < GAPS) gaps.add(new Gap(from, end, time));
    }

    /// So many bytes of it never came by here. One number at the end may be that of a FIN.
    long missing() {
        long missing = 0;
        for (Gap each : gaps)
            if (fin >= 0 || each.end < next || each.end - each.from > 1) missing += each.end - each.from;
        return missing;
    }

    /// Notes that the byte of a window probe was taken.
    void probeTaken() {
        taken = true;
        bytes++;
        next++;
        covered = Math.max(covered, next);
    }

    /// So many bytes of a run were not seen before.
    long fresh(long from, long end) {
        long fresh = Math.max(0, end - Math.max(from, next));
        for (Gap each : gaps)
            fresh += Math.max(0, Math.min(end, each.end) - Math.max(from, each.from));
        return fresh;
    }

    /// Up to where all is there, as far as can be seen here: the first gap that nobody has acknowledged ends it.
    long front(long acknowledged) {
        for (Gap each : gaps)
            if (each.end > acknowledged) return Math.max(each.from, acknowledged);
        return next;
    }

    /// Whether it has told by SACK to have all of a run.
    boolean has(long from, long end) {
        return sacked.stream().anyMatch(each -> each.from <= from && end <= each.end);
    }

    /// Whether its latest acknowledgments tell of a hole.
    boolean lacks() {
        return duplicates > 0 || !sacked.isEmpty();
    }

    /// Takes bytes out of the gaps.
    ///
    /// @return the gap that they fill, the last if there are several; null if they fill none
    @Nullable
    Gap fill(long from, long end) {
        Gap filled = null;
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (end <= gap.from || from >= gap.end) continue;
            filled = gap;
            gaps.remove(i--);
            if (gap.from < from) gaps.add(++i, new Gap(gap.from, from, gap.time));
            if (end < gap.end && gaps.size() < GAPS) gaps.add(++i, new Gap(end, gap.end, gap.time));
        }
        return filled;
    }

    /// Its bytes of data before a number: the first has number 1.
    long data(long number) {
        long end = fin >= 0 ? Math.min(number, fin) : number;
        return Math.max(0, end - 1);
    }
}
