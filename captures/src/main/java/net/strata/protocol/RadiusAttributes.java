package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.Map;
import java.util.stream.Collectors;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Uint;

/// The attributes of RADIUS (RFC 2865 section 5, and the IANA registry "RADIUS Types").
final class RadiusAttributes {
    /// Number, form of the value, name. A tag in front of a value tells which values belong together (RFC 2868).
    private static final String TABLE = """
            1 text User_Name
            2 secret User_Password_encrypted
            4 ipv4 NAS_IP_Address
            5 number NAS_Port
            6 number Service_Type
            7 number Framed_Protocol
            8 ipv4 Framed-IP-Address
            9 ipv4 Framed_IP_Netmask
            10 number Framed_Routing
            11 text Filter_Id
            12 number Framed_MTU
            13 number Framed_Compression
            14 ipv4 Login-IP-Host
            15 number Login_Service
            16 number Login_TCP_Port
            18 text Reply_Message
            19 text Callback_Number
            20 text Callback_Id
            22 text Framed_Route
            23 ipv4 Framed_IPX_Network
            24 bytes State
            25 bytes Class
            27 number Session_Timeout
            28 number Idle_Timeout
            29 number Termination_Action
            30 text Called_Station_Id
            31 text Calling_Station_Id
            32 text NAS_Identifier
            33 bytes Proxy_State
            34 text Login_LAT_Service
            35 text Login_LAT_Node
            36 bytes Login_LAT_Group
            37 number Framed_AppleTalk_Link
            38 number Framed_AppleTalk_Network
            39 text Framed_AppleTalk_Zone
            40 number Acct_Status_Type
            41 number Acct_Delay_Time
            42 number Acct_Input_Octets
            43 number Acct_Output_Octets
            44 text Acct_Session_Id
            45 number Acct_Authentic
            46 number Acct_Session_Time
            47 number Acct_Input_Packets
            48 number Acct_Output_Packets
            49 number Acct_Terminate_Cause
            50 text Acct_Multi_Session_Id
            51 number Acct_Link_Count
            52 number Acct_Input_Gigawords
            53 number Acct_Output_Gigawords
            55 time Event_Timestamp
            57 number Ingress_Filters
            59 bytes User_Priority_Table
            60 secret CHAP_Challenge
            61 number NAS_Port_Type
            62 number Port_Limit
            63 text Login_LAT_Port
            64 tagged-number Tunnel_Type
            65 tagged-number Tunnel_Medium_Type
            66 tagged-text Tunnel_Client_Endpoint
            67 tagged-text Tunnel_Server_Endpoint
            69 tagged-secret Tunnel_Password_encrypted
            70 secret ARAP_Password
            71 bytes ARAP_Features
            72 number ARAP_Zone_Access
            73 number ARAP_Security
            74 text ARAP_Security_Data
            75 number Password_Retry
            76 number Prompt
            77 text Connect_Info
            78 text Configuration_Token
            79 bytes eap_fragment
            80 secret Message_Authenticator
            81 tagged-text Tunnel_Private_Group_Id
            82 tagged-text Tunnel_Assignment_Id
            83 tagged-number Tunnel_Preference
            84 secret ARAP_Challenge_Response
            85 number Acct_Interim_Interval
            87 text NAS_Port_Id
            88 text Framed_Pool
            89 text Chargeable_User_Identity
            90 tagged-text Tunnel_Client_Auth_Id
            91 tagged-text Tunnel_Server_Auth_Id
            95 ipv6 NAS_IPv6_Address
            96 bytes Framed_Interface_Id
            97 bytes Framed_IPv6_Prefix
            98 ipv6 Login_IPv6_Host
            99 text Framed_IPv6_Route
            100 text Framed_IPv6_Pool
            101 number Error_Cause
            102 text EAP_Key_Name
            123 bytes Delegated_IPv6_Prefix
            124 bytes MIP6_Feature_Vector
            125 bytes MIP6_Home_Link_Prefix
            127 bytes Location_Information
            128 bytes Location_Data
            168 ipv6 Framed_IPv6_Address
            169 ipv6 DNS_Server_IPv6_Address
            170 bytes Route_IPv6_Information
            171 text Delegated_IPv6_Prefix_Pool
            172 text Stateful_IPv6_Address_Pool
            """;
    private static final int VENDOR = 26;
    private static final int LARGEST_TAG = 0x1f;

    /// What the numbers of some attributes mean.
    private static final Map<String, Names> MEANING = Map.of( //
            "Service_Type", Names.from0("", "Login", "Framed", "Callback login", "Callback framed", "Outbound",
                    "Administrative", "NAS prompt", "Authenticate only", "Callback NAS prompt", "Call check",
                    "Callback administrative", "Voice", "Fax", "Modem relay", "IAPP register", "IAPP AP check",
                    "Authorize only", "Framed management"), //
            "Framed_Protocol", Names.from0("", "PPP", "SLIP", "ARAP", "Gandalf", "Xylogics", "X.75 synchronous"),
            "Acct_Status_Type", new Names("""
                    1 Start
                    2 Stop
                    3 Interim update
                    7 Accounting on
                    8 Accounting off
                    9 Tunnel start
                    10 Tunnel stop
                    11 Tunnel reject
                    12 Tunnel link start
                    13 Tunnel link stop
                    14 Tunnel link reject
                    15 Failed"""), //
            "Acct_Authentic", Names.from0("", "RADIUS", "Local", "Remote", "Diameter"), //
            "Acct_Terminate_Cause", Names.from0("", "User request", "Lost carrier", "Lost service", "Idle timeout",
                    "Session timeout", "Admin reset", "Admin reboot", "Port error", "NAS error", "NAS request",
                    "NAS reboot", "Port unneeded", "Port preempted", "Port suspended", "Service unavailable",
                    "Callback", "User error", "Host request", "Supplicant restart", "Reauthentication failure",
                    "Port reinitialized", "Port disabled"), //
            "NAS_Port_Type", Names.from0("Async", "Sync", "ISDN", "ISDN V.120", "ISDN V.110", "Virtual", "PIAFS",
                    "HDLC", "X.25", "X.75", "G.3 fax", "SDSL", "ADSL CAP", "ADSL DMT", "IDSL", "Ethernet", "xDSL",
                    "Cable", "Wireless, other", "IEEE 802.11", "Token ring", "FDDI"), //
            "Tunnel_Type", Names.from0("", "PPTP", "L2F", "L2TP", "ATMP", "VTP", "AH", "IP-in-IP", "Minimal IP-in-IP",
                    "ESP", "GRE", "DVS", "IP-in-IP", "VLAN"), //
            "Tunnel_Medium_Type", Names.from0("", "IPv4", "IPv6", "NSAP", "HDLC", "BBN 1822", "IEEE 802"), //
            "Termination_Action", Names.from0("Default", "RADIUS request"), //
            "Error_Cause", new Names("""
                    201 Residual context removed
                    202 Invalid EAP packet
                    401 Unsupported attribute
                    402 Missing attribute
                    403 NAS identification mismatch
                    404 Invalid request
                    405 Unsupported service
                    406 Unsupported extension
                    407 Invalid attribute value
                    501 Administratively prohibited
                    502 Request not routable
                    503 Session not found
                    504 Session not removable
                    505 Proxy processing error
                    506 Resources unavailable
                    507 Request initiated
                    508 Multiple session selection unsupported"""));

    private static final Layout head = new Layout("radius", "Attribute", "RFC 2865 section 5");
    private static final Uint TYPE = head.uint(8, "avp.type", "Type", names(new Names(
            TABLE.lines().map(RadiusAttributes::numberAndName).collect(Collectors.joining("\n", "", "\n")) + """
                    3 CHAP Password
                    26 Vendor Specific
                    56 Egress VLANID
                    58 Egress VLAN Name""")));
    private static final Uint LENGTH = head.uint(8, "avp.length", "Length", says("bytes, type and length included"));

    static final PieceList ATTRIBUTES = new PieceList(head, TYPE, LENGTH,
            new Pieces("radius", "Attribute").rest(BYTES, "Unknown_Attribute", "Value")).countsHead()
            .add(new Pieces("radius", "CHAP Password").number(8, "CHAP_Ident", "CHAP identifier", hex(), varies())
                    .rest(BYTES, "CHAP_String", "CHAP string", varies()), 3)
            .add(vendor(), VENDOR) //
            .add(vlan(), 56)
            .add(new Pieces("radius", "Egress VLAN Name").number(8, "egress_vlan_name_tag", "Tagged", hex())
                    .rest(TEXT, "egress_vlan_name", "VLAN"), 58);

    static {
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ", -1);
            ATTRIBUTES.add(attribute(words[1], words[2]), Integer.parseInt(words[0]));
        }
    }

    private RadiusAttributes() {}

    private static String numberAndName(String line) {
        String[] words = line.split(" ", -1);
        return words[0] + " " + label(words[2]);
    }

    private static String label(String name) {
        return name.replace('_', ' ').replace('-', ' ');
    }

    private static Pieces attribute(String form, String name) {
        String label = label(name);
        var pieces = new Pieces("radius", label);
        Names meaning = MEANING.get(name);
        return switch (form) {
            case "number" -> meaning == null
                    ? pieces.number(32, name, label)
                    : pieces.number(32, name, label, names(meaning));
            case "time" -> pieces.time(32, name, label);
            case "ipv4" -> pieces.fixed(4, IPV4, name, label);
            case "ipv6" -> pieces.fixed(16, IPV6, name, label);
            case "text" -> pieces.rest(TEXT, name, label);
            case "bytes" -> pieces.rest(BYTES, name, label);
            case "secret" -> pieces.rest(BYTES, name, label, varies());
            case "tagged-number" -> tagged(pieces, name).number(24, name, label,
                    names(meaning != null ? meaning : Names.from0()));
            case "tagged-text" -> tagged(pieces, name).rest(TEXT, name, label);
            case "tagged-secret" -> tagged(pieces, name.replace("_encrypted", "")).rest(BYTES, name, label, varies());
            default -> throw new IllegalArgumentException(form);
        };
    }

    /// RFC 2868 section 3: numbers always have a tag, texts only where the first byte can be none of theirs.
    private static Pieces tagged(Pieces pieces, String name) {
        Uint tag = pieces.layout().loose(8, name + ".tag", "Tag", hex());
        return pieces.piece((m, at, to) -> at < to && (m.data[at] & 0xff) <= LARGEST_TAG ? m.number(tag, at, to) : at);
    }

    /// RFC 2865 section 5.26: attributes that a vendor defines.
    private static Pieces vendor() {
        var inner = new Layout("radius", "Vendor attribute", "RFC 2865 section 5.26");
        Uint type = inner.uint(8, "avp.vendor_type", "Type");
        Uint length = inner.uint(8, "avp.vendor_len", "Length");
        return new Pieces("radius", "Vendor Specific").number(32, "avp.vendor_id", "Enterprise number")
                .parts(new PieceList(inner, type, length,
                        new Pieces("radius", "Vendor attribute").rest(BYTES, "Unknown_Attribute", "Value"))
                        .countsHead());
    }

    /// RFC 4675 section 2.1.
    private static Pieces vlan() {
        var row = new Layout("radius", "VLAN", "RFC 4675 section 2.1");
        row.uint(8, "egress_vlanid_tag", "Tagged", hex(), names(new Names("0x31 tagged\n0x32 untagged")));
        row.uint(12, "egress_vlanid_pad", "Reserved", hex());
        row.uint(12, "egress_vlanid", "VLAN");
        return new Pieces("radius", "Egress VLANID").row(row);
    }
}
