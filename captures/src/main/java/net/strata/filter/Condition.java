package net.strata.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is true or false, as it is written.
sealed interface Condition {
    int from();

    int to();

    /// Several tests joined by the same word.
    record Joined(Logic logic, List<Condition> parts, int from, int to) implements Condition {}

    record Not(Condition of, int from, int to) implements Condition {}

    /// A name, slice or calculation that stands alone.
    record Present(Expr what, int from, int to) implements Condition {}

    /// Two values in a relation.
    ///
    /// @param all whether it must hold for all values, or for any; null: as the operator has it
    record Compared(Relation relation, @Nullable Boolean all, Expr left, Expr right, int from,
            int to) implements Condition {}

    /// One of a set, or of ranges.
    record Member(@Nullable Boolean all, Expr what, List<Element> set, int from, int to) implements Condition {}

    /// A value, or all from a first to a last.
    ///
    /// @param last null for a single value
    record Element(Expr first, @Nullable Expr last) {}

    enum Logic {
        AND, OR, XOR
    }
}
