package net.strata.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.strata.cli.Output;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.stats.Distribution;
import net.strata.stats.Jitter;
import net.strata.stats.Losses;
import net.strata.stats.RoundTrips;
import net.strata.stats.Snapshot;
import net.strata.wire.Text;

/// Writes events: an object a line for each (docs/json.md). Times are exact to the ns.
public final class EventText {
    private static final int NANOS = 1_000_000;

    private final int schema;
    private final Output out;
    private final Clock clock;
    private final Clock wall;
    private final long begun;
    private final Text line = new Text(512);

    /// @param schema grows when a member changes its meaning or goes away
    /// @param clock the engine's
    /// @param wall the system's clock, in ns since the epoch
    public EventText(int schema, Output out, Clock clock, Clock wall) {
        this.schema = schema;
        this.out = out;
        this.clock = clock;
        this.wall = wall;
        begun = clock.now();
    }

    /// Begins an event.
    ///
    /// @param at when it happened, by the engine's clock
    /// @param time the same moment by the system's
    public Text event(String name, long at, long time) {
        line.clear();
        return line.ascii("{\"schema\":").number(schema).ascii(",\"event\":\"").ascii(name).ascii("\",\"time\":")
                .seconds(time, 9).ascii(",\"elapsed\":").seconds(at - begun, 9);
    }

    /// Begins one that happens now.
    public Text now(String name) {
        return event(name, clock.now(), wall.now());
    }

    /// Ends the event that was begun last.
    public void end() throws IOException {
        line.ascii("}\n").writeTo(out);
    }

    public void flush() throws IOException {
        out.flush();
    }

    public static void string(String value, Text out) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.json(bytes, 0, bytes.length);
    }

    public static void address(SockAddr.Ip address, Text out) {
        out.put('"').ascii(address.port(0).toString()).put('"');
    }

    /// In ms, exact to the ns.
    public static Text millis(long nanos, Text out) {
        if (nanos < 0) out.put('-');
        long size = Math.abs(nanos);
        return out.number(size / NANOS).put('.').digits(size % NANOS, 6);
    }

    public static void flag(String name, boolean value, Text out) {
        out.ascii(",\"").ascii(name).ascii(value ? "\":true" : "\":false");
    }

    /// Why the kernel did not send something.
    public static void errno(int errno, Text out) {
        Errno known = Errno.of(errno);
        out.ascii(",\"errno\":").number(errno).ascii(",\"name\":");
        string(known.name(), out);
        out.ascii(",\"why\":");
        string(known.meaning(), out);
    }

    /// The share that was lost.
    public static void loss(double share, Losses.Summary loss, Text out) {
        if (!Double.isNaN(share)) out.ascii(",\"loss_percent\":").ascii(Double.toString(100 * share));
        if (loss.settled() > 0)
            out.ascii(",\"loss_interval_percent\":{\"low\":").ascii(Double.toString(100 * loss.lowest()))
                    .ascii(",\"high\":").ascii(Double.toString(100 * loss.highest())).put('}');
        out.ascii(",\"bursts\":").number(loss.bursts()).ascii(",\"longest_burst\":").number(loss.longestBurst());
    }

    /// Round trips and jitter, as far as there are any.
    public static void times(Snapshot known, Text out) {
        RoundTrips.Summary times = known.rtt();
        if (times != null) {
            millis(times.min(), out.ascii(",\"rtt_ms\":{\"min\":"));
            millis(Math.round(times.mean()), out.ascii(",\"mean\":"));
            millis(times.max(), out.ascii(",\"max\":"));
            millis(Math.round(times.mdev()), out.ascii(",\"mdev\":"));
            Distribution.Summary ranks = known.percentiles();
            if (ranks != null) percentiles(ranks, out);
            out.put('}');
        }
        Jitter.Summary jitter = known.jitter();
        if (jitter != null) {
            millis(Math.round(jitter.mean()), out.ascii(",\"jitter_ms\":{\"mean\":"));
            millis(jitter.max(), out.ascii(",\"max\":"));
            millis(Math.round(jitter.j()), out.ascii(",\"rfc3550\":")).put('}');
        }
    }

    private static void percentiles(Distribution.Summary of, Text out) {
        millis(of.p50(), out.ascii(",\"p50\":"));
        millis(of.p90(), out.ascii(",\"p90\":"));
        millis(of.p95(), out.ascii(",\"p95\":"));
        millis(of.p99(), out.ascii(",\"p99\":"));
        millis(of.p999(), out.ascii(",\"p99.9\":"));
    }
}
