package net.strata.fping;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// How a time is written before a line.
public enum Stamp {
    NONE(null), UNIX(null), CTIME("EEE MMM ppd HH:mm:ss yyyy"), ISO("yyyy-MM-dd'T'HH:mm:ssZ"), RFC3339(
            "yyyy-MM-dd HH:mm:ss");

    private static final long SECOND = 1_000_000_000;
    private static final int DECIMALS = 5;

    private final @Nullable String pattern;

    Stamp(@Nullable String pattern) {
        this.pattern = pattern;
    }

    /// Appends it.
    ///
    /// @param wall in ns since the epoch
    void put(Text line, long wall) {
        if (pattern == null) {
            line.seconds(wall, DECIMALS);
            return;
        }
        var at = Instant.ofEpochSecond(wall / SECOND, wall % SECOND).atZone(ZoneId.systemDefault());
        line.ascii(DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at));
    }
}
