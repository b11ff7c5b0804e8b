package net.strata.trace.multipath;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Clock;
import net.strata.probe.Port;
import net.strata.wire.Checksum;

/// Routers that share their load, in memory, with an exact clock: flows are told apart by UDP's ports, or an echo's checksum.
final class Maze implements Port, Clock {
    static final SockAddr.In HERE = new SockAddr.In(0x0a000001, 0);
    private static final long MILLI = 1_000_000;
    private static final int MOST = 40;

    /// Somebody on the way: the last one is the host.
    static final class Router {
        final SockAddr.In address;
        final List<Router> next = new ArrayList<>();
        boolean silent;
        boolean perPacket;
        boolean inTurn;
        private int turn;

        Router(int number) {
            address = new SockAddr.In(0x0a010000 + number, 0);
        }
    }

    private record Due(long at, long order, Router from, int type, int code, byte[] probe) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final long seed;
    private final SplittableRandom chance;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final List<Router> routers = new ArrayList<>();
    /// The probability that an answer is lost.
    double loss;
    private long now;
    private long order;
    int sent;

    Maze(long seed) {
        this.seed = seed;
        chance = new SplittableRandom(seed ^ 0x5eed);
    }

    Router router() {
        var router = new Router(routers.size());
        routers.add(router);
        return router;
    }

    /// Where packets go first.
    Router first() {
        return routers.getFirst();
    }

    Router host() {
        return routers.stream().filter(r -> r.next.isEmpty()).findFirst().orElseThrow();
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void wake() {}

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) {
        sent++;
        byte[] probe = new byte[message.remaining()];
        message.get(probe);
        boolean udp = probe[9] == Abi.IPPROTO_UDP;
        long flow = udp ? number(probe, 20) << 16 | number(probe, 22) : number(probe, 22);
        Router at = first();
        int hops = 1;
        for (; hops < (probe[8] & 0xff) && !at.next.isEmpty(); hops++)
            at = onwards(at, flow);
        if (at.silent || chance.nextDouble() < loss) return;
        int type = !at.next.isEmpty() ? 11 : udp ? 3 : 0;
        due.add(new Due(now + hops * MILLI + chance.nextInt(100_000), order++, at, type, type == 3 ? 3 : 0, probe));
    }

    private static long number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private Router onwards(Router at, long flow) {
        int count = at.next.size();
        if (!at.perPacket) {
            long mixed = new SplittableRandom(seed * 31 + at.address.address() * 0x9e3779b97f4a7c15L + flow).nextLong();
            return at.next.get((int) Long.remainderUnsigned(mixed, count));
        }
        return at.next.get(at.inTurn ? at.turn++ % count : chance.nextInt(count));
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        Due first = due.peek();
        if (first == null || first.at > until) {
            now = Math.max(now, until);
            return;
        }
        now = Math.max(now, first.at);
        while (!due.isEmpty() && due.peek().at <= now)
            arrivals.received(arrival(due.poll()));
    }

    private Arrival arrival(Due each) {
        byte[] quoted = each.probe;
        ByteBuffer b = ByteBuffer.allocate(28 + quoted.length);
        b.put((byte) 0x45).put((byte) 0).putShort((short) b.capacity()).putInt(0).put((byte) 60).put((byte) 1)
                .putShort((short) 0).put(each.from.address.bytes()).put(HERE.bytes());
        if (each.type == 0) {
            b.put(quoted, 20, quoted.length - 20).put(20, (byte) 0).limit(quoted.length);
        } else {
            b.put((byte) each.type).put((byte) each.code).putShort((short) 0).putInt(0).put(quoted);
            b.putShort(22, (short) ~Checksum.fold(Checksum.sum(b.array(), 20, b.limit() - 20, 0)));
        }
        return new Arrival().behindIpv4(b, b.limit(), b.limit()).protocol(Abi.IPPROTO_ICMP)
                .from(0, each.from.address.address() & 0xffffffffL, 0).times(now, now, 0);
    }

    /// Where packets can be after so many hops.
    private List<Set<Router>> reach() {
        var reach = new ArrayList<Set<Router>>();
        reach.add(Set.of());
        Set<Router> at = Set.of(first());
        for (int hop = 1; hop < MOST && !at.isEmpty(); hop++) {
            reach.add(at);
            var next = new LinkedHashSet<Router>();
            at.forEach(each -> next.addAll(each.next));
            at = next;
        }
        return reach;
    }

    /// A link as [Graph] names it: hop, near end, far end; a star is whoever is silent.
    record True(int hop, String from, String to) {}

    /// All links that there are.
    Set<True> links() {
        var links = new HashSet<True>();
        List<Set<Router>> reach = reach();
        links.add(new True(0, HERE.toString(), label(first())));
        for (int hop = 1; hop < reach.size(); hop++)
            for (Router from : reach.get(hop))
                for (Router to : from.next)
                    links.add(new True(hop, label(from), label(to)));
        return links;
    }

    static String label(Router router) {
        return router.silent ? "*" : router.address.toString();
    }

    /// A router with several next hops.
    record Balancer(int hop, Router router) {}

    /// The routers with several next hops whose links can be known: no packet can come to them whose flow may be elsewhere.
    List<Balancer> balancers() {
        var found = new ArrayList<Balancer>();
        List<Set<Router>> reach = reach();
        var scattered = new HashSet<Router>();
        for (int hop = 1; hop < reach.size(); hop++) {
            var after = new HashSet<Router>();
            for (Router each : reach.get(hop)) {
                boolean sure = !scattered.contains(each);
                if (sure && each.next.size() > 1) found.add(new Balancer(hop, each));
                if (!sure || each.perPacket) after.addAll(each.next);
            }
            boolean met = after.size() == 1 && reach.get(hop + 1).size() == 1;
            scattered.clear();
            if (!met) scattered.addAll(after);
        }
        return found;
    }

    /// The hops at which every router is at no other hop, but for the first and the host's.
    List<Integer> lonelyHops() {
        List<Set<Router>> reach = reach();
        var lonely = new ArrayList<Integer>();
        for (int hop = 2; hop < reach.size(); hop++) {
            boolean alone = reach.get(hop).stream().noneMatch(each -> each.next.isEmpty());
            for (int other = 1; other < reach.size() && alone; other++)
                alone = other == hop || reach.get(hop).stream().noneMatch(reach.get(other)::contains);
            if (alone) lonely.add(hop);
        }
        return lonely;
    }

    /// Has one router at a hop say nothing.
    void silence(int hop, SplittableRandom random) {
        var all = new ArrayList<>(reach().get(hop));
        all.get(random.nextInt(all.size())).silent = true;
    }
}
