/// Statistics of round trips: what the answers to many probes say together. No input, no output, no clock.
///
/// A [net.strata.stats.Statistics] is kept for a host and told what happens; a [net.strata.stats.Snapshot] of it is what
/// views, JSON and conditions see. Times are in ns.
///
/// ```java
/// var statistics = new Statistics(true);
/// statistics.sent();
/// statistics.reply(0, 333_000); // probe 0, after 0.333 ms
/// statistics.settled(false); // the oldest probe that was open is answered
/// Report.lines(statistics.snapshot()).forEach(IO::println);
/// boolean bad = Condition.parse("loss>1% or p99>50ms").holds(statistics.snapshot());
/// ```
///
/// For pictures, a [net.strata.stats.Course] keeps all probes of a run, coarser as they get more, and a
/// [net.strata.stats.Recent] the latest ones, one by one; [net.strata.stats.Figures] draws them.
@NullMarked
package net.strata.stats;

import org.jspecify.annotations.NullMarked;
