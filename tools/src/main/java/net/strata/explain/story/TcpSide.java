package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.frame.Batch;

/// One direction of a TCP connection: what its sender has sent so far, as seen where the capture was made.
/// Numbers are relative, and do not wrap.
final class TcpSide {
    private static final int GAPS = 64;

    /// Bytes that were jumped over.
    record Gap(long from, long end, long time) {}

    /// What it sends next; -1 until it was seen to send something.
    long next = -1;
    /// The highest acknowledgment that it sent; -1 for none.
    long acked = -1;
    long ackedAt = Batch.NO_TIME;
    /// The window that it told last; -1 for none.
    long window = -1;
    int duplicates;
    /// Whether its latest segment was a window probe or a keep-alive.
    boolean probed;
    boolean keptAlive;
    boolean syn;
    long synAt = Batch.NO_TIME;
    /// The number of its FIN, -1 for none.
    long fin = -1;
    long finPacket;
    /// Up to where its bytes are known, sent or acknowledged; -1 if none.
    long covered = -1;
    /// The highest number behind bytes that it has told, by SACK, to have.
    long sacked;
    final List<Gap> gaps = new ArrayList<>();

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

    /// Takes bytes out of the gaps.
    ///
    /// @return when the gap was made that they fill, [Batch#NO_TIME] if they fill none
    long fill(long from, long end) {
        long since = Batch.NO_TIME;
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (end <= gap.from || from >= gap.end) continue;
            since = gap.time;
            gaps.remove(i--);
            if (gap.from < from) gaps.add(++i, new Gap(gap.from, from, gap.time));
            if (end < gap.end && gaps.size() < GAPS) gaps.add(++i, new Gap(end, gap.end, gap.time));
        }
        return since;
    }

    /// Its bytes of data before a number: the first has number 1.
    long data(long number) {
        long end = fin >= 0 ? Math.min(number, fin) : number;
        return Math.max(0, end - 1);
    }
}
