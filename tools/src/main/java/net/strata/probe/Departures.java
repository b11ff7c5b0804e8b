package net.strata.probe;

import net.strata.os.Message;
import net.strata.os.OsError;
import net.strata.os.Socket;
import net.strata.os.Stamps;

/// Which probes the kernel's stamps are of. Where it takes ids from programs (Linux 6.13), each probe has its number for one;
/// else the kernel counts what a socket sends, and what it means is remembered here. One thread sends, one asks.
final class Departures {
    /// How many probes may have left whose stamps were not read yet, a power of two.
    private static final int KEPT = 1 << 12;

    private final Socket socket;
    private final boolean chosen;
    private final long[] numbers;
    /// The number of the last probe that was to be sent, or how many were since counting began.
    private volatile long last;
    private boolean stamped;

    /// @param chosen whether the kernel takes ids ([Stamps#canChoose])
    /// @param wanted whether stamps are wanted at all
    Departures(Socket socket, boolean chosen, boolean wanted) {
        this.socket = socket;
        this.chosen = chosen;
        numbers = new long[chosen ? 0 : KEPT];
        stamped = wanted;
        if (wanted) restart();
    }

    private void restart() {
        try {
            last = 0;
            Stamps.request(socket);
        } catch (OsError e) {
            stamped = false; // Times are taken by the program then, and it says so.
        }
    }

    /// Marks a message that is going to be sent.
    void mark(Message message, long number) {
        if (chosen && stamped) message.control().stampAs((int) number);
    }

    /// Remembers which probes are sent next: stamps come before the call is back.
    void expect(long[] sent, int from, int to) {
        if (chosen) {
            last = sent[to - 1];
            return;
        }
        long at = last;
        for (int i = from; i < to; i++)
            numbers[(int) at++ & KEPT - 1] = sent[i];
        last = at;
    }

    /// Not all that was expected was sent: nobody knows what the kernel counted, so it begins again.
    void failed() {
        if (!chosen && stamped) restart();
    }

    /// Which probe a stamp is of, -1 if that is not known.
    long number(int id) {
        int age = (int) last - id;
        if (chosen) return age < 0 ? -1 : last - age;
        return age > 0 && age <= KEPT ? numbers[id & KEPT - 1] : -1;
    }
}
