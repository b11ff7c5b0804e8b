package net.strata.trace;

import java.io.IOException;
import java.util.List;

/// Several watchers.
final class Watchers implements Watcher {
    private final List<Watcher> all;

    Watchers(List<Watcher> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void began(Path path) throws IOException {
        for (Watcher each : all)
            each.began(path);
    }

    @Override
    public void sent(Probe probe) throws IOException {
        for (Watcher each : all)
            each.sent(probe);
    }

    @Override
    public void answered(Answer answer) throws IOException {
        for (Watcher each : all)
            each.answered(answer);
    }

    @Override
    public void again(Answer answer) throws IOException {
        for (Watcher each : all)
            each.again(answer);
    }

    @Override
    public void lost(Probe probe) throws IOException {
        for (Watcher each : all)
            each.lost(probe);
    }

    @Override
    public void ended(Path path) throws IOException {
        for (Watcher each : all)
            each.ended(path);
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
}
