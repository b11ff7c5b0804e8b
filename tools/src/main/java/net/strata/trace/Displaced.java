package net.strata.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves errors to the hop that they came from.
///
/// Probes to several hops are on their way together, and a router that finds a host unreachable may answer only some of
/// them, as it limits its errors: then probes of a later hop are answered, and earlier ones, which came to the same end,
/// are not. As traceroute has it (its manual, NOTES), an error of a later hop takes the place of a probe that was given up,
/// if all before it in its hop ended the way, or the error's sender is known from nearer hops, or its time to live says that
/// it is not farther away.
final class Displaced {
    private final List<List<Slot>> hops;

    Displaced(List<List<Slot>> hops) {
        this.hops = hops;
    }

    /// Gives a probe that nothing came for what belongs there.
    ///
    /// @param index which of the hop's
    /// @return whether there is something
    boolean take(int hop, int index) {
        List<Slot> row = hops.get(hop);
        Slot slot = row.get(index);
        for (Slot each : row.subList(0, index))
            if (!each.isFinal()) return false;
        Slot found = next(hop, index);
        Answer answer = found == null ? null : found.answer;
        if (found == null || answer == null || !answer.isFinal() || Mark.of(answer).isEmpty()) return false;
        boolean same = index > 0 || row.contains(found);
        if (!same && !isFromNearer(answer, hop) && !isAsNear(answer, hop)) return false;
        slot.answer = answer;
        slot.extension = found.extension;
        found.answer = null;
        found.lost = true;
        return true;
    }

    /// The next probe that was answered.
    private @Nullable Slot next(int hop, int index) {
        for (int i = hop; i < hops.size(); i++) {
            List<Slot> row = hops.get(i);
            for (int k = i == hop ? index + 1 : 0; k < row.size(); k++)
                if (row.get(k).answer != null) return row.get(k);
        }
        return null;
    }

    private boolean isFromNearer(Answer answer, int hop) {
        for (List<Slot> row : hops.subList(0, hop))
            for (Slot each : row)
                if (each.answer != null && each.answer.from().equals(answer.from())) return true;
        return false;
    }

    /// By the way back, measured against that of the last router before it which has a shorter one.
    private boolean isAsNear(Answer answer, int hop) {
        int back = answer.back();
        if (back < 0) return false;
        for (int i = hop - 1; i > 0; i--)
            for (Slot each : hops.get(i).reversed()) {
                int nearer = each.answer == null ? -1 : each.answer.back();
                if (nearer > 0 && nearer < back) return back - nearer + i <= hop;
            }
        return back <= hop;
    }
}
