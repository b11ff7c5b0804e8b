package net.strata.explain.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.protocol.Arp;
import net.strata.protocol.Dhcp;
import net.strata.protocol.Dhcpv6;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import org.jspecify.annotations.Nullable;

/// Finds which conversations frames belong to. TCP's and UDP's numbers are those of the ordered stage; all others are
/// counted here, in the order in which they begin.
final class Membership {
    /// So many conversations of a kind are told apart.
    static final int MOST = 4096;
    private static final int NONE = -1;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int ROUTER_SOLICITATION = 133;
    private static final int ROUTER_ADVERTISEMENT = 134;

    /// That a frame belongs to a conversation.
    ///
    /// @param layer the one that says so
    /// @param quoted whether it only quotes a packet of it, as an ICMP error does
    record Member(Kind kind, int number, int layer, boolean quoted) {}

    private final Map<Kind, Map<String, Integer>> numbers = new EnumMap<>(Kind.class);
    /// The latest TCP connection between two ends.
    private final Map<String, Integer> opened = new HashMap<>();
    private final Map<Kind, Long> dropped = new EnumMap<>(Kind.class);

    /// Packets of conversations that were too many to be told apart.
    long dropped(Kind kind) {
        return dropped.getOrDefault(kind, 0L);
    }

    /// The conversations of the frame that a cursor has walked, usually one.
    List<Member> of(Cursor c) {
        var members = new ArrayList<Member>(2);
        for (int layer = 0; layer < c.layers(); layer++) {
            c.select(layer);
            if (!c.whole()) {
                Integer number = c.quoted(layer) && c.protocol() instanceof Tcp ? opened.get(ends(c)) : null;
                if (number != null) add(members, new Member(Kind.TCP, number, layer, true));
                continue;
            }
            Kind kind = kind(c.protocol());
            if (kind == null) continue;
            int number = number(c, kind);
            if (kind == Kind.ICMP && number == NONE && discovers(c)) {
                kind = Kind.ND;
                number = number(c, kind);
            }
            if (kind == Kind.TCP && number >= 0) remember(c, number);
            if (number >= 0) add(members, new Member(kind, number, layer, c.quoted(layer)));
        }
        return members;
    }

    /// Of a quoted TCP header often no more than eight bytes are there (RFC 792): the ports, and no flags.
    private void remember(Cursor c, int number) {
        if ((Tcp.FLAGS.get(c) & Tcp.SYN_BIT) == 0) return;
        String ends = ends(c);
        if (opened.size() < MOST || opened.containsKey(ends)) opened.put(ends, number);
    }

    private static String ends(Cursor c) {
        String source = address(c, c.source()) + bytes(c, 0, 2);
        String destination = address(c, c.destination()) + bytes(c, 2, 2);
        return source.compareTo(destination) > 0 ? destination + source : source + destination;
    }

    private static void add(List<Member> members, Member member) {
        for (Member each : members)
            if (each.kind == member.kind && each.number == member.number) return;
        members.add(member);
    }

    private static @Nullable Kind kind(Protocol p) {
        return switch (p) {
            case Tcp _ -> Kind.TCP;
            case Udp _ -> Kind.UDP;
            case Icmp _,Icmpv6 _ -> Kind.ICMP;
            case Arp _ -> Kind.ARP;
            case Dhcp _,Dhcpv6 _ -> Kind.DHCP;
            default -> null;
        };
    }

    private int number(Cursor c, Kind kind) {
        if (kind == Kind.TCP || kind == Kind.UDP)
            return c.factsRow() < 0 ? NONE : c.batch().facts.stream[c.factsRow()];
        String key = switch (kind) {
            case ICMP -> echo(c);
            case ND -> neighbour(c);
            case ARP -> asked(c);
            case DHCP -> c.protocol() instanceof Dhcp ? bytes(c, 4, 4) : client(c);
            default -> "";
        };
        return key.isEmpty() ? NONE : counted(kind, key);
    }

    private int counted(Kind kind, String key) {
        Map<String, Integer> known = numbers.computeIfAbsent(kind, _ -> new HashMap<>());
        Integer number = known.get(key);
        if (number != null) return number;
        if (known.size() == MOST) {
            dropped.merge(kind, 1L, Long::sum);
            return NONE;
        }
        known.put(key, known.size());
        return known.size() - 1;
    }

    /// Bytes of the current layer, in hexadecimal; empty if they are not all here.
    private static String bytes(Cursor c, int from, int count) {
        int at = c.at + from;
        return at + count > c.end() ? "" : HexFormat.of().formatHex(c.data, at, at + count);
    }

    private static String address(Cursor c, int at) {
        return HexFormat.of().formatHex(c.data, at, at + c.addressLength());
    }

    static int type(Cursor c) {
        return c.at < c.end() ? c.data[c.at] & 0xff : NONE;
    }

    static boolean discovers(Cursor c) {
        int type = type(c);
        return c.protocol() instanceof Icmpv6 && type >= ROUTER_SOLICITATION && type <= ADVERTISEMENT;
    }

    /// Whether it is a request or a reply with an identifier, as [Icmp] and [Icmpv6] have them (RFC 792, RFC 950,
    /// RFC 4443 section 4, RFC 8335).
    private static boolean identified(Cursor c) {
        return switch (type(c)) {
            case 0, 8, 13, 14, 15, 16, 17, 18, 42, 43 -> c.protocol() instanceof Icmp;
            case 128, 129, 160, 161 -> c.protocol() instanceof Icmpv6;
            default -> false;
        };
    }

    /// Whether a type of ICMP or ICMPv6 is a reply; no number is one in one of them and something else in the other.
    static boolean replies(int type) {
        return switch (type) {
            case 0, 14, 16, 18, 43, 129, 161 -> true;
            default -> false;
        };
    }

    private static String echo(Cursor c) {
        if (!identified(c)) return "";
        String identifier = bytes(c, 4, 2);
        if (identifier.isEmpty()) return "";
        String source = address(c, c.source());
        String destination = address(c, c.destination());
        boolean turn = source.compareTo(destination) > 0;
        return identifier + (turn ? destination + source : source + destination);
    }

    private static String neighbour(Cursor c) {
        int type = type(c);
        if (type == ROUTER_SOLICITATION || type == ROUTER_ADVERTISEMENT) return "routers";
        return type == SOLICITATION || type == ADVERTISEMENT ? bytes(c, 8, 16) : "";
    }

    /// The address that an ARP packet asks for or tells (RFC 826): a request's target, a reply's sender.
    private static String asked(Cursor c) {
        int hardware = c.data[c.at + 4] & 0xff;
        int protocol = c.data[c.at + 5] & 0xff;
        int operation = c.data[c.at + 7] & 0xff;
        if (protocol == 0) return "";
        return bytes(c, operation == 1 || operation == 3 ? 8 + 2 * hardware + protocol : 8 + hardware, protocol);
    }

    /// Whether a message of DHCPv6 is one that servers and relay agents send to clients (RFC 8415 section 7.3).
    static boolean serves(int type) {
        return switch (type) {
            case 2, 7, 10, 13 -> true;
            default -> false;
        };
    }

    /// The client's address: it sends to all servers, and they answer it alone (RFC 8415 section 18).
    private static String client(Cursor c) {
        return address(c, serves(type(c)) ? c.destination() : c.source());
    }
}
