package net.strata.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Bindings;
import net.strata.decode.Protocol;
import net.strata.protocol.Protocols;
import net.strata.stats.Units;
import net.strata.wire.Auto;
import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// What the value of a field means in the packet at hand, and what would go wrong if it were another.
public final class Meaning {
    private static final int SYSTEM_PORTS = 1024;
    private static final int DYNAMIC_PORTS = 49152;
    private static final int HOPS_MOST = 255;
    /// How the meaning of a flag begins that nobody may set.
    private static final String RESERVED = "must be zero";

    /// A range of addresses that has a meaning of its own.
    ///
    /// @param bytes of an address
    /// @param dropped bits of an address that may have any value
    /// @param prefix the others
    private record Range(int bytes, int dropped, BigInteger prefix, String meaning) {
        boolean has(byte[] address) {
            return address.length == bytes && new BigInteger(1, address).shiftRight(dropped).equals(prefix);
        }
    }

    /// Special addresses (IANA's registries by RFC 6890, RFC 5771, RFC 4291), the narrower range first.
    private static final List<Range> RANGES = ranges(
            """
                    00000000/32 no address yet, or any address of this host (RFC 1122 section 3.2.1.3)
                    00000000/8 this network (RFC 791 section 3.2)
                    7f000000/8 loopback: it never leaves the host (RFC 1122 section 3.2.1.3)
                    0a000000/8 private: routers of the Internet do not forward it (RFC 1918 section 3)
                    ac100000/12 private: routers of the Internet do not forward it (RFC 1918 section 3)
                    c0a80000/16 private: routers of the Internet do not forward it (RFC 1918 section 3)
                    64400000/10 shared by the customers of a provider, behind its NAT (RFC 6598)
                    a9fe0000/16 link-local: chosen by the host itself, valid on this link (RFC 3927)
                    c0000000/24 for protocols of the IETF, such as NAT64 and Dual-Stack Lite (RFC 6890 section 2.2.2)
                    c0000200/24 for documentation: nobody's (RFC 5737)
                    c6336400/24 for documentation: nobody's (RFC 5737)
                    cb007100/24 for documentation: nobody's (RFC 5737)
                    c0586300/24 of relays of 6to4, given up (RFC 7526)
                    c6120000/15 for benchmarks (RFC 2544)
                    e0000001/32 all hosts on this link (RFC 1112)
                    e0000002/32 all routers on this link (RFC 5771)
                    e0000016/32 routers that keep track of groups by IGMP version 3 (RFC 3376 section 4.2.14)
                    e00000fb/32 multicast DNS on this link (RFC 6762 section 3)
                    e0000000/24 a group on this link alone: routers do not forward it (RFC 5771 section 4)
                    e9fc0000/24 a group for documentation (RFC 6676)
                    e0000000/4 a group: all hosts that joined it (RFC 1112)
                    ffffffff/32 all hosts on this link (RFC 919)
                    f0000000/4 reserved (RFC 1112 section 4)
                    00000000000000000000000000000000/128 no address yet, or any address of this host (RFC 4291 section 2.5.2)
                    00000000000000000000000000000001/128 loopback: it never leaves the host (RFC 4291 section 2.5.3)
                    00000000000000000000ffff00000000/96 an IPv4 address in the form of IPv6 (RFC 4291 section 2.5.5.2)
                    00000000000000000000000000000000/96 an IPv4 address in a form that was given up (RFC 4291 section 2.5.5.1)
                    0064ff9b000000000000000000000000/96 holds an IPv4 address: a NAT64 translates it (RFC 6052 section 2.1)
                    0064ff9b000100000000000000000000/48 holds an IPv4 address: a NAT64 of this network translates it (RFC 8215)
                    01000000000000000000000000000000/64 routers drop what goes there (RFC 6666)
                    fe800000000000000000000000000000/10 link-local: valid on this link alone (RFC 4291 section 2.5.6)
                    fec00000000000000000000000000000/10 site-local, given up: once private (RFC 3879)
                    fc000000000000000000000000000000/7 private (RFC 4193)
                    20010db8000000000000000000000000/32 for documentation: nobody's (RFC 3849)
                    3fff0000000000000000000000000000/20 for documentation: nobody's (RFC 9637)
                    20010000000000000000000000000000/32 holds the IPv4 addresses of a server and a NAT: Teredo (RFC 4380 section 4)
                    20010002000000000000000000000000/48 for benchmarks (RFC 5180)
                    20020000000000000000000000000000/16 holds an IPv4 address: 6to4 (RFC 3056)
                    ff020000000000000000000000000001/128 all hosts on this link (RFC 4291 section 2.7.1)
                    ff020000000000000000000000000002/128 all routers on this link (RFC 4291 section 2.7.1)
                    ff020000000000000000000000000016/128 routers that keep track of groups by MLDv2 (RFC 3810 section 5.2.14)
                    ff0200000000000000000001ff000000/104 solicited-node group: the few hosts whose addresses end alike \
                    (RFC 4291 section 2.7.1)
                    ff020000000000000000000000000000/16 a group on this link alone (RFC 4291 section 2.7)
                    ff000000000000000000000000000000/8 a group: all hosts that joined it (RFC 4291 section 2.7)
                    ffffffffffff/48 all stations on this link: broadcast (IEEE 802.3 clause 3.2.3)
                    000000000000/48 not known yet
                    01005e000000/25 the group of hosts whose IPv4 group address ends in these 23 bits (RFC 1112 section 6.4)
                    333300000000/16 the group of hosts whose IPv6 group address ends in these 32 bits (RFC 2464 section 7)
                    0180c2000000/44 for bridges: they do not forward it (IEEE 802.1Q clause 8.6.3)
                    00005e000100/40 a virtual router's, for IPv4 (RFC 9568 section 7.3)
                    00005e000200/40 a virtual router's, for IPv6 (RFC 9568 section 7.3)
                    010000000000/8 a group of stations
                    """);

    private Meaning() {}

    private static List<Range> ranges(String table) {
        var ranges = new ArrayList<Range>();
        table.lines().forEach(line -> {
            int slash = line.indexOf('/');
            int space = line.indexOf(' ');
            int dropped = slash * 4 - Integer.parseInt(line, slash + 1, space, 10);
            ranges.add(new Range(slash / 2, dropped, new BigInteger(line.substring(0, slash), 16).shiftRight(dropped),
                    line.substring(space + 1)));
        });
        return ranges;
    }

    /// What this value says here, in one clause; empty where the value says it all.
    public static String here(Anatomy packet, Item item) {
        String words = ValueWords.of(packet, item);
        if (!words.isEmpty()) return words;
        return switch (item.field()) {
            case null -> "";
            case Octets f -> octets(f, packet.bytes(item));
            case Uint f when f.meta().port() -> port(item);
            case Uint f when f.name().equals("ip.ttl") || f.name().equals("ipv6.hlim") -> hops((int) item.number());
            case Uint f when f.form() == Uint.Form.BOOLEAN -> FlagWords.of(f.name(), item.number() != 0);
            case Uint f -> named(f, item.number());
            case Made f -> named(f, item.number());
        };
    }

    private static String octets(Octets f, byte[] bytes) {
        return switch (f.form()) {
            case IPV4, IPV6 -> address(bytes, "a public address of one host, or of several by anycast");
            case MAC -> address(bytes, bytes.length > 0 && (bytes[0] & 2) != 0
                    ? "one station; the address was given by an administrator or a program, not by the maker (IEEE 802 clause 8.4)"
                    : "one station; the first three bytes tell the maker (IEEE 802 clause 8.2)");
            case BYTES, TEXT -> "";
        };
    }

    private static String address(byte[] bytes, String usual) {
        for (Range each : RANGES)
            if (each.has(bytes)) return each.meaning;
        return bytes.length == 6 && (bytes[0] & 1) != 0 ? "a group of stations" : usual;
    }

    /// RFC 6335 section 6 has the three ranges.
    private static String port(Item item) {
        int port = (int) item.number();
        Bindings services = Protocols.table(item.name().substring(0, item.name().indexOf('.')) + ".port");
        Protocol known = services == null ? null : services.find(port);
        if (known != null) return "the usual port of " + known.label();
        if (Text.ephemeral(port))
            return "chosen by the system, most likely: a client's for the time of this conversation";
        return port < SYSTEM_PORTS
                ? "a system port, given out by IANA: a server's"
                : port < DYNAMIC_PORTS ? "a user port: a server's, or any program's" : "a dynamic port: any program's";
    }

    private static String hops(int hops) {
        int begun = hops <= 64 ? 64 : hops <= 128 ? 128 : HOPS_MOST;
        if (hops == 0) return "none left: it must not be forwarded";
        if (hops == 1) return "one left: it stays on this link";
        return hops == begun
                ? "what many systems begin with: no router has passed it on, it seems"
                : "most systems begin with " + begun + ": it came through " + Units.count(begun - hops, "router")
                        + " then";
    }

    private static String named(Field f, long number) {
        String name = f.meta().names() == null ? null : f.meta().names().of(number);
        return name == null || f instanceof Made ? "" : number + " stands for " + name;
    }

    /// What would go wrong if it were another, in one clause; empty where nothing is known of that.
    public static String otherwise(Item item) {
        Field field = item.field();
        if (field == null || item.kind() == Item.Kind.GENERATED || !usual(field, item.number())) return "";
        if (!field.meta().otherwise().isEmpty()) return field.meta().otherwise();
        if (field.meta().port()) return "it would reach another program, or none";
        return otherwise(field.meta().absent());
    }

    /// Whether a flag has the value that its words are about: nearly always, that it is set.
    private static boolean usual(Field field, long number) {
        boolean flag = field instanceof Uint f && f.form() == Uint.Form.BOOLEAN;
        return !flag || number == 0 == field.meta().says().startsWith(RESERVED);
    }

    private static String otherwise(Trait.@Nullable Absent absent) {
        return switch (absent) {
            case Auto.HEADER_LENGTH, Auto.HEADER_UNITS -> "what follows would be looked for at the wrong byte";
            case Auto.LENGTH, Auto.PAYLOAD_LENGTH -> "bytes would be lost, or others taken for its own";
            case Auto.ETHER_TYPE, Auto.IP_PROTOCOL ->
                "what is inside would be handed to the wrong protocol, or to none";
            case Auto.HEADER_CHECKSUM, Auto.CHECKSUM, Auto.PSEUDO_CHECKSUM, Auto.NONZERO_CHECKSUM ->
                "the receiver would drop it without a word";
            case null, default -> "";
        };
    }
}
