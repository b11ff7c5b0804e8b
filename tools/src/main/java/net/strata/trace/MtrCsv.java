package net.strata.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What `mtr --csv` prints: a row for each hop, in mtr's columns, with values quoted where that is needed (RFC 4180).
public final class MtrCsv {
    private static final long SECOND = 1_000_000_000;

    private MtrCsv() {}

    /// The row above all others.
    public static String header(MtrReport.Look look) {
        var titles = new ArrayList<>(List.of("Mtr_Version", "Start_Time", "Status", "Host", "Hop", "Ip"));
        if (look.systems() != null) titles.add("Asn");
        look.fields().forEach(each -> titles.add(each.title()));
        return row(titles);
    }

    /// The rows of a way.
    ///
    /// @param version what made them
    /// @param time when it was begun, in ns since the epoch
    public static List<String> rows(Way way, MtrReport.Look look, String version, long time) {
        var rows = new ArrayList<String>();
        for (Hop hop : MtrReport.hops(way)) {
            var values = new ArrayList<>(List.of(version, Long.toString(Math.floorDiv(time, SECOND)), "OK",
                    way.path().name(), Integer.toString(hop.hops()), look.name(hop)));
            if (look.systems() != null) values.add(look.system(hop).strip());
            look.fields().forEach(each -> values.add(each.plain(hop)));
            rows.add(row(values));
        }
        return rows;
    }

    private static String row(List<String> values) {
        return values.stream().map(MtrCsv::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        boolean special = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
