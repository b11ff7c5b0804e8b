package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// What Linux puts in the place of the link header where a capture covers any interface (LINKTYPE_LINUX_SLL and
/// LINKTYPE_LINUX_SLL2; packet(7)).
public final class LinuxCooked extends Protocol {
    private static final Names PACKET_TYPES = Names.from0("to us", "broadcast", "multicast", "to another host",
            "sent by us");
    private static final Names HARDWARE = new Names("""
            1 Ethernet
            512 PPP
            768 IPv4 tunnel
            769 IPv6 tunnel
            772 loopback
            776 SIT
            778 GRE over IPv4
            801 802.11
            802 802.11, Prism
            803 802.11, radiotap
            823 GRE over IPv6
            824 netlink
            65534 none""");
    private static final Names PROTOCOLS = new Names("1 Novell 802.3\n4 LLC\n12 CAN\n13 CAN FD");
    private static final int GRE4 = 778;
    private static final int RADIOTAP = 803;
    private static final int GRE6 = 823;
    private static final int NETLINK = 824;

    private final Uint packetType;
    private final Uint hardware;
    private final Uint addressLength;
    /// Where protocol and address are, in bytes.
    private final int protocolAt;
    private final int addressAt;
    private final Uint type;
    private final Uint greType;
    private final Uint kind;
    private final Octets mac;
    private final Octets ipv4;
    private final Octets other;
    private final Octets unused;

    private LinuxCooked(Layout sll, Uint packetType, Uint hardware, Uint addressLength, int protocolAt, int addressAt) {
        super(sll, "SLL", Level.LINK);
        this.packetType = packetType;
        this.hardware = hardware;
        this.addressLength = addressLength;
        this.protocolAt = protocolAt;
        this.addressAt = addressAt;
        type = sll.loose(16, "etype", "Protocol", hex(), names(Iana.ETHER_TYPE),
                says("the protocol inside, as an EtherType"),
                otherwise("the bytes that follow would be read as the wrong protocol"));
        greType = sll.loose(16, "gretype", "Protocol", hex(), names(Iana.ETHER_TYPE),
                says("the protocol inside, as GRE numbers it"),
                otherwise("the tunnelled packet would be read as the wrong protocol"));
        kind = sll.loose(16, "ltype", "Protocol", hex(), names(PROTOCOLS),
                says("what follows where that has no EtherType"),
                otherwise("the bytes that follow would be read as the wrong protocol"));
        mac = sll.loose(Octets.Form.MAC, "src.eth", "Source", varies(),
                says("hardware address of the station that sent the packet"),
                otherwise("it could not be told which neighbour the packet came from"));
        ipv4 = sll.loose(Octets.Form.IPV4, "src.ipv4", "Source",
                says("address of the tunnel's end that sent the packet"),
                otherwise("it could not be told which end of the tunnel the packet came from"));
        other = sll.loose(Octets.Form.BYTES, "src.other", "Source",
                says("link-layer address of the sender, in the form its kind of network has"),
                otherwise("it could not be told which neighbour the packet came from"));
        unused = sll.loose(Octets.Form.BYTES, "unused", "Unused",
                says("filler: an address shorter than 8 bytes leaves the rest unused"),
                otherwise("the address would seem longer than it is"));
    }

    /// Version 1.
    static LinuxCooked first() {
        var sll = new Layout("sll", "Linux cooked capture", "tcpdump.org, LINKTYPE_LINUX_SLL");
        Uint packetType = packetType(sll, 16);
        Uint hardware = hardware(sll);
        Uint length = addressLength(sll, 16);
        return new LinuxCooked(sll.skip(80), packetType, hardware, length, 14, 6);
    }

    /// Version 2, which names the interface.
    static LinuxCooked second() {
        var sll = new Layout("sll", "Linux cooked capture, version 2", "tcpdump.org, LINKTYPE_LINUX_SLL2").skip(32);
        sll.uint(32, "ifindex", "Interface index", varies(),
                says("number of the interface that the packet passed, as the system counts them"),
                otherwise("packets of several interfaces could not be told apart"));
        Uint hardware = hardware(sll);
        Uint packetType = packetType(sll, 8);
        Uint length = addressLength(sll, 8);
        return new LinuxCooked(sll.skip(64), packetType, hardware, length, 0, 12);
    }

    private static Uint packetType(Layout sll, int width) {
        return sll.uint(width, "pkttype", "Packet type", names(PACKET_TYPES),
                says("whom the packet was sent to, or that this machine sent it"),
                otherwise("sent and received packets could not be told apart"));
    }

    private static Uint hardware(Layout sll) {
        return sll.uint(16, "hatype", "Link type", names(HARDWARE),
                says("kind of the interface (Linux's ARPHRD_ number), which decides what the protocol field means"),
                otherwise("the protocol field would be read with the wrong table"));
    }

    private static Uint addressLength(Layout sll, int width) {
        return sll.uint(width, "halen", "Address length",
                says("bytes of the sender's link-layer address; 0: it has none"),
                otherwise("filler would be taken for a part of the address"));
    }

    private int protocol(Cursor c) {
        return type.get(c.data, c.at + protocolAt);
    }

    @Override
    public void walk(Cursor c) {
        int protocol = protocol(c);
        switch (hardware.get(c)) {
            case NETLINK, RADIOTAP -> c.next(null); // the protocol field is no EtherType
            case GRE4, GRE6 -> Gre.next(c, protocol);
            default -> {
                if (protocol > Protocols.LONGEST_LENGTH) {
                    c.next(c.find(Protocols.ETHER_TYPE, protocol));
                } else {
                    c.next(protocol == 4 ? Protocols.LLC.get() : protocol == 1 ? Protocols.IPX.get() : null);
                }
            }
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(layout(), c.at, c.headerEnd());
        int room = Math.min(addressLength.get(c), 8);
        int from = c.at + addressAt;
        if (room == 4) {
            t.field(ipv4, from, room);
        } else if (room == 6) {
            t.field(mac, from, room);
        } else if (room > 0) {
            t.field(other, from, room);
        }
        if (room < 8) t.field(unused, from + room, 8 - room);
        boolean gre = hardware.get(c) == GRE4 || hardware.get(c) == GRE6;
        Uint protocol = gre ? greType : protocol(c) > Protocols.LONGEST_LENGTH ? type : kind;
        t.field(protocol, c.at + protocolAt, 2);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int protocol = protocol(c);
        out.ascii(PACKET_TYPES.of(packetType.get(c), "Packet")).ascii(", protocol ");
        out.ascii((protocol > Protocols.LONGEST_LENGTH ? Iana.ETHER_TYPE : PROTOCOLS).of(protocol, "unknown"));
        out.ascii(" (0x").hex(protocol, 4).put(')');
        return true;
    }
}
