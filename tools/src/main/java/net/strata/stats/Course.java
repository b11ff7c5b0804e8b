package net.strata.stats;

import java.util.Arrays;
import java.util.List;

/// All probes of a run in a fixed number of cells. As probes get more, each cell stands for 2, 4, 8 … of them.
///
/// Probes have numbers from 0 on, in the order of sending. What becomes of them may be told in any order.
public final class Course implements Trace {
    private final Cell[] cells;
    private int used;
    private int shift;

    /// @param most cells, an even number
    public Course(int most) {
        if (most < 2 || most % 2 != 0) throw new IllegalArgumentException(most + " cells");
        cells = new Cell[most];
        Arrays.fill(cells, Cell.NONE);
    }

    @Override
    public void sent(long number) {
        add(number, Cell.SENT);
    }

    @Override
    public void reply(long number, long rttNanos) {
        add(number, Cell.answered(rttNanos));
    }

    @Override
    public void lost(long number) {
        add(number, Cell.LOST);
    }

    private void add(long number, Cell what) {
        while (number >> shift >= cells.length)
            halve();
        int at = (int) (number >> shift);
        cells[at] = cells[at].plus(what);
        used = Math.max(used, at + 1);
    }

    private void halve() {
        for (int i = 0; i < cells.length; i++)
            cells[i] = 2 * i < cells.length ? cells[2 * i].plus(cells[2 * i + 1]) : Cell.NONE;
        used = (used + 1) / 2;
        shift++;
    }

    /// From the first probe to the last.
    @Override
    public List<Cell> cells() {
        return List.of(cells).subList(0, used);
    }
}
