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
    static final Uint ORGANIZATION = organization.uint(24, "orgtlv.oui", "Organization", names(OUI));
    static final Uint BRIDGE_SUBTYPE = organization.loose(8, "ieee.802_1.subtype", "Subtype", hex(), names("",
            "Port VLAN ID", "Port and protocol VLAN ID", "VLAN name", "Protocol identity", "VID usage digest",
            "Management VID", "Link aggregation", "Congestion notification", "ETS configuration",
            "ETS recommendation", "Priority flow control", "Application priority", "EVB", "CDCP"));
    static final Uint ETHERNET_SUBTYPE = organization.loose(8, "ieee.802_3.subtype", "Subtype", hex(), names("",
            "MAC/PHY configuration and status", "Power via MDI", "Link aggregation", "Maximum frame size",
            "Energy-efficient Ethernet", "", "Additional capabilities"));
    static final Uint MEDIA_SUBTYPE = organization.loose(8, "media.subtype", "Subtype", hex(), names("",
            "Capabilities", "Network policy", "Location", "Extended power via MDI", "Hardware revision",
            "Firmware revision", "Software revision", "Serial number", "Manufacturer", "Model", "Asset ID"));
    static final Uint IANA_SUBTYPE = organization.loose(8, "iana.subtype", "Subtype", hex(),
            names("", "Manufacturer usage description"));
    static final Uint UNKNOWN_SUBTYPE = organization.loose(8, "unknown_subtype", "Subtype");
    static final Octets UNKNOWN = organization.loose(Octets.Form.BYTES, "unknown_subtype.content", "Value");

    private static final int VALUE = 6;

    private static Layout value(String title) {
        return new Layout("lldp", title).skip(VALUE * 8);
    }

    private static final Layout portVlan = value("Port VLAN ID");
    static final Uint PORT_VLAN = portVlan.uint(16, "ieee.802_1.port_vlan.id", "Port VLAN",
            says("the VLAN of frames without a tag"));

    private static final Layout protocolVlan = value("Port and protocol VLAN ID");
    static final Uint PROTOCOL_VLAN_FLAGS = protocolVlan.group(8, "ieee.802_1.port_and_vlan_id_flag", "Flags", hex());
    static final Uint PROTOCOL_VLAN_ENABLED = protocolVlan.skip(5)
            .flag("ieee.802_1.port_and_vlan_id_flag.enabled", "Enabled");
    static final Uint PROTOCOL_VLAN_SUPPORTED = protocolVlan
            .flag("ieee.802_1.port_and_vlan_id_flag.supported", "Supported");
    static final Uint PROTOCOL_VLAN = protocolVlan.skip(1).uint(16, "ieee.802_1.port_proto_vlan.id",
            "Port and protocol VLAN");

    private static final Layout vlanName = value("VLAN name");
    static final Uint VLAN = vlanName.uint(16, "ieee.802_1.vlan.id", "VLAN");
    static final Uint VLAN_NAME_LENGTH = vlanName.uint(8, "ieee.802_1.vlan.name_len", "Name length");
    static final Octets VLAN_NAME = vlanName.loose(Octets.Form.TEXT, "ieee.802_1.vlan.name", "Name");

    private static final Layout identity = value("Protocol identity");
    static final Uint IDENTITY_LENGTH = identity.uint(8, "ieee.802_1.proto.id_length", "Length");
    static final Octets IDENTITY = identity.loose(Octets.Form.BYTES, "ieee.802_1.proto.id", "Protocol",
            says("the first bytes of its frames"));

    private static final Layout aggregation1 = value("Link aggregation");
    static final Uint STATUS_1 = aggregation1.group(8, "ieee.802_1.aggregation_status", "Status", hex());
    static final Uint PORT_TYPE_1 = aggregation1.skip(4).uint(2, "ieee.802_1.aggregation_status.porttype", "Port type");
    static final Uint ENABLED_1 = aggregation1.flag("ieee.802_1.aggregation_status.enabled", "Aggregated");
    static final Uint CAPABLE_1 = aggregation1.flag("ieee.802_1.aggregation_status.cap", "Can be aggregated");
    static final Uint PORT_1 = aggregation1.uint(32, "ieee.802_1.aggregated_port_id", "Aggregated port");

    private static final Layout flowControl = value("Priority flow control");
    static final Uint WILLING = flowControl.flag("dcbx.ieee.willing", "Willing", says("takes over the other's"));
    static final Uint BYPASS = flowControl.flag("dcbx.ieee.pfc.mbc", "MACsec bypass");
    static final Uint CLASSES = flowControl.skip(2).uint(4, "dcbx.ieee.pfc.numtcs", "Traffic classes",
            says("how many can be paused at a time"));

    private static final Layout phy = value("MAC/PHY configuration and status");
    static final Uint NEGOTIATION = phy.group(8, "ieee.802_3.mac_phy_auto_neg_status", "Auto-negotiation", hex());
    static final Uint NEGOTIATION_ENABLED = phy.skip(6).flag("ieee.802_3.mac_phy_auto_neg_status.enabled", "Enabled");
    static final Uint NEGOTIATION_SUPPORTED = phy.flag("ieee.802_3.mac_phy_auto_neg_status.supported", "Supported");
    static final Uint ADVERTISED = phy.group(16, "ieee.802_3.pmd_auto_neg_advertised_caps", "Advertised", hex());
    static {
        String[] modes = {"other", "10base_t", "10base_tfd", "100base_t4", "100base_tx", "100base_txfd", "100base_t2",
                "100base_t2fd", "fdx_pause", "fdx_apause", "fdx_spause", "fdx_bpause", "1000base_x", "1000base_xfd",
                "1000base_t", "1000base_tfd"};
        for (String mode : modes)
            phy.flag("ieee.802_3.pmd_auto_neg_advertised_caps." + mode, mode.replace('_', '-'));
    }
    static final Uint MAU = phy.uint(16, "ieee.802_3.pmd_mau_type", "Operational MAU type", hex(),
            says("the kind of link in use (RFC 4836)"));

    private static final Layout power = value("Power via MDI");
    static final Uint POWER = power.group(8, "ieee.802_3.mdi_power_support", "Power support", hex());
    static final Uint PAIRS = power.skip(4).flag("ieee.802_3.mdi_power_support.pse_pairs", "Pairs can be chosen");
    static final Uint POWER_ENABLED = power.flag("ieee.802_3.mdi_power_support.enabled", "Enabled");
    static final Uint POWER_SUPPORTED = power.flag("ieee.802_3.mdi_power_support.supported", "Supported");
    static final Uint SOURCES_POWER = power.flag("ieee.802_3.mdi_power_support.port_class", "Sources power");
    static final Uint PAIR = power.uint(8, "ieee.802_3.mdi_pse_pair", "Power pair", names("", "signal", "spare"));
    static final Uint POWER_CLASS = power.uint(8, "ieee.802_3.mdi_power_class", "Power class",
            says("class and one more"));

    private static final Layout aggregation3 = value("Link aggregation");
    static final Uint STATUS_3 = aggregation3.group(8, "ieee.802_3.aggregation_status", "Status", hex());
    static final Uint ENABLED_3 = aggregation3.skip(6).flag("ieee.802_3.aggregation_status.enabled", "Aggregated");
    static final Uint CAPABLE_3 = aggregation3.flag("ieee.802_3.aggregation_status.cap", "Can be aggregated");
    static final Uint PORT_3 = aggregation3.uint(32, "ieee.802_3.aggregated_port_id", "Aggregated port");

    private static final Layout frameSize = value("Maximum frame size");
    static final Uint FRAME_SIZE = frameSize.uint(16, "ieee.802_3.max_frame_size", "Maximum frame size");

    private static final Layout eee = value("Energy-efficient Ethernet");
    static final Uint TRANSMIT = eee.uint(16, "ieee.802_3.eee.transmit", "Transmit wake time", says("us"));
    static final Uint RECEIVE = eee.uint(16, "ieee.802_3.eee.receive", "Receive wake time", says("us"));
    static final Uint FALLBACK = eee.uint(16, "ieee.802_3.eee.fallback_receive", "Fallback receive wake time");
    static final Uint ECHO_TRANSMIT = eee.uint(16, "ieee.802_3.eee.echo_transmit", "Echoed transmit wake time");
    static final Uint ECHO_RECEIVE = eee.uint(16, "ieee.802_3.eee.echo_receive", "Echoed receive wake time");

    private static final Layout media = value("Media capabilities");
    static final Uint MEDIA_CAPS = media.uint(16, "media.subtype.caps", "Capabilities", hex());
    static final Uint MEDIA_CLASS = media.uint(8, "media.subtype.class", "Class", names("", "Endpoint class I",
            "Endpoint class II", "Endpoint class III", "Network connectivity device"));

    private static final Layout policy = value("Network policy");
    static final Uint APPLICATION = policy.uint(8, "media.app_type", "Application", names("", "Voice",
            "Voice signaling", "Guest voice", "Guest voice signaling", "Softphone voice", "Video conferencing",
            "Streaming video", "Video signaling"));
    static final Uint POLICY_FLAG = policy.flag("media.policy_flag", "Unknown policy");
    static final Uint TAGGED = policy.flag("media.tag_flag", "Tagged");
    static final Uint POLICY_VLAN = policy.skip(1).uint(12, "media.vlan_id", "VLAN");
    static final Uint PRIORITY = policy.uint(3, "media.l2_prio", "Layer 2 priority");
    static final Uint DSCP = policy.uint(6, "media.dscp", "DSCP");

    private static TextOption text(String title, String field, String label) {
        Layout layout = value(title);
        return new TextOption(layout, layout.loose(Octets.Form.TEXT, field, label));
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
            Map.entry(MEDIA << 8 | 5, text("Hardware revision", "media.hardware", "Hardware revision")), //
            Map.entry(MEDIA << 8 | 6, text("Firmware revision", "media.firmware", "Firmware revision")), //
            Map.entry(MEDIA << 8 | 7, text("Software revision", "media.software", "Software revision")), //
            Map.entry(MEDIA << 8 | 8, text("Serial number", "media.sn", "Serial number")), //
            Map.entry(MEDIA << 8 | 9, text("Manufacturer", "media.manufacturer", "Manufacturer")), //
            Map.entry(MEDIA << 8 | 10, text("Model", "media.model", "Model")), //
            Map.entry(MEDIA << 8 | 11, text("Asset ID", "media.asset", "Asset ID")), //
            Map.entry(IANA << 8 | 1, text("Manufacturer usage description", "iana.mudurl", "URL")));

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
