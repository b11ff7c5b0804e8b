package net.strata.ping;

import java.io.IOException;
import net.strata.cli.Output;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import org.jspecify.annotations.Nullable;

/// What happens, in the lines of iputils' ping.
public final class IputilsText implements Watcher {
    /// Data that is shorter has no round trip times in iputils, whose time stamp does not fit.
    private static final int TIMED = 16;

    /// How it is shown.
    ///
    /// @param quiet only the first line and the statistics
    /// @param numeric no names of addresses
    /// @param stamped the time before each line
    /// @param outstanding a line for each probe that has no answer when the next one is due
    /// @param verbose the identifier too
    public record Style(boolean quiet, boolean flood, boolean numeric, boolean stamped, boolean outstanding,
            boolean audible, boolean verbose) {}

    private final Style style;
    private final Output out;
    private final Clock clock;
    private final int size;
    private @Nullable Target target;
    private @Nullable Probe last;
    private long begun;
    private long lastSent;
    private long errors;
    private long duplicates;
    private long corrupted;
    private long times;
    private long least = Long.MAX_VALUE;
    private long most;
    private double sum;
    private double squares;

    public IputilsText(Style style, int size, Output out, Clock clock) {
        this.style = style;
        this.size = size;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void started(Target one) throws IOException {
        target = one;
        begun = clock.now();
        String data = one.address() instanceof SockAddr.In6
                ? size + " data bytes"
                : size + "(" + (size + 28) + ") bytes of data.";
        out.line("PING " + one.name() + " (" + one.address().host() + ") " + data);
    }

    @Override
    public void sent(Probe probe) throws IOException {
        Probe before = last;
        if (style.outstanding && before != null && !before.isAnswered())
            out.line("no answer yet for icmp_seq=" + before.sequence());
        last = probe;
        lastSent = clock.now();
        if (style.flood && !style.quiet) out.write('.');
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        if (reply.duplicate()) duplicates++;
        if (reply.corruption() != null) corrupted++;
        long rtt = reply.rtt();
        times++;
        least = Math.min(least, rtt);
        most = Math.max(most, rtt);
        sum += rtt;
        squares += (double) rtt * rtt;
        if (style.quiet) return;
        if (style.flood) {
            out.write('\b');
            return;
        }
        var line = new StringBuilder(80);
        line.append(reply.bytes()).append(" bytes from ").append(reply.from().host()).append(": icmp_seq=")
                .append(reply.sequence());
        if (reply.hops() >= 0) line.append(" ttl=").append(reply.hops());
        if (reply.probe().size() >= TIMED) time(line.append(" time="), rtt).append(" ms");
        if (reply.duplicate()) line.append(" (DUP!)");
        if (reply.checksumWrong()) line.append(" (BAD CHECKSUM!)");
        if (reply.elsewhere()) line.append(" (DIFFERENT ADDRESS!)");
        out.line(line.toString());
    }

    /// In ms, with as many digits as iputils shows.
    static StringBuilder time(StringBuilder line, long nanos) {
        long micros = (nanos + 500) / 1000;
        if (micros >= 99_950) return line.append((micros + 500) / 1000);
        if (micros >= 9_995) return line.append((micros + 50) / 1000).append('.').append((micros + 50) / 100 % 10);
        int digits = micros >= 1000 ? 2 : 3;
        long unit = digits == 2 ? 10 : 1;
        long rounded = (micros + unit / 2) / unit;
        long scale = digits == 2 ? 100 : 1000;
        String part = Long.toString(scale + rounded % scale).substring(1);
        return line.append(rounded / scale).append('.').append(part);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        errors++;
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        errors++;
    }

    @Override
    public void ended() throws IOException {
        if (target == null) return;
        long sent = target.sent();
        long got = target.received();
        out.line("");
        out.line("--- " + target.name() + " ping statistics ---");
        var line = new StringBuilder(100).append(sent).append(" packets transmitted, ").append(got)
                .append(" received");
        if (duplicates > 0) line.append(", +").append(duplicates).append(" duplicates");
        if (corrupted > 0) line.append(", +").append(corrupted).append(" corrupted");
        if (errors > 0) line.append(", +").append(errors).append(" errors");
        if (sent > 0) {
            line.append(", ").append((float) ((sent - got) * 100.0 / sent)).append("% packet loss");
            line.append(", time ").append((lastSent - begun) / 1_000_000).append("ms");
        }
        out.line(line.toString());
        if (times == 0 || size < TIMED) return;
        double mean = sum / times;
        double deviation = Math.sqrt(Math.max(0, squares / times - mean * mean));
        out.line(String.format(java.util.Locale.ROOT, "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms", least / 1e6,
                mean / 1e6, most / 1e6,
                deviation / 1e6));
    }
}
