package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco Discovery Protocol, as Cisco's manuals and the programs that read it have it: a neighbour says who it is.
public final class Cdp extends Protocol {
    private static final int DEVICE = 0x0001;
    private static final int PORT = 0x0003;
    private static final Layout cdp = new Layout("cdp", "Cisco Discovery Protocol", "Cisco");
    static final Uint VERSION = cdp.uint(8, "version", "Version",
            says("1 or 2; the second brought duplex, native VLAN and VTP domain"));
    static final Uint TTL = cdp.uint(8, "ttl", "Time to live",
            says("seconds the receiver shall remember what is told here"));
    static final Uint CHECKSUM = cdp.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over the whole message, from the version on"));
    static final Made STATUS = cdp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the message"));

    private static final int HEAD = 32;
    private static final Layout head = new Layout("cdp", "Element");
    static final Uint TYPE = head.uint(16, "tlv.type", "Type", hex(), names(new Names("""
            0x0001 Device ID
            0x0002 Addresses
            0x0003 Port ID
            0x0004 Capabilities
            0x0005 Software version
            0x0006 Platform
            0x0007 IP prefixes or gateway
            0x0008 Protocol hello
            0x0009 VTP management domain
            0x000a Native VLAN
            0x000b Duplex
            0x000e VoIP VLAN reply
            0x000f VoIP VLAN query
            0x0010 Power consumption
            0x0011 MTU
            0x0012 Trust bitmap
            0x0013 Untrusted port class of service
            0x0014 System name
            0x0015 System object ID
            0x0016 Management addresses
            0x0017 Location
            0x0019 Power requested
            0x001a Power available""")), says("what is told of the neighbour"));
    static final Uint LENGTH = head.uint(16, "tlv.len", "Length",
            says("bytes of the element, type and length included"));

    private static Layout element(String title) {
        return new Layout("cdp", title).skip(HEAD);
    }

    private static final Layout capabilities = element("Capabilities");
    static final Uint CAPABILITIES = capabilities.group(32, "capabilities", "Capabilities", hex(),
            says("what the neighbour is able to act as"));
    static {
        String[][] flags = {{"mac_relay", "Two-port MAC relay", "joins two ports, and forwards by no address"},
                {"cvta", "CAST phone port", "has a port for Cisco's phones"},
                {"remote", "Remotely managed", "is managed from elsewhere"},
                {"voip_phone", "VoIP phone", "is a telephone over IP"},
                {"repeater", "Repeater", "repeats signals from port to port"},
                {"igmp_capable", "IGMP capable", "sends IGMP reports on to ports with routers only"},
                {"host", "Host", "sends and receives packets of a network protocol for itself"},
                {"switch", "Switch", "forwards frames by their addresses without running spanning tree"},
                {"src_bridge", "Source route bridge", "forwards token ring frames as their source routes say"},
                {"trans_bridge", "Transparent bridge", "forwards frames by addresses it has learned"},
                {"router", "Router", "forwards packets of a network protocol such as IP"}};
        capabilities.skip(32 - flags.length);
        for (String[] flag : flags)
            capabilities.flag("capabilities." + flag[0], flag[1], says(flag[2]));
    }

    private static final Layout version = element("Software version");
    static final Octets SOFTWARE = version.loose(Octets.Form.TEXT, "software_version", "Software version", list(),
            says("a line of the name and release of the software it runs"));

    private static final Layout addresses = element("Addresses");
    static final Uint COUNT = addresses.uint(32, "number_of_addresses", "Number of addresses",
            says("how many addresses of the sending port follow"));
    private static final Layout address = new Layout("cdp", "Address");
    static final Uint PROTOCOL_TYPE = address.uint(8, "protocol_type", "Protocol type", hex(),
            names("", "NLPID", "802.2"), says("which numbering names the protocol of the address"));
    static final Uint PROTOCOL_LENGTH = address.uint(8, "protocol_length", "Protocol length",
            says("bytes of the protocol's number"));
    static final Octets PROTOCOL = address.loose(Octets.Form.BYTES, "protocol", "Protocol",
            says("the protocol the address belongs to; NLPID 0xcc: IPv4"));
    static final Uint ADDRESS_LENGTH = address.loose(16, "address_length", "Address length",
            says("bytes of the address"));
    static final Octets IPV4 = address.loose(Octets.Form.IPV4, "nrgyz.ip_address", "IPv4 address",
            says("where the neighbour can be reached over IPv4"));
    static final Octets IPV6 = address.loose(Octets.Form.IPV6, "nrgyz.ipv6_address", "IPv6 address",
            says("where the neighbour can be reached over IPv6"));
    static final Octets ADDRESS = address.loose(Octets.Form.BYTES, "address", "Address",
            says("an address of another protocol than IP"));

    private static final Layout prefixes = element("IP prefixes");
    static final Octets GATEWAY = prefixes.loose(Octets.Form.IPV4, "odr_default_gateway", "Default gateway",
            says("router a stub router shall use for all it does not know"));
    static final Octets PREFIX = prefixes.loose(Octets.Form.IPV4, "ip_prefix", "Prefix", list(),
            says("a network attached to the neighbour, which on-demand routing announces"));

    private static final Layout hello = element("Protocol hello");
    static final Uint OUI = hello.uint(24, "oui", "Organization",
            says("organization that defines the protocol number which follows"));
    static final Uint PROTOCOL_ID = hello.uint(16, "protocol_id", "Protocol", hex(),
            names(new Names("0x0112 Cluster management")), says("whose greeting the element carries"));
    private static final Layout cluster = new Layout("cdp", "Cluster management").skip(HEAD + 40);
    static final Octets MASTER = cluster.ipv4("cluster.master_ip", "Master",
            says("address under which the cluster of switches is managed"));
    static final Octets CLUSTER_IP = cluster.ipv4("cluster.ip", "Address",
            says("an IP address whose use Cisco has not published"));
    static final Uint CLUSTER_VERSION = cluster.uint(8, "cluster.version", "Version", hex(),
            says("version of the cluster protocol, as far as is known"));
    static final Uint CLUSTER_SUBVERSION = cluster.uint(8, "cluster.sub_version", "Subversion", hex(),
            says("second part of that version, as far as is known"));
    static final Uint CLUSTER_STATUS = cluster.uint(8, "cluster.status", "Status", hex(),
            says("state of the cluster member; its values are not published"));
    static final Octets COMMANDER = cluster.skip(8).mac("cluster.commander_mac", "Commander", varies(),
            says("the switch by which the cluster is commanded"));
    static final Octets SWITCH = cluster.mac("cluster.switch_mac", "Switch", varies(),
            says("the switch that sends this"));
    static final Uint MANAGEMENT_VLAN = cluster.skip(8).uint(16, "cluster.management_vlan", "Management VLAN",
            says("VLAN by which the switches of the cluster are managed"));
    static final Octets HELLO = hello.loose(Octets.Form.BYTES, "hello.unknown", "Message",
            says("the greeting as it came, of a protocol not known here"));

    private static final Layout available = element("Power available");
    static final Uint REQUEST_ID = available.uint(16, "request_id", "Request",
            says("number of the request last received, repeated; 0: none so far"));
    static final Uint MANAGEMENT_ID = available.uint(16, "management_id", "Management",
            says("grows when the power on offer changes or a new request has come"));
    static final Uint POWER_AVAILABLE = available.loose(32, "power_available", "Power available", list(),
            says("milliwatts: first what the switch can give, then the level its management asks for"));
    private static final Layout requested = element("Power requested");
    static final Uint REQUESTED_ID = requested.uint(16, "request_id", "Request",
            says("number of this request, repeated in the answer"));
    static final Uint REQUESTED_MANAGEMENT = requested.uint(16, "management_id", "Management",
            says("tells rounds of power negotiation apart, together with the request"));
    static final Uint POWER_REQUESTED = requested.loose(32, "power_requested", "Power requested", list(),
            says("milliwatts the device would like, several levels in order of preference"));

    private static final Layout location = element("Location");
    static final Uint LOCATION_UNKNOWN = location.uint(8, "location.unknown", "Unknown", hex(),
            says("a byte whose use Cisco has not published"));
    static final Octets LOCATION = location.loose(Octets.Form.TEXT, "location", "Location",
            says("where the device stands, as its operator wrote it"));
    private static final Layout voice = element("VoIP VLAN");
    static final Octets VOICE_DATA = voice.bytes(1, "data", "Data", says("kind of device the VLAN is for; 1: phones"));
    static final Uint VOICE_VLAN = voice.uint(16, "voice_vlan", "Voice VLAN",
            says("VLAN that phones on this port shall tag their calls with"));
    private static final Layout other = element("Element");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "data", "Value", says("the element's value as it came"));

    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 0, new Option(other, VALUE))
            .add(text("Device ID", "deviceid", "name of the neighbour, often its host name"), DEVICE)
            .add(new Addresses(), 0x0002, 0x0016)
            .add(text("Port ID", "portid", "the neighbour's port that sent this"), PORT)
            .add(new Option(capabilities), 0x0004).add(new Version(), 0x0005)
            .add(text("Platform", "platform", "model of the neighbour"), 0x0006).add(new Prefixes(), 0x0007)
            .add(new Hello(), 0x0008)
            .add(text("VTP management domain", "vtp_management_domain",
                    "switches of one domain share their list of VLANs"), 0x0009)
            .add(number(16, "Native VLAN", "native_vlan", says("VLAN of frames without a tag; both ends must agree")),
                    0x000a)
            .add(duplex(), 0x000b)
            .add(new Option(voice), 0x000e, 0x000f)
            .add(number(16, "Power consumption", "power_consumption",
                    says("milliwatts the device takes from the cable at most")), 0x0010)
            .add(number(32, "MTU", "mtu", says("bytes of the longest packet the port sends")), 0x0011)
            .add(number(8, "Trust bitmap", "trust_bitmap", hex(),
                    says("bit 0: hosts behind the port are trusted to mark their priority"),
                    source("Cisco 500 Series Administration Guide, Configuring CDP")), 0x0012)
            .add(number(8, "Untrusted port CoS", "untrusted_port_cos", hex(),
                    says("priority given to all frames from a port that is not trusted"),
                    source("Cisco 500 Series Administration Guide, Configuring CDP")), 0x0013)
            .add(text("System name", "system_name", "name the neighbour was given, as its management has it"), 0x0014)
            .add(bytes("System object ID", "system_object_identifier",
                    "number of the model in the tree of SNMP, in BER"), 0x0015)
            .add(new TextOption(location, LOCATION), 0x0017).add(new Power(requested, POWER_REQUESTED), 0x0019)
            .add(new Power(available, POWER_AVAILABLE), 0x001a);

    public Cdp() {
        super(cdp, "CDP", Level.LINK);
    }

    private static Option text(String title, String field, String says) {
        Layout layout = element(title);
        return new TextOption(layout, layout.loose(Octets.Form.TEXT, field, title, says(says)));
    }

    private static Option bytes(String title, String field, String says) {
        Layout layout = element(title);
        return new Option(layout, layout.loose(Octets.Form.BYTES, field, title, says(says)));
    }

    private static Option number(int bits, String title, String field, net.strata.wire.Trait... traits) {
        Layout layout = element(title);
        layout.uint(bits, field, title, traits);
        return new Option(layout);
    }

    private static Option duplex() {
        Layout layout = element("Duplex");
        layout.skip(7).flag("duplex", "Full duplex",
                says("whether the port sends and receives at the same time; both ends must agree"));
        return new Option(layout);
    }

    /// Text of several lines, each a value.
    private static final class Version extends Option {
        Version() {
            super(version);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            for (int from = at + HEAD / 8; from < end;) {
                int to = from;
                while (to < end && c.data[to] != '\n')
                    to++;
                t.field(SOFTWARE, from, to - from);
                from = to + 1;
            }
        }
    }

    private static final class Addresses extends Option {
        private static final long IPV6_TYPE = 0xaaaa_0300_0000_86ddL;

        Addresses() {
            super(addresses);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(addresses, at, end);
            int from = at + addresses.bytes();
            for (int left = from <= end ? COUNT.get(c.data, at) : 0; left > 0 && from + 4 <= end; left--) {
                int protocol = PROTOCOL_LENGTH.get(c.data, from);
                int length = from + 2 + protocol;
                int next = length + 2 > end ? end : length + 2 + ADDRESS_LENGTH.get(c.data, length);
                if (next >= end) next = end;
                t.open(address, from, next);
                t.fields(address, from, next);
                if (length + 2 <= next) {
                    t.field(PROTOCOL, from + 2, protocol);
                    t.field(ADDRESS_LENGTH, length, 2);
                    int size = next - length - 2;
                    if (size == 4 && protocol == 1 && c.data[from + 2] == (byte) 0xcc) {
                        t.field(IPV4, next - 4, 4);
                    } else if (size == 16 && protocol == 8 && type(c.data, from + 2) == IPV6_TYPE) {
                        t.field(IPV6, next - 16, 16);
                    } else if (size > 0) {
                        t.field(ADDRESS, length + 2, size);
                    }
                }
                t.close();
                from = next;
            }
        }

        private static long type(byte[] d, int at) {
            long v = 0;
            for (int i = at; i < at + 8; i++)
                v = v << 8 | d[i] & 0xff;
            return v;
        }
    }

    private static final class Prefixes extends Option {
        Prefixes() {
            super(prefixes);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            int from = at + HEAD / 8;
            if (end - from == 4) {
                t.field(GATEWAY, from, 4);
            } else {
                repeat(t, PREFIX, 5, from, end);
            }
        }
    }

    private static final class Hello extends Option {
        private static final int CLUSTER = 0x0112;

        Hello() {
            super(hello);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(hello, at, end);
            int from = at + hello.bytes();
            if (from < end && PROTOCOL_ID.get(c.data, at) == CLUSTER) {
                t.fields(cluster, at, end);
            } else if (from < end) {
                t.field(HELLO, from, end - from);
            }
        }
    }

    private static final class Power extends Option {
        private final Uint each;

        Power(Layout layout, Uint each) {
            super(layout);
            this.each = each;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(layout(), at, end);
            repeat(t, each, 4, at + layout().bytes(), end);
        }
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(cdp, c.at, c.headerEnd());
        if (t.wants(STATUS)) t.made(STATUS, checksum(c));
        ELEMENTS.fields(c, t, c.at + bytes(), c.end());
    }

    /// The last byte of an odd number is added as the low half of a word, not the high one, and as a signed number.
    private static int checksum(Cursor c) {
        if (c.cut()) return Checksum.UNVERIFIED;
        int length = c.end() - c.at;
        int last = 0;
        if (length % 2 == 1) {
            last = c.data[c.end() - 1];
            if (last < 0) last = 0xff00 | last - 1 & 0xff;
        }
        return Checksum.good(Checksum.sum(c.data, c.at, length & ~1, last)) ? Checksum.GOOD : Checksum.BAD;
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        say(c, out, DEVICE, "Device ID: ");
        say(c, out, PORT, "  Port ID: ");
        return true;
    }

    private static void say(Cursor c, Text out, int type, String what) {
        int at = ELEMENTS.find(c.data, c.at + 4, c.end(), type);
        if (at < 0) return;
        int from = at + HEAD / 8;
        int end = Math.min(at + ELEMENTS.size(c.data, at, c.end()), from + 64);
        out.ascii(what).text(c.data, from, TextOption.untilZero(c.data, from, end));
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(ELEMENTS.layouts());
        all.add(address);
        all.add(cluster);
        return all;
    }
}
