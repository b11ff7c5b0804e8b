package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.strata.craft.Draft;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Icmp;
import net.strata.probe.Port;

/// A network with a time of its own that does something else with each probe, by its number: some are lost, answered
/// twice, late, out of order, damaged, by another host, with errors, without stamps.
final class ScriptedPort implements Port {
    static final SockAddr.Ip HERE = new SockAddr.In(0xc0000201, 0); // 192.0.2.1
    static final SockAddr.Ip HERE6 = SockAddr.ip("2001:db8::1", 0);
    static final long TIMEOUT = 100_000_000;
    /// An hour that has no whole number of seconds.
    private static final long EPOCH = 1_795_250_607_886_708_077L;
    private static final int KINDS = 12;

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Due(long at, byte[] message, SockAddr.Ip from, int error, boolean stamped) {}

    private record Stamp(long number, long time) {}

    private final boolean refuses;
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Arrival arrival = new Arrival();
    private long now = 12_345;

    /// @param refuses whether some probes are not sent
    ScriptedPort(boolean refuses) {
        this.refuses = refuses;
    }

    long now() {
        return now;
    }

    long wall() {
        return EPOCH + now;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        int kind = (int) (number % KINDS);
        now += 1_000 + number % 7;
        if (kind == 9 && refuses) {
            refused.add(number);
            return;
        }
        if (kind != 5) stamps.add(new Stamp(number, wall()));
        byte[] reply = bytes.clone();
        reply[0] = (byte) (to instanceof SockAddr.In6 ? Echo.REPLY6 : Echo.REPLY);
        long delay = 1_000_000 + number * 7919 % 1000 * 1_001;
        switch (kind) {
            case 1 -> {
                // lost
            }
            case 2 -> {
                answer(delay, reply, to);
                answer(delay + 333_333, reply, to);
            }
            case 3 -> answer(delay + 25_000_007, reply, to); // two later ones come before it
            case 4 -> {
                reply[30] ^= 0x55;
                answer(delay, reply, to);
            }
            case 6 -> answer(TIMEOUT + 20_000_000, reply, to);
            case 7 -> answer(delay, reply, to instanceof SockAddr.In6
                    ? SockAddr.ip("2001:db8::99", 0)
                    : SockAddr.ip("192.0.2.99", 0));
            case 8 -> due.add(new Due(now + delay, bytes, to instanceof SockAddr.In6
                    ? SockAddr.ip("2001:db8::fe", 0)
                    : SockAddr.ip("192.0.2.254", 0), 1, true));
            default -> answer(delay, reply, to);
        }
    }

    private void answer(long delay, byte[] reply, SockAddr.Ip from) {
        due.add(new Due(now + delay, reply, from, -1, true));
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        for (Stamp each : stamps)
            arrivals.stamped(each.number, each.time);
        stamps.clear();
        for (long each : refused)
            arrivals.refused(each, Errno.ENETUNREACH);
        refused.clear();
        Due next = due.peek();
        if (next == null || next.at > until) {
            now = Math.max(now, until);
            return;
        }
        due.remove();
        now = Math.max(now, next.at + 40_000); // the kernel had it so long
        arrivals.received(arrival(next));
    }

    private Arrival arrival(Due next) {
        boolean six = next.from instanceof SockAddr.In6;
        int family = six ? Abi.AF_INET6 : Abi.AF_INET;
        if (six || next.error >= 0) {
            int length = next.message.length;
            arrival.packet(family, ByteBuffer.wrap(next.message), 0, 0, length, length).header(61, 0);
            if (next.error >= 0) arrival.queued(six ? 1 : 3, next.error, 0, null);
        } else {
            ByteBuffer message = ByteBuffer.wrap(next.message).putShort(2, (short) 0);
            message.putShort(2, (short) Icmp.checksum(message, 0, message.capacity()));
            byte[] packet = Draft.of("ip").set("ip.src", next.from.bytes()).set("ip.dst", HERE.bytes())
                    .set("ip.ttl", 61).set("ip.proto", 1).payload(next.message).build();
            arrival.packet(family, ByteBuffer.wrap(packet), 0, 20, packet.length, packet.length - 20).header(61, 0);
        }
        ByteBuffer from = ByteBuffer.wrap(next.from.bytes());
        if (six) arrival.from(from.getLong(), from.getLong(), 0);
        else
            arrival.from(0, from.getInt() & 0xffff_ffffL, 0);
        return arrival.times(now, wall(), next.at + EPOCH);
    }

    @Override
    public void wake() {}
}
