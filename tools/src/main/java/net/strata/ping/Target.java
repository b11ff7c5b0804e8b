package net.strata.ping;

import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A host that is sent probes.
public final class Target {
    static final long NEVER = Long.MAX_VALUE;

    private final int index;
    private final long place;
    private final String name;
    private final SockAddr.Ip address;
    /// When it is to be sent the next probe, by the engine's clock.
    long due;
    /// How many probes it may be sent at once.
    int credit;
    boolean enough;
    long sent;
    long received;
    long errors;
    /// The highest number of a probe that was answered, -1 before.
    long highest = -1;
    @Nullable
    Probe last;

    /// @param index which one it is, from 0
    /// @param name what the user called it
    public Target(int index, String name, SockAddr.Ip address) {
        this(index, index, name, address);
    }

    /// As above.
    ///
    /// @param place where the user named it: hosts are shown in the order of their places
    public Target(int index, long place, String name, SockAddr.Ip address) {
        this.index = index;
        this.place = place;
        this.name = name;
        this.address = address;
    }

    /// Which one it is, from 0.
    public int index() {
        return index;
    }

    /// Where the user named it.
    public long place() {
        return place;
    }

    /// What the user called it.
    public String name() {
        return name;
    }

    public SockAddr.Ip address() {
        return address;
    }

    /// How many probes were sent, those that the kernel refused among them.
    public long sent() {
        return sent;
    }

    /// How many probes were answered.
    public long received() {
        return received;
    }

    /// How many errors came for its probes.
    public long errors() {
        return errors;
    }

    @Override
    public String toString() {
        return name;
    }
}
