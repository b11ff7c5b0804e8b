package net.strata.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps what is known of each hop of each path. Only the engine's thread may read it.
public final class HopTable implements Watcher {
    private final boolean percentiles;
    private final int kept;
    private final List<Way> ways = new ArrayList<>();
    private final Map<Path, Way> byPath = new HashMap<>();
    private long forgotten;
    private long sent;

    /// @param percentiles whether the distribution of round trips is wanted too
    /// @param kept how many of the latest probes to each hop are kept for pictures
    public HopTable(boolean percentiles, int kept) {
        this.percentiles = percentiles;
        this.kept = kept;
    }

    /// In the order in which they began.
    public List<Way> ways() {
        return Collections.unmodifiableList(ways);
    }

    /// What is known of a path that began.
    public Way of(Path path) {
        Way way = byPath.get(path);
        if (way == null) throw new IllegalArgumentException("a path that did not begin: " + path.name());
        return way;
    }

    /// Forgets all that is known; probes that are on their way do not count.
    public void reset() {
        forgotten = sent;
        ways.replaceAll(each -> fresh(each.path()));
    }

    private Way fresh(Path path) {
        var way = new Way(path, percentiles, kept);
        byPath.put(path, way);
        return way;
    }

    @Override
    public void began(Path path) {
        ways.add(fresh(path));
    }

    @Override
    public void sent(Probe probe) {
        sent = probe.number() + 1;
        hop(probe).sent(probe);
    }

    @Override
    public void answered(Answer answer) {
        if (counts(answer.probe())) hop(answer.probe()).answered(answer);
    }

    @Override
    public void again(Answer answer) {
        if (counts(answer.probe())) hop(answer.probe()).again(answer);
    }

    @Override
    public void lost(Probe probe) {
        if (counts(probe)) hop(probe).lost(probe);
    }

    private Hop hop(Probe probe) {
        return of(probe.path()).hop(probe.hops());
    }

    private boolean counts(Probe probe) {
        return probe.number() >= forgotten;
    }
}
