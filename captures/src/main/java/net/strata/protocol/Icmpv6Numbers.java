package net.strata.protocol;

import net.strata.wire.Names;
import net.strata.wire.Uint;

/// IANA, "Internet Control Message Protocol version 6 (ICMPv6) Parameters".
final class Icmpv6Numbers {
    static final int UNREACHABLE = 1;
    static final int TOO_BIG = 2;
    static final int TIME_EXCEEDED = 3;
    static final int PARAMETER_PROBLEM = 4;
    static final int ECHO = 128;
    static final int ECHO_REPLY = 129;
    static final int MLD_QUERY = 130;
    static final int MLD_REPORT = 131;
    static final int MLD_DONE = 132;
    static final int ROUTER_SOLICITATION = 133;
    static final int ROUTER_ADVERTISEMENT = 134;
    static final int NEIGHBOR_SOLICITATION = 135;
    static final int NEIGHBOR_ADVERTISEMENT = 136;
    static final int REDIRECT = 137;
    static final int RENUMBERING = 138;
    static final int NODE_QUERY = 139;
    static final int NODE_REPLY = 140;
    static final int INVERSE_SOLICITATION = 141;
    static final int INVERSE_ADVERTISEMENT = 142;
    static final int MLD2_REPORT = 143;
    static final int HOME_AGENT_REQUEST = 144;
    static final int HOME_AGENT_REPLY = 145;
    static final int MOBILE_PREFIX_SOLICITATION = 146;
    static final int MOBILE_PREFIX_ADVERTISEMENT = 147;
    static final int PATH_SOLICITATION = 148;
    static final int PATH_ADVERTISEMENT = 149;
    static final int MULTICAST_ROUTER_ADVERTISEMENT = 151;
    static final int FAST_HANDOVER = 154;
    static final int RPL = 155;
    static final int LOCATOR_UPDATE = 156;
    static final int DUPLICATE_REQUEST = 157;
    static final int DUPLICATE_CONFIRMATION = 158;
    static final int MPL = 159;
    static final int EXTENDED_ECHO = 160;
    static final int EXTENDED_ECHO_REPLY = 161;

    static final Names TYPE = new Names("""
            1 Destination unreachable
            2 Packet too big
            3 Time exceeded
            4 Parameter problem
            100-101 Private experiment
            128 Echo (ping) request
            129 Echo (ping) reply
            130 Multicast listener query
            131 Multicast listener report
            132 Multicast listener done
            133 Router solicitation
            134 Router advertisement
            135 Neighbor solicitation
            136 Neighbor advertisement
            137 Redirect
            138 Router renumbering
            139 Node information query
            140 Node information reply
            141 Inverse neighbor solicitation
            142 Inverse neighbor advertisement
            143 Multicast listener report v2
            144 Home agent address request
            145 Home agent address reply
            146 Mobile prefix solicitation
            147 Mobile prefix advertisement
            148 Certification path solicitation
            149 Certification path advertisement
            150 Experimental mobility
            151 Multicast router advertisement
            152 Multicast router solicitation
            153 Multicast router termination
            154 Fast handover
            155 RPL control
            156 Locator update
            157 Duplicate address request
            158 Duplicate address confirmation
            159 MPL control
            160 Extended echo request
            161 Extended echo reply
            200-201 Private experiment""");

    private Icmpv6Numbers() {}

    /// @param nameless the code of types that have only one
    static Codes codes(Uint nameless) {
        return new Codes("icmpv6", nameless)
                .add(UNREACHABLE, "Destination unreachable", "RFC 4443 section 3.1",
                        "what could not be reached, or what forbade it",
                        "the sender would look for the fault in the wrong place",
                        Names.from0("No route to destination", "Administratively prohibited",
                                "Beyond scope of source address", "Address unreachable", "Port unreachable",
                                "Source address failed ingress or egress policy", "Reject route to destination",
                                "Error in source routing header", "Headers too long"))
                .add(TIME_EXCEEDED, "Time exceeded", "RFC 4443 section 3.3",
                        "whether the hops ran out, or the wait for fragments",
                        "lost fragments would be taken for a loop of routers, and traceroute fail",
                        Names.from0("Hop limit exceeded in transit", "Fragment reassembly time exceeded"))
                .add(PARAMETER_PROBLEM, "Parameter problem", "RFC 4443 section 3.4",
                        "what is wrong with the header, or too big about it",
                        "the sender would look for the fault in the wrong place",
                        Names.from0("Erroneous header field", "Unrecognized next header", "Unrecognized IPv6 option",
                                "First fragment has incomplete header chain", "Upper-layer error in segment routing",
                                "Unrecognized next header met by a router", "Extension header too big",
                                "Extension header chain too long", "Too many extension headers",
                                "Too many options in extension header", "Option too big"))
                .add(RENUMBERING, "Router renumbering", "RFC 2894 section 3.1",
                        "whether it commands, reports, or starts the numbering of commands anew",
                        "a report would be taken for a command",
                        new Names("0 Command\n1 Result\n255 Sequence number reset"))
                .add(NODE_QUERY, "Node information query", "RFC 4620 section 4",
                        "what names the node that is asked about",
                        "an address would be read as a name",
                        Names.from0("Subject is an IPv6 address", "Subject is a name or empty",
                                "Subject is an IPv4 address"))
                .add(NODE_REPLY, "Node information reply", "RFC 4620 section 4",
                        "whether the question was answered",
                        "a refusal would pass for an empty answer",
                        Names.from0("Successful", "Refused", "Unknown kind of query"))
                .add(FAST_HANDOVER, "Fast handover", "RFC 5568 section 6.1",
                        "what the router knows of the access points asked about",
                        "the host would move without knowing its new router", new Names("""
                                0 Solicitation or advertisement, see subtype
                                1 Proxy advertisement unsolicited
                                2 No new router information
                                3 Limited new router information
                                4 Unsolicited"""))
                .add(RPL, "RPL control", "RFC 6550 section 6",
                        "which message of the routing protocol it is; from 128 on secured",
                        "the message would be read by the plan of another", Rpl.CODES)
                .add(EXTENDED_ECHO_REPLY, "Extended echo reply", "RFC 8335 section 3",
                        "whether the question could be answered",
                        "a question that was not understood would pass for an interface that is down",
                        IcmpNumbers.EXTENDED_REPLY);
    }
}
