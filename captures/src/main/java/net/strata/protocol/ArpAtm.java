package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import java.util.Locale;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// ARP on ATM (RFC 2225 section 8.7): a number and a subaddress in place of the hardware address, each with a length
/// of its own.
final class ArpAtm {
    /// The hardware type that tells this header from the usual one.
    static final int HARDWARE = 19;
    private static final Layout atm = new Layout("arp", "ARP on ATM", "RFC 2225 section 8.7");
    static final Uint HW_TYPE = atm.uint(16, "hw.type", "Hardware type", names(ArpNumbers.HARDWARE),
            says("the kind of network: 19 for ATM"));
    static final Uint PROTO_TYPE = atm.uint(16, "proto.type", "Protocol type", hex(), names(Iana.ETHER_TYPE),
            says("the protocol whose addresses are resolved, as an EtherType"));
    private static final Uint[] SOURCE = lengths("src", "Sender");
    static final Uint OPCODE = atm.uint(16, "opcode", "Operation", names(ArpNumbers.OPCODE),
            says("whether it asks, answers or refuses"));
    private static final Uint SOURCE_PROTO = atm.uint(8, "src.pln", "Sender protocol size",
            says("bytes of the sender's protocol address; 0: it is not given"));
    private static final Uint[] TARGET = lengths("dst", "Target");
    private static final Uint TARGET_PROTO = atm.uint(8, "dst.pln", "Target protocol size",
            says("bytes of the target's protocol address; 0: it is not given"));
    private static final Octets[] SOURCE_ADDRESSES = addresses("src", "Sender");
    private static final Octets[] TARGET_ADDRESSES = addresses("dst", "Target");

    private ArpAtm() {}

    private static Uint[] lengths(String end, String label) {
        var lengths = new Uint[2];
        atm.skip(1);
        atm.flag(end + ".htype", label + " number type",
                says("form of the ATM number that follows: set E.164, else NSAP"));
        lengths[0] = atm.uint(6, end + ".hlen", label + " number length",
                says("bytes of the ATM number; 0: it is not given"));
        atm.skip(1);
        atm.flag(end + ".stype", label + " subaddress type",
                says("form of the ATM subaddress that follows: set E.164, else NSAP"));
        lengths[1] = atm.uint(6, end + ".slen", label + " subaddress length",
                says("bytes of the ATM subaddress; 0: it is not given"));
        return lengths;
    }

    /// Number as text and as bytes, subaddress, protocol address as IPv4 and as bytes.
    private static Octets[] addresses(String end, String label) {
        String who = label.toLowerCase(Locale.ROOT);
        return new Octets[]{
                atm.loose(Octets.Form.TEXT, end + ".atm_num_e164", label + " ATM number",
                        says("telephone number of the " + who + " on the ATM network")),
                atm.loose(Octets.Form.BYTES, end + ".atm_num_nsap", label + " ATM number (NSAP)",
                        says("address of the " + who + " on a private ATM network")),
                atm.loose(Octets.Form.BYTES, end + ".atm_subaddr", label + " ATM subaddress",
                        says("address of the " + who + " in the private network behind its number")),
                atm.loose(Octets.Form.IPV4, end + ".proto_ipv4", label + " IP address",
                        says("IPv4 address of the " + who)),
                atm.loose(Octets.Form.BYTES, end + ".proto", label + " protocol address",
                        says("address of the " + who + " in the protocol above"))};
    }

    static List<Layout> layouts() {
        return List.of(atm);
    }

    /// Bytes of the whole header, or of its fixed part if that is all that is here.
    static int bytes(Cursor c) {
        if (c.end() - c.at < atm.bytes()) return atm.bytes();
        return atm.bytes() + SOURCE[0].get(c) + SOURCE[1].get(c) + SOURCE_PROTO.get(c) + TARGET[0].get(c)
                + TARGET[1].get(c) + TARGET_PROTO.get(c);
    }

    static void fields(Cursor c, Tree t) {
        t.fields(atm, c.at, c.end());
        if (c.end() - c.at < atm.bytes()) return;
        int at = end(c, t, c.at + atm.bytes(), SOURCE, SOURCE_PROTO, SOURCE_ADDRESSES);
        end(c, t, at, TARGET, TARGET_PROTO, TARGET_ADDRESSES);
    }

    private static int end(Cursor c, Tree t, int from, Uint[] lengths, Uint proto, Octets[] addresses) {
        int number = lengths[0].get(c);
        // The type bit is the one before the length's six.
        boolean e164 = (c.data[c.at + (lengths[0].bit() >> 3)] & 0x40) != 0;
        int at = tell(c, t, addresses[e164 ? 0 : 1], from, number);
        at = tell(c, t, addresses[2], at, lengths[1].get(c));
        int size = proto.get(c);
        boolean ipv4 = size == 4 && PROTO_TYPE.get(c) == 0x0800;
        return tell(c, t, addresses[ipv4 ? 3 : 4], at, size);
    }

    private static int tell(Cursor c, Tree t, Octets field, int at, int length) {
        if (length > 0 && at + length <= c.end()) t.field(field, at, length);
        return at + length;
    }
}
