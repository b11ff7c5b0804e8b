package net.strata.stats;

import java.util.ArrayList;
import java.util.List;

/// A condition on the statistics of a host: `loss > 1% or p99 > 50ms`.
///
/// A comparison has a name on its left and a number with its unit on its right: `%` for the share `loss`, `us`, `ms` or `s`
/// for times, none for counts; zero needs none. Comparisons (`>`, `>=`, `<`, `<=`, `==`, `!=`) are joined by `and`, `or`,
/// `not` (or `&&`, `||`, `!`) and parentheses; `not` binds before `and`, `and` before `or`.
///
/// A comparison with what is not known is false: `p99 > 50ms` where no reply came, `jitter` of fewer than two, `loss` before
/// anything is settled. So `not p99 <= 50ms` is true where no reply came, and `p99 > 50ms` is not.
public final class Condition {
    private final Term root;

    private Condition(Term root) {
        this.root = root;
    }

    /// Reads a condition.
    ///
    /// @throws ConditionException if `text` is none
    public static Condition parse(String text) throws ConditionException {
        return new Condition(new ConditionParser(text).parse());
    }

    /// Whether a [Distribution] is needed to know.
    public boolean needsPercentiles() {
        return root.needsPercentiles();
    }

    public boolean holds(Snapshot s) {
        return root.holds(s);
    }

    /// The comparisons that make the condition true, or else those that make it false, with the values that were found:
    /// `loss 3.23 % > 1 %`.
    public String reason(Snapshot s) {
        var reasons = new ArrayList<String>();
        root.reasons(s, root.holds(s), reasons);
        return String.join(", ", reasons);
    }

    /// Something that is true or false.
    sealed interface Term {
        boolean holds(Snapshot s);

        boolean needsPercentiles();

        /// Adds what makes the term true, or false if `truth` is false, as it must be.
        void reasons(Snapshot s, boolean truth, List<String> out);
    }

    /// Terms joined by `and`, or by `or`.
    record Joined(boolean and, List<Term> parts) implements Term {
        @Override
        public boolean holds(Snapshot s) {
            return and ? parts.stream().allMatch(t -> t.holds(s)) : parts.stream().anyMatch(t -> t.holds(s));
        }

        @Override
        public boolean needsPercentiles() {
            return parts.stream().anyMatch(Term::needsPercentiles);
        }

        @Override
        public void reasons(Snapshot s, boolean truth, List<String> out) {
            for (Term part : parts) {
                if (part.holds(s) == truth) part.reasons(s, truth, out);
            }
        }
    }

    record Not(Term of) implements Term {
        @Override
        public boolean holds(Snapshot s) {
            return !of.holds(s);
        }

        @Override
        public boolean needsPercentiles() {
            return of.needsPercentiles();
        }

        @Override
        public void reasons(Snapshot s, boolean truth, List<String> out) {
            of.reasons(s, !truth, out);
        }
    }

    /// A quantity and what it is compared with.
    ///
    /// @param limit in the quantity's own unit
    /// @param text the limit as it was written
    record Compared(Quantity quantity, String sign, double limit, String text) implements Term {
        @Override
        public boolean holds(Snapshot s) {
            double value = quantity.of(s);
            if (Double.isNaN(value)) return false;
            return switch (sign) {
                case ">" -> value > limit;
                case ">=" -> value >= limit;
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case "==" -> value == limit;
                case "!=" -> value != limit;
                default -> throw new IllegalStateException(sign);
            };
        }

        @Override
        public boolean needsPercentiles() {
            return quantity.isPercentile();
        }

        @Override
        public void reasons(Snapshot s, boolean truth, List<String> out) {
            out.add(quantity.label() + " " + quantity.text(s) + (truth ? " " : ", not ") + sign + " " + text);
        }
    }
}
