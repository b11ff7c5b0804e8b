package net.strata.ping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.probe.Arrival;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import org.jspecify.annotations.Nullable;

/// What a watcher can know of a run, for comparing it with what another knows.
final class Counted implements Watcher {
    private final Map<String, Statistics> statistics = new LinkedHashMap<>();
    final List<String> events = new ArrayList<>();

    private Statistics of(Probe probe) {
        return statistics.computeIfAbsent(probe.target().name(), _ -> new Statistics(true));
    }

    Map<String, Snapshot> snapshots() {
        var all = new LinkedHashMap<String, Snapshot>();
        statistics.forEach((name, each) -> all.put(name, each.snapshot()));
        return all;
    }

    @Override
    public void sent(Probe probe) {
        of(probe).sent();
    }

    @Override
    public void refused(Probe probe, int errno) {
        of(probe).error();
        events.add(probe.sequence() + " refused " + errno);
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) {
        Statistics all = of(reply.probe());
        if (reply.corruption() != null) all.corrupted();
        if (reply.duplicate()) all.duplicate(reply.rtt());
        else if (reply.late()) all.late();
        else
            all.reply(reply.probe().count(), reply.rtt());
        events.add(reply.probe().target() + " " + reply.probe().sequence() + " from " + reply.from() + " "
                + reply.bytes() + " bytes ttl " + reply.hops() + " " + reply.rtt() + " ns"
                + (reply.duplicate() ? " duplicate" : "") + (reply.late() ? " late" : "")
                + (reply.reordered() ? " reordered" : "") + (reply.elsewhere() ? " elsewhere" : "")
                + (reply.checksumWrong() ? " checksum" : "")
                + (reply.corruption() == null ? "" : " corrupt at " + reply.corruption().first()));
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) {
        of(trouble.probe()).error();
        events.add(trouble.probe().target() + " " + trouble.probe().sequence() + " error " + trouble.type() + "/"
                + trouble.code() + " " + trouble.info() + " from " + trouble.from());
    }

    @Override
    public void settled(Probe probe) {
        of(probe).settled(probe.replies() == 0);
    }
}
