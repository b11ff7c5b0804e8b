package net.strata.ping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.cli.Output;
import net.strata.os.Errno;
import net.strata.probe.Arrival;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// What happens to many hosts: a line for each reply as ping has it, and at the end a table with a line for each host. Of
/// more than some dozens, only those that lost something are shown.
public final class ManyText implements Watcher {
    /// As many as one can still look at.
    private static final int FEW = 50;
    private static final int WIDEST = 40;
    private static final long MILLI = 1_000_000;

    private final boolean quiet;
    private final boolean all;
    private final Output out;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> unresolved = new ArrayList<>();
    private final Text line = new Text(128);
    private long firstSent;
    private long lastSent;
    private volatile boolean asked;

    /// A host's line.
    private static final class Row {
        final Target target;
        final long place;
        final String address;
        long duplicates;
        long timed;
        long least = Long.MAX_VALUE;
        long most;
        double sum;
        double squares;

        Row(Target target, long place) {
            this.target = target;
            this.place = place;
            address = target.address().host();
        }

        boolean lost() {
            return target.received() < target.sent();
        }
    }

    /// @param quiet no lines but the table
    /// @param all every host, however many there are
    public ManyText(boolean quiet, boolean all, Output out) {
        this.quiet = quiet;
        this.all = all;
        this.out = out;
    }

    /// A host that will be started. Its index is how many there were before.
    ///
    /// @param place in what order hosts were given
    public void place(Target target, long place) {
        rows.add(new Row(target, place));
    }

    /// Shows the table soon, as it is. Any thread may.
    public void ask() {
        asked = true;
    }

    private boolean shows() {
        return !quiet && (all || rows.size() <= FEW);
    }

    @Override
    public void unresolved(String name, String why) {
        unresolved.add(name + ": " + why);
    }

    @Override
    public void sent(Probe probe) {
        if (probe.number() == 0) firstSent = probe.sentAt();
        lastSent = probe.sentAt();
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        if (!shows()) return;
        line.clear();
        line.text(probe.target().name()).ascii(": icmp_seq=").number(probe.sequence()).ascii(" not sent: ")
                .text(Errno.of(errno).meaning()).put('\n').writeTo(out);
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        Row row = rows.get(reply.probe().target().index());
        long rtt = reply.rtt();
        if (reply.duplicate()) row.duplicates++;
        if (!reply.checksumWrong()) {
            row.timed++;
            row.least = Math.min(row.least, rtt);
            row.most = Math.max(row.most, rtt);
            row.sum += rtt;
            row.squares += (double) rtt * rtt;
        }
        if (shows()) show(row, reply);
    }

    private void show(Row row, Reply reply) throws IOException {
        line.clear();
        line.number(reply.bytes()).ascii(" bytes from ");
        String name = row.target.name();
        if (reply.elsewhere()) line.ascii(reply.from().host()).ascii(" for ").text(name);
        else if (name.startsWith(row.address)) line.text(name);
        else
            line.text(name).ascii(" (").ascii(row.address).put(')');
        line.ascii(": icmp_seq=").number(reply.sequence());
        if (reply.hops() >= 0) line.ascii(" ttl=").number(reply.hops());
        line.ascii(" time=");
        Millis.put(line, reply.rtt());
        line.ascii(" ms");
        if (reply.duplicate()) line.ascii(" (DUP!)");
        if (reply.checksumWrong()) line.ascii(" (BAD CHECKSUM!)");
        if (reply.corruption() != null) line.ascii(" (CORRUPTED!)");
        if (reply.elsewhere()) line.ascii(" (DIFFERENT ADDRESS!)");
        line.put('\n').writeTo(out);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        if (!shows()) return;
        line.clear();
        line.ascii("From ").ascii(trouble.from().host()).ascii(" for ").text(trouble.probe().target().name())
                .ascii(": icmp_seq=").number(trouble.probe().sequence()).put(' ').ascii(IcmpText.of(trouble)).put('\n')
                .writeTo(out);
    }

    @Override
    public void waiting() throws IOException {
        if (asked) table();
        asked = false;
        out.flush();
    }

    @Override
    public void ended() throws IOException {
        table();
    }

    private void table() throws IOException {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingLong(row -> row.place));
        boolean every = all || sorted.size() <= FEW;
        List<Row> shown = every ? sorted : sorted.stream().filter(Row::lost).toList();
        out.line("");
        out.line("--- ping statistics ---");
        if (!shown.isEmpty()) {
            int width = 4;
            for (Row row : shown)
                width = Math.max(width, Math.min(WIDEST, row.target.name().length()));
            line.clear();
            line.ascii("host").pad(0, width).ascii("     sent received   loss  min/avg/max/mdev in ms\n").writeTo(out);
            for (Row row : shown)
                row(row, width);
        }
        int whole = sorted.size() - shown.size();
        if (!every) out.line(whole + (whole == 1 ? " host" : " hosts") + " lost nothing");
        for (String each : unresolved)
            out.line(each);
        totals(sorted);
    }

    private void row(Row row, int width) throws IOException {
        Target target = row.target;
        line.clear();
        line.text(target.name()).pad(0, width).put(' ').right(target.sent(), 8).put(' ').right(target.received(), 8)
                .put(' ');
        int start = line.length();
        loss(target.sent(), target.received());
        int digits = line.length() - start;
        line.cut(start);
        line.spaces(6 - digits);
        loss(target.sent(), target.received());
        line.ascii("  ");
        if (row.timed == 0) line.put('-');
        else
            times(row);
        if (row.duplicates > 0) line.ascii("  ").number(row.duplicates).ascii(" duplicates");
        if (target.errors() > 0) line.ascii("  ").number(target.errors()).ascii(" errors");
        line.put('\n').writeTo(out);
    }

    private void times(Row row) {
        double mean = row.sum / row.timed;
        Millis.put(line, row.least);
        line.put('/');
        Millis.put(line, Math.round(mean));
        line.put('/');
        Millis.put(line, row.most);
        line.put('/');
        Millis.put(line, Math.round(Math.sqrt(Math.max(0, row.squares / row.timed - mean * mean))));
    }

    /// In %, with one decimal where it is no whole number.
    private void loss(long sent, long received) {
        long tenths = sent == 0 ? 0 : Math.round((sent - received) * 1000.0 / sent);
        line.number(tenths / 10);
        if (tenths % 10 != 0) line.put('.').number(tenths % 10);
        line.put('%');
    }

    private void totals(List<Row> of) throws IOException {
        long sent = 0;
        long received = 0;
        long alive = 0;
        for (Row row : of) {
            sent += row.target.sent();
            received += row.target.received();
            if (row.target.received() > 0) alive++;
        }
        line.clear();
        line.number(alive).ascii(" of ").number(of.size() + unresolved.size()).ascii(" hosts answered; ").number(sent)
                .ascii(" packets transmitted, ").number(received).ascii(" received, ");
        loss(sent, received);
        line.ascii(" packet loss, time ").number((lastSent - firstSent) / MILLI).ascii("ms\n").writeTo(out);
        out.flush();
    }
}
