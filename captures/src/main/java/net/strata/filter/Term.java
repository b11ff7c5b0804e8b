package net.strata.filter;

import java.util.List;
import net.strata.decode.Cursor;
import org.jspecify.annotations.Nullable;

/// A test that is ready to be made.
abstract class Term {
    /// As the user wrote it.
    final String text;

    Term(String text) {
        this.text = text;
    }

    abstract boolean holds(Cursor c);

    /// The terms it is made of, none for a leaf.
    List<Term> parts() {
        return List.of();
    }

    /// What a leaf looks at.
    List<Operand> operands() {
        return List.of();
    }

    /// How often a search gave up.
    long gaveUp() {
        return parts().stream().mapToLong(Term::gaveUp).sum();
    }

    static final class Joined extends Term {
        private final Condition.Logic logic;
        private final Term[] parts;

        Joined(Condition.Logic logic, List<Term> parts, String text) {
            super(text);
            this.logic = logic;
            this.parts = parts.toArray(Term[]::new);
        }

        @Override
        boolean holds(Cursor c) {
            if (logic == Condition.Logic.XOR) {
                boolean odd = false;
                for (Term part : parts)
                    odd ^= part.holds(c);
                return odd;
            }
            boolean decides = logic == Condition.Logic.OR;
            for (Term part : parts)
                if (part.holds(c) == decides) return decides;
            return !decides;
        }

        @Override
        List<Term> parts() {
            return List.of(parts);
        }
    }

    static final class Not extends Term {
        private final Term of;

        Not(Term of, String text) {
            super(text);
            this.of = of;
        }

        @Override
        boolean holds(Cursor c) {
            return !of.holds(c);
        }

        @Override
        List<Term> parts() {
            return List.of(of);
        }
    }

    /// A field or protocol is there, a slice is not empty, a calculation gives something else than zero.
    static final class Present extends Term {
        private final Operand what;

        Present(Operand what, String text) {
            super(text);
            this.what = what;
        }

        @Override
        boolean holds(Cursor c) {
            Values v = what.in(c);
            if (!(what instanceof SliceOperand || what instanceof CalculatedOperand)) return v.count > 0;
            for (int i = 0; i < v.count; i++)
                if (what instanceof SliceOperand ? v.length[i] > 0 : notZero(v, i)) return true;
            return false;
        }

        private boolean notZero(Values v, int i) {
            if (what.type.numeric()) return v.number[i] != 0;
            for (int k = 0; k < v.length[i]; k++)
                if (v.at(i, k) != 0) return true;
            return false;
        }

        @Override
        List<Operand> operands() {
            return List.of(what);
        }
    }

    /// Two values in a relation: any of the values on the left with any on the right, or all with all.
    static final class Compared extends Term {
        /// Two long lists of values are compared as far as this.
        private static final int MOST_PAIRS = 1 << 20;

        private final Relation relation;
        private final boolean all;
        private final Operand left;
        private final Operand right;
        private final Order order;

        Compared(Relation relation, boolean all, Operand left, Operand right, String text) {
            super(text);
            this.relation = relation;
            this.all = all;
            this.left = left;
            this.right = right;
            order = Order.of(left, right);
        }

        @Override
        boolean holds(Cursor c) {
            Values a = left.in(c);
            if (a.count == 0) return false;
            Values b = right.in(c);
            if (b.count == 0) return false;
            int pairs = 0;
            for (int i = 0; i < a.count; i++) {
                for (int k = 0; k < b.count; k++) {
                    boolean holds = relation == Relation.CONTAINS
                            ? contains(a, i, b, k)
                            : relation.holds(order.compare(a, i, b, k));
                    if (holds != all) return holds;
                    if (++pairs == MOST_PAIRS) return false;
                }
            }
            return all;
        }

        private static boolean contains(Values a, int i, Values b, int k) {
            int size = b.length[k];
            if (size == 0) return false;
            byte[] data = a.data[i];
            byte[] wanted = b.data[k];
            int from = b.from[k];
            byte first = wanted[from];
            int last = a.from[i] + a.length[i] - size;
            for (int at = a.from[i]; at <= last; at++) {
                if (data[at] != first) continue;
                int n = 1;
                while (n < size && data[at + n] == wanted[from + n])
                    n++;
                if (n == size) return true;
            }
            return false;
        }

        @Override
        List<Operand> operands() {
            return List.of(left, right);
        }
    }

    static final class Matched extends Term {
        private final boolean all;
        private final Operand left;
        private final Regex regex;

        Matched(boolean all, Operand left, Regex regex, String text) {
            super(text);
            this.all = all;
            this.left = left;
            this.regex = regex;
        }

        @Override
        boolean holds(Cursor c) {
            Values v = left.in(c);
            for (int i = 0; i < v.count; i++) {
                boolean found = regex.find(v.data[i], v.from[i], v.length[i]);
                if (found != all) return found;
            }
            return all && v.count > 0;
        }

        @Override
        List<Operand> operands() {
            return List.of(left);
        }

        @Override
        long gaveUp() {
            return regex.gaveUp();
        }
    }

    /// A value is one of a set.
    static final class Member extends Term {
        /// Values from the first to the last.
        ///
        /// @param last null for the first alone
        record Range(Operand first, @Nullable Operand last, Order fromFirst, Order toLast) {
            boolean holds(Values v, int i) {
                for (int k = 0; k < first.values.count; k++) {
                    int order = fromFirst.compare(v, i, first.values, k);
                    if (last == null ? order == 0 : order >= 0 && upTo(v, i, last.values)) return true;
                }
                return false;
            }

            private boolean upTo(Values v, int i, Values most) {
                for (int k = 0; k < most.count; k++)
                    if (toLast.compare(v, i, most, k) <= 0) return true;
                return false;
            }
        }

        private final boolean all;
        private final Operand left;
        private final Range[] ranges;

        Member(boolean all, Operand left, List<Range> set, String text) {
            super(text);
            this.all = all;
            this.left = left;
            ranges = set.toArray(Range[]::new);
        }

        @Override
        boolean holds(Cursor c) {
            Values v = left.in(c);
            if (v.count == 0) return false;
            for (Range r : ranges) {
                r.first.in(c);
                if (r.last != null) r.last.in(c);
            }
            for (Range r : ranges)
                if (in(r, v)) return true;
            return false;
        }

        /// Whether any value lies in a range, or, as in Wireshark, all lie in the same.
        private boolean in(Range r, Values v) {
            for (int i = 0; i < v.count; i++) {
                boolean in = r.holds(v, i);
                if (in != all) return in;
            }
            return all;
        }

        @Override
        List<Operand> operands() {
            return List.of(left);
        }
    }
}
