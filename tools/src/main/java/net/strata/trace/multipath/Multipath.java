package net.strata.trace.multipath;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import net.strata.os.SockAddr;
import net.strata.trace.Answer;
import net.strata.trace.Kind;
import net.strata.trace.Plan;
import net.strata.trace.Probe;
import net.strata.trace.Request;
import net.strata.trace.Waits;

/// Finds all ways to a host: hop by hop, through each router that is known, so many flows that its next hops are known with the
/// stated confidence.
///
/// All hops are asked at the same time as far as it is known that they will have to be: a few flows go ahead.
public final class Multipath implements Plan {
    /// How many hops are looked ahead, by one flow.
    private static final int AHEAD = 6;
    /// How many flows look ahead where nothing answers.
    private static final int SCOUTS = 3;
    /// After how long without an answer it looks one hop farther, and asks again, in ns, at least.
    private static final long PACE = 50_000_000;
    private static final long LONGEST_PAUSE = 2_000_000_000;
    /// After so many paces in which nothing is sent, waits or is to be asked again, it ends.
    private static final int IDLE = 8;

    /// What is wanted.
    ///
    /// @param first hop that is probed, from 1
    /// @param last hop that is probed, up to 255
    /// @param stopping how sure it has to be
    /// @param flows how many there are at most
    /// @param many probes wait for an answer at most
    /// @param gap between two probes at least, in ns
    /// @param size bytes of the whole packet
    /// @param whole whether routers may not fragment it
    public record Settings(int first, int last, Stopping stopping, int flows, int many, long gap, int size,
            boolean whole, Waits waits) {}

    private final Settings settings;
    private final Node start;
    private final Survey survey;
    private final SplittableRandom random = new SplittableRandom(1);
    private final ArrayDeque<Reckoning.Want> wants = new ArrayDeque<>();
    private Reckoning reckoning;
    private boolean news = true;
    private long lastNews;
    private long nextSend = Long.MIN_VALUE;
    private long nextTry;
    private boolean begun;
    private long lastBusy;
    private boolean idle;
    private boolean scouted;
    private int waiting;

    /// @param from the address that probes come from
    public Multipath(Settings settings, SockAddr.Ip from) {
        this.settings = settings;
        start = new Node(settings.first() - 1, from, Kind.EXPIRED);
        survey = new Survey(settings.last(), settings.flows());
        reckoning = reckoned();
    }

    private Reckoning reckoned() {
        return new Reckoning(survey, settings.stopping(), start, random);
    }

    /// What is known by now.
    public Graph graph() {
        return Charting.graph(survey, settings.stopping(), start, reckoned());
    }

    @Override
    public long act(Prober prober, long now) throws IOException {
        if (!begun) {
            lastNews = now;
            lastBusy = now;
        }
        begun = true;
        long blocked = Long.MAX_VALUE;
        boolean any = true;
        while (waiting < settings.many()) {
            if (now < nextSend) return nextSend;
            if (prober.allowance() == 0) return now + PACE / 10;
            if (wants.isEmpty() && any) {
                any = false;
                look(now);
            }
            Reckoning.Want want = wants.poll();
            if (want == null) break;
            if (survey.isOver(want.hop(), want.flow())) continue;
            news = true;
            if (survey.slot(want.hop()) > now) {
                blocked = Math.min(blocked, survey.slot(want.hop()));
                continue;
            }
            any = true;
            survey.sent(want.hop(), want.flow(), now);
            waiting++;
            nextSend = now + settings.gap();
            prober.send(new Request(want.hop(), want.flow(), settings.size(), settings.whole()));
        }
        if (waiting >= settings.many()) return Long.MAX_VALUE;
        if (waiting > 0 || nextTry < Long.MAX_VALUE || blocked < Long.MAX_VALUE) lastBusy = now;
        idle = now - lastBusy > IDLE * pace();
        return Math.min(Math.min(nextTry, blocked), lastNews + ((now - lastNews) / pace() + 1) * pace());
    }

    /// Finds what is to be sent now.
    private void look(long now) {
        retry(now);
        if (wants.isEmpty()) ahead(now);
        if (wants.isEmpty() && news) {
            reckoning = reckoned();
            wants.addAll(reckoning.wants());
            news = false;
        }
    }

    /// Flows at hops that will be needed whatever there is: the first few at all hops that are known to be on the way, and one beyond.
    private void ahead(long now) {
        int known = survey.reached() + 1;
        int few = Math.min(settings.flows(), settings.stopping().flows(1));
        long ahead = Math.min(settings.last(), known + AHEAD + (now - lastNews) / pace());
        scouted = ahead == settings.last();
        for (int hop = settings.first(); hop <= ahead; hop++) {
            if (hop > survey.firstEnd()) {
                scouted = true;
                return;
            }
            for (int flow = 0; flow < (hop <= known ? few : 1); flow++)
                ask(hop, flow);
            for (int flow = 1; hop > known && flow < Math.min(SCOUTS, few); flow++) {
                Cell before = survey.cell(hop, flow - 1);
                if (before != null && before.lost > 0 && before.seen.isEmpty()) ask(hop, flow);
            }
        }
    }

    private void ask(int hop, int flow) {
        if (survey.cell(hop, flow) == null && !survey.isOver(hop, flow)) wants.add(new Reckoning.Want(hop, flow));
    }

    /// Asks again what was not answered.
    private void retry(long now) {
        nextTry = Long.MAX_VALUE;
        for (int hop = settings.first(); hop <= settings.last(); hop++)
            for (Cell cell : survey.cells(hop)) {
                if (!cell.seen.isEmpty() || survey.isOver(hop, cell.flow)) continue;
                if (cell.sent >= survey.tries(hop)) continue;
                long due = cell.lastSent + Math.min(LONGEST_PAUSE, pace() << Math.min(20, cell.sent - 1));
                if (due <= now) retry(cell);
                else
                    nextTry = Math.min(nextTry, due);
            }
    }

    /// With it, or in its place, goes a probe of a flow that is answered: if that is lost too, the hop limits its answers.
    private void retry(Cell cell) {
        Cell answered = survey.answered(cell.hop, random);
        boolean slow = survey.isSlow(cell.hop);
        boolean instead = slow && random.nextBoolean();
        if (answered != null && (!slow || instead)) wants.add(new Reckoning.Want(cell.hop, answered.flow));
        if (answered == null || !instead) wants.add(new Reckoning.Want(cell.hop, cell.flow));
    }

    private long pace() {
        return Math.max(PACE, 2 * survey.longest());
    }

    @Override
    public long patience(Probe probe) {
        Waits waits = settings.waits();
        long rtt = survey.rtt(probe.hops());
        if (rtt >= 0) return waits.fromHere(rtt);
        for (int i = probe.hops() + 1; i <= survey.farthest(); i++)
            if (survey.rtt(i) >= 0) return waits.fromNear(survey.rtt(i));
        return waits.most();
    }

    @Override
    public void answered(Answer answer) {
        Probe probe = answer.probe();
        waiting--;
        news = true;
        if (probe.hops() > survey.farthest()) lastNews = Math.max(lastNews, probe.sentAt() + answer.rtt());
        survey.answered(probe.hops(), probe.flow(),
                new Node(probe.hops(), answer.from().port(0), answer.kind()), answer.rtt());
    }

    @Override
    public void lost(Probe probe) {
        waiting--;
        news = true;
        survey.lost(probe.hops(), probe.flow(), probe.sentAt());
    }

    @Override
    public boolean isDone() {
        return idle || begun && !news && scouted && wants.isEmpty() && !reckoning.isAwaiting()
                && nextTry == Long.MAX_VALUE && !isScouting();
    }

    /// Whether something may still answer beyond what is known.
    private boolean isScouting() {
        for (int hop = survey.reached() + 1; hop <= settings.last(); hop++)
            for (Cell cell : survey.cells(hop))
                if (cell.seen.isEmpty() && cell.waiting() > 0 && !survey.isOver(hop, cell.flow)) return true;
        return false;
    }
}
