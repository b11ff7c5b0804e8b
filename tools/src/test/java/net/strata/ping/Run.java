package net.strata.ping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.sim.Host;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import org.jspecify.annotations.Nullable;

/// A run of the engine in a simulated network, and all that it told.
class Run implements Watcher {
    static final long MS = 1_000_000;
    static final int IDENT = 0x5a01;
    static final int IDENT6 = 0x5a06;
    static final SockAddr.In A = in(1);
    static final SockAddr.In6 A6 = new SockAddr.In6(0x20010db8_00000000L, 0x100, 0, 0, 0);

    final Network network;
    final List<Target> targets = new ArrayList<>();
    final List<Probe> sent = new ArrayList<>();
    final List<Probe> settled = new ArrayList<>();
    final List<Probe> refused = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    final List<Trouble> advice = new ArrayList<>();
    final long[] secret = {0x0123_4567_89ab_cdefL, 0x0fed_cba9_8765_4321L};
    int size = 56;
    long gap;
    long deadline = Long.MAX_VALUE;
    boolean ended;
    private @Nullable Pinger pinger;

    Run(Network network) {
        this.network = network;
    }

    /// 198.18.0.0 and so many further.
    static SockAddr.In in(int i) {
        return new SockAddr.In(0xc6120000 + i, 0);
    }

    /// A host that answers after some time.
    static Host answering(Network network, SockAddr.Ip address, long rtt) {
        return network.host(address).back(Rule.delay(_ -> rtt));
    }

    /// Probes an interval apart; each is waited for 1 s.
    static Regular each(long interval, long count) {
        return new Regular(interval, count, Long.MAX_VALUE, 1, false, 0, 1000 * MS, 1000 * MS);
    }

    Run size(int bytes) {
        size = bytes;
        return this;
    }

    Run go(Plan plan, SockAddr.Ip... addresses) throws IOException {
        var echo = new Echo(new Payload(new byte[0], size), IDENT, IDENT6);
        var one = new Pinger(new Pinger.Settings(gap, deadline, size + 8, _ -> size), echo, plan, network, network,
                network::wall, this, secret);
        pinger = one;
        for (SockAddr.Ip address : addresses) {
            var target = new Target(targets.size(), address.host(), address);
            targets.add(target);
            one.add(target);
        }
        one.run();
        return this;
    }

    void stop() {
        if (pinger != null) pinger.stop();
    }

    long count(Predicate<Reply> which) {
        return replies.stream().filter(which).count();
    }

    long received() {
        return targets.stream().mapToLong(Target::received).sum();
    }

    long duplicates() {
        return count(Reply::duplicate);
    }

    long late() {
        return count(Reply::late);
    }

    long reordered() {
        return count(Reply::reordered);
    }

    long corrupted() {
        return count(reply -> reply.corruption() != null);
    }

    /// The probes that were given up or refused, by which one of their target they are.
    long[] unanswered() {
        return settled.stream().filter(probe -> probe.replies() == 0).mapToLong(Probe::count).toArray();
    }

    long[] rtts() {
        return replies.stream().mapToLong(Reply::rtt).toArray();
    }

    long[] sentAt() {
        return sent.stream().mapToLong(Probe::sentAt).toArray();
    }

    /// Probes that got anything but what they should.
    long[] of(Predicate<Reply> which) {
        return replies.stream().filter(which).mapToLong(reply -> reply.probe().count()).toArray();
    }

    static long[] repeat(int times, long value) {
        long[] all = new long[times];
        Arrays.fill(all, value);
        return all;
    }

    @Override
    public void sent(Probe probe) {
        sent.add(probe);
    }

    @Override
    public void refused(Probe probe, int errno) {
        refused.add(probe);
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) {
        replies.add(reply);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) {
        troubles.add(trouble);
    }

    @Override
    public void advised(Trouble trouble, @Nullable Arrival arrival) {
        advice.add(trouble);
    }

    @Override
    public void settled(Probe probe) {
        settled.add(probe);
    }

    @Override
    public void ended() {
        ended = true;
    }
}
