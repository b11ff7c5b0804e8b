package net.strata.ping;

import java.io.IOException;
import java.util.List;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// Several watchers, each told in turn.
record Watchers(List<Watcher> all) implements Watcher {
    @Override
    public void started(Target target) throws IOException {
        for (Watcher each : all)
            each.started(target);
    }

    @Override
    public void unresolved(String name, String why) throws IOException {
        for (Watcher each : all)
            each.unresolved(name, why);
    }

    @Override
    public void sent(Probe probe) throws IOException {
        for (Watcher each : all)
            each.sent(probe);
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        for (Watcher each : all)
            each.refused(probe, errno);
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        for (Watcher each : all)
            each.replied(reply, arrival);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        for (Watcher each : all)
            each.failed(trouble, arrival);
    }

    @Override
    public void advised(Trouble advice, @Nullable Arrival arrival) throws IOException {
        for (Watcher each : all)
            each.advised(advice, arrival);
    }

    @Override
    public void settled(Probe probe) throws IOException {
        for (Watcher each : all)
            each.settled(probe);
    }

    @Override
    public void waiting() throws IOException {
        for (Watcher each : all)
            each.waiting();
    }

    @Override
    public long due() {
        long due = Long.MAX_VALUE;
        for (Watcher each : all)
            due = Math.min(due, each.due());
        return due;
    }

    @Override
    public void ended() throws IOException {
        for (Watcher each : all)
            each.ended();
    }
}
