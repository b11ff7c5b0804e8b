package net.strata.explain;

import java.util.Locale;
import net.strata.stats.Units;
import net.strata.wire.Auto;
import org.jspecify.annotations.Nullable;

/// What a number says together with the rest of its packet.
final class ValueWords {
    /// In [net.strata.protocol.Tcp]'s scale factor.
    private static final int NO_SCALING = -2;

    private final Anatomy packet;
    private final Layer layer;
    private final Item item;

    private ValueWords(Anatomy packet, Item item) {
        this.packet = packet;
        this.item = item;
        layer = packet.layers().get(item.layer());
    }

    /// In one clause; empty where there is nothing to say.
    static String of(Anatomy packet, Item item) {
        if (item.layer() < 0 || packet.isBlank()) return "";
        var words = new ValueWords(packet, item);
        return words.layer.whole() ? words.text() : "";
    }

    private String text() {
        if (Sum.isChecksum(item)) return checksum();
        if (item.field() != null && item.field().meta().absent() instanceof Auto auto) {
            String length = length(auto);
            if (!length.isEmpty()) return length;
        }
        return switch (item.name()) {
            case "ip.frag_offset" -> offset();
            case "tcp.seq_raw" -> sequence();
            case "tcp.ack_raw", "tcp.ack" -> acknowledgment();
            case "tcp.window_size_value" -> window();
            case "tcp.urgent_pointer" -> has("tcp.flags.urg") ? "" : "it means nothing: the flag Urgent is not set";
            default -> "";
        };
    }

    private String checksum() {
        Verdict verdict = Verdict.of(packet, item);
        return switch (verdict.mark()) {
            case COMPUTED -> "right: it agrees with all that it covers";
            case WRONG -> "wrong" + (verdict.why().isEmpty() ? "" : ": it " + verdict.why());
            case SET -> verdict.why();
            case UNJUDGED -> verdict.why().isEmpty() ? "" : "it cannot be judged: " + verdict.why();
        };
    }

    private String length(Auto auto) {
        Verdict verdict = Verdict.of(packet, item);
        return switch (auto) {
            case HEADER_LENGTH, LENGTH, PAYLOAD_LENGTH -> switch (verdict.mark()) {
                case COMPUTED -> length(auto, item.number());
                case WRONG -> "wrong: " + verdict.why();
                case SET -> "";
                case UNJUDGED -> verdict.why();
            };
            default -> "";
        };
    }

    private String length(Auto auto, long bytes) {
        int fixed = layer.protocol().bytes();
        int header = layer.headerBytes();
        return switch (auto) {
            case HEADER_LENGTH -> bytes == fixed
                    ? "the least there is: no options"
                    : "the " + fixed + " that every such header has, and " + (bytes - fixed) + " of options";
            case LENGTH -> header + " of header and " + (bytes - header) + " behind it";
            default -> "with the header, the packet has " + Units.count(header + bytes, "byte");
        };
    }

    private String offset() {
        if (item.number() > 0)
            return String.format(Locale.ROOT, "%d times 8: its data start at byte %d of those of the whole packet",
                    item.number(), item.number() * 8);
        return has("ip.flags.mf") ? "the first fragment of its packet" : "the packet is whole";
    }

    private String sequence() {
        if (has("tcp.flags.syn")) return "where the numbers of this direction start, chosen by the sender";
        Item relative = item("tcp.seq");
        return relative == null
                ? ""
                : "number " + relative.number() + " of this direction, counted from the first in the capture";
    }

    private String acknowledgment() {
        if (!has("tcp.flags.ack")) return "it means nothing: the flag Acknowledgment is not set";
        Item relative = item("tcp.ack");
        return relative == null ? "" : "all before number " + relative.number() + " of the other direction has arrived";
    }

    private String window() {
        if (has("tcp.flags.reset")) return "it means nothing: the flag Reset is set";
        if (item.number() == 0)
            return "none: the other side has to stop, and to ask now and then whether there is room again (RFC 9293"
                    + " section 3.8.6.1)";
        Item factor = item("tcp.window_size_scalefactor");
        if (has("tcp.flags.syn")) return "as it is: with the flag Syn a window is never scaled (RFC 7323 section 2.2)";
        if (factor == null) return "";
        if (factor.number() > 0)
            return "times " + factor.number() + ", as agreed in the handshake: " + item.number() * factor.number();
        return factor.number() == NO_SCALING
                ? "as it is: the two sides agreed on no scaling"
                : "the number itself or a multiple: the handshake that would tell is not in the capture";
    }

    private boolean has(String flag) {
        Item found = item(flag);
        return found != null && found.number() != 0;
    }

    private @Nullable Item item(String name) {
        return packet.named(layer, name);
    }
}
