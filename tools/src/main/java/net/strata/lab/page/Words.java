package net.strata.lab.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.stats.Units;
import net.strata.wire.Text;

/// Calls, packets and times in words.
final class Words {
    private static final long MICRO = 1_000;
    private static final long SECOND = 1_000_000_000;

    private Words() {}

    /// How long something took.
    static String span(long nanos) {
        if (nanos < 1_000 * MICRO) return decimal(nanos, 3, nanos < 100 * MICRO ? 1 : 0) + " µs";
        if (nanos < SECOND) return Units.brief(nanos) + " ms";
        return decimal(nanos, 9, 3) + " s";
    }

    /// A moment, in ms from the start.
    static String moment(long nanos) {
        return decimal(nanos, 6, 3);
    }

    private static String decimal(long nanos, int places, int decimals) {
        return BigDecimal.valueOf(nanos, places).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    static String bytes(int count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }

    /// As in C, but short: the descriptor and what is most telling.
    static String call(Step step) {
        Call call = step.made().call();
        return call.name() + "(" + String.join(", ", call.arguments()) + ")";
    }

    /// `= 5`, `= ECONNREFUSED`.
    static String result(Call call) {
        Errno error = call.error();
        return "= " + (error == null ? Integer.toString(call.result()) : "−1 " + error.name());
    }

    /// What a packet is, in a few words: `SYN, ACK`, `ARP`.
    static String kind(Packet packet) {
        Packet.Segment segment = packet.segment();
        return segment == null || segment.flags().isEmpty()
                ? packet.protocol()
                : String.join(" ", segment.flags());
    }

    /// Data as text: what can be printed, the rest as C escapes.
    static String data(byte[] data, int from, int count) {
        return new Text(count + 16).text(data, from, count).toString();
    }
}
