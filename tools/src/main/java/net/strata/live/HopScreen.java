package net.strata.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.stats.Column;
import net.strata.stats.Figures;
import net.strata.stats.RoundTrips;
import net.strata.stats.Snapshot;
import net.strata.trace.Answer;
import net.strata.trace.ExtensionObject;
import net.strata.trace.Hop;
import net.strata.trace.MtrReport;
import net.strata.trace.Way;

/// Draws the screen of trace: a line for each hop.
final class HopScreen {
    /// Lines above the hops: a title, and the names of the columns.
    static final int ABOVE = 2;
    private static final int NUMBER = 4;
    private static final int LEAST_NAME = 15;
    private static final int LEAST_SPARKLINE = 8;

    /// What is shown of hops.
    @SuppressWarnings("ImmutableEnumChecker") // its columns are constants
    enum Form {
        LATENCY(Column.LOSS, Column.SENT, Column.LAST, Column.MEAN, Column.BEST, Column.MAX, Column.DEVIATION), //
        JITTER(Column.LOSS, Column.JITTER, Column.WORST_JITTER, Column.INTERARRIVAL, Column.P50, Column.P90,
                Column.P99), //
        PICTURE(Column.LOSS, Column.LAST), //
        ADDRESSES(Column.LOSS);

        @SuppressWarnings("ImmutableEnumChecker") // columns do not change
        private final List<Column> columns;

        Form(Column... columns) {
            this.columns = List.of(columns);
        }

        Form next() {
            return switch (this) {
                case LATENCY -> JITTER;
                case JITTER -> PICTURE;
                case PICTURE -> ADDRESSES;
                case ADDRESSES -> LATENCY;
            };
        }
    }

    /// Which hops come first.
    @SuppressWarnings("ImmutableEnumChecker") // comparators have no state
    enum Order {
        PATH("", Comparator.comparingInt(Hop::hops)), //
        LOSS("by loss", Comparator.comparingDouble(HopScreen::loss).reversed()), //
        LATENCY("by latency", Comparator.comparingDouble(HopScreen::mean).reversed());

        private final String words;
        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Comparator<Hop> comparator;

        Order(String words, Comparator<Hop> comparator) {
            this.words = words;
            this.comparator = comparator;
        }

        Order next() {
            return switch (this) {
                case PATH -> LOSS;
                case LOSS -> LATENCY;
                case LATENCY -> PATH;
            };
        }
    }

    /// How it is to look.
    ///
    /// @param width in characters
    /// @param height in lines
    /// @param seconds since the run began
    /// @param paused whether the picture stands still
    /// @param keys whether the line of keys is shown
    /// @param index which way this is of so many
    /// @param names what is shown for an address
    record Look(int width, int height, long seconds, boolean paused, boolean keys, int index, int count, Form form,
            Order order, Function<SockAddr.Ip, String> names) {}

    private final Way way;
    private final Look look;
    private final Ink ink;
    private final List<Hop> hops;
    private final List<Column> columns;
    private final int names;

    HopScreen(Way way, Look look, Ink ink) {
        this.way = way;
        this.look = look;
        this.ink = ink;
        hops = MtrReport.hops(way).stream().sorted(look.order.comparator).toList();
        int longest = hops.stream().mapToInt(hop -> Ink.cells(name(hop))).max().orElse(0);
        int room = look.width - NUMBER - Math.min(longest, LEAST_NAME);
        int used = 0;
        columns = new ArrayList<>();
        for (Column each : look.form.columns) {
            if (used + each.width() > room) break;
            columns.add(each);
            used += each.width();
        }
        int rest = look.width - NUMBER - used;
        names = Math.clamp(longest, 0, Math.max(0, look.form == Form.LATENCY || look.form == Form.JITTER
                ? rest
                : Math.max(LEAST_NAME, rest / 2)));
    }

    private static double loss(Hop hop) {
        Snapshot known = hop.snapshot();
        return known.loss().settled() == 0 ? -1 : known.loss().share();
    }

    private static double mean(Hop hop) {
        RoundTrips.Summary rtt = hop.snapshot().rtt();
        return rtt == null ? -1 : rtt.mean();
    }

    private String name(Hop hop) {
        Answer last = hop.last();
        if (last == null) return "???";
        int others = hop.responders().size() - 1;
        return look.names.apply(last.from()) + (others > 0 ? " +" + others : "");
    }

    private int room() {
        return Math.max(1, look.height - ABOVE - (look.keys ? 1 : 0));
    }

    /// How many hops can be beyond the upper edge.
    int most() {
        return Math.max(0, hops.size() - room());
    }

    /// The lines of a screen, as many as it is high, none of them wider than it is.
    ///
    /// @param first hop at the top, from 0
    List<String> lines(int first) {
        var lines = new ArrayList<String>();
        lines.add(ink.title(title(), look.seconds, look.paused, look.width));
        lines.add(head());
        int last = Math.min(hops.size(), first + room());
        for (Hop each : hops.subList(Math.min(first, last), last))
            lines.add(line(each));
        if (hops.isEmpty()) lines.add(ink.fit("    nobody has answered yet", look.width));
        int above = look.height - (look.keys ? 1 : 0);
        while (lines.size() < above)
            lines.add("");
        while (lines.size() > Math.max(0, above))
            lines.removeLast();
        if (look.keys) lines.add(ink.sgr(Ink.DIM, ink.fit(keys(first, last), look.width)));
        return lines;
    }

    private String title() {
        String address = way.path().to().host();
        String name = way.path().name();
        var title = new StringBuilder(look.count > 1 ? look.index + 1 + "/" + look.count + " " : "").append(name);
        if (!name.equals(address)) title.append(" (").append(address).append(')');
        title.append(" by ").append(switch (way.path().method().protocol()) {
            case Abi.IPPROTO_TCP -> "TCP";
            case Abi.IPPROTO_UDP -> "UDP";
            default -> "ICMP";
        });
        if (!look.order.words.isEmpty()) title.append(", ").append(look.order.words);
        return title.toString();
    }

    private String head() {
        var line = new StringBuilder(ink.padded("hop", NUMBER)).append(ink.padded("ms", names));
        columns.forEach(each -> line.append(each.head()));
        if (look.form == Form.ADDRESSES) line.append("  who answered, how often");
        return ink.sgr(Ink.DIM, ink.fit(line.toString(), look.width));
    }

    private String line(Hop hop) {
        Snapshot known = hop.snapshot();
        String number = Integer.toString(hop.hops());
        var line = new StringBuilder(" ".repeat(NUMBER - 1 - number.length())).append(number).append(' ')
                .append(ink.padded(name(hop), names));
        int used = NUMBER + names;
        for (Column each : columns) {
            String value = each.of(known);
            used += value.length();
            if (used > look.width) return line.toString();
            boolean loses = each == Column.LOSS && known.loss().lost() > 0 && hop.last() != null;
            line.append(loses ? ink.sgr(Ink.RED, value) : value);
        }
        int room = look.width - used - 1;
        if (look.form == Form.ADDRESSES) return line.append(ink.fit("  " + who(hop), room + 1)).toString();
        if (room < LEAST_SPARKLINE) return line.toString();
        return line.append(' ').append(ink.marked(Figures.sparkline(hop.recent(), room, ink.glyphs()))).toString();
    }

    /// Who answered, how often each, and the labels with which the packet came there.
    private String who(Hop hop) {
        var text = new StringBuilder();
        for (Hop.Responder each : hop.responders()) {
            text.append(text.isEmpty() ? "" : "  ").append(each.address().host()).append(" (")
                    .append(each.count()).append(')');
            for (ExtensionObject object : each.last().extensions().objects())
                text.append(' ').append(object.traceroute());
        }
        return text.toString();
    }

    private String keys(int first, int last) {
        String all = "q quit  p pause  r reset  d view  o order  n names" + (look.count > 1 ? "  tab next host" : "")
                + "  ? keys";
        return hops.size() > room()
                ? ink.arrows() + (first + 1) + "-" + last + " of " + hops.size() + "  " + all
                : all;
    }
}
