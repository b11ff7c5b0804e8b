package net.strata.protocol;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.strata.wire.Text;

/// Points of time in UTC as Wireshark writes them.
final class Dates {
    private static final String[] MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
            "Dec"};

    /// Seconds from 1970 to 2000.
    static final long SINCE_2000 = 946_684_800;

    private Dates() {}

    /// Appends a time such as `Sep 20, 2017 09:18:31.000000000 UTC`.
    ///
    /// @param seconds since 1970
    static Text write(Text out, long seconds, int nanos) {
        var time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return out.ascii(MONTHS[time.getMonthValue() - 1]).put(' ').right(time.getDayOfMonth(), 2).ascii(", ")
                .number(time.getYear()).put(' ').digits(time.getHour(), 2).put(':').digits(time.getMinute(), 2)
                .put(':').digits(time.getSecond(), 2).put('.').digits(nanos, 9).ascii(" UTC");
    }
}
