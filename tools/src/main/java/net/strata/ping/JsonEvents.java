package net.strata.ping;

import static net.strata.events.EventText.address;
import static net.strata.events.EventText.errno;
import static net.strata.events.EventText.flag;
import static net.strata.events.EventText.loss;
import static net.strata.events.EventText.millis;
import static net.strata.events.EventText.string;
import static net.strata.events.EventText.times;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.cli.Output;
import net.strata.events.EventText;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.probe.Timing;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// What happens, as JSON: an object a line for each event (docs/json.md). Times are exact to the ns.
public final class JsonEvents implements Watcher {
    /// Grows when a member changes its meaning or goes away.
    static final int SCHEMA = 1;

    private final Clock clock;
    private final Clock wall;
    private final EventText events;
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
        this.clock = clock;
        this.wall = wall;
        events = new EventText(SCHEMA, out, clock, wall);
    }

    private Kept of(Target target) {
        return kept.computeIfAbsent(target, Kept::new);
    }

    private Text probe(Text text, Probe probe) {
        return text.raw(of(probe.target()).members).ascii(",\"probe\":").number(probe.number()).ascii(",\"seq\":")
                .number(probe.sequence());
    }

    @Override
    public void started(Target target) throws IOException {
        targets++;
        events.now("start").raw(of(target).members);
        events.end();
    }

    @Override
    public void unresolved(String name, String why) throws IOException {
        Text text = events.now("unresolved").ascii(",\"host\":");
        string(name, text);
        text.ascii(",\"why\":");
        string(why, text);
        events.end();
    }

    @Override
    public void sent(Probe probe) throws IOException {
        sent++;
        of(probe.target()).statistics.sent();
        probe(events.event("sent", probe.sentAt(), probe.sentWall()), probe).ascii(",\"bytes\":").number(probe.size());
        events.end();
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        Kept counts = of(probe.target());
        counts.refused++;
        counts.statistics.error();
        errno(errno, probe(events.now("refused"), probe));
        events.end();
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        Probe probe = reply.probe();
        Kept counts = of(probe.target());
        if (reply.checksumWrong()) counts.checksums++; // it is no reply, as nobody knows what it is
        else
            count(reply, counts.statistics);
        Text text = events.event("reply", probe.sentAt() + reply.rtt() + reply.host(), reply.wall());
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
        events.end();
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
        Text text = probe(events.event(name, clock.now(), trouble.wall()), probe).ascii(",\"from\":");
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
        events.end();
    }

    @Override
    public void settled(Probe probe) throws IOException {
        of(probe.target()).statistics.settled(probe.replies() == 0);
        if (probe.isAnswered() || probe.isRefused()) return;
        probe(events.now("lost"), probe);
        events.end();
    }

    @Override
    public void waiting() throws IOException {
        events.flush();
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
        events.event("end", at, time).ascii(",\"targets\":").number(targets).ascii(",\"sent\":").number(sent)
                .ascii(",\"received\":")
                .number(received);
        events.end();
        events.flush();
    }

    private void summary(Kept of, long at, long time) throws IOException {
        Target target = of.target;
        Snapshot known = of.statistics.snapshot();
        Text text = events.event("summary", at, time).raw(of.members).ascii(",\"sent\":").number(target.sent())
                .ascii(",\"received\":").number(target.received()).ascii(",\"duplicates\":")
                .number(known.duplicates()).ascii(",\"late\":").number(known.late()).ascii(",\"reordered\":")
                .number(known.reordered()).ascii(",\"corrupted\":").number(known.corrupted())
                .ascii(",\"checksum_wrong\":").number(of.checksums)
                .ascii(",\"errors\":")
                .number(known.errors() - of.refused).ascii(",\"refused\":").number(of.refused);
        double lost = target.sent() == 0
                ? Double.NaN
                : (double) (target.sent() - target.received()) / target.sent();
        loss(lost, known.loss(), text);
        times(known, text);
        events.end();
    }
}
