package net.strata.explain;

import net.strata.decode.Options;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Field;
import net.strata.wire.Trait;
import org.jspecify.annotations.Nullable;

/// What is to be said of a value: whether the sender chose it or it follows from the rest, and whether it does.
///
/// @param mark the short form
/// @param why one clause, empty where the mark says it all
public record Verdict(Mark mark, String why) {
    private static final Verdict SET = new Verdict(Mark.SET, "");
    private static final Verdict COMPUTED = new Verdict(Mark.COMPUTED, "");

    /// Judges a field of a packet.
    public static Verdict of(Anatomy packet, Item item) {
        Field field = item.field();
        if (field == null || item.layer() < 0) return SET;
        if (item.id() == packet.claim()) return new Verdict(Mark.WRONG, String.valueOf(packet.problem()));
        Layer layer = packet.layers().get(item.layer());
        Trait.Absent absent = field.meta().absent();
        if (!layer.whole() && (Sum.isChecksum(item) || absent instanceof Auto))
            return new Verdict(Mark.UNJUDGED, "not all of the header is here");
        if (Sum.isChecksum(item)) return checksum(packet, item);
        if (absent instanceof Auto auto) return auto(packet, layer, item, auto);
        if (absent instanceof Trait.Counts) return COMPUTED;
        return optionLength(packet, layer, item);
    }

    private static Verdict checksum(Anatomy packet, Item item) {
        for (Item each : packet.items())
            if (each.layer() == item.layer() && each.parent() == item.parent()
                    && each.name().equals(item.name() + ".status"))
                return checksum(packet, item, each);
        Sum sum = Sum.of(packet, item);
        if (sum == null) return new Verdict(Mark.UNJUDGED, missing(packet, packet.layers().get(item.layer())));
        if (item.number() == sum.checksum()) return COMPUTED;
        return item.number() == 0 ? new Verdict(Mark.SET, "zero: the sender computed none") : bad(packet, item);
    }

    private static Verdict checksum(Anatomy packet, Item item, Item status) {
        return switch ((int) status.number()) {
            case Checksum.GOOD -> COMPUTED;
            case Checksum.BAD -> bad(packet, item);
            case Checksum.ABSENT -> new Verdict(Mark.SET, "zero: the sender computed none");
            default -> new Verdict(Mark.UNJUDGED, why(packet, item));
        };
    }

    private static Verdict bad(Anatomy packet, Item item) {
        Sum sum = Sum.of(packet, item);
        return new Verdict(Mark.WRONG, sum == null ? "" : "should be 0x%04x".formatted(sum.checksum()));
    }

    /// Why a checksum that nobody verified cannot be, as far as it shows.
    private static String missing(Anatomy packet, Layer layer) {
        if (layer.quoted()) return "quoted in an error message";
        if (layer.end() < layer.claimedEnd()) return "the capture cut the packet";
        return fragment(packet, layer) ? "only a fragment of the packet is here" : "";
    }

    /// Why a checksum could not be verified.
    private static String why(Anatomy packet, Item item) {
        String name = item.name().substring(0, item.name().lastIndexOf('.')) + ".";
        for (Item each : packet.items())
            if (each.layer() == item.layer() && each.parent() == item.parent() && each.name().startsWith(name)
                    && each.name().endsWith(".why"))
                return each.value();
        return "";
    }

    private static Verdict auto(Anatomy packet, Layer layer, Item item, Auto auto) {
        return switch (auto) {
            case HEADER_LENGTH -> length(packet, layer, item, layer.headerBytes());
            case HEADER_UNITS -> length(packet, layer, item, layer.headerBytes() / 8L - 1);
            case LENGTH -> length(packet, layer, item, layer.claimedEnd() - layer.at());
            case PAYLOAD_LENGTH -> length(packet, layer, item, layer.claimedEnd() - layer.headerEnd());
            case ETHER_TYPE, IP_PROTOCOL -> COMPUTED;
            case HEADER_CHECKSUM, CHECKSUM, PSEUDO_CHECKSUM, NONZERO_CHECKSUM -> checksum(packet, item);
        };
    }

    private static Verdict length(Anatomy packet, Layer layer, Item item, long real) {
        if (item.number() == real) return COMPUTED;
        if (layer.quoted()) return new Verdict(Mark.UNJUDGED, "quoted: not all of the packet is here");
        if (item.number() == 0) return new Verdict(Mark.UNJUDGED, "zero: the length is not told here");
        if (layer.end() < layer.claimedEnd() || packet.length() > packet.sources().getFirst().length())
            return new Verdict(Mark.UNJUDGED, "the capture cut the packet");
        if (fragment(packet, layer)) return new Verdict(Mark.UNJUDGED, "only a fragment of the packet is here");
        return new Verdict(Mark.WRONG, real + " are there");
    }

    /// Whether the layer lies in a fragment, rather than in the packet put together.
    static boolean fragment(Anatomy packet, Layer layer) {
        for (Item each : packet.items()) {
            if (each.layer() < 0 || each.layer() >= layer.index() || each.source() != layer.source()) continue;
            boolean says = switch (each.name()) {
                case "ip.flags.mf", "ip.frag_offset", "ipv6.fraghdr.more", "ipv6.fraghdr.offset" -> true;
                default -> false;
            };
            if (says && each.number() != 0) return true;
        }
        return false;
    }

    /// The length of an option follows from what is in it.
    private static Verdict optionLength(Anatomy packet, Layer layer, Item item) {
        Options options = layer.protocol().options();
        if (options == null || item.parent() < 0 || !isLast(options.head().placed(), item.field())) return SET;
        long bytes = packet.item(item.parent()).bits() / 8L;
        long claimed = switch (options.length()) {
            case ALL -> item.number();
            case VALUE -> item.number() + 2;
            case ALL_BY_8 -> item.number() * 8;
        };
        return claimed == bytes ? COMPUTED : new Verdict(Mark.WRONG, bytes + " bytes are there");
    }

    private static boolean isLast(Field[] fields, @Nullable Field field) {
        return fields.length > 1 && fields[fields.length - 1].equals(field);
    }
}
