package net.strata.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.session.Session;
import org.jspecify.annotations.Nullable;

/// Reads a capture up to the packets that are to be explained.
public final class Packets {
    private static final int ARENA = 256 << 10;

    private Packets() {}

    /// Takes the chosen packets of a capture apart, in order, and reads no further than it must.
    ///
    /// @param filter which are chosen; null for all
    /// @param number the one of that number alone; 0 for all
    /// @param most how many at most
    /// @return they, fewer than `most` if there are no more
    public static List<Anatomy> choose(FrameSource source, @Nullable Filter filter, long number, int most)
            throws IOException {
        var chosen = new ArrayList<Anatomy>();
        var dissector = new Dissector();
        var session = new Session(filter);
        var batch = new Batch(ARENA);
        while (chosen.size() < most && source.read(batch)) {
            session.see(batch);
            for (int i = 0; i < batch.count && chosen.size() < most; i++) {
                if (batch.hidden[i] || number > 0 && batch.firstNumber + i != number) continue;
                chosen.add(dissector.dissect(batch, i));
            }
            if (number > 0 && batch.firstNumber + batch.count > number) break;
        }
        return chosen;
    }
}
