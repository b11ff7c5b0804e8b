package net.strata.lab.page;

import net.strata.lab.Brief;
import net.strata.lab.Packet;
import net.strata.os.Call;
import net.strata.wire.Text;

/// Calls and packets in words.
final class Words {
    private Words() {}

    /// `= 5`, `= ECONNREFUSED`.
    static String result(Call call) {
        return (call.result() < 0 ? "= −1 " : "= ") + Brief.result(call);
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
