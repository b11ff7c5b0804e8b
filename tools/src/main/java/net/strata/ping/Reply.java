package net.strata.ping;

import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Timing;

/// An answer to a probe.
///
/// @param from who sent it
/// @param sequence as it came
/// @param bytes how long its message was
/// @param hops its time to live or hop limit as it came, -1 if that is not known
/// @param rtt the round trip in ns
/// @param timing by what that was measured
/// @param host what this host added to it, in ns: how much longer it took by the program's own clock
/// @param wall when it came, by the system's clock, in ns since the epoch
/// @param duplicate whether the probe had been answered before
/// @param late whether it came when the probe had been given up
/// @param reordered whether a later probe was answered before
/// @param elsewhere whether it came from another address than the probe was for
/// @param checksumWrong whether its checksum is wrong
/// @param corruption how its data differs from what was sent, null if it does not
public record Reply(Probe probe, SockAddr.Ip from, int sequence, int bytes, int hops, long rtt, Timing timing,
        long host,
        long wall, boolean duplicate, boolean late, boolean reordered, boolean elsewhere, boolean checksumWrong,
        @Nullable Corruption corruption) {}
