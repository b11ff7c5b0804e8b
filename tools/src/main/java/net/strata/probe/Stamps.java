package net.strata.probe;

import static net.strata.os.Abi.SOF_TIMESTAMPING_OPT_ID;
import static net.strata.os.Abi.SOF_TIMESTAMPING_OPT_TSONLY;
import static net.strata.os.Abi.SOF_TIMESTAMPING_RX_SOFTWARE;
import static net.strata.os.Abi.SOF_TIMESTAMPING_SOFTWARE;
import static net.strata.os.Abi.SOF_TIMESTAMPING_TX_SOFTWARE;

import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// The kernel's stamps of what a socket sends and receives (SO_TIMESTAMPING). It counts what is sent; which probe a count means is
/// remembered here. One thread sends, one asks.
final class Stamps {
    private static final int RECEIVED = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    private static final int SENT = RECEIVED | SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_TSONLY;
    /// How many probes may have left whose stamps were not read yet, a power of two.
    private static final int KEPT = 1 << 12;

    private final long[] numbers = new long[KEPT];
    /// How many were to be sent since counting began.
    private volatile int count;
    private boolean on;

    Stamps(Socket socket) {
        on = true;
        restart(socket);
    }

    /// Has the kernel count from 0. After a failure nobody knows whether it counted what it did not send.
    void restart(Socket socket) {
        if (!on) return;
        try {
            socket.setsockopt(Option.SO_TIMESTAMPING, RECEIVED);
            count = 0;
            socket.setsockopt(Option.SO_TIMESTAMPING, SENT | SOF_TIMESTAMPING_OPT_ID);
        } catch (OsError e) {
            on = false; // Times are taken by the program then, and it says so.
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
