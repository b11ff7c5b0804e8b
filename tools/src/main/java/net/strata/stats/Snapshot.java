package net.strata.stats;

import org.jspecify.annotations.Nullable;

/// The statistics of a host at a moment.
///
/// @param received probes with a reply in time
/// @param duplicates further replies
/// @param late replies after their probe was taken for lost
/// @param corrupted replies that were not what they should be
/// @param errors errors that came in place of replies
/// @param reordered replies that came after the reply to a later probe
/// @param rtt null if no reply came
/// @param jitter null if fewer than two came
/// @param percentiles null if no reply came, or if they were not asked for
public record Snapshot(long sent, long received, long duplicates, long late, long corrupted, long errors,
        long reordered, Losses.Summary loss, RoundTrips.@Nullable Summary rtt, Jitter.@Nullable Summary jitter,
        Distribution.@Nullable Summary percentiles) {}
