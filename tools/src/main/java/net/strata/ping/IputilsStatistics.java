package net.strata.ping;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// What iputils counts, as it counts, and the lines that it makes of it: whole microseconds, of which an average is what is
/// left when the rest is cut off.
final class IputilsStatistics {
    /// Its weight of one more round trip in the moving average is this part.
    private static final int WEIGHT = 8;

    private final boolean timed;
    private long duplicates;
    private long corrupted;
    private long errors;
    private long times;
    private long least = Long.MAX_VALUE;
    private long most;
    private long sum;
    private double squares;
    /// The moving average, times [#WEIGHT].
    private long average;
    private long inFlight;

    /// @param timed whether round trips are shown
    IputilsStatistics(boolean timed) {
        this.timed = timed;
    }

    /// A reply.
    ///
    /// @param micros how long it took
    void replied(Reply reply, long micros) {
        if (reply.checksumWrong()) {
            corrupted++;
            return;
        }
        acknowledged(reply.probe());
        if (reply.duplicate()) duplicates++;
        times++;
        least = Math.min(least, micros);
        most = Math.max(most, micros);
        sum += micros;
        squares += (double) micros * micros;
        average = average == 0 ? micros * WEIGHT : average + micros - average / WEIGHT;
    }

    /// An answer of any kind, which says how many probes were on their way until then.
    void acknowledged(Probe probe) {
        inFlight = Math.max(inFlight, probe.target().sent() - probe.count());
    }

    void failed() {
        errors++;
    }

    /// `3 packets transmitted, 2 received, +1 errors, 33.3333% packet loss, time 402ms`.
    String counts(Target target, long nanos) {
        var line = new StringBuilder(100).append(target.sent()).append(" packets transmitted, ")
                .append(target.received()).append(" received");
        more(line, duplicates, " duplicates");
        more(line, corrupted, " corrupted");
        more(line, errors, " errors");
        if (target.sent() > 0)
            line.append(", ").append(percent((target.sent() - target.received()) * 100.0 / target.sent()))
                    .append("% packet loss, time ").append((nanos + 500_000) / 1_000_000).append("ms");
        return line.toString();
    }

    private static void more(StringBuilder line, long count, String what) {
        if (count > 0) line.append(", +").append(count).append(what);
    }

    /// With six digits that count, as C's `%g`.
    static String percent(double value) {
        if (value == 0) return "0";
        return new BigDecimal((float) value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    /// `rtt min/avg/max/mdev = 0.041/0.046/0.050/0.004 ms, pipe 2`; empty if there is nothing to say.
    ///
    /// @param nanos from the first probe to the last, where the time between two is of interest
    String times(Target target, @Nullable Long nanos) {
        var line = new StringBuilder(100);
        if (target.received() > 0 && timed) {
            ms(line.append("rtt min/avg/max/mdev = "), least);
            ms(line.append('/'), sum / times);
            ms(line.append('/'), most);
            ms(line.append('/'), deviation()).append(" ms");
        }
        if (inFlight > 1) separated(line).append("pipe ").append(inFlight);
        if (nanos != null && target.received() > 0 && target.sent() > 1) {
            ms(separated(line).append("ipg/ewma "), nanos / 1000 / (target.sent() - 1));
            ms(line.append('/'), timed ? average / WEIGHT : 0).append(" ms");
        }
        return line.toString();
    }

    private static StringBuilder separated(StringBuilder line) {
        return line.isEmpty() ? line : line.append(", ");
    }

    /// Of the population.
    private long deviation() {
        double variance = (squares - (double) sum * sum / times) / times;
        return (long) Math.sqrt(Math.max(0, variance));
    }

    /// What is told while the run goes on: `2/3 packets, 33% loss, min/avg/ewma/max = 0.041/0.046/0.043/0.050 ms`.
    String running(Target target) {
        long lost = target.sent() - target.received();
        var line = new StringBuilder(100).append(target.received()).append('/').append(target.sent())
                .append(" packets, ").append(target.sent() == 0 ? 0 : lost * 100 / target.sent()).append("% loss");
        if (target.received() > 0 && timed) {
            ms(line.append(", min/avg/ewma/max = "), least);
            ms(line.append('/'), sum / times);
            ms(line.append('/'), average / WEIGHT);
            ms(line.append('/'), most).append(" ms");
        }
        return line.toString();
    }

    /// Microseconds as ms with three decimals.
    static StringBuilder ms(StringBuilder line, long micros) {
        line.append(micros / 1000).append('.');
        long part = micros % 1000;
        return line.append(part < 100 ? part < 10 ? "00" : "0" : "").append(part);
    }

    /// A round trip of so many microseconds in ms, with as many decimals as iputils shows: the longer, the fewer.
    static StringBuilder rounded(StringBuilder line, long micros) {
        if (micros < 1000) return ms(line, micros);
        if (micros >= 99_950) return line.append((micros + 500) / 1000);
        if (micros >= 9_995) return line.append((micros + 50) / 1000).append('.').append((micros + 50) / 100 % 10);
        long hundredths = (micros + 5) / 10;
        return line.append(hundredths / 100).append('.').append(hundredths / 10 % 10).append(hundredths % 10);
    }
}
