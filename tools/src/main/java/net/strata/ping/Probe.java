package net.strata.ping;

import net.strata.events.KeptPackets;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Timing;

/// One probe: what its sender knows of it. Nothing of this is taken from what comes back.
public final class Probe implements KeptPackets.Sent {
    private final long number;
    private final Target target;
    private final long count;
    private final int sequence;
    private final int size;
    /// The probes of the same target before and after this one, as far as they are remembered.
    @Nullable
    Probe before;
    @Nullable
    Probe after;
    long sentAt;
    long sentWall;
    long stamp;
    int replies;
    int errors;
    boolean refused;
    boolean settled;

    /// @param number which one of the run, from 0
    /// @param count which one of its target, from 0
    /// @param sequence its sequence number, of 16 bits
    /// @param size bytes of data
    Probe(long number, Target target, long count, int sequence, int size) {
        this.number = number;
        this.target = target;
        this.count = count;
        this.sequence = sequence;
        this.size = size;
        before = target.last;
        if (before != null) before.after = this;
        target.last = this;
    }

    /// Which one of the run, from 0.
    @Override
    public long number() {
        return number;
    }

    public Target target() {
        return target;
    }

    /// Which one of its target, from 0.
    public long count() {
        return count;
    }

    /// Its sequence number, of 16 bits.
    public int sequence() {
        return sequence;
    }

    /// How many bytes of data it carries.
    public int size() {
        return size;
    }

    /// When it was handed to the kernel, by the engine's clock, in ns.
    public long sentAt() {
        return sentAt;
    }

    /// The same by the system's clock, in ns since the epoch.
    @Override
    public long sentWall() {
        return sentWall;
    }

    /// When it left the kernel, by the system's clock, in ns since the epoch; 0 if the kernel did not say.
    @Override
    public long stamp() {
        return stamp;
    }

    /// It will not be looked for any more.
    void forget() {
        if (after == null) target.last = null;
        else
            after.before = null;
    }

    /// Counts a reply, unless its checksum is wrong: then nobody knows what it is. The parameters are those of [Reply].
    Reply reply(SockAddr.Ip from, int sequenceThere, int bytes, int hops, long rtt, Timing timing, long host, long wall,
            boolean elsewhere, boolean checksumWrong, @Nullable Corruption corruption) {
        boolean late = settled && !isAnswered();
        boolean duplicate = replies > 0 && !checksumWrong;
        boolean reordered = !duplicate && count < target.highest;
        if (!checksumWrong) {
            replies++;
            target.highest = Math.max(target.highest, count);
            if (!duplicate) target.received++;
        }
        return new Reply(this, from, sequenceThere, bytes, hops, rtt, timing, host, wall, duplicate, late,
                reordered, elsewhere, checksumWrong, corruption);
    }

    /// Takes back that a reply was counted.
    void discount(Reply reply) {
        replies--;
        if (!reply.duplicate()) target.received--;
    }

    /// Counts an error.
    void fail() {
        errors++;
        target.errors++;
    }

    /// The kernel did not send it.
    void refuse() {
        refused = true;
        target.errors++;
    }

    /// How many replies came.
    public int replies() {
        return replies;
    }

    /// Whether anything came for it: a reply or an error.
    @Override
    public boolean isAnswered() {
        return replies > 0 || errors > 0;
    }

    /// Whether the kernel did not send it.
    @Override
    public boolean isRefused() {
        return refused;
    }

    /// Whether it was told of as [Watcher#settled].
    public boolean isSettled() {
        return settled;
    }
}
