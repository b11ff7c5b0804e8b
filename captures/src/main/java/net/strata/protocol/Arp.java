package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Address Resolution Protocol (RFC 826), for addresses of any length; the same packet for reverse (RFC 903), dynamic
/// reverse (RFC 1931) and inverse resolution (RFC 2390). On ATM it has a header of its own: [ArpAtm].
public final class Arp extends Protocol {
    private static final int ETHERNET = 1;
    private static final int IEEE_802 = 6;
    private static final int IPV4 = 0x0800;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int DYNAMIC_ERROR = 7;

    private static final Layout arp = new Layout("arp", "Address Resolution Protocol", "RFC 826");
    static final Uint HW_TYPE = arp.uint(16, "hw.type", "Hardware type", names(ArpNumbers.HARDWARE),
            preset(ETHERNET), says("the kind of network, which decides what hardware addresses look like; 1: Ethernet"),
            otherwise("hosts drop it, as it is not about their kind of network"));
    static final Uint PROTO_TYPE = arp.uint(16, "proto.type", "Protocol type", hex(), names(Iana.ETHER_TYPE),
            preset(IPV4), says("the protocol whose addresses are resolved, as an EtherType; 0x0800: IPv4"),
            otherwise("the host asked would not know the address as its own and stay silent"));
    static final Uint HW_SIZE = arp.uint(8, "hw.size", "Hardware size", preset(6),
            says("bytes of a hardware address; 6 for Ethernet"),
            otherwise("each address behind it would be read from the wrong byte"));
    static final Uint PROTO_SIZE = arp.uint(8, "proto.size", "Protocol size", preset(4),
            says("bytes of a protocol address; 4 for IPv4"),
            otherwise("each address behind it would be read from the wrong byte"));
    static final Uint OPCODE = arp.uint(16, "opcode", "Operation", names(ArpNumbers.OPCODE), preset(REQUEST),
            says("whether it asks or answers; 1: request, 2: reply"),
            otherwise("a question would be taken for an answer and stay unanswered"));
    static final Made PROBE = arp.made(Made.Form.BOOLEAN, "isprobe", "Probe",
            says("asks whether anybody has the address, before it is used"), source("RFC 5227 section 2.1"));
    static final Made GRATUITOUS = arp.made(Made.Form.BOOLEAN, "isgratuitous", "Gratuitous",
            says("unasked: tells everybody the sender's own address"), source("RFC 5944 section 4.6"));
    static final Made ANNOUNCEMENT = arp.made(Made.Form.BOOLEAN, "isannouncement", "Announcement",
            says("claims the address from now on"), source("RFC 5227 section 2.3"));

    static final Uint ERROR = arp.loose(8, "dst.drarp_error_status", "Dynamic reverse error",
            names("", "restrictions", "no addresses left", "server down", "address moved", "failure"),
            says("why no address was given"), otherwise("the host would not know whether to ask again"),
            source("RFC 1931"));

    /// The addresses of one end, in each of their forms.
    private record End(Octets mac, Octets hardware, Octets ipv4, Octets protocol) {
        /// @param hardware what goes wrong where the hardware address is wrong
        /// @param wrong what goes wrong where the protocol address is
        static End of(String end, String label, String who, String hardware, String wrong) {
            return new End(
                    arp.loose(Octets.Form.MAC, end + ".hw_mac", label + " MAC address", varies(),
                            says("MAC address of " + who + "; zeros where it is not known"), otherwise(hardware)),
                    arp.loose(Octets.Form.BYTES, end + ".hw", label + " hardware address", varies(),
                            says("hardware address of " + who + ", in the form its kind of network has"),
                            otherwise(hardware)),
                    arp.loose(Octets.Form.IPV4, end + ".proto_ipv4", label + " IP address",
                            says("IPv4 address of " + who), otherwise(wrong)),
                    arp.loose(Octets.Form.BYTES, end + ".proto", label + " protocol address",
                            says("protocol address of " + who), otherwise(wrong)));
        }
    }

    private static final String MISLED = "whoever hears it would send the sender's packets to somebody else";
    private static final End SOURCE = End.of("src", "Sender", "the host that sends this",
            MISLED, MISLED);
    private static final End TARGET = End.of("dst", "Target", "the host asked for, or answered",
            "receivers of ARP do not read it; in RARP another host would get the address",
            "the host meant would take no notice, and the asker wait in vain");

    /// @param label `ARP`, or `RARP` for the EtherType of that
    public Arp(String label) {
        super(arp, label, Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        int bytes = HW_TYPE.get(c) == ArpAtm.HARDWARE
                ? ArpAtm.bytes(c)
                : bytes() + 2 * (HW_SIZE.get(c) + PROTO_SIZE.get(c));
        c.header(bytes, HW_SIZE).limit(bytes, HW_SIZE);
    }

    private static boolean ipv4(Cursor c) {
        return PROTO_TYPE.get(c) == IPV4 && PROTO_SIZE.get(c) == 4;
    }

    private static boolean mac(Cursor c) {
        int type = HW_TYPE.get(c);
        return (type == ETHERNET || type == IEEE_802) && HW_SIZE.get(c) == 6;
    }

    private static int target(Cursor c) {
        return c.at + arp.bytes() + HW_SIZE.get(c) + PROTO_SIZE.get(c);
    }

    /// Whether all of the header that the sizes claim is here.
    private static boolean complete(Cursor c) {
        return target(c) + HW_SIZE.get(c) + PROTO_SIZE.get(c) <= c.end();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (HW_TYPE.get(c) == ArpAtm.HARDWARE) {
            ArpAtm.fields(c, t);
            return;
        }
        t.fields(arp, c.at, c.headerEnd());
        if (complete(c) && ipv4(c)) purpose(c, t);
        end(c, t, SOURCE, c.at + bytes());
        end(c, t, TARGET, target(c));
    }

    private static void purpose(Cursor c, Tree t) {
        boolean own = own(c);
        if (own && !zero(c, sender(c), 4)) t.made(GRATUITOUS, 1);
        if (OPCODE.get(c) != REQUEST) return;
        if (zero(c, sender(c), 4)) t.made(PROBE, 1);
        if (own && announces(c)) t.made(ANNOUNCEMENT, 1);
    }

    /// Where the sender's protocol address is.
    private static int sender(Cursor c) {
        return c.at + arp.bytes() + HW_SIZE.get(c);
    }

    /// Whether the sender asks for, or tells, its own address.
    private static boolean own(Cursor c) {
        int op = OPCODE.get(c);
        return (op == REQUEST || op == REPLY) && same(c, sender(c), target(c) + HW_SIZE.get(c), 4);
    }

    /// RFC 5227 section 2.3: both addresses are the sender's, the target's hardware address is all zero.
    private static boolean announces(Cursor c) {
        return !zero(c, sender(c), 4) && zero(c, target(c), HW_SIZE.get(c));
    }

    private static boolean zero(Cursor c, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (c.data[i] != 0) return false;
        }
        return true;
    }

    private static boolean same(Cursor c, int a, int b, int count) {
        for (int i = 0; i < count; i++) {
            if (c.data[a + i] != c.data[b + i]) return false;
        }
        return true;
    }

    private static void end(Cursor c, Tree t, End end, int at) {
        int size = HW_SIZE.get(c);
        if (size > 0 && at + size <= c.end()) t.field(mac(c) ? end.mac : end.hardware, at, size);
        int protocol = at + size;
        size = PROTO_SIZE.get(c);
        if (size == 0 || protocol + size > c.end()) return;
        if (end.equals(TARGET) && OPCODE.get(c) == DYNAMIC_ERROR) {
            t.field(ERROR, protocol, 1);
        } else {
            t.field(ipv4(c) ? end.ipv4 : end.protocol, protocol, size);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int op = OPCODE.get(c);
        if (HW_TYPE.get(c) == ArpAtm.HARDWARE || !complete(c)) {
            out.utf8(ArpNumbers.OPCODE.of(op, "Operation")).ascii(" (").number(op).put(')');
            return true;
        }
        switch (op) {
            case REQUEST -> request(c, out);
            case REPLY -> {
                if (ipv4(c) && own(c) && !zero(c, sender(c), 4)) {
                    proto(c, out.ascii("Gratuitous ARP for "), c.at + bytes()).ascii(" (Reply)");
                } else {
                    hardware(c, proto(c, out, c.at + bytes()).ascii(" is at "), c.at + bytes());
                }
            }
            case 3, 5, 8 -> hardware(c, hardware(c, out.ascii("Who is "), target(c)).ascii("? Tell "), c.at + bytes());
            case 4, 6 -> proto(c, hardware(c, out, target(c)).ascii(" is at "), target(c));
            case 9 -> proto(c, hardware(c, out, c.at + bytes()).ascii(" is at "), c.at + bytes());
            default -> {
                out.utf8(ArpNumbers.OPCODE.of(op, "Operation " + op)).ascii(" from ");
                proto(c, hardware(c, out, c.at + bytes()).ascii(" at "), c.at + bytes());
            }
        }
        return true;
    }

    private static void request(Cursor c, Text out) {
        int from = c.at + arp.bytes();
        boolean ipv4 = ipv4(c);
        if (ipv4 && zero(c, sender(c), 4)) {
            proto(c, out.ascii("Who has "), target(c)).ascii("? (ARP Probe)");
        } else if (ipv4 && own(c)) {
            boolean announces = announces(c);
            proto(c, out.ascii(announces ? "ARP Announcement for " : "Gratuitous ARP for "), from);
            if (!announces) out.ascii(" (Request)");
        } else {
            proto(c, proto(c, out.ascii("Who has "), target(c)).ascii("? Tell "), from);
        }
    }

    /// Appends the protocol address of the end whose addresses start at `at`.
    private static Text proto(Cursor c, Text out, int at) {
        int from = at + HW_SIZE.get(c);
        if (ipv4(c)) return out.ipv4(c.data, from);
        int size = PROTO_SIZE.get(c);
        return size == 0 ? out.ascii("no address") : out.hex(c.data, from, size);
    }

    private static Text hardware(Cursor c, Text out, int at) {
        int size = HW_SIZE.get(c);
        return size == 0 ? out.ascii("no address") : out.varyingMac(c.data, at, size);
    }

    @Override
    public List<Layout> parts() {
        return ArpAtm.layouts();
    }
}
