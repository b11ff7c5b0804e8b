package net.strata.cli;

import java.util.ArrayList;
import java.util.List;
import net.strata.stats.Condition;
import net.strata.stats.ConditionException;
import net.strata.stats.Snapshot;

/// Conditions that the exit status tells of.
final class Conditions {
    private Conditions() {}

    /// Those that the command line has.
    static List<Condition> of(Arguments arguments, Option option) throws UsageException {
        var conditions = new ArrayList<Condition>();
        for (String text : arguments.values(option)) {
            try {
                conditions.add(Condition.parse(text));
            } catch (ConditionException e) {
                throw new UsageException(arguments.name(option) + ": " + e.getMessage(), e.place());
            }
        }
        return conditions;
    }

    /// Whether one holds for a host; then a line tells why.
    static boolean fails(Condition condition, Snapshot known, String command, String host, Console console) {
        if (!condition.holds(known)) return false;
        console.error("strata " + command + ": " + host + ": " + condition.reason(known));
        return true;
    }
}
