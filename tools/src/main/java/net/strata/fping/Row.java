package net.strata.fping;

import java.util.Arrays;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// A host, as fping shows it.
final class Row {
    private static final int NONE = -1;

    /// In what order hosts were given.
    final long place;
    /// What the user called it.
    final String name;
    /// What it is shown as, fit for a terminal.
    final byte[] label;
    final Tally all = new Tally();
    /// Since the last report.
    final @Nullable Tally lately;
    /// How many replies came, whether they count or not.
    long replies;
    private long @Nullable [] times;

    /// @param reports whether there are reports while it runs
    /// @param times whether each round trip time is kept
    Row(long place, String name, String shown, boolean reports, boolean times) {
        this.place = place;
        this.name = name;
        var text = new Text(shown.length()).text(shown);
        label = Arrays.copyOf(text.bytes(), text.length());
        lately = reports ? new Tally() : null;
        this.times = times ? new long[0] : null;
    }

    void answered(long count, long rtt) {
        all.answered(rtt);
        if (lately != null) lately.answered(rtt);
        if (times != null) keep((int) count, rtt);
    }

    void missed() {
        all.missed();
        if (lately != null) lately.missed();
    }

    private void keep(int count, long rtt) {
        long[] old = times;
        if (old == null) return;
        if (count >= old.length) {
            times = Arrays.copyOf(old, Math.max(count + 1, old.length * 2));
            Arrays.fill(times, old.length, times.length, NONE);
        }
        if (times != null) times[count] = rtt;
    }

    /// The round trip time of one of its probes, -1 if that was not answered.
    long time(int count) {
        return times == null || count >= times.length ? NONE : times[count];
    }
}
