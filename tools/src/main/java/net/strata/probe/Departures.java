package net.strata.probe;

import net.strata.os.OsError;
import net.strata.os.Socket;
import net.strata.os.Stamps;

/// Which probes the kernel's stamps are of: it counts what a socket sends. One thread sends, one asks.
final class Departures {
    /// How many probes may have left whose stamps were not read yet, a power of two.
    private static final int KEPT = 1 << 12;

    private final Socket socket;
    private final long[] numbers = new long[KEPT];
    /// How many were to be sent since counting began.
    private volatile int count;
    private boolean stamped = true;

    Departures(Socket socket) {
        this.socket = socket;
        restart();
    }

    /// Has the kernel count from 0: after a failure nobody knows whether it counted what it did not send.
    void restart() {
        if (!stamped) return;
        try {
            count = 0;
            Stamps.request(socket);
        } catch (OsError e) {
            stamped = false; // Times are taken by the program then, and it says so.
        }
    }

    /// Remembers which probes are sent next: stamps come before the call is back.
    void expect(long[] sent, int from, int to) {
        int at = count;
        for (int i = from; i < to; i++)
            numbers[at++ & KEPT - 1] = sent[i];
        count = at;
    }

    /// Which probe a stamp is of, -1 if that is not known.
    ///
    /// @param id the kernel's count
    long number(int id) {
        int age = count - id;
        return age > 0 && age <= KEPT ? numbers[id & KEPT - 1] : -1;
    }
}
