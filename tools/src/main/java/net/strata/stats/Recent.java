package net.strata.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The latest probes, a cell each.
///
/// Probes have numbers from 0 on, in the order of sending. What becomes of them may be told in any order.
public final class Recent implements Trace {
    private static final long WAITING = -1;
    private static final long LOST = -2;

    private final long[] slots;
    private long next;

    /// @param most probes that are kept
    public Recent(int most) {
        slots = new long[most];
        Arrays.fill(slots, WAITING);
    }

    @Override
    public void sent(long number) {
        for (long n = Math.max(next, number - slots.length + 1); n <= number; n++)
            slots[slot(n)] = WAITING;
        next = Math.max(next, number + 1);
    }

    @Override
    public void reply(long number, long rttNanos) {
        set(number, rttNanos);
    }

    @Override
    public void lost(long number) {
        set(number, LOST);
    }

    private void set(long number, long fate) {
        if (number >= first() && number < next) slots[slot(number)] = fate;
    }

    private long first() {
        return Math.max(0, next - slots.length);
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    /// From the oldest probe that is kept to the last.
    @Override
    public List<Cell> cells() {
        return LongStream.range(first(), next).mapToObj(n -> Cell.SENT.plus(fate(slots[slot(n)]))).toList();
    }

    private static Cell fate(long slot) {
        return slot == WAITING ? Cell.NONE : slot == LOST ? Cell.LOST : Cell.answered(slot);
    }
}
