package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Elements of LLDP that organizations define: an organization, its subtype, and what that means. Known are IEEE 802.1
/// (802.1Q-2018 annex D), IEEE 802.3 (802.3-2022 clause 79), media endpoints (ANSI/TIA-1057) and IANA.
final class LldpOrganizations extends Option {
    private static final int BRIDGES = 0x0080c2;
    private static final int ETHERNET = 0x00120f;
    private static final int MEDIA = 0x0012bb;
    private static final int IANA = 0x00005e;
    private static final Names OUI = new Names("""
            0x00005e IANA
            0x0080c2 IEEE 802.1
            0x00120f IEEE 802.3
            0x0012bb TIA media endpoint discovery
            0x001b21 Intel""");

    private static final Layout organization = new Layout("lldp", "Organization-specific",
            "IEEE 802.1AB-2016 clause 8.6").skip(Lldp.HEAD);
    static final Uint ORGANIZATION = organization.uint(24, "orgtlv.oui", "Organization", names(OUI),
            says("who defined the element"));
    static final Uint BRIDGE_SUBTYPE = organization.loose(8, "ieee.802_1.subtype", "Subtype", hex(), names("",
            "Port VLAN ID", "Port and protocol VLAN ID", "VLAN name", "Protocol identity", "VID usage digest",
            "Management VID", "Link aggregation", "Congestion notification", "ETS configuration",
            "ETS recommendation", "Priority flow control", "Application priority", "EVB", "CDCP"),
            says("what the element tells of VLANs and bridging"));
    static final Uint ETHERNET_SUBTYPE = organization.loose(8, "ieee.802_3.subtype", "Subtype", hex(), names("",
            "MAC/PHY configuration and status", "Power via MDI", "Link aggregation", "Maximum frame size",
            "Energy-efficient Ethernet", "", "Additional capabilities"),
            says("what the element tells of the Ethernet port"));
    static final Uint MEDIA_SUBTYPE = organization.loose(8, "media.subtype", "Subtype", hex(), names("",
            "Capabilities", "Network policy", "Location", "Extended power via MDI", "Hardware revision",
            "Firmware revision", "Software revision", "Serial number", "Manufacturer", "Model", "Asset ID"),
            says("what the element tells phones and the like"));
    static final Uint IANA_SUBTYPE = organization.loose(8, "iana.subtype", "Subtype", hex(),
            names("", "Manufacturer usage description"),
            says("what the element tells; 1: where to find rules for the device"));
    static final Uint UNKNOWN_SUBTYPE = organization.loose(8, "unknown_subtype", "Subtype",
            says("what the element tells, as its organization numbers it"));
    static final Octets UNKNOWN = organization.loose(Octets.Form.BYTES, "unknown_subtype.content", "Value",
            says("the element's value as it came"));

    private static final int VALUE = 6;

    private static Layout value(String title, String source) {
        return new Layout("lldp", title, source).skip(VALUE * 8);
    }

    private static final Layout portVlan = value("Port VLAN ID", "IEEE 802.1Q-2018 clause D.2.1");
    static final Uint PORT_VLAN = portVlan.uint(16, "ieee.802_1.port_vlan.id", "Port VLAN",
            says("VLAN that frames without a tag belong to; 0: not known"));

    private static final Layout protocolVlan = value("Port and protocol VLAN ID", "IEEE 802.1Q-2018 clause D.2.2");
    static final Uint PROTOCOL_VLAN_FLAGS = protocolVlan.group(8, "ieee.802_1.port_and_vlan_id_flag", "Flags", hex(),
            says("whether VLANs can be chosen by protocol, and are"));
    static final Uint PROTOCOL_VLAN_ENABLED = protocolVlan.skip(5)
            .flag("ieee.802_1.port_and_vlan_id_flag.enabled", "Enabled",
                    says("frames without a tag are put into VLANs by their protocol"));
    static final Uint PROTOCOL_VLAN_SUPPORTED = protocolVlan
            .flag("ieee.802_1.port_and_vlan_id_flag.supported", "Supported",
                    says("the port is able to choose VLANs by protocol"));
    static final Uint PROTOCOL_VLAN = protocolVlan.skip(1).uint(16, "ieee.802_1.port_proto_vlan.id",
            "Port and protocol VLAN", says("VLAN for frames of certain protocols; 0: none"));

    private static final Layout vlanName = value("VLAN name", "IEEE 802.1Q-2018 clause D.2.3");
    static final Uint VLAN = vlanName.uint(16, "ieee.802_1.vlan.id", "VLAN",
            says("number of a VLAN the port takes part in"));
    static final Uint VLAN_NAME_LENGTH = vlanName.uint(8, "ieee.802_1.vlan.name_len", "Name length",
            says("bytes of the name, at most 32"));
    static final Octets VLAN_NAME = vlanName.loose(Octets.Form.TEXT, "ieee.802_1.vlan.name", "Name",
            says("what the VLAN is called at the sender"));

    private static final Layout identity = value("Protocol identity", "IEEE 802.1Q-2018 clause D.2.4");
    static final Uint IDENTITY_LENGTH = identity.uint(8, "ieee.802_1.proto.id_length", "Length",
            says("bytes of the protocol's identity"));
    static final Octets IDENTITY = identity.loose(Octets.Form.BYTES, "ieee.802_1.proto.id", "Protocol",
            says("protocol the port can speak: the first bytes of its frames, from the EtherType on"));

    private static final Layout aggregation1 = value("Link aggregation", "IEEE 802.1AX-2014");
    static final Uint STATUS_1 = aggregation1.group(8, "ieee.802_1.aggregation_status", "Status", hex(),
            says("whether the link can be joined with others, and is"));
    static final Uint PORT_TYPE_1 = aggregation1.skip(4).uint(2, "ieee.802_1.aggregation_status.porttype", "Port type",
            says("from which kind of port the element comes"));
    static final Uint ENABLED_1 = aggregation1.flag("ieee.802_1.aggregation_status.enabled", "Aggregated",
            says("the link is part of an aggregate now"));
    static final Uint CAPABLE_1 = aggregation1.flag("ieee.802_1.aggregation_status.cap", "Can be aggregated",
            says("the link is able to be part of an aggregate"));
    static final Uint PORT_1 = aggregation1.uint(32, "ieee.802_1.aggregated_port_id", "Aggregated port",
            says("interface number of the aggregate; 0: in none"));

    private static final Layout flowControl = value("Priority flow control", "IEEE 802.1Q-2018 clause D.2.10");
    static final Uint WILLING = flowControl.flag("dcbx.ieee.willing", "Willing",
            says("the sender takes over the other side's setting"));
    static final Uint BYPASS = flowControl.flag("dcbx.ieee.pfc.mbc", "MACsec bypass",
            says("clear: it can go round MACsec where that is off, and so pause sooner"));
    static final Uint CLASSES = flowControl.skip(2).uint(4, "dcbx.ieee.pfc.numtcs", "Traffic classes",
            says("how many priorities can be paused apart from each other at a time"));

    private static final Layout phy = value("MAC/PHY configuration and status", "IEEE 802.3-2022 clause 79.3.1");
    static final Uint NEGOTIATION = phy.group(8, "ieee.802_3.mac_phy_auto_neg_status", "Auto-negotiation", hex(),
            says("whether the ends agree on the speed by themselves"));
    static final Uint NEGOTIATION_ENABLED = phy.skip(6).flag("ieee.802_3.mac_phy_auto_neg_status.enabled", "Enabled",
            says("speed and duplex are negotiated now; both ends should agree"));
    static final Uint NEGOTIATION_SUPPORTED = phy.flag("ieee.802_3.mac_phy_auto_neg_status.supported", "Supported",
            says("the port is able to negotiate speed and duplex"));
    static final Uint ADVERTISED = phy.group(16, "ieee.802_3.pmd_auto_neg_advertised_caps", "Advertised", hex(),
            says("speeds and modes the port offers when it negotiates"));
    static {
        String[][] modes = {{"other", "another mode than those that follow"},
                {"10base_t", "10 Mbit/s over twisted pair, one direction at a time"},
                {"10base_tfd", "10 Mbit/s over twisted pair, both directions at once"},
                {"100base_t4", "100 Mbit/s over four pairs of category 3"},
                {"100base_tx", "100 Mbit/s over two pairs, one direction at a time"},
                {"100base_txfd", "100 Mbit/s over two pairs, both directions at once"},
                {"100base_t2", "100 Mbit/s over two pairs of category 3, one direction at a time"},
                {"100base_t2fd", "100 Mbit/s over two pairs of category 3, both directions at once"},
                {"fdx_pause", "pause frames on full-duplex links"},
                {"fdx_apause", "pause frames on full-duplex links, in one direction only"},
                {"fdx_spause", "pause frames on full-duplex links, in both directions"},
                {"fdx_bpause", "pause frames on full-duplex links, in one direction or both"},
                {"1000base_x", "1 Gbit/s over fiber or short copper, one direction at a time"},
                {"1000base_xfd", "1 Gbit/s over fiber or short copper, both directions at once"},
                {"1000base_t", "1 Gbit/s over four pairs, one direction at a time"},
                {"1000base_tfd", "1 Gbit/s over four pairs, both directions at once"}};
        for (String[] mode : modes)
            phy.flag("ieee.802_3.pmd_auto_neg_advertised_caps." + mode[0], mode[0].replace('_', '-'), says(mode[1]));
    }
    static final Uint MAU = phy.uint(16, "ieee.802_3.pmd_mau_type", "Operational MAU type", hex(),
            says("kind of link in use, numbered as in RFC 4836: speed, medium and duplex"));

    private static final Layout power = value("Power via MDI", "IEEE 802.3-2022 clause 79.3.2");
    static final Uint POWER = power.group(8, "ieee.802_3.mdi_power_support", "Power support", hex(),
            says("which side gives power over the cable, and whether it does"));
    static final Uint PAIRS = power.skip(4).flag("ieee.802_3.mdi_power_support.pse_pairs", "Pairs can be chosen",
            says("the source can choose over which wires the power goes"));
    static final Uint POWER_ENABLED = power.flag("ieee.802_3.mdi_power_support.enabled", "Enabled",
            says("the source is switched on"));
    static final Uint POWER_SUPPORTED = power.flag("ieee.802_3.mdi_power_support.supported", "Supported",
            says("the port is able to give power"));
    static final Uint SOURCES_POWER = power.flag("ieee.802_3.mdi_power_support.port_class", "Sources power",
            says("the port gives power; clear: it takes power"));
    static final Uint PAIR = power.uint(8, "ieee.802_3.mdi_pse_pair", "Power pair", names("", "signal", "spare"),
            says("wires the power goes over: those of the data, or the spare ones"));
    static final Uint POWER_CLASS = power.uint(8, "ieee.802_3.mdi_power_class", "Power class",
            says("how much power the device may need: its class, plus 1"));

    private static final Layout aggregation3 = value("Link aggregation", "IEEE 802.3-2022 clause 79.3.3");
    static final Uint STATUS_3 = aggregation3.group(8, "ieee.802_3.aggregation_status", "Status", hex(),
            says("whether the link can be joined with others, and is"));
    static final Uint ENABLED_3 = aggregation3.skip(6).flag("ieee.802_3.aggregation_status.enabled", "Aggregated",
            says("the link is part of an aggregate now"));
    static final Uint CAPABLE_3 = aggregation3.flag("ieee.802_3.aggregation_status.cap", "Can be aggregated",
            says("the link is able to be part of an aggregate"));
    static final Uint PORT_3 = aggregation3.uint(32, "ieee.802_3.aggregated_port_id", "Aggregated port",
            says("interface number of the aggregate; 0: in none"));

    private static final Layout frameSize = value("Maximum frame size", "IEEE 802.3-2022 clause 79.3.4");
    static final Uint FRAME_SIZE = frameSize.uint(16, "ieee.802_3.max_frame_size", "Maximum frame size",
            says("bytes of the longest frame the port can take, header and check sum included"));

    private static final Layout eee = value("Energy-efficient Ethernet", "IEEE 802.3-2022 clause 79.3.5");
    static final Uint TRANSMIT = eee.uint(16, "ieee.802_3.eee.transmit", "Transmit wake time",
            says("µs the sender waits between waking the link and sending data"));
    static final Uint RECEIVE = eee.uint(16, "ieee.802_3.eee.receive", "Receive wake time",
            says("µs the other side shall wait between waking the link and sending data"));
    static final Uint FALLBACK = eee.uint(16, "ieee.802_3.eee.fallback_receive", "Fallback receive wake time",
            says("another wait in µs the sender would accept of the other side"));
    static final Uint ECHO_TRANSMIT = eee.uint(16, "ieee.802_3.eee.echo_transmit", "Echoed transmit wake time",
            says("the other side's transmit value, in µs, as the sender last heard it"));
    static final Uint ECHO_RECEIVE = eee.uint(16, "ieee.802_3.eee.echo_receive", "Echoed receive wake time",
            says("the other side's receive value, in µs, as the sender last heard it"));

    private static final Layout media = value("Media capabilities", "ANSI/TIA-1057 section 10.2.2");
    static final Uint MEDIA_CAPS = media.uint(16, "media.subtype.caps", "Capabilities", hex(),
            says("elements for media the device can send, one bit each"));
    static final Uint MEDIA_CLASS = media.uint(8, "media.subtype.class", "Class", names("", "Endpoint class I",
            "Endpoint class II", "Endpoint class III", "Network connectivity device"),
            says("what the device is: I basic, II with media streams, III for a user, or the network"));

    private static final Layout policy = value("Network policy", "ANSI/TIA-1057 section 10.2.3");
    static final Uint APPLICATION = policy.uint(8, "media.app_type", "Application", names("", "Voice",
            "Voice signaling", "Guest voice", "Guest voice signaling", "Softphone voice", "Video conferencing",
            "Streaming video", "Video signaling"), says("kind of traffic the policy is for"));
    static final Uint POLICY_FLAG = policy.flag("media.policy_flag", "Unknown policy",
            says("the device needs the policy but does not know it"));
    static final Uint TAGGED = policy.flag("media.tag_flag", "Tagged", says("frames carry a VLAN tag"));
    static final Uint POLICY_VLAN = policy.skip(1).uint(12, "media.vlan_id", "VLAN",
            says("VLAN for this traffic; 0: only the priority counts"));
    static final Uint PRIORITY = policy.uint(3, "media.l2_prio", "Layer 2 priority",
            says("priority in the VLAN tag, 0 to 7"));
    static final Uint DSCP = policy.uint(6, "media.dscp", "DSCP", says("how routers shall treat this traffic"));

    /// Text of the inventory (TIA-1057).
    private static TextOption text(String title, String field, String says) {
        return text(title, field, title, "ANSI/TIA-1057 section 10.2.6", says);
    }

    private static TextOption text(String title, String field, String label, String source, String says) {
        Layout layout = value(title, source);
        return new TextOption(layout, layout.loose(Octets.Form.TEXT, field, label, says(says)));
    }

    /// By organization, shifted left by 8, and subtype.
    private static final Map<Integer, Option> SUBTYPES = Map.ofEntries(//
            Map.entry(BRIDGES << 8 | 1, new Option(portVlan)), //
            Map.entry(BRIDGES << 8 | 2, new Option(protocolVlan)), //
            Map.entry(BRIDGES << 8 | 3, new TextOption(vlanName, VLAN_NAME)), //
            Map.entry(BRIDGES << 8 | 4, new Option(identity, IDENTITY)), //
            Map.entry(BRIDGES << 8 | 7, new Option(aggregation1)), //
            Map.entry(BRIDGES << 8 | 11, new Option(flowControl)), //
            Map.entry(ETHERNET << 8 | 1, new Option(phy)), //
            Map.entry(ETHERNET << 8 | 2, new Option(power)), //
            Map.entry(ETHERNET << 8 | 3, new Option(aggregation3)), //
            Map.entry(ETHERNET << 8 | 4, new Option(frameSize)), //
            Map.entry(ETHERNET << 8 | 5, new Option(eee)), //
            Map.entry(MEDIA << 8 | 1, new Option(media)), //
            Map.entry(MEDIA << 8 | 2, new Option(policy)), //
            Map.entry(MEDIA << 8 | 5,
                    text("Hardware revision", "media.hardware", "version of the device itself, as its maker counts")), //
            Map.entry(MEDIA << 8 | 6, text("Firmware revision", "media.firmware", "version of what starts the device")), //
            Map.entry(MEDIA << 8 | 7,
                    text("Software revision", "media.software", "version of the program the device runs")), //
            Map.entry(MEDIA << 8 | 8, text("Serial number", "media.sn", "number of this one device, from its maker")), //
            Map.entry(MEDIA << 8 | 9, text("Manufacturer", "media.manufacturer", "company that made the device")), //
            Map.entry(MEDIA << 8 | 10, text("Model", "media.model", "which of its maker's models the device is")), //
            Map.entry(MEDIA << 8 | 11,
                    text("Asset ID", "media.asset", "number under which its owner keeps the device in the books")), //
            Map.entry(IANA << 8 | 1, text("Manufacturer usage description", "iana.mudurl", "URL", "RFC 8520 section 12",
                    "where the maker says what the device may talk to")));

    LldpOrganizations() {
        super(organization);
    }

    static List<Layout> all() {
        List<Layout> all = new ArrayList<>();
        SUBTYPES.values().forEach(o -> all.addAll(o.layouts()));
        return all;
    }

    @Override
    public void fields(Cursor c, Tree t, int at, int end) {
        t.fields(organization, at, end);
        if (at + VALUE > end) return;
        int oui = ORGANIZATION.get(c.data, at);
        int subtype = c.data[at + VALUE - 1] & 0xff;
        Uint field = switch (oui) {
            case BRIDGES -> BRIDGE_SUBTYPE;
            case ETHERNET -> ETHERNET_SUBTYPE;
            case MEDIA -> MEDIA_SUBTYPE;
            case IANA -> IANA_SUBTYPE;
            default -> UNKNOWN_SUBTYPE;
        };
        t.field(field, at + VALUE - 1, 1);
        Option known = SUBTYPES.get(oui << 8 | subtype);
        if (known != null) {
            known.fields(c, t, at, end);
        } else if (field.equals(UNKNOWN_SUBTYPE) && at + VALUE < end) {
            t.field(UNKNOWN, at + VALUE, end - at - VALUE);
        }
    }
}
