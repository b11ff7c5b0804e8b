package net.strata.fping;

import java.util.Set;

/// How a run of fping is shown. Times are in ns.
///
/// @param stamp the time before each line of a reply or a timeout
/// @param period between two probes to a host, by which outages are reckoned
/// @param report between two summaries while it runs, 0 for none
/// @param enough how many hosts have to be reachable, 0 for all
public record Style(Mode mode, Set<Show> shows, Stamp stamp, long period, long report, long enough) {
    /// When it is done with a host.
    public enum Mode {
        /// When that answered.
        ANSWER,
        /// After so many probes.
        COUNT,
        /// Never.
        LOOP
    }

    /// What is shown, or how.
    public enum Show {
        /// Whether a host is alive or unreachable, in words.
        WORDS,
        /// The names of hosts that answer.
        ALIVE,
        /// The names of hosts that do not.
        UNREACHABLE,
        /// A line for each reply and each timeout.
        REPLIES,
        /// Errors of ICMP and of names.
        WARNINGS,
        /// The round trip time of each probe, in the summary.
        TIMES,
        /// Times to live of replies.
        TTL,
        /// Types of service of replies.
        TOS,
        /// The round trip times of hosts that are alive.
        ELAPSED,
        /// How long a host was away.
        OUTAGE,
        /// Totals at the end.
        TOTALS,
        /// Reports that count from the start.
        CUMULATIVE,
        /// Reports for netdata.
        NETDATA, JSON,
        /// The end as soon as enough hosts are alive.
        FAST
    }

    boolean shows(Show what) {
        return shows.contains(what);
    }
}
