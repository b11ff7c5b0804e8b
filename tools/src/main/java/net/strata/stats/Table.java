package net.strata.stats;

import java.util.ArrayList;
import java.util.List;

/// Many hosts, a line each.
public final class Table {
    private static final String HEAD = "times in ms";
    private static final List<Column> COLUMNS = List.of(Column.SENT, Column.LOSS, Column.P50, Column.P90, Column.P95,
            Column.P99, Column.P999, Column.MAX, Column.JITTER);

    /// A host.
    ///
    /// @param name as it can be shown
    public record Row(String name, Snapshot snapshot) {}

    private Table() {}

    /// A line that names the columns, and one for each host.
    public static List<String> lines(List<Row> rows) {
        int names = Math.max(HEAD.length(), rows.stream().mapToInt(row -> row.name.length()).max().orElse(0));
        var lines = new ArrayList<String>();
        var head = new StringBuilder(HEAD).repeat(' ', names - HEAD.length());
        COLUMNS.forEach(column -> head.append(column.head()));
        lines.add(head.toString());
        for (Row row : rows) {
            var line = new StringBuilder(row.name).repeat(' ', names - row.name.length());
            COLUMNS.forEach(column -> line.append(column.of(row.snapshot)));
            lines.add(line.toString());
        }
        return lines;
    }
}
