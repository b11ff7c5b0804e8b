package net.strata.ping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.cli.Output;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.stats.Distribution;
import net.strata.stats.Jitter;
import net.strata.stats.Losses;
import net.strata.stats.RoundTrips;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Timing;

/// What happens, as JSON: an object a line for each event (docs/json.md). Times are exact to the ns.
public final class JsonEvents implements Watcher {
    /// Grows when a member changes its meaning or goes away.
    static final int SCHEMA = 1;
    private static final int NANOS = 1_000_000;

    private final Output out;
    private final Clock clock;
    private final Clock wall;
    private final long begun;
    private final Text line = new Text(512);
    private final Map<Target, Kept> kept = new LinkedHashMap<>();
    private long targets;
    private long sent;

    /// What is kept of a target.
    private static final class Kept {
        private final Target target;
        /// The members that tell it, as they stand in each event.
        private final byte[] members;
        private final Statistics statistics = new Statistics(true);
        private long refused;
        private long checksums;

        Kept(Target target) {
            this.target = target;
            var text = new Text(64);
            text.ascii(",\"target\":").number(target.index()).ascii(",\"host\":");
            string(target.name(), text);
            text.ascii(",\"address\":");
            address(target.address(), text);
            if (target.address().port() != 0) text.ascii(",\"port\":").number(target.address().port());
            members = Arrays.copyOf(text.bytes(), text.length());
        }
    }

    /// Events on `out`.
    ///
    /// @param clock the engine's
    /// @param wall the system's clock, in ns since the epoch
    public JsonEvents(Output out, Clock clock, Clock wall) {
        this.out = out;
        this.clock = clock;
        this.wall = wall;
        begun = clock.now();
    }

    private Text event(String name, long at, long time) {
        line.clear();
        line.ascii("{\"schema\":").number(SCHEMA).ascii(",\"event\":\"").ascii(name).ascii("\",\"time\":")
                .seconds(time, 9).ascii(",\"elapsed\":").seconds(at - begun, 9);
        return line;
    }

    private Text now(String name) {
        return event(name, clock.now(), wall.now());
    }

    private Kept of(Target target) {
        return kept.computeIfAbsent(target, Kept::new);
    }

    private Text probe(Text text, Probe probe) {
        return text.raw(of(probe.target()).members).ascii(",\"probe\":").number(probe.number()).ascii(",\"seq\":")
                .number(probe.sequence());
    }

    private void end() throws IOException {
        line.ascii("}\n").writeTo(out);
    }

    private static void string(String value, Text out) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.json(bytes, 0, bytes.length);
    }

    private static void address(SockAddr.Ip address, Text out) {
        out.put('"').ascii(address.port(0).toString()).put('"');
    }

    /// In ms, exact to the ns.
    private static Text millis(long nanos, Text out) {
        if (nanos < 0) out.put('-');
        long size = Math.abs(nanos);
        return out.number(size / NANOS).put('.').digits(size % NANOS, 6);
    }

    private static void flag(String name, boolean value, Text out) {
        out.ascii(",\"").ascii(name).ascii(value ? "\":true" : "\":false");
    }

    @Override
    public void started(Target target) throws IOException {
        targets++;
        now("start").raw(of(target).members);
        end();
    }

    @Override
    public void unresolved(String name, String why) throws IOException {
        Text text = now("unresolved").ascii(",\"host\":");
        string(name, text);
        text.ascii(",\"why\":");
        string(why, text);
        end();
    }

    @Override
    public void sent(Probe probe) throws IOException {
        sent++;
        of(probe.target()).statistics.sent();
        probe(event("sent", probe.sentAt(), probe.sentWall()), probe).ascii(",\"bytes\":").number(probe.size());
        end();
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        Kept counts = of(probe.target());
        counts.refused++;
        counts.statistics.error();
        Errno known = Errno.of(errno);
        Text text = probe(now("refused"), probe).ascii(",\"errno\":").number(errno).ascii(",\"name\":");
        string(known.name(), text);
        text.ascii(",\"why\":");
        string(known.meaning(), text);
        end();
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        Probe probe = reply.probe();
        Kept counts = of(probe.target());
        if (reply.checksumWrong()) counts.checksums++; // it is no reply, as nobody knows what it is
        else
            count(reply, counts.statistics);
        Text text = event("reply", probe.sentAt() + reply.rtt() + reply.host(), reply.wall());
        probe(text, probe).ascii(",\"from\":");
        address(reply.from(), text);
        text.ascii(",\"bytes\":").number(reply.bytes());
        if (reply.hops() >= 0) text.ascii(",\"ttl\":").number(reply.hops());
        millis(reply.rtt(), text.ascii(",\"rtt_ms\":"));
        text.ascii(",\"timing\":\"").ascii(reply.timing().toString()).ascii("\",\"clock\":\"")
                .ascii(reply.timing().clock()).put('"');
        if (reply.timing() != Timing.CAPTURE) millis(reply.host(), text.ascii(",\"host_ms\":"));
        flag("duplicate", reply.duplicate(), text);
        flag("late", reply.late(), text);
        flag("reordered", reply.reordered(), text);
        flag("other_address", reply.elsewhere(), text);
        flag("checksum_wrong", reply.checksumWrong(), text);
        if (reply.corruption() != null) corruption(reply.corruption(), text);
        end();
    }

    private static void count(Reply reply, Statistics statistics) {
        if (reply.corruption() != null) statistics.corrupted();
        if (reply.duplicate()) statistics.duplicate(reply.rtt());
        else if (reply.late()) statistics.late();
        else
            statistics.reply(reply.probe().count(), reply.rtt());
    }

    private static void corruption(Corruption found, Text text) {
        text.ascii(",\"corruption\":{\"first\":").number(found.first()).ascii(",\"expected\":\"");
        for (int i = 0; i < found.length(); i++)
            text.hex(found.expected(i), 2);
        text.ascii("\",\"got\":\"");
        for (int i = 0; i < found.length(); i++)
            text.hex(found.got(i), 2);
        text.ascii("\"}");
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        of(trouble.probe().target()).statistics.error();
        tell("error", trouble);
    }

    @Override
    public void advised(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        tell("advice", trouble);
    }

    private void tell(String name, Trouble trouble) throws IOException {
        Probe probe = trouble.probe();
        boolean six = trouble.from() instanceof SockAddr.In6;
        Text text = probe(event(name, clock.now(), trouble.wall()), probe).ascii(",\"from\":");
        address(trouble.from(), text);
        text.ascii(",\"type\":").number(trouble.type()).ascii(",\"code\":").number(trouble.code())
                .ascii(",\"why\":\"");
        if (six) Icmpv6.words(trouble.type(), trouble.code(), text);
        else
            Icmp.words(trouble.type(), trouble.code(), text);
        text.put('"');
        if (trouble.tellsMtu()) text.ascii(",\"mtu\":").number(Integer.toUnsignedLong(trouble.info()));
        if (trouble.tellsPointer()) text.ascii(",\"pointer\":").number(Integer.toUnsignedLong(trouble.info()));
        if (trouble.tellsGateway()) address(new SockAddr.In(trouble.info(), 0), text.ascii(",\"gateway\":"));
        end();
    }

    @Override
    public void settled(Probe probe) throws IOException {
        of(probe.target()).statistics.settled(probe.replies() == 0);
        if (probe.isAnswered() || probe.isRefused()) return;
        probe(now("lost"), probe);
        end();
    }

    @Override
    public void waiting() throws IOException {
        out.flush();
    }

    @Override
    public void ended() throws IOException {
        long at = clock.now();
        long time = wall.now();
        long received = 0;
        for (Kept each : kept.values()) {
            received += each.target.received();
            summary(each, at, time);
        }
        event("end", at, time).ascii(",\"targets\":").number(targets).ascii(",\"sent\":").number(sent)
                .ascii(",\"received\":")
                .number(received);
        end();
        out.flush();
    }

    private static void percentiles(Distribution.Summary of, Text text) {
        millis(of.p50(), text.ascii(",\"p50\":"));
        millis(of.p90(), text.ascii(",\"p90\":"));
        millis(of.p95(), text.ascii(",\"p95\":"));
        millis(of.p99(), text.ascii(",\"p99\":"));
        millis(of.p999(), text.ascii(",\"p99.9\":"));
    }

    private void summary(Kept of, long at, long time) throws IOException {
        Target target = of.target;
        Snapshot known = of.statistics.snapshot();
        Text text = event("summary", at, time).raw(of.members).ascii(",\"sent\":").number(target.sent())
                .ascii(",\"received\":").number(target.received()).ascii(",\"duplicates\":")
                .number(known.duplicates()).ascii(",\"late\":").number(known.late()).ascii(",\"reordered\":")
                .number(known.reordered()).ascii(",\"corrupted\":").number(known.corrupted())
                .ascii(",\"checksum_wrong\":").number(of.checksums)
                .ascii(",\"errors\":")
                .number(known.errors() - of.refused).ascii(",\"refused\":").number(of.refused);
        if (target.sent() > 0)
            text.ascii(",\"loss_percent\":")
                    .ascii(Double.toString(100.0 * (target.sent() - target.received()) / target.sent()));
        Losses.Summary loss = known.loss();
        if (loss.settled() > 0)
            text.ascii(",\"loss_interval_percent\":{\"low\":").ascii(Double.toString(100 * loss.lowest()))
                    .ascii(",\"high\":").ascii(Double.toString(100 * loss.highest())).put('}');
        text.ascii(",\"bursts\":").number(loss.bursts()).ascii(",\"longest_burst\":").number(loss.longestBurst());
        RoundTrips.Summary times = known.rtt();
        if (times != null) {
            millis(times.min(), text.ascii(",\"rtt_ms\":{\"min\":"));
            millis(Math.round(times.mean()), text.ascii(",\"mean\":"));
            millis(times.max(), text.ascii(",\"max\":"));
            millis(Math.round(times.mdev()), text.ascii(",\"mdev\":"));
            Distribution.Summary ranks = known.percentiles();
            if (ranks != null) percentiles(ranks, text);
            text.put('}');
        }
        Jitter.Summary jitter = known.jitter();
        if (jitter != null) {
            millis(Math.round(jitter.mean()), text.ascii(",\"jitter_ms\":{\"mean\":"));
            millis(jitter.max(), text.ascii(",\"max\":"));
            millis(Math.round(jitter.j()), text.ascii(",\"rfc3550\":")).put('}');
        }
        end();
    }
}
