package net.strata.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import net.strata.stats.Jitter;
import net.strata.stats.RoundTrips;
import org.jspecify.annotations.Nullable;

/// A column of mtr's report (mtr(8), -o): its letter, title, width and form.
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum HopField {
    SPACE(' ', " ", 1, "", Hop::lost), //
    LOSS('L', "Loss%", 6, "%4.1f%%", HopField::loss), //
    DROPPED('D', "Drop", 5, "%4.0f", Hop::lost), //
    RECEIVED('R', "Rcv", 6, "%5.0f", Hop::answered), //
    SENT('S', "Snt", 6, "%5.0f", Hop::sent), //
    LAST('N', "Last", 6, "%5.1f", hop -> millis(hop.snapshot().rtt(), RoundTrips.Summary::last)), //
    BEST('B', "Best", 6, "%5.1f", hop -> millis(hop.snapshot().rtt(), RoundTrips.Summary::min)), //
    AVERAGE('A', "Avg", 6, "%5.1f", hop -> millis(hop.snapshot().rtt(), RoundTrips.Summary::mean)), //
    WORST('W', "Wrst", 6, "%5.1f", hop -> millis(hop.snapshot().rtt(), RoundTrips.Summary::max)), //
    DEVIATION('V', "StDev", 6, "%5.1f", hop -> millis(hop.snapshot().rtt(), HopField::deviation)), //
    GEOMETRIC('G', "Gmean", 6, "%5.1f", HopField::geometric), //
    JITTER('J', "Jttr", 5, "%4.1f", HopField::jitter), //
    MEAN_JITTER('M', "Javg", 5, "%4.1f", hop -> millis(hop.snapshot().jitter(), Jitter.Summary::mean)), //
    WORST_JITTER('X', "Jmax", 5, "%4.1f", hop -> millis(hop.snapshot().jitter(), Jitter.Summary::max)), //
    INTERARRIVAL('I', "Jint", 5, "%4.1f", hop -> millis(hop.snapshot().jitter(), Jitter.Summary::j));

    /// What mtr shows unless it is told otherwise.
    public static final List<HopField> USUAL = parse("LS NABWV");
    private static final double MILLI = 1_000_000;

    private final char letter;
    private final String title;
    private final int width;
    private final String form;
    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final ToDoubleFunction<Hop> value;

    HopField(char letter, String title, int width, String form, ToDoubleFunction<Hop> value) {
        this.letter = letter;
        this.title = title;
        this.width = width;
        this.form = form;
        this.value = value;
    }

    private static <T> double millis(@Nullable T summary, ToDoubleFunction<T> nanos) {
        return summary == null ? 0 : nanos.applyAsDouble(summary) / MILLI;
    }

    private static double loss(Hop hop) {
        long settled = hop.answered() + hop.lost();
        return settled == 0 ? 0 : 100.0 * hop.lost() / settled;
    }

    private static double geometric(Hop hop) {
        return hop.answered() == 0 ? 0 : hop.geometricMean() / MILLI;
    }

    private static double jitter(Hop hop) {
        return Math.max(0, hop.lastJitter()) / MILLI;
    }

    /// That of the sample, as mtr means it: over one less than there are.
    private static double deviation(RoundTrips.Summary rtt) {
        return rtt.count() < 2 ? 0 : rtt.mdev() * Math.sqrt((double) rtt.count() / (rtt.count() - 1));
    }

    /// The columns of a word of letters.
    ///
    /// @throws IllegalArgumentException if there is one that stands for none; its message is the letter
    public static List<HopField> parse(String letters) {
        var fields = new ArrayList<HopField>();
        for (char c : letters.toCharArray())
            fields.add(of(c));
        return List.copyOf(fields);
    }

    private static HopField of(char letter) {
        for (HopField each : values())
            if (each.letter == letter) return each;
        throw new IllegalArgumentException(String.valueOf(letter));
    }

    /// All letters.
    public static String letters() {
        var all = new StringBuilder();
        for (HopField each : values())
            all.append(each.letter);
        return all.toString().strip();
    }

    public String title() {
        return title;
    }

    /// As it stands above a report's column.
    String head() {
        return " ".repeat(Math.max(0, width - title.length())) + title;
    }

    /// Columns that it takes.
    int width() {
        return width;
    }

    /// Of a hop, in ms, percent or how many.
    public double of(Hop hop) {
        return value.applyAsDouble(hop);
    }

    /// As it stands in a report, the space before it among it. It may be wider than the column.
    String text(Hop hop) {
        return " " + String.format(Locale.ROOT, form, of(hop));
    }

    /// As it stands in a table of values that are separated.
    String plain(Hop hop) {
        return String.format(Locale.ROOT, form.contains(".1f") ? "%.2f" : "%.0f", of(hop));
    }
}
