package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import org.jspecify.annotations.Nullable;

/// An Internet checksum, word by word (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words.
///
/// @param field the checksum's place in the packet; it counts as zero
/// @param from first byte that is summed, from the start of the field's source
/// @param end first byte that is not
/// @param words in the order in which they are shown, the pseudo-header first
public record Sum(Item field, int from, int end, List<Word> words) {
    /// A 16-bit word of it.
    ///
    /// @param at place of its first byte in its source, -1 for a number of the pseudo-header that no byte holds
    /// @param source index of the bytes that it is in
    /// @param bytes how many bytes there are of it: 1 where a zero byte is added to the last
    /// @param value 0 to 65535
    /// @param pseudo what word of the pseudo-header it is; empty for all others
    public record Word(int at, int source, int bytes, int value, String pseudo) {}

    private static final Pattern NAMES = Pattern.compile(".*[._](checksum|cksum|chksum|csum|fcs)");
    /// Numbers of IP protocols, for the pseudo-header.
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int PROTOCOL_DCCP = 33;
    private static final int PROTOCOL_ICMPV6 = 58;
    private static final int PROTOCOL_OSPF = 89;
    private static final int PROTOCOL_MOBILITY = 135;
    private static final int OSPF_AUTHENTICATION = 16;
    private static final int OSPF_HEADER = 24;
    private static final int PROTOCOL_PIM = 103;
    private static final int PROTOCOL_VRRP = 112;
    private static final int PROTOCOL_UDP_LITE = 136;
    private static final int PROTOCOL_HIP = 139;
    private static final int PIM_REGISTER = 8;

    /// Whether an item is a checksum, of whatever kind.
    public static boolean isChecksum(Item item) {
        return item.kind() == Item.Kind.FIELD && item.layer() >= 0 && (item.bits() == 16 || item.bits() == 32)
                && NAMES.matcher(item.name()).matches();
    }

    /// The sum for a checksum, null if it is no Internet checksum over this very packet, or not all bytes are here.
    public static @Nullable Sum of(Anatomy packet, Item field) {
        if (field.layer() < 0 || field.bits() != 16 || !field.wholeBytes()) return null;
        Layer layer = packet.layers().get(field.layer());
        // Of a quoted packet, only the header is sure to be here.
        if (layer.quoted() && !field.name().equals("ip.checksum")) return null;
        int end = layer.claimedEnd();
        return switch (field.name()) {
            case "ip.checksum" -> message(packet, field, layer.at(), layer.headerEnd());
            case "icmp.checksum", "igmp.checksum", "eigrp.checksum", "gre.checksum", "rsvp.message_checksum",
                    "udld.checksum", "pgm.hdr.cksum" ->
                message(packet, field, layer.at(), end);
            case "cdp.checksum" -> cdp(packet, layer, field);
            case "shim6.checksum" -> message(packet, field, layer.at(), layer.headerEnd());
            case "icmp.ext.checksum" -> message(packet, field, field.from() - 2, end);
            case "pim.cksum" -> pim(packet, layer, field);
            case "vrrp.checksum" -> packet.sources().get(layer.source()).at(layer.at()) >> 4 < 3
                    ? message(packet, field, layer.at(), end)
                    : transport(packet, layer, field, end, PROTOCOL_VRRP);
            case "tcp.checksum" -> transport(packet, layer, field, end, PROTOCOL_TCP);
            case "udp.checksum" -> udp(packet, layer, field);
            case "icmpv6.checksum" -> transport(packet, layer, field, end, PROTOCOL_ICMPV6);
            case "mip6.csum" -> transport(packet, layer, field, end, PROTOCOL_MOBILITY);
            case "hip.checksum" -> transport(packet, layer, field, end, PROTOCOL_HIP);
            case "dccp.checksum" -> dccp(packet, layer, field);
            case "ospf.checksum" -> ospf(packet, layer, field);
            default -> null;
        };
    }

    private static @Nullable Sum udp(Anatomy packet, Layer layer, Item field) {
        Item coverage = beside(packet, layer, "udplite.checksum_coverage");
        if (coverage == null) return transport(packet, layer, field, layer.claimedEnd(), PROTOCOL_UDP);
        int end = coverage.number() == 0 ? layer.claimedEnd() : layer.at() + (int) coverage.number();
        return transport(packet, layer, field, end, PROTOCOL_UDP_LITE);
    }

    private static @Nullable Item beside(Anatomy packet, Layer layer, String name) {
        return packet.items().stream().filter(each -> each.layer() == layer.index() && each.name().equals(name))
                .findFirst().orElse(null);
    }

    /// The header and its options, and as many words of the data as its coverage says, less one; with 0, all of the data
    /// (RFC 4340 section 9.2).
    private static @Nullable Sum dccp(Anatomy packet, Layer layer, Item field) {
        Item coverage = beside(packet, layer, "dccp.cscov");
        Item offset = beside(packet, layer, "dccp.data_offset");
        if (coverage == null || offset == null) return null;
        int covered = layer.at() + 4 * (int) (offset.number() + coverage.number() - 1);
        int end = coverage.number() == 0 ? layer.claimedEnd() : Math.min(covered, layer.claimedEnd());
        return transport(packet, layer, field, end, PROTOCOL_DCCP);
    }

    /// A last odd byte is the low half of its word, and one from 0x80 on is counted one too low, with ff before it: so
    /// Cisco's devices do.
    private static @Nullable Sum cdp(Anatomy packet, Layer layer, Item field) {
        Sum all = message(packet, field, layer.at(), layer.claimedEnd());
        if (all == null || all.words.getLast().bytes() == 2) return all;
        var words = new ArrayList<>(all.words);
        Word last = words.removeLast();
        int odd = last.value() >> 8;
        words.add(new Word(last.at(), last.source(), 1, odd < 0x80 ? odd : 0xff00 | odd - 1, ""));
        return new Sum(field, all.from, all.end, List.copyOf(words));
    }

    /// Version 2 leaves the authentication out (RFC 2328 section D.4.1), version 3 has a pseudo-header (RFC 5340 section
    /// A.3.1).
    private static @Nullable Sum ospf(Anatomy packet, Layer layer, Item field) {
        int end = layer.at() + packet.sources().get(layer.source()).at(layer.at() + 2) * 256
                + packet.sources().get(layer.source()).at(layer.at() + 3);
        if (packet.sources().get(layer.source()).at(layer.at()) != 2)
            return transport(packet, layer, field, layer.claimedEnd(), PROTOCOL_OSPF);
        Sum all = message(packet, field, layer.at(), Math.min(end, layer.claimedEnd()));
        return all == null ? null : all.without(layer.at() + OSPF_AUTHENTICATION, layer.at() + OSPF_HEADER);
    }

    private Sum without(int first, int behind) {
        return new Sum(field, from, end,
                words.stream().filter(each -> each.at() < first || each.at() >= behind).toList());
    }

    /// A PIM Register counts only its own header (RFC 7761 section 4.9).
    private static @Nullable Sum pim(Anatomy packet, Layer layer, Item field) {
        boolean register = (packet.sources().get(layer.source()).at(layer.at()) & 0xf) == 1;
        int end = register ? layer.at() + PIM_REGISTER : layer.claimedEnd();
        boolean six = layer.sender() >= 0 && packet.item(layer.sender()).bits() == 128;
        return six
                ? transport(packet, layer, field, end, (long) end - layer.at(), PROTOCOL_PIM)
                : message(packet, field, layer.at(), end);
    }

    private static @Nullable Sum message(Anatomy packet, Item field, int from, int end) {
        return with(packet, field, from, end, new ArrayList<>());
    }

    private static @Nullable Sum transport(Anatomy packet, Layer layer, Item field, int end, int protocol) {
        return transport(packet, layer, field, end, (long) layer.claimedEnd() - layer.at(), protocol);
    }

    /// @param length the one that the pseudo-header has
    private static @Nullable Sum transport(Anatomy packet, Layer layer, Item field, int end, long length,
            int protocol) {
        if (layer.sender() < 0 || layer.receiver() < 0) return null;
        Item sender = packet.item(layer.sender());
        Item receiver = packet.item(layer.receiver());
        if (sender.bits() != 32 && sender.bits() != 128) return null;
        var words = new ArrayList<Word>();
        address(packet, sender, "source address", words);
        address(packet, receiver, "destination address", words);
        boolean four = sender.bits() == 32;
        if (four) words.add(pseudo(protocol, "zero, protocol " + protocol));
        if (!four || length > 0xffff) words.add(pseudo((int) (length >> 16), "length, upper half"));
        words.add(pseudo((int) (length & 0xffff), "length " + length));
        if (!four) words.add(pseudo(0, "zero"));
        if (!four) words.add(pseudo(protocol, "zero, next header " + protocol));
        return with(packet, field, layer.at(), end, words);
    }

    private static Word pseudo(int value, String what) {
        return new Word(-1, 0, 2, value, what);
    }

    private static void address(Anatomy packet, Item item, String what, List<Word> words) {
        Anatomy.Source source = packet.sources().get(item.source());
        for (int at = item.from(); at < item.end(); at += 2)
            words.add(new Word(at, item.source(), 2, source.at(at) << 8 | source.at(at + 1), what));
    }

    private static @Nullable Sum with(Anatomy packet, Item field, int from, int end, List<Word> words) {
        Layer layer = packet.layers().get(field.layer());
        Anatomy.Source source = packet.sources().get(field.source());
        if (end > layer.end() || end > source.length() || field.from() < from || field.end() > end
                || (field.from() - from) % 2 != 0)
            return null;
        for (int at = from; at < end; at += 2) {
            int low = at + 1 < end ? source.at(at + 1) : 0;
            int value = at == field.from() ? 0 : source.at(at) << 8 | low;
            words.add(new Word(at, field.source(), Math.min(2, end - at), value, ""));
        }
        return new Sum(field, from, end, List.copyOf(words));
    }

    /// All words added up, without the carries.
    public long total() {
        return words.stream().mapToLong(Word::value).sum();
    }

    /// The sum over the pseudo-header alone, folded: what the network card is left, or nothing on loopback.
    public int partial() {
        return Checksum.fold(words.stream().filter(each -> !each.pseudo().isEmpty()).mapToLong(Word::value).sum());
    }

    /// What the checksum must be.
    public int checksum() {
        int sum = ~Checksum.fold(total()) & 0xffff;
        Auto auto = field.field() != null && field.field().meta().absent() instanceof Auto a ? a : null;
        return sum == 0 && auto == Auto.NONZERO_CHECKSUM ? 0xffff : sum;
    }
}
