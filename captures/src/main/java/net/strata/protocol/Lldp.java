package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Link Layer Discovery Protocol (IEEE 802.1AB-2016 clause 8): a neighbour says who and what it is. Elements of
/// organizations are in [LldpOrganizations].
public final class Lldp extends Protocol {
    private static final int CHASSIS = 1;
    private static final int PORT = 2;
    private static final int TTL = 3;
    private static final int SYSTEM_NAME = 5;
    private static final int ORGANIZATION = 127;
    /// Bits of type and length together.
    static final int HEAD = 16;
    private static final Layout lldp = new Layout("lldp", "Link Layer Discovery Protocol", "IEEE 802.1AB-2016");

    private static final Layout head = new Layout("lldp", "Element", "IEEE 802.1AB-2016 clause 8.4");
    static final Uint TYPE = head.uint(7, "tlv.type", "Type", names(new Names("""
            0 End
            1 Chassis ID
            2 Port ID
            3 Time to live
            4 Port description
            5 System name
            6 System description
            7 System capabilities
            8 Management address
            127 Organization-specific""")), says("what the element tells"));
    static final Uint LENGTH = head.uint(9, "tlv.len", "Length",
            says("bytes of the value, type and length not counted"));

    private static final Names FAMILIES = new Names("1 IPv4\n2 IPv6\n6 802");
    private static final Layout chassis = new Layout("lldp", "Chassis ID", "IEEE 802.1AB-2016 clause 8.5.2").skip(HEAD);
    static final Uint CHASSIS_SUBTYPE = chassis.uint(8, "chassis.subtype", "Chassis ID subtype", names("",
            "chassis component", "interface alias", "port component", "MAC address", "network address",
            "interface name", "locally assigned"), says("what kind of name the device goes by"));
    static final Octets CHASSIS_MAC = chassis.loose(Octets.Form.MAC, "chassis.id.mac", "Chassis ID", varies(),
            says("name of the device: its hardware address"));
    static final Uint CHASSIS_FAMILY = chassis.loose(8, "network_address.subtype", "Address family", names(FAMILIES),
            says("kind of the address that follows"));
    static final Octets CHASSIS_IP4 = chassis.loose(Octets.Form.IPV4, "chassis.id.ip4", "Chassis ID",
            says("name of the device: one of its IPv4 addresses"));
    static final Octets CHASSIS_IP6 = chassis.loose(Octets.Form.IPV6, "chassis.id.ip6", "Chassis ID",
            says("name of the device: one of its IPv6 addresses"));
    static final Octets CHASSIS_ID = chassis.loose(Octets.Form.BYTES, "chassis.id", "Chassis ID",
            says("name of the device, in the form the subtype says"));

    private static final Layout port = new Layout("lldp", "Port ID", "IEEE 802.1AB-2016 clause 8.5.3").skip(HEAD);
    static final Uint PORT_SUBTYPE = port.uint(8, "port.subtype", "Port ID subtype", names("", "interface alias",
            "port component", "MAC address", "network address", "interface name", "agent circuit ID",
            "locally assigned"), says("what kind of name the port goes by"));
    static final Octets PORT_MAC = port.loose(Octets.Form.MAC, "port.id.mac", "Port ID", varies(),
            says("name of the sending port: its hardware address"));
    static final Uint PORT_FAMILY = port.loose(8, "network_address.subtype", "Address family", names(FAMILIES),
            says("kind of the address that follows"));
    static final Octets PORT_IP4 = port.loose(Octets.Form.IPV4, "port.id.ip4", "Port ID",
            says("name of the sending port: its IPv4 address"));
    static final Octets PORT_IP6 = port.loose(Octets.Form.IPV6, "port.id.ip6", "Port ID",
            says("name of the sending port: its IPv6 address"));
    static final Octets PORT_ID = port.loose(Octets.Form.TEXT, "port.id", "Port ID",
            says("name of the sending port, in the form the subtype says"));

    private static final Layout ttl = new Layout("lldp", "Time to live", "IEEE 802.1AB-2016 clause 8.5.4").skip(HEAD);
    static final Uint TIME_TO_LIVE = ttl.uint(16, "time_to_live", "Time to live",
            says("seconds the receiver shall remember all this; 0: forget it now"));

    private static final Layout description = new Layout("lldp", "Port description", "IEEE 802.1AB-2016 clause 8.5.5")
            .skip(HEAD);
    static final Octets PORT_DESCRIPTION = description.loose(Octets.Form.TEXT, "port.desc", "Port description",
            says("what the port is called or connected to, in words"));
    private static final Layout name = new Layout("lldp", "System name", "IEEE 802.1AB-2016 clause 8.5.6").skip(HEAD);
    static final Octets NAME = name.loose(Octets.Form.TEXT, "tlv.system.name", "System name",
            says("name of the device, usually its full host name"));
    private static final Layout system = new Layout("lldp", "System description", "IEEE 802.1AB-2016 clause 8.5.7")
            .skip(HEAD);
    static final Octets SYSTEM_DESCRIPTION = system.loose(Octets.Form.TEXT, "tlv.system.desc", "System description",
            says("hardware, operating system and software of the device, in words"));

    private static final Layout capabilities = new Layout("lldp", "System capabilities",
            "IEEE 802.1AB-2016 clause 8.5.8").skip(HEAD);
    static final Uint CAPABLE = capabilities("tlv.system_cap", "Capabilities", "what the device is able to act as");
    static final Uint ENABLED = capabilities("tlv.enable_system_cap", "Enabled capabilities",
            "what the device acts as now, of what it is able to");

    private static final Layout address = new Layout("lldp", "Management address", "IEEE 802.1AB-2016 clause 8.5.9")
            .skip(HEAD);
    static final Uint ADDRESS_LENGTH = address.uint(8, "mgn.address.len", "Address length",
            says("bytes of the address, its family's byte included"));
    static final Uint ADDRESS_FAMILY = address.uint(8, "mgn.address.subtype", "Address family", names(FAMILIES),
            says("kind of the address that follows"));
    static final Octets ADDRESS_IP4 = address.loose(Octets.Form.IPV4, "mgn.addr.ip4", "Management address",
            says("address by which the device is managed"));
    static final Octets ADDRESS_IP6 = address.loose(Octets.Form.IPV6, "mgn.addr.ip6", "Management address",
            says("address by which the device is managed"));
    static final Octets ADDRESS = address.loose(Octets.Form.BYTES, "mgn.addr.hex", "Management address",
            says("address by which the device is managed, of another family"));
    static final Uint INTERFACE_SUBTYPE = address.loose(8, "mgn.interface.subtype", "Interface subtype",
            names("", "unknown", "ifIndex", "system port number"), says("how the interface is numbered"));
    static final Uint INTERFACE = address.loose(32, "mgn.interface.number", "Interface",
            says("interface at which the address is"));
    static final Uint OBJECT_LENGTH = address.loose(8, "mgn.obj.len", "Object identifier length",
            says("bytes of the SNMP object that tells more; 0: none follows"));

    private static final Layout other = new Layout("lldp", "Element").skip(HEAD);
    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, HEAD / 8, new Option(other))
            .add(new Option(new Layout("lldp", "End")), 0)
            .add(new Id(chassis, CHASSIS_SUBTYPE, CHASSIS_MAC, 4, CHASSIS_FAMILY, CHASSIS_IP4, CHASSIS_IP6, CHASSIS_ID),
                    CHASSIS)
            .add(new Id(port, PORT_SUBTYPE, PORT_MAC, 3, PORT_FAMILY, PORT_IP4, PORT_IP6, PORT_ID), PORT)
            .add(new Option(ttl), TTL).add(new TextOption(description, PORT_DESCRIPTION), 4)
            .add(new TextOption(name, NAME), SYSTEM_NAME).add(new TextOption(system, SYSTEM_DESCRIPTION), 6)
            .add(new Option(capabilities), 7).add(new ManagementAddress(), 8)
            .add(new LldpOrganizations(), ORGANIZATION).endsWith(0);

    public Lldp() {
        super(lldp, "LLDP", Level.LINK);
    }

    private static Uint capabilities(String field, String label, String says) {
        Uint group = capabilities.group(16, field, label, hex(), says(says));
        String prefix = field + ".";
        capabilities.skip(8).flag(prefix + "station_only", "Station only", says("a host that forwards nothing"));
        capabilities.flag(prefix + "docsis_cable_device", "DOCSIS cable device", says("a cable modem or its head end"));
        capabilities.flag(prefix + "telephone", "Telephone", says("a telephone that works over IP"));
        capabilities.flag(prefix + "router", "Router", says("forwards packets by their IP addresses"));
        capabilities.flag(prefix + "wlan_access_pt", "WLAN access point", says("connects wireless stations"));
        capabilities.flag(prefix + "bridge", "Bridge", says("forwards frames by their hardware addresses"));
        capabilities.flag(prefix + "repeater", "Repeater", says("repeats signals, without looking at addresses"));
        capabilities.flag(prefix + "other", "Other", says("something that has no bit of its own"));
        return group;
    }

    /// The name of a chassis or a port: an address, or what its subtype says.
    private static final class Id extends Option {
        private final Uint subtype;
        private final Octets mac;
        private final int macSubtype;
        private final Uint family;
        private final Octets ip4;
        private final Octets ip6;
        private final Octets id;

        Id(Layout layout, Uint subtype, Octets mac, int macSubtype, Uint family, Octets ip4, Octets ip6, Octets id) {
            super(layout);
            this.subtype = subtype;
            this.mac = mac;
            this.macSubtype = macSubtype;
            this.family = family;
            this.ip4 = ip4;
            this.ip6 = ip6;
            this.id = id;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(layout(), at, end);
            int from = at + layout().bytes();
            int kind = subtype.get(c.data, at);
            int size = end - from;
            if (kind == macSubtype && size == 6) {
                t.field(mac, from, 6);
            } else if (kind == macSubtype + 1 && size > 0) {
                t.field(family, from, 1);
                if (c.data[from] == 1 && size == 5) t.field(ip4, from + 1, 4);
                if (c.data[from] == 2 && size == 17) t.field(ip6, from + 1, 16);
            } else if (size > 0) {
                t.field(id, from, size);
            }
        }

        void info(Cursor c, Text out, int at, int end) {
            int from = at + layout().bytes();
            if (from > end) return;
            int kind = subtype.get(c.data, at);
            if (kind == macSubtype && end - from == 6) {
                out.ascii("MA/").varyingMac(c.data, from, 6);
            } else if (kind == macSubtype + 1) {
                out.ascii("NA/").hex(c.data, from, Math.min(end - from, 17));
            } else {
                out.text(c.data, from, Math.min(end - from, 64));
            }
        }
    }

    private static final class ManagementAddress extends Option {
        ManagementAddress() {
            super(address);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(address, at, end);
            int from = at + address.bytes();
            int behind = from - 1 + ADDRESS_LENGTH.get(c.data, at);
            if (from > end || behind > end || behind <= from) return;
            switch (ADDRESS_FAMILY.get(c.data, at) << 8 | behind - from) {
                case 0x104 -> t.field(ADDRESS_IP4, from, 4);
                case 0x210 -> t.field(ADDRESS_IP6, from, 16);
                default -> t.field(ADDRESS, from, behind - from);
            }
            if (behind + 6 > end) return;
            t.field(INTERFACE_SUBTYPE, behind, 1);
            t.field(INTERFACE, behind + 1, 4);
            t.field(OBJECT_LENGTH, behind + 5, 1);
        }
    }

    @Override
    public void walk(Cursor c) {
        int at = c.at;
        while (at + 2 <= c.end()) {
            int type = ELEMENTS.type(c.data, at);
            at += ELEMENTS.size(c.data, at, c.end());
            if (type == 0) break;
        }
        c.limitPayload(at).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        ELEMENTS.fields(c, t, c.at, c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int start = out.length();
        for (int at = c.at; at + 2 <= c.end();) {
            int type = ELEMENTS.type(c.data, at);
            int size = ELEMENTS.size(c.data, at, c.end());
            int value = at + 2;
            if (out.length() > start && type >= CHASSIS && type <= TTL) out.put(' ');
            switch (type) {
                case CHASSIS, PORT -> info(c, out, type, at, at + size);
                case TTL -> {
                    if (size >= ttl.bytes()) out.number(TIME_TO_LIVE.get(c.data, at));
                }
                case SYSTEM_NAME -> out.ascii(" SysN=").text(c.data, value, Math.min(size - 2, 64));
                default -> {
                }
            }
            if (type == 0) break;
            at += size;
        }
        return true;
    }

    private static void info(Cursor c, Text out, int type, int at, int end) {
        if (ELEMENTS.of(type) instanceof Id id) id.info(c, out, at, end);
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(ELEMENTS.layouts());
        all.addAll(LldpOrganizations.all());
        return all;
    }
}
