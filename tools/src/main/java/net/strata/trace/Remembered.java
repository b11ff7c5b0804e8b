package net.strata.trace;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Probes that a socket sent, by what of them comes back: the last few hundred.
final class Remembered {
    private static final int MOST = 512;
    /// Of a message, no more is compared.
    private static final int COMPARED = 64;

    private final long[] numbers = new long[MOST];
    private final int[] ports = new int[MOST];
    private final byte[][] starts = new byte[MOST][];
    private int count;

    /// @param port that the probe is for, 0 if there is none
    /// @param from where its message begins that comes back
    void add(long number, int port, ByteBuffer message, int from) {
        int at = count++ % MOST;
        numbers[at] = number;
        ports[at] = port;
        byte[] start = new byte[Math.min(COMPARED, message.limit() - from)];
        message.get(from, start);
        starts[at] = start;
    }

    /// The only probe that something can be of.
    ///
    /// @param port that it was for, 0 if there is none
    /// @param message what came of the probe, from an index to another
    /// @return -1 if there is none, or several
    long find(int port, ByteBuffer message, int from, int to) {
        byte[] came = new byte[Math.clamp(to - from, 0, COMPARED)];
        message.get(from, came);
        int found = -1;
        for (int i = 0; i < Math.min(count, MOST); i++) {
            int length = Math.min(came.length, starts[i].length);
            if (ports[i] != port || !Arrays.equals(came, 0, length, starts[i], 0, length)) continue;
            if (found >= 0) return -1;
            found = i;
        }
        return found < 0 ? -1 : numbers[found];
    }
}
