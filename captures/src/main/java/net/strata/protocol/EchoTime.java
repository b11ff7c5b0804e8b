package net.strata.protocol;

import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.frame.Batch;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Uint;

/// The time of sending that ping puts in front of an echo's data, a `struct timeval` of the sending host. Nothing says
/// that it is there: it is taken for one where it is within a day of the capture, as Wireshark does.
final class EchoTime {
    /// Where it is in the message.
    private static final int PLACE = 8;
    static final int BYTES = 8;
    private static final long NONE = Long.MIN_VALUE;
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final int MICROS = 1_000_000;
    private static final Layout big = new Layout("icmp", "Time");
    private static final Uint SECONDS = big.uint(32, "seconds", "Seconds",
            says("seconds since 1970 when the request was sent, by the sender's clock"));
    private static final Uint FRACTION = big.uint(32, "micros", "Microseconds",
            says("microseconds within that second"));
    private static final Layout lowest = new Layout("icmp", "Time, lowest byte first");
    private static final Uint LITTLE_SECONDS = lowest.uint(32, "seconds", "Seconds", little(),
            says("seconds since 1970 when the request was sent, by the sender's clock"));
    private static final Uint LITTLE_FRACTION = lowest.uint(32, "micros", "Microseconds",
            little(), says("microseconds within that second"));
    /// A 64-bit host's microseconds: 8 bytes that follow 8 of seconds.
    private static final Uint LATER_FRACTION = lowest.uint(64, "later", "Microseconds", little(),
            says("microseconds within that second, as 64-bit hosts place them"));

    private final Made time;
    private final Made since;

    EchoTime(Layout icmp) {
        time = icmp.made(Made.Form.TEXT, "data_time", "Time in the data", varies(),
                says("when the request was sent by the sender's clock; ping puts it there to measure with"),
                otherwise("ping could not tell how long the answer took"),
                source("iputils, ping: a habit, nowhere specified"));
        since = icmp.made(Made.Form.SECONDS, "data_time_relative", "Time since then", varies(),
                says("seconds from that time to the capture: in a reply captured at the sender, the round trip"),
                source("iputils, ping: a habit, nowhere specified"));
    }

    static boolean isThere(Cursor c) {
        return read(c) != NONE;
    }

    /// In ns since 1970; [#NONE] if the bytes look like none.
    private static long read(Cursor c) {
        int at = c.at + PLACE;
        long now = c.batch().time[c.frame()];
        if (now == Batch.NO_TIME || c.end() - at < BYTES) return NONE;
        long sent = at(SECONDS.value(c.data, at), FRACTION.value(c.data, at), now);
        if (sent != NONE) return sent;
        long micros = LITTLE_FRACTION.value(c.data, at);
        if (micros == 0 && c.end() - at >= 2 * BYTES) {
            long later = LATER_FRACTION.value(c.data, at);
            if (later > 0 && later < MICROS) micros = later;
        }
        return at(LITTLE_SECONDS.value(c.data, at), micros, now);
    }

    private static long at(long seconds, long micros, long now) {
        if (micros >= MICROS) return NONE;
        long sent = seconds * SECOND + micros * 1000;
        return Math.abs(now - sent) < DAY ? sent : NONE;
    }

    void fields(Cursor c, Tree t) {
        long sent = read(c);
        if (sent == NONE) return;
        t.made(time, c.at + PLACE, BYTES,
                Dates.write(c.scratch(), Math.floorDiv(sent, SECOND), (int) Math.floorMod(sent, SECOND)));
        t.made(since, c.batch().time[c.frame()] - sent);
    }
}
