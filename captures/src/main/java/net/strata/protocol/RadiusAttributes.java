package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.Map;
import java.util.stream.Collectors;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The attributes of RADIUS (RFC 2865 section 5, and the IANA registry "RADIUS Types").
final class RadiusAttributes {
    /// Number, form of the value, name, RFC and section, what it is for. A tag in front of a value tells which values
    /// belong together (RFC 2868).
    private static final String TABLE = """
            1 text User_Name 2865/5.1 name of the user who wants in
            2 secret User_Password_encrypted 2865/5.2 the user's password, hidden with the secret that both sides share
            4 ipv4 NAS_IP_Address 2865/5.4 address of the access server that asks for the user
            5 number NAS_Port 2865/5.5 number of the port or line that the user came in on
            6 number Service_Type 2865/5.6 kind of service that the user wants or gets
            7 number Framed_Protocol 2865/5.7 how the user's packets are framed on the line
            8 ipv4 Framed-IP-Address 2865/5.8 address for the user; 255.255.255.254: the access server chooses it
            9 ipv4 Framed_IP_Netmask 2865/5.9 mask for the user's network, if the user is a router
            10 number Framed_Routing 2865/5.10 whether routes are sent to the user or heard: 0 neither, 3 both
            11 text Filter_Id 2865/5.11 name of a filter that the user's packets must pass
            12 number Framed_MTU 2865/5.12 bytes of the largest packet for the user
            13 number Framed_Compression 2865/5.13 how headers are compressed on the line: 0 not, 1 Van Jacobson's way
            14 ipv4 Login-IP-Host 2865/5.14 host that the user is connected to
            15 number Login_Service 2865/5.15 how the user is connected to that host: 0 Telnet, 1 Rlogin, 2 bare TCP
            16 number Login_TCP_Port 2865/5.16 port to connect to on that host
            18 text Reply_Message 2865/5.18 text to show to the user
            19 text Callback_Number 2865/5.19 telephone number to call the user back at
            20 text Callback_Id 2865/5.20 name of a place to call the user back at
            22 text Framed_Route 2865/5.22 route to set up for the user: network, gateway, metrics
            23 ipv4 Framed_IPX_Network 2865/5.23 number of the IPX network for the user
            24 bytes State 2865/5.24 what the server gave with a challenge, sent back unchanged
            25 bytes Class 2865/5.25 what the server gave for the session; accounting sends it back unchanged
            27 number Session_Timeout 2865/5.27 seconds that the session may last at most
            28 number Idle_Timeout 2865/5.28 seconds without traffic after which the session is ended
            29 number Termination_Action 2865/5.29 what to do when the service ends: just end, or ask the server anew
            30 text Called_Station_Id 2865/5.30 number that the user called, or the access point and its network's name
            31 text Calling_Station_Id 2865/5.31 number that the user called from, often a MAC address
            32 text NAS_Identifier 2865/5.32 name of the access server that asks for the user
            33 bytes Proxy_State 2865/5.33 what a proxy added on the way, sent back unchanged
            34 text Login_LAT_Service 2865/5.34 service of the LAT protocol that the user is connected to
            35 text Login_LAT_Node 2865/5.35 node that offers the LAT service
            36 bytes Login_LAT_Group 2865/5.36 which groups of LAT services the user may use, one bit each
            37 number Framed_AppleTalk_Link 2865/5.37 number of the line's AppleTalk network, for a router
            38 number Framed_AppleTalk_Network 2865/5.38 number of the AppleTalk network for the user
            39 text Framed_AppleTalk_Zone 2865/5.39 AppleTalk zone that the user belongs to
            40 number Acct_Status_Type 2866/5.1 whether the session starts, goes on or ends
            41 number Acct_Delay_Time 2866/5.2 seconds for which the access server has tried to send this
            42 number Acct_Input_Octets 2866/5.3 bytes that came from the user, modulo 2^32
            43 number Acct_Output_Octets 2866/5.4 bytes that went to the user, modulo 2^32
            44 text Acct_Session_Id 2866/5.5 the same in all accounting packets of a session
            45 number Acct_Authentic 2866/5.6 who checked the user: the server, or the access server itself
            46 number Acct_Session_Time 2866/5.7 seconds that the session has lasted
            47 number Acct_Input_Packets 2866/5.8 packets that came from the user
            48 number Acct_Output_Packets 2866/5.9 packets that went to the user
            49 number Acct_Terminate_Cause 2866/5.10 why the session ended
            50 text Acct_Multi_Session_Id 2866/5.11 the same in all sessions that belong together
            51 number Acct_Link_Count 2866/5.12 how many sessions that belong together have been there so far
            52 number Acct_Input_Gigawords 2869/5.1 how many times the bytes from the user passed 2^32
            53 number Acct_Output_Gigawords 2869/5.2 how many times the bytes to the user passed 2^32
            55 time Event_Timestamp 2869/5.3 when it happened on the access server
            57 number Ingress_Filters 4675/2.2 1: drop frames of VLANs that the port does not belong to, 2: let them in
            59 bytes User_Priority_Table 4675/2.4 which priority each of the eight becomes on its way in
            60 secret CHAP_Challenge 2865/5.40 challenge that the user's response was computed from
            61 number NAS_Port_Type 2865/5.41 kind of port that the user came in on
            62 number Port_Limit 2865/5.42 how many ports the user may have at the same time
            63 text Login_LAT_Port 2865/5.43 port of the LAT service that the user is connected to
            64 tagged-number Tunnel_Type 2868/3.1 protocol of the tunnel for the user's packets
            65 tagged-number Tunnel_Medium_Type 2868/3.2 network that the tunnel runs over
            66 tagged-text Tunnel_Client_Endpoint 2868/3.3 address of the tunnel's near end, where it begins
            67 tagged-text Tunnel_Server_Endpoint 2868/3.4 address of the tunnel's far end
            69 tagged-secret Tunnel_Password_encrypted 2868/3.5 password for the tunnel, hidden with the shared secret
            70 secret ARAP_Password 2869/5.4 challenge and responses of the user, for AppleTalk's remote access
            71 bytes ARAP_Features 2869/5.5 rules for passwords that the user's program is told
            72 number ARAP_Zone_Access 2869/5.6 which AppleTalk zones the user may see
            73 number ARAP_Security 2869/5.7 security module to use, where passwords alone are not enough
            74 text ARAP_Security_Data 2869/5.8 a challenge or response of that security module
            75 number Password_Retry 2869/5.9 how many times the user may try again
            76 number Prompt 2869/5.10 whether the user's answer may be shown while it is typed: 0 no, 1 yes
            77 text Connect_Info 2869/5.11 how the user is connected, such as the speed of the line
            78 text Configuration_Token 2869/5.12 which profile of the user it is, for proxies alone
            79 bytes eap_fragment 2869/5.13 a piece of the EAP message that is passed between user and server
            80 secret Message_Authenticator 2869/5.14 over the whole packet with the shared secret, against forged ones
            81 tagged-text Tunnel_Private_Group_Id 2868/3.6 group of tunnelled sessions, often the VLAN for the user
            82 tagged-text Tunnel_Assignment_Id 2868/3.7 which tunnel to put the session into
            83 tagged-number Tunnel_Preference 2868/3.8 which of several tunnels to try first: the lowest
            84 secret ARAP_Challenge_Response 2869/5.15 the server's response to the challenge of the user's program
            85 number Acct_Interim_Interval 2869/5.16 seconds between reports on a session that goes on
            87 text NAS_Port_Id 2869/5.17 name of the port or line that the user came in on
            88 text Framed_Pool 2869/5.18 name of the pool from which the user gets an address
            89 text Chargeable_User_Identity 4372/2 name that stands for the user in bills, without telling who it is
            90 tagged-text Tunnel_Client_Auth_Id 2868/3.9 name that the tunnel's near end gives
            91 tagged-text Tunnel_Server_Auth_Id 2868/3.10 name that the tunnel's far end gives
            95 ipv6 NAS_IPv6_Address 3162/2.1 address of the access server that asks for the user
            96 bytes Framed_Interface_Id 3162/2.2 last 64 bits of the address for the user
            97 bytes Framed_IPv6_Prefix 3162/2.3 prefix for the user's link, as length and bits
            98 ipv6 Login_IPv6_Host 3162/2.4 host that the user is connected to
            99 text Framed_IPv6_Route 3162/2.5 route to set up for the user: prefix, gateway, metrics
            100 text Framed_IPv6_Pool 3162/2.6 name of the pool from which the user gets a prefix
            101 number Error_Cause 5176/3.5 why a change of a session was refused, or that it was done
            102 text EAP_Key_Name 7268/2.2 which session an EAP key belongs to
            123 bytes Delegated_IPv6_Prefix 4818/3 prefix for the user to divide further, as length and bits
            124 bytes MIP6_Feature_Vector 5447/4.2.5 which ways of moving between networks the access server supports
            125 bytes MIP6_Home_Link_Prefix 5447/4.2.4 prefix of the link that is home to a mobile host
            127 bytes Location_Information 5580/4.2 whose location it is and how it was found
            128 bytes Location_Data 5580/4.3 the location itself, in civic or geographic form
            168 ipv6 Framed_IPv6_Address 6911/3.1 address for the user, one of perhaps several
            169 ipv6 DNS_Server_IPv6_Address 6911/3.2 name server for the user
            170 bytes Route_IPv6_Information 6911/3.3 route for the user's host: prefix, preference, lifetime
            171 text Delegated_IPv6_Prefix_Pool 6911/3.4 name of the pool from which the user gets a prefix to divide
            172 text Stateful_IPv6_Address_Pool 6911/3.5 name of the pool from which the user gets an address by DHCPv6
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
                    58 Egress VLAN Name""")), says("what the attribute tells of the user, the line or the session"));
    private static final Uint LENGTH = head.uint(8, "avp.length", "Length",
            says("bytes of the attribute, type and length included"));

    static final PieceList ATTRIBUTES = new PieceList(head, TYPE, LENGTH,
            new Pieces("radius", "Attribute").rest(BYTES, "Unknown_Attribute", "Value",
                    says("bytes of an attribute that is not known")))
            .countsHead()
            .add(new Pieces("radius", "CHAP Password").number(8, "CHAP_Ident", "CHAP identifier", hex(), varies(),
                    says("identifier of the challenge that the user answered"), source("RFC 2865 section 5.3"))
                    .rest(BYTES, "CHAP_String", "CHAP string", varies(),
                            says("the user's response: a hash of the challenge and the password"),
                            source("RFC 2865 section 5.3")),
                    3)
            .add(vendor(), VENDOR) //
            .add(vlan(), 56)
            .add(new Pieces("radius", "Egress VLAN Name").number(8, "egress_vlan_name_tag", "Tagged", hex(),
                    says("0x31: frames leave with a tag, 0x32: without"), source("RFC 4675 section 2.3"))
                    .rest(TEXT, "egress_vlan_name", "VLAN",
                            says("name of a VLAN whose frames may leave by the port"),
                            source("RFC 4675 section 2.3")),
                    58);

    static {
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ", 5);
            Trait source = source("RFC " + words[3].replace("/", " section "));
            ATTRIBUTES.add(attribute(words[1], words[2], source, says(words[4])), Integer.parseInt(words[0]));
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

    private static Pieces attribute(String form, String name, Trait source, Trait says) {
        String label = label(name);
        var pieces = new Pieces("radius", label);
        Trait meaning = names(MEANING.getOrDefault(name, Names.from0()));
        return switch (form) {
            case "number" -> MEANING.containsKey(name)
                    ? pieces.number(32, name, label, source, says, meaning)
                    : pieces.number(32, name, label, source, says);
            case "time" -> pieces.time(32, name, label, source, says);
            case "ipv4" -> pieces.fixed(4, IPV4, name, label, source, says);
            case "ipv6" -> pieces.fixed(16, IPV6, name, label, source, says);
            case "text" -> pieces.rest(TEXT, name, label, source, says);
            case "bytes" -> pieces.rest(BYTES, name, label, source, says);
            case "secret" -> pieces.rest(BYTES, name, label, source, says, varies());
            case "tagged-number" -> tagged(pieces, name, source).number(24, name, label, source, says, meaning);
            case "tagged-text" -> tagged(pieces, name, source).rest(TEXT, name, label, source, says);
            case "tagged-secret" -> tagged(pieces, name.replace("_encrypted", ""), source)
                    .rest(BYTES, name, label, source, says, varies());
            default -> throw new IllegalArgumentException(form);
        };
    }

    /// RFC 2868 section 3: numbers always have a tag, texts only where the first byte can be none of theirs.
    private static Pieces tagged(Pieces pieces, String name, Trait source) {
        Uint tag = pieces.layout().loose(8, name + ".tag", "Tag", hex(), source,
                says("the same in all attributes of one tunnel; 0: unused"));
        return pieces.piece((m, at, to) -> at < to && (m.data[at] & 0xff) <= LARGEST_TAG ? m.number(tag, at, to) : at);
    }

    /// RFC 2865 section 5.26: attributes that a vendor defines.
    private static Pieces vendor() {
        var inner = new Layout("radius", "Vendor attribute", "RFC 2865 section 5.26");
        Uint type = inner.uint(8, "avp.vendor_type", "Type",
                says("what the vendor's attribute tells, as the vendor numbers it"));
        Uint length = inner.uint(8, "avp.vendor_len", "Length",
                says("bytes of the vendor's attribute, type and length included"));
        return new Pieces("radius", "Vendor Specific").number(32, "avp.vendor_id", "Enterprise number",
                says("who defined what follows, by IANA's number for enterprises"), source("RFC 2865 section 5.26"))
                .parts(new PieceList(inner, type, length,
                        new Pieces("radius", "Vendor attribute").rest(BYTES, "Unknown_Attribute", "Value",
                                says("bytes of a vendor's attribute, not taken apart")))
                        .countsHead());
    }

    /// RFC 4675 section 2.1.
    private static Pieces vlan() {
        var row = new Layout("radius", "VLAN", "RFC 4675 section 2.1");
        row.uint(8, "egress_vlanid_tag", "Tagged", hex(), names(new Names("0x31 tagged\n0x32 untagged")),
                says("whether frames leave with a tag or without"));
        row.uint(12, "egress_vlanid_pad", "Reserved", hex(), says("must be zero"));
        row.uint(12, "egress_vlanid", "VLAN", says("number of a VLAN whose frames may leave by the port"));
        return new Pieces("radius", "Egress VLANID").row(row);
    }
}
