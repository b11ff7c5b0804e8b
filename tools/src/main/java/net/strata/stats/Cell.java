package net.strata.stats;

import java.util.ArrayList;
import java.util.List;

/// What became of a probe, or of several in a row; a column of a picture.
///
/// @param probes how many
/// @param answered and so many lost; the others are on their way
/// @param min the shortest round trip in ns, [Long#MAX_VALUE] if none is answered
/// @param max the longest, 0 if none is answered
/// @param sum of all round trips
public record Cell(long probes, long answered, long lost, long min, long max, long sum) {
    static final Cell NONE = new Cell(0, 0, 0, Long.MAX_VALUE, 0, 0);
    static final Cell SENT = new Cell(1, 0, 0, Long.MAX_VALUE, 0, 0);
    static final Cell LOST = new Cell(0, 0, 1, Long.MAX_VALUE, 0, 0);

    static Cell answered(long nanos) {
        return new Cell(0, 1, 0, nanos, nanos, nanos);
    }

    Cell plus(Cell o) {
        return new Cell(probes + o.probes, answered + o.answered, lost + o.lost, Math.min(min, o.min),
                Math.max(max, o.max), sum + o.sum);
    }

    double mean() {
        return (double) sum / answered;
    }

    /// The cells, as many put together into one as it takes to have no more than `most`.
    static List<Cell> atMost(int most, List<Cell> cells) {
        int each = Math.max(1, Math.ceilDiv(cells.size(), most));
        var merged = new ArrayList<Cell>();
        for (int i = 0; i < cells.size(); i += each)
            merged.add(sum(cells.subList(i, Math.min(cells.size(), i + each))));
        return merged;
    }

    static Cell sum(List<Cell> cells) {
        return cells.stream().reduce(NONE, Cell::plus);
    }
}
