package net.strata.fping;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.strata.cli.Output;
import net.strata.fping.Style.Show;
import net.strata.ping.Millis;
import net.strata.wire.Text;

/// What a run comes to: by host, as a whole, and since the last report.
final class Summaries {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['HH:mm:ss']'", Locale.ROOT);

    private final Style style;
    private final List<Row> rows;
    private final int width;
    private final Output out;
    private final Output err;
    private final Text line = new Text(256);

    /// @param width of the longest name
    Summaries(Style style, List<Row> rows, int width, Output out, Output err) {
        this.style = style;
        this.rows = rows;
        this.width = width;
        this.out = out;
        this.err = err;
    }

    /// A line for each host, at the end.
    void each() throws IOException {
        boolean json = style.shows(Show.JSON);
        if (!json) begin();
        for (Row row : rows) {
            line.clear();
            if (json) json(row);
            else
                text(row);
            line.put('\n').writeTo(json ? out : err);
        }
        err.flush();
    }

    /// A line for each host, while it runs.
    void report(long wall) throws IOException {
        boolean json = style.shows(Show.JSON);
        var at = Instant.ofEpochSecond(wall / SECOND, wall % SECOND);
        if (!json) {
            begin();
            err.line(TIME.format(at.atZone(ZoneId.systemDefault())));
        }
        for (Row row : rows) {
            Tally tally = row.lately == null || style.shows(Show.CUMULATIVE) ? row.all : row.lately;
            line.clear();
            if (json) {
                line.ascii("{\"intSum\": {\"time\": ").number(at.getEpochSecond()).ascii(", ");
                host(row);
                numbersJson(tally);
                line.ascii("}}\n").writeTo(out);
            } else {
                label(row);
                numbers(tally);
                line.put('\n').writeTo(err);
            }
            if (row.lately != null && !style.shows(Show.CUMULATIVE)) row.lately.clear();
        }
        out.flush();
        err.flush();
    }

    private void begin() throws IOException {
        out.flush();
        if (style.shows(Show.REPLIES) || style.shows(Show.WORDS)) err.write('\n');
    }

    private void label(Row row) {
        line.raw(row.label).pad(line.length() - row.label.length, width).ascii(" :");
    }

    private void text(Row row) {
        label(row);
        if (!style.shows(Show.TIMES)) {
            numbers(row.all);
            return;
        }
        for (int i = 0; i < row.all.sent; i++) {
            line.put(' ');
            if (row.time(i) < 0) line.put('-');
            else
                Millis.put(line, row.time(i));
        }
    }

    private void numbers(Tally of) {
        boolean loss = of.received <= of.sent;
        line.ascii(loss ? " xmt/rcv/%loss = " : " xmt/rcv/%return = ").number(of.sent).put('/').number(of.received)
                .put('/').number(loss ? of.loss() : of.returned()).put('%');
        if (loss && style.shows(Show.OUTAGE)) line.ascii(", outage(ms) = ").number(outage(of));
        if (of.received == 0) return;
        line.ascii(", min/avg/max = ");
        Millis.put(line, of.least);
        line.put('/');
        Millis.put(line, of.average());
        line.put('/');
        Millis.put(line, of.most);
    }

    private long outage(Tally of) {
        return (of.sent - of.received) * style.period() / MILLI;
    }

    private void host(Row row) {
        line.ascii("\"host\": ").json(row.label, 0, row.label.length).ascii(", ");
    }

    private void json(Row row) {
        boolean times = style.shows(Show.TIMES);
        line.ascii(times ? "{\"vSum\": {" : "{\"summary\": {");
        host(row);
        if (times) {
            line.ascii("\"values\": [");
            for (int i = 0; i < row.all.sent; i++) {
                if (i > 0) line.ascii(", ");
                if (row.time(i) < 0) line.ascii("null");
                else
                    Millis.put(line, row.time(i));
            }
            line.put(']');
        } else {
            numbersJson(row.all);
        }
        line.ascii("}}");
    }

    private void numbersJson(Tally of) {
        boolean loss = of.received <= of.sent;
        line.ascii("\"xmt\": ").number(of.sent).ascii(", \"rcv\": ").number(of.received)
                .ascii(loss ? ", \"loss\": " : ", \"return\": ").number(loss ? of.loss() : of.returned());
        if (loss && style.shows(Show.OUTAGE)) line.ascii(", \"outage(ms)\": ").number(outage(of));
        if (of.received == 0) return;
        line.ascii(", \"rttMin\": ");
        Millis.put(line, of.least);
        line.ascii(", \"rttAvg\": ");
        Millis.put(line, of.average());
        line.ascii(", \"rttMax\": ");
        Millis.put(line, of.most);
    }

    /// A report for netdata.
    ///
    /// @param first whether its charts have to be made
    void netdata(boolean first) throws IOException {
        for (Row row : rows) {
            Tally tally = row.lately == null ? row.all : row.lately;
            line.clear();
            chart(row, first, "packets", "Packets", "packets", "line 110020", "xmt sent absolute 1 1",
                    "rcv received absolute 1 1");
            line.ascii("SET xmt = ").number(tally.sent).ascii("\nSET rcv = ").number(tally.received).ascii("\nEND\n");
            chart(row, first, "quality", "Quality", "percentage", "area 110010", "returned '' absolute 1 1");
            line.ascii("SET returned = ").number(tally.returned()).ascii("\nEND\n");
            chart(row, first, "latency", "Latency", "ms", "area 110000", "min minimum absolute 1 1000000",
                    "max maximum absolute 1 1000000", "avg average absolute 1 1000000");
            if (tally.received > 0)
                line.ascii("SET min = ").number(tally.least).ascii("\nSET avg = ").number(tally.average())
                        .ascii("\nSET max = ").number(tally.most).put('\n');
            line.ascii("END\n").writeTo(out);
            if (row.lately != null) row.lately.clear();
        }
        out.flush();
    }

    private void chart(Row row, boolean first, String id, String title, String unit, String kind,
            String... dimensions) {
        String name = "fping." + row.name.replaceAll("[^0-9A-Za-z]", "_") + "_" + id;
        if (first) {
            line.ascii("CHART ").ascii(name).ascii(" '' 'FPing ").ascii(title).ascii(" for host ").raw(row.label)
                    .ascii("' ").ascii(unit).ascii(" '").raw(row.label).ascii("' fping.").ascii(id).put(' ')
                    .ascii(kind).put(' ').number((style.report() + SECOND / 2) / SECOND).put('\n');
            for (String dimension : dimensions)
                line.ascii("DIMENSION ").ascii(dimension).put('\n');
        }
        line.ascii("BEGIN ").ascii(name).put('\n');
    }

    /// All hosts together.
    void totals(FpingText.Totals of) throws IOException {
        var all = new Tally();
        for (Row row : rows) {
            Tally each = row.all;
            if (each.received == 0) continue;
            all.least = all.received == 0 ? each.least : Math.min(all.least, each.least);
            all.most = Math.max(all.most, each.most);
            all.sum += each.sum;
            all.received += each.received;
        }
        long average = all.received == 0 ? 0 : all.average();
        line.clear();
        if (style.shows(Show.JSON)) {
            line.ascii("{\"stats\": {\"targets\": ").number(rows.size()).ascii(", \"alive\": ").number(of.alive)
                    .ascii(", \"unreachable\": ").number(of.unreachable).ascii(", \"unknownAddresses\": ")
                    .number(of.unknown).ascii(", \"timeouts\": ").number(of.timeouts).ascii(", \"icmpEchosSent\": ")
                    .number(of.sent).ascii(", \"icmpEchoRepliesReceived\": ").number(of.received)
                    .ascii(", \"otherIcmpReceived\": ").number(of.others).ascii(", \"rttMin\": ");
            Millis.put(line, all.least);
            line.ascii(", \"rttAvg\": ");
            Millis.put(line, average);
            line.ascii(", \"rttMax\": ");
            Millis.put(line, all.most);
            line.ascii(", \"elapsed\": ").seconds(of.elapsed, 3).ascii("}}\n").writeTo(out);
            return;
        }
        line.put('\n');
        total(rows.size(), "targets");
        total(of.alive, "alive");
        total(of.unreachable, "unreachable");
        total(of.unknown, "unknown addresses");
        line.put('\n');
        total(of.timeouts, "timeouts (waiting for response)");
        total(of.sent, "ICMP Echos sent");
        total(of.received, "ICMP Echo Replies received");
        total(of.others, "other ICMP received");
        line.put('\n');
        time(all.least, "min");
        time(average, "avg");
        time(all.most, "max");
        line.put(' ').right(of.elapsed / SECOND, 8).put('.').digits(of.elapsed / MILLI % 1000, 3)
                .ascii(" sec (elapsed real time)\n\n");
        out.flush();
        line.writeTo(err);
    }

    private void total(long number, String what) {
        line.put(' ').right(number, 7).put(' ').ascii(what).put('\n');
    }

    private void time(long nanos, String which) {
        line.put(' ');
        Millis.put(line, nanos);
        line.ascii(" ms (").ascii(which).ascii(" round trip time)\n");
    }
}
