package net.strata.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import net.strata.frame.Advice;
import org.jspecify.annotations.Nullable;

/// What the user says that follows a number, before the tables are asked. Not changed any more once frames are walked.
public final class DecodeAs implements Advice {
    private final Map<Bindings, Bindings> said = new HashMap<>();

    /// Lets `p` follow every number from `first` to `last` of a table.
    public DecodeAs say(Bindings table, int first, int last, Protocol p) {
        said.computeIfAbsent(table, _ -> new Bindings()).bind(p, IntStream.rangeClosed(first, last).toArray());
        return this;
    }

    /// What is said to follow `number`, null if nothing is said.
    @Nullable
    Protocol find(Bindings table, int number) {
        Bindings own = said.get(table);
        return own == null ? null : own.find(number);
    }
}
