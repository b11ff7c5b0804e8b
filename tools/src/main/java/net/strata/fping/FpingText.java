package net.strata.fping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.cli.Output;
import net.strata.fping.Style.Mode;
import net.strata.fping.Style.Show;
import net.strata.os.Errno;
import net.strata.ping.Millis;
import net.strata.ping.Plan;
import net.strata.ping.Probe;
import net.strata.ping.Reply;
import net.strata.ping.Target;
import net.strata.ping.Trouble;
import net.strata.ping.Watcher;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// What happens, in the lines of fping: replies and states on one stream, errors and summaries on the other.
public final class FpingText implements Watcher {
    /// Fping's exit statuses.
    public static final int ALL = 0;
    public static final int NOT_ALL = 1;
    public static final int UNKNOWN = 2;
    public static final int USAGE = 3;
    public static final int SYSTEM = 4;

    private final Style style;
    private final Plan plan;
    private final Output out;
    private final Output err;
    private final Clock clock;
    private final Clock wall;
    private final long begun;
    private final List<Row> rows = new ArrayList<>();
    private final Totals totals = new Totals();
    private final Text line = new Text(128);
    private int width;
    private long nextReport = Long.MAX_VALUE;
    private boolean reported;
    private volatile boolean asked;
    private Runnable stop = () -> {
    };

    /// What a run counts as a whole.
    static final class Totals {
        long alive;
        long unreachable;
        long unknown;
        long timeouts;
        long sent;
        long received;
        long others;
        long elapsed;
    }

    /// @param err where errors and summaries go
    /// @param wall the system's clock, in ns since the epoch
    public FpingText(Style style, Plan plan, Output out, Output err, Clock clock, Clock wall) {
        this.style = style;
        this.plan = plan;
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.wall = wall;
        begun = clock.now();
    }

    /// What is done once enough hosts are alive.
    public void whenEnough(Runnable end) {
        stop = end;
    }

    /// A host that will be sent probes. Its index is how many there were before.
    ///
    /// @param place in what order hosts were given
    /// @param shown what it is called in the output
    public void host(Target target, long place, String shown) {
        boolean reports = style.mode() != Mode.ANSWER;
        var row = new Row(place, target.name(), shown, reports, style.shows(Show.TIMES));
        rows.add(row);
        width = Math.max(width, row.label.length);
    }

    @Override
    public void unresolved(String name, String why) throws IOException {
        totals.unknown++;
        if (style.shows(Show.WARNINGS)) warn(new Text(128).text(name).ascii(": ").text(why));
        if (!style.shows(Show.JSON)) return;
        var escaped = new Text(128).text(name);
        var reason = new Text(128).text(why);
        line.clear();
        line.ascii("{\"warning\": {\"host\": ").json(escaped.bytes(), 0, escaped.length()).ascii(", \"message\": ")
                .json(reason.bytes(), 0, reason.length()).ascii("}}\n").writeTo(out);
    }

    /// Shows a summary soon. Any thread may.
    public void ask() {
        asked = true;
    }

    private Row row(Target target) {
        return rows.get(target.index());
    }

    private void warn(Text message) throws IOException {
        out.flush();
        message.put('\n').writeTo(err);
        err.flush();
    }

    @Override
    public void sent(Probe probe) {
        if (totals.sent++ == 0 && style.report() > 0 && style.mode() != Mode.ANSWER)
            nextReport = probe.sentAt() + style.report();
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        Row row = row(probe.target());
        row.missed();
        if (!style.shows(Show.WORDS)) return;
        String why = Errno.of(errno).meaning();
        warn(new Text(128).raw(row.label).ascii(": error while sending ping: ")
                .put(Character.toUpperCase(why.charAt(0))).ascii(why.substring(1)));
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        Row row = row(reply.probe().target());
        row.replies++;
        totals.received++;
        boolean again = switch (style.mode()) {
            case ANSWER -> row.all.received > 0;
            case COUNT -> reply.duplicate();
            case LOOP -> false;
        };
        if (again) {
            if (!style.shows(Show.REPLIES)) duplicate(row, reply);
            return;
        }
        if (reply.probe().replies() == 0 || reply.checksumWrong()) return; // too late to count, or nobody knows what it is
        row.answered(reply.probe().count(), reply.rtt());
        if (row.all.received == 1) {
            totals.alive++;
            if (style.shows(Show.FAST) && totals.alive >= style.enough()) stop.run();
            if (style.shows(Show.WORDS) || style.shows(Show.ALIVE)) alive(row, reply, arrival);
        }
        if (style.shows(Show.REPLIES)) reply(row, reply, arrival);
    }

    private void duplicate(Row row, Reply reply) throws IOException {
        line.clear();
        line.raw(row.label).ascii(" : duplicate for [").number(style.mode() == Mode.ANSWER ? 0 : reply.probe().count())
                .ascii("], ").number(reply.bytes()).ascii(" bytes, ");
        Millis.put(line, reply.rtt());
        line.ascii(" ms");
        if (reply.elsewhere()) line.ascii(" [<- ").ascii(reply.from().host()).put(']');
        warn(line);
    }

    private void alive(Row row, Reply reply, @Nullable Arrival arrival) throws IOException {
        line.clear();
        line.raw(row.label);
        if (style.shows(Show.WORDS)) line.ascii(" is alive");
        header(reply, arrival);
        if (style.shows(Show.ELAPSED)) {
            line.ascii(" (");
            Millis.put(line, reply.rtt());
            line.ascii(" ms)");
        }
        end(reply);
    }

    private void reply(Row row, Reply reply, @Nullable Arrival arrival) throws IOException {
        line.clear();
        if (style.shows(Show.JSON)) {
            line.ascii("{\"resp\": {");
            stamp(reply.wall());
            host(row).ascii(", \"seq\": ").number(reply.probe().count()).ascii(", \"size\": ").number(reply.bytes())
                    .ascii(", \"rtt\": ");
            Millis.put(line, reply.rtt());
            if (style.shows(Show.TOS)) line.ascii(", \"tos\": ").signed(trafficClass(arrival));
            if (style.shows(Show.TTL)) line.ascii(", \"ttl\": ").signed(reply.hops());
            line.ascii("}}");
        } else {
            stamp(reply.wall());
            line.raw(row.label).pad(line.length() - row.label.length, width).ascii(" : [")
                    .number(reply.probe().count()).ascii("], ").number(reply.bytes()).ascii(" bytes, ");
            Millis.put(line, reply.rtt());
            line.ascii(" ms");
            soFar(row);
            header(reply, arrival);
        }
        end(reply);
    }

    /// What the replies so far come to.
    private void soFar(Row row) {
        line.ascii(" (");
        if (row.all.received == 0) line.ascii("NaN");
        else
            Millis.put(line, row.all.average());
        line.ascii(" avg, ");
        if (row.all.received <= row.all.sent) line.number(row.all.loss()).ascii("% loss)");
        else
            line.number(row.replies * 100 / row.all.sent).ascii("% return)");
    }

    private Text host(Row row) {
        return line.ascii("\"host\": ").json(row.label, 0, row.label.length);
    }

    private void stamp(long at) {
        if (style.stamp() == Stamp.NONE) return;
        boolean json = style.shows(Show.JSON);
        line.ascii(json ? "\"timestamp\": \"" : "[");
        style.stamp().put(line, at);
        line.ascii(json ? "\", " : "] ");
    }

    private void header(Reply reply, @Nullable Arrival arrival) {
        if (style.shows(Show.TOS)) number(" (TOS ", trafficClass(arrival));
        if (style.shows(Show.TTL)) number(" (TTL ", reply.hops());
    }

    private static int trafficClass(@Nullable Arrival arrival) {
        return arrival == null ? -1 : arrival.trafficClass();
    }

    private void number(String title, int value) {
        line.ascii(title);
        if (value < 0) line.ascii("unknown");
        else
            line.number(value);
        line.put(')');
    }

    /// Ends the line; in the middle of it, fping writes on the other stream who answered in another's stead.
    private void end(Reply reply) throws IOException {
        line.writeTo(out);
        if (reply.elsewhere()) {
            out.flush();
            err.text(" [<- " + reply.from().host() + "]");
            err.flush();
        }
        out.write('\n');
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        String sentence = IcmpNames.sentence(trouble);
        if (sentence == null) return;
        totals.others++;
        if (style.shows(Show.WARNINGS))
            warn(new Text(128).ascii(sentence).raw(row(trouble.probe().target()).label));
    }

    @Override
    public void advised(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        failed(trouble, arrival);
    }

    @Override
    public void settled(Probe probe) throws IOException {
        if (probe.replies() > 0 || probe.isRefused()) return;
        if (clock.now() - probe.sentAt() < plan.timeout(probe)) return; // it would still be waited for
        totals.timeouts++;
        Row row = row(probe.target());
        row.missed();
        if (!style.shows(Show.REPLIES)) return;
        line.clear();
        if (style.shows(Show.JSON)) {
            line.ascii("{\"timeout\": {");
            stamp(wall.now());
            host(row).ascii(", \"seq\": ").number(probe.count()).ascii("}}");
        } else {
            stamp(wall.now());
            line.raw(row.label).pad(line.length() - row.label.length, width).ascii(" : [").number(probe.count())
                    .ascii("], timed out");
            soFar(row);
        }
        line.put('\n').writeTo(out);
    }

    @Override
    public void waiting() throws IOException {
        out.flush();
        if (asked) {
            asked = false;
            summaries().report(wall.now());
        }
        long now = clock.now();
        if (now < nextReport) return;
        if (style.shows(Show.NETDATA)) summaries().netdata(!reported);
        else
            summaries().report(wall.now());
        reported = true;
        nextReport += (now - nextReport) / style.report() * style.report() + style.report();
    }

    @Override
    public long due() {
        return nextReport;
    }

    private Summaries summaries() {
        return new Summaries(style, rows, width, out, err);
    }

    @Override
    public void ended() throws IOException {
        rows.sort(Comparator.comparingLong(row -> row.place));
        for (Row row : rows)
            if (row.all.received == 0) unreachable(row);
        totals.elapsed = clock.now() - begun;
        Summaries summaries = summaries();
        if (style.mode() != Mode.ANSWER) summaries.each();
        if (style.shows(Show.TOTALS)) summaries.totals(totals);
        if (style.enough() > 0)
            out.line((isEnough() ? "Enough" : "Not enough") + " hosts reachable (required: " + style.enough()
                    + ", reachable: " + totals.alive + ")");
        out.flush();
        err.flush();
    }

    private void unreachable(Row row) throws IOException {
        totals.unreachable++;
        boolean words = style.shows(Show.WORDS);
        if (!words && !style.shows(Show.UNREACHABLE)) return;
        out.write(row.label);
        if (words) out.text(" is unreachable");
        out.write('\n');
    }

    private boolean isEnough() {
        return totals.alive >= style.enough();
    }

    /// Fping's exit status.
    public int status() {
        if (rows.isEmpty()) return totals.unknown > 0 ? UNKNOWN : NOT_ALL;
        if (style.enough() > 0) return isEnough() ? ALL : NOT_ALL;
        return totals.unknown > 0 ? UNKNOWN : totals.alive < rows.size() ? NOT_ALL : ALL;
    }
}
