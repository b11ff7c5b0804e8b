package net.strata.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// mtr's report of a way, line for line: what `mtr -r` prints below the time of the start.
///
/// Where several answered for a hop it shows them all, as builds of mtr do that know no AS numbers; those that do so need -z.
public final class MtrReport {
    private static final String HOST = "HOST: ";
    private static final String UNKNOWN = "???";
    /// Where columns begin, unless the report is wide.
    private static final int NARROW = 33;
    /// A name has no more characters.
    private static final int LONGEST = 80;
    private static final int NUMBER = 7;
    private static final String SYSTEM = "AS";

    private final Way way;
    private final Look look;
    private final List<String> lines = new ArrayList<>();
    private final int names;

    /// How a report looks.
    ///
    /// @param host the name of this host
    /// @param wide whether names have room
    /// @param labels whether MPLS labels are shown
    /// @param fields the columns
    /// @param names what is shown for an address
    /// @param systems the number of the autonomous system that has an address, or `???`; null if that is not shown
    public record Look(String host, boolean wide, boolean labels, List<HopField> fields,
            Function<SockAddr.Ip, String> names, @Nullable Function<SockAddr.Ip, String> systems) {
        public Look {
            fields = List.copyOf(fields);
        }

        /// What is shown for the last who answered.
        String name(Hop hop) {
            Answer last = hop.last();
            return last == null ? UNKNOWN : name(last.from());
        }

        String name(SockAddr.Ip address) {
            String name = names.apply(address);
            return name.substring(0, Math.min(LONGEST, name.length()));
        }

        /// The autonomous system of the last who answered; nothing where that is not shown.
        String system(Hop hop) {
            Answer last = hop.last();
            return system(last == null ? null : last.from());
        }

        String system(SockAddr.@Nullable Ip address) {
            if (systems == null) return "";
            return SYSTEM + padded(address == null ? UNKNOWN : systems.apply(address), NUMBER);
        }
    }

    private MtrReport(Way way, Look look) {
        this.way = way;
        this.look = look;
        int longest = look.host.length();
        for (Hop hop : hops(way))
            longest = Math.max(longest, look.name(hop).length());
        names = look.wide ? longest : NARROW;
    }

    /// The lines of a way's report.
    public static List<String> lines(Way way, Look look) {
        return new MtrReport(way, look).lines();
    }

    /// The hops that are shown: up to the end of the way, or one beyond the farthest that answered.
    public static List<Hop> hops(Way way) {
        var hops = new ArrayList<Hop>();
        int end = way.end();
        int last = end > 0 ? end : way.answered() == 0 ? 0 : Math.min(way.probed(), way.answered() + 1);
        for (int i = Math.max(1, way.first()); i <= last; i++)
            hops.add(way.hop(i));
        return hops;
    }

    private List<String> lines() {
        int beside = look.systems != null && look.wide ? SYSTEM.length() + NUMBER : 0;
        lines.add(columns(HOST + padded(look.host, names + beside), HopField::head));
        for (Hop hop : hops(way)) {
            lines.add(columns(number(hop) + look.system(hop) + padded(look.name(hop), names + (beside > 0 ? 1 : 0)),
                    field -> field.text(hop)));
            beside(hop);
        }
        return lines;
    }

    private String number(Hop hop) {
        String number = hop.hops() < 10 ? "  " + hop.hops() : " " + hop.hops();
        return number + (look.systems == null ? ".|-- " : ". ");
    }

    /// Each column begins at its place, even if the one before it is too wide for that.
    private String columns(String before, Function<HopField, String> text) {
        int at = look.wide ? before.length() : NARROW;
        var line = new StringBuilder(before);
        for (HopField each : look.fields) {
            line.setLength(at);
            line.append(text.apply(each));
            at += each.width();
        }
        return line.toString();
    }

    /// Who else answered for a hop, and labels.
    private void beside(Hop hop) {
        Answer last = hop.last();
        if (last == null) return;
        labels(last);
        boolean first = true;
        for (Hop.Responder each : hop.responders()) {
            if (each.address().equals(last.from())) continue;
            if (look.systems != null) lines.add("     " + look.system(each.address()) + look.name(each.address()));
            else
                lines.add((first ? "    |  `|-- " : "    |   |-- ") + look.name(each.address()));
            first = false;
            labels(each.last());
        }
    }

    private void labels(Answer answer) {
        if (!look.labels) return;
        for (ExtensionObject each : answer.extensions().objects())
            if (each instanceof ExtensionObject.Mpls mpls) mpls.labels().forEach(this::label);
    }

    private void label(ExtensionObject.Label label) {
        lines.add((look.systems == null ? "    |   +-- " : "       ") + "[MPLS: Lbl " + label.label() + " TC "
                + label.exp() + " S " + (label.bottom() ? 1 : 0) + " TTL " + label.ttl() + "]");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
