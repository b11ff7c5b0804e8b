package net.strata.fping;

/// What fping counts of a host: probes that were answered, and those that were not in time. Times are in ns.
final class Tally {
    /// Without those that are still waited for.
    long sent;
    long received;
    long least;
    long most;
    long sum;

    void answered(long rtt) {
        sent++;
        received++;
        least = received == 1 ? rtt : Math.min(least, rtt);
        most = Math.max(most, rtt);
        sum += rtt;
    }

    void missed() {
        sent++;
    }

    long average() {
        return sum / received;
    }

    /// In %, cut to a whole number.
    long loss() {
        return sent == 0 ? 0 : (sent - received) * 100 / sent;
    }

    long returned() {
        return sent == 0 ? 0 : received * 100 / sent;
    }

    void clear() {
        sent = received = least = most = sum = 0;
    }
}
