package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Clock;
import net.strata.probe.Icmp;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Measured;

/// The engine: sends probes when they are due, and finds for what comes back which probe it answers.
///
/// A reply is known by the nonce in its data, its sequence number and the address it is from; nothing else in it is
/// believed. Sending keeps to its schedule: each probe is due so long after the one before was, not after it was sent.
public final class Pinger implements Arrivals {
    /// How much of the schedule is made up for after a delay, in ns: what is older is left out.
    private static final long CATCH_UP = 20_000_000;
    /// How many probes are sent before answers are looked at.
    private static final int BURST = 64;
    /// How many hosts are taken from a feed before something else is done.
    private static final int SERVING = 1 << 10;

    private static final int STALE = 64;

    /// When a target is due.
    private record Due(long at, Target target) {}

    private final Settings settings;
    private final Method method;
    private final Plan plan;
    private final Port port;
    private final Clock clock;
    private final Clock wall;
    private final Watcher watcher;
    private final Nonces nonces;
    private final ByteBuffer message;

    private final List<Target> targets = new ArrayList<>();
    private @Nullable Map<SockAddr.Ip, Target> byAddress;
    private final PriorityQueue<Due> queue = new PriorityQueue<>((a, b) -> a.at != b.at
            ? Long.compare(a.at, b.at)
            : Integer.compare(a.target.index(), b.target.index()));
    private final Probes probes = new Probes();
    /// When any probe may be sent again.
    private long slot;
    private long lastSent;
    /// All that came until then was looked at, so that what is not answered by then is not only waiting to be read.
    private long seen;
    /// How many probes the port was seen to send.
    private long handed;
    private long longest;
    private int enough;
    private Feed feed = Feed.NONE;
    private final Reading reading = new Reading();
    private volatile boolean stopped;

    /// What holds for a whole run.
    ///
    /// @param gap how long there is between any two probes at least, in ns
    /// @param deadline how long the run may take, in ns; [Long#MAX_VALUE] for ever
    /// @param largest bytes that a message has at most
    /// @param sizes how many bytes of data a probe has, by its number among those of its target
    public record Settings(long gap, long deadline, int largest, Sizes sizes) {}

    /// How many bytes of data a probe has.
    public interface Sizes {
        /// As above.
        ///
        /// @param count which probe of its target it is, from 0
        int of(long count);
    }

    /// An engine for one run.
    ///
    /// @param wall the system's clock, in ns since the epoch
    /// @param secret two numbers that nobody else knows
    public Pinger(Settings settings, Method method, Plan plan, Port port, Clock clock, Clock wall, Watcher watcher,
            long[] secret) {
        this.settings = settings;
        this.method = method;
        this.plan = plan;
        this.port = port;
        this.clock = clock;
        this.wall = wall;
        this.watcher = watcher;
        nonces = new Nonces(secret[0], secret[1]);
        message = ByteBuffer.allocate(settings.largest());
    }

    /// Adds a host, whose first probe is due at once.
    public void add(Target target) throws IOException {
        targets.add(target);
        if (byAddress != null) byAddress.putIfAbsent(bare(target.address()), target);
        target.credit = plan.preload();
        watcher.started(target);
        due(target, clock.now());
    }

    /// Takes hosts from a feed, too, while it runs.
    public void feed(Feed from) {
        feed = from;
    }

    private void due(Target target, long at) {
        target.due = at;
        if (at == Target.NEVER) return;
        queue.add(new Due(at, target));
        // Those that were put off stay until they are first, which may take long.
        if (queue.size() > 2 * targets.size() + STALE) queue.removeIf(each -> each.at != each.target.due);
    }

    /// Ends the run soon. Any thread may.
    public void stop() {
        stopped = true;
        port.wake();
    }

    /// Runs until all that was to be sent has been sent and answered, or was waited for.
    public void run() throws IOException {
        long start = clock.now();
        long end = settings.deadline() > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + settings.deadline();
        slot = start;
        seen = start;
        while (!stopped) {
            long now = clock.now();
            if (now >= end) break;
            long fed = take(now);
            long wake = Math.min(Math.min(send(now), fed), end);
            settle(seen);
            if (isOver(seen)) break;
            if (queue.isEmpty() && handed < probes.next()) {
                handOver();
                continue; // What came may end it.
            }
            if (wake > now || watcher.due() <= now) watcher.waiting();
            receive(Math.min(Math.min(wake, until()), watcher.due()));
        }
        settleAll();
        watcher.ended();
    }

    /// Adds the hosts that are there.
    ///
    /// @return when more may be
    private long take(long now) throws IOException {
        for (int taken = 0; taken < SERVING; taken++) {
            Target target = feed.next(now);
            if (target == null) return feed.due();
            add(target);
        }
        return now;
    }

    /// Sends what is due.
    ///
    /// @return when more will be
    private long send(long now) throws IOException {
        long offset = clock.behind(wall);
        for (int sent = 0; sent < BURST; sent++) {
            Due first = queue.peek();
            while (first != null && first.at != first.target.due) {
                queue.poll(); // It was put off, or off the list.
                first = queue.peek();
            }
            if (first == null) return Target.NEVER;
            if (first.at > now) return first.at;
            if (slot > now) return slot;
            queue.poll();
            send(first.target, offset);
            slot = Math.max(Math.max(slot, first.at) + settings.gap(), now - CATCH_UP);
        }
        return now;
    }

    private void send(Target target, long offset) throws IOException {
        long number = probes.next();
        var probe = new Probe(number, target, target.sent, sequence(target.sent), settings.sizes().of(target.sent));
        lastSent = clock.now();
        probe.sentAt = lastSent;
        probe.sentWall = lastSent + offset;
        watcher.sent(probe);
        message.clear();
        method.write(probe, nonces.nonce(number), message);
        Probe oldest = probes.isFull() ? probes.oldest() : null;
        if (oldest != null) settled(oldest); // it is given up
        probes.add(probe);
        target.sent++;
        port.send(number, target.address(), message.flip());
        long following = plan.next(target, Math.max(target.due, lastSent - CATCH_UP));
        boolean more = target.credit > 0 && --target.credit > 0;
        due(target, more && following != Target.NEVER ? target.due : following);
    }

    /// As iputils counts: from 1, with 0 after 65535.
    private static int sequence(long count) {
        return (int) (count + 1) & 0xffff;
    }

    /// Tells of what is known by now of the oldest probes.
    private void settle(long now) throws IOException {
        for (Probe each = probes.oldest(); each != null; each = probes.oldest()) {
            if (!plan.isKnown(each) && now - each.sentAt < plan.timeout(each)) return;
            settled(each);
        }
    }

    private void settleAll() throws IOException {
        for (Probe each = probes.oldest(); each != null; each = probes.oldest())
            settled(each);
    }

    private void settled(Probe oldest) throws IOException {
        probes.settled(oldest);
        watcher.settled(oldest);
    }

    /// Has the port send the last probes before it is counted how long they are waited for: whatever holds this program up
    /// until they are sent does not shorten that.
    private void handOver() throws IOException {
        handed = probes.next();
        receive(clock.now());
        lastSent = clock.now();
    }

    private void receive(long until) throws IOException {
        long before = clock.now();
        port.receive(this, until);
        seen = before;
    }

    private boolean isOver(long now) {
        if (!feed.isOver()) return false;
        if (haveAllEnough()) return true;
        if (!queue.isEmpty()) return false;
        return probes.oldest() == null || now >= lingering();
    }

    private boolean haveAllEnough() {
        return enough > 0 && enough == targets.size() && feed.isOver();
    }

    private long lingering() {
        long linger = plan.linger(longest);
        return linger > Long.MAX_VALUE - lastSent ? Long.MAX_VALUE : lastSent + linger;
    }

    /// When it is time to look at the oldest probe again.
    private long until() {
        Probe oldest = probes.oldest();
        long timeout = oldest == null ? Long.MAX_VALUE : plan.timeout(oldest);
        long known = oldest == null || timeout > Long.MAX_VALUE - oldest.sentAt
                ? Long.MAX_VALUE
                : oldest.sentAt + timeout;
        return queue.isEmpty() && feed.isOver() ? Math.min(known, lingering()) : known;
    }

    @Override
    public void stamped(long number, long stamp) {
        Probe probe = probes.get(number);
        if (probe != null) probe.stamp = stamp;
    }

    @Override
    public void refused(long number, int errno) throws IOException {
        Probe probe = probes.get(number);
        if (probe == null) return;
        probe.refuse();
        watcher.refused(probe, errno);
        change(probe.target(), plan.refused(probe.target(), probe.target().due));
        count(probe.target());
    }

    @Override
    public void received(Arrival arrival) throws IOException {
        reading.clear();
        if (haveAllEnough() || !method.read(arrival, reading)) return;
        Probe probe = find(arrival);
        if (probe == null) return;
        if (reading.error) failed(probe, arrival);
        else
            replied(probe, arrival);
    }

    /// The probe that was answered: by the nonce, or else by the sequence number and the address, of which there may be
    /// several, one 65 536 probes after the other: then it is the last.
    private @Nullable Probe find(Arrival arrival) {
        SockAddr.Ip destination = reading.destination == null ? null : bare(reading.destination);
        if (reading.hasNonce) {
            Probe probe = probes.get(nonces.number(reading.nonce));
            if (probe != null && (reading.sequence < 0 || probe.sequence() == reading.sequence)
                    && (destination == null || destination.equals(bare(probe.target().address()))))
                return probe;
        }
        Target target = target(destination == null ? arrival.source() : destination);
        Probe probe = target == null ? null : target.last;
        if (reading.sequence < 0) {
            while (probe != null && !fits(probe))
                probe = probe.before;
            return probe;
        }
        int back = probe == null ? 0 : probe.sequence() - reading.sequence & 0xffff;
        for (; probe != null && back > 0; back--)
            probe = probe.before;
        return probe != null && probe.sequence() == reading.sequence && fits(probe) ? probe : null;
    }

    /// Whether an answer that does not have a probe's nonce may be one to it. Of a reply, at least half of the nonce has to
    /// be right: who has not seen the probe does not guess that much, and data that was changed on the way seldom lost more.
    /// An error may quote no more than the probe's header, or zeros behind it (RFC 4884 section 5.1).
    private boolean fits(Probe probe) {
        long part = reading.part;
        if (part != 0) return ((nonces.nonce(probe.number()) ^ reading.nonce) & part) == 0;
        if (!method.carriesNonce(probe) || reading.error && (!reading.hasNonce || reading.nonce == 0)) return true;
        return reading.hasNonce && Nonces.alike(reading.nonce, nonces.nonce(probe.number()));
    }

    private @Nullable Target target(SockAddr.Ip address) {
        if (targets.size() == 1 && reading.destination == null) return targets.getFirst();
        if (byAddress == null) {
            byAddress = new HashMap<>();
            for (Target each : targets)
                byAddress.putIfAbsent(bare(each.address()), each);
        }
        return byAddress.get(bare(address));
    }

    /// An address as a header has it: which interface it belongs to is not in there.
    private static SockAddr.Ip bare(SockAddr.Ip address) {
        return address instanceof SockAddr.In6 in6 && (in6.scope() != 0 || in6.flowinfo() != 0)
                ? new SockAddr.In6(in6.high(), in6.low(), 0, 0, 0)
                : address;
    }

    private void replied(Probe probe, Arrival arrival) throws IOException {
        Target target = probe.target();
        boolean first = !probe.isAnswered();
        Measured measured = Measured.of(probe.sentAt, probe.sentWall, probe.stamp, arrival);
        longest = Math.max(longest, measured.rtt());
        boolean counts = plan.counts(probe, measured.rtt());
        Reply reply = probe.reply(arrival.source(), reading.sequence < 0 ? probe.sequence() : reading.sequence,
                arrival.length(), arrival.hops(), measured.rtt(), measured.timing(), measured.host(), measured.wall(),
                !arrival.isFrom(target.address()), reading.checksumWrong,
                method.corruption(probe, nonces.nonce(probe.number()), arrival, reading));
        if (!counts && !reply.checksumWrong()) probe.discount(reply);
        watcher.replied(reply, arrival);
        if (!counts) return;
        if (!first || !probe.isAnswered()) return;
        if (plan.flows()) letGo(target, arrival.at());
        else
            change(target, plan.answered(target, target.due, arrival.at()));
        count(target);
    }

    /// Has a target be due at another time, unless it will not be sent any more.
    private void change(Target target, long due) {
        if (target.due != Target.NEVER && due != target.due) due(target, due);
    }

    private void failed(Probe probe, Arrival arrival) throws IOException {
        boolean first = !probe.isAnswered();
        var trouble = new Trouble(probe, arrival.source(), reading.type, reading.code, reading.info,
                arrival.stamp() != 0 ? arrival.stamp() : arrival.wall());
        if (Icmp.isAdvice(reading.type, arrival.family() == Abi.AF_INET6)) {
            watcher.advised(trouble, arrival);
            return;
        }
        probe.fail();
        watcher.failed(trouble, arrival);
        Target target = probe.target();
        if (first && plan.flows()) letGo(target, arrival.at());
        change(target, plan.failed(target, target.due, arrival.at()));
        count(target);
    }

    /// Something came for a probe, so that another may go.
    private void letGo(Target target, long now) {
        if (target.due != Target.NEVER) target.credit++;
        change(target, Math.min(target.due, now));
    }

    private void count(Target target) {
        if (!target.enough && plan.enough(target)) {
            target.enough = true;
            enough++;
        }
    }
}
