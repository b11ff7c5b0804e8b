package net.strata.protocol;

import net.strata.wire.Names;
import net.strata.wire.Uint;

/// IANA, "Internet Control Message Protocol (ICMP) Parameters".
final class IcmpNumbers {
    static final int ECHO_REPLY = 0;
    static final int UNREACHABLE = 3;
    static final int QUENCH = 4;
    static final int REDIRECT = 5;
    static final int ECHO = 8;
    static final int ADVERTISEMENT = 9;
    static final int SOLICITATION = 10;
    static final int TIME_EXCEEDED = 11;
    static final int PARAMETER_PROBLEM = 12;
    static final int TIMESTAMP = 13;
    static final int TIMESTAMP_REPLY = 14;
    static final int INFORMATION = 15;
    static final int INFORMATION_REPLY = 16;
    static final int MASK = 17;
    static final int MASK_REPLY = 18;
    static final int TRACEROUTE = 30;
    static final int PHOTURIS = 40;
    static final int EXTENDED_ECHO = 42;
    static final int EXTENDED_ECHO_REPLY = 43;

    static final Names TYPE = new Names("""
            0 Echo (ping) reply
            3 Destination unreachable
            4 Source quench
            5 Redirect
            6 Alternate host address
            8 Echo (ping) request
            9 Router advertisement
            10 Router solicitation
            11 Time-to-live exceeded
            12 Parameter problem
            13 Timestamp request
            14 Timestamp reply
            15 Information request
            16 Information reply
            17 Address mask request
            18 Address mask reply
            30 Traceroute
            31 Datagram conversion error
            32 Mobile host redirect
            33 IPv6 where are you
            34 IPv6 I am here
            35 Mobile registration request
            36 Mobile registration reply
            37 Domain name request
            38 Domain name reply
            39 SKIP
            40 Photuris
            41 Experimental mobility
            42 Extended echo request
            43 Extended echo reply
            253-254 Experiment""");

    /// RFC 8335 section 3.
    static final Names EXTENDED_REPLY = Names.from0("No error", "Malformed query", "No such interface",
            "No such table entry", "Multiple interfaces satisfy the query");

    private IcmpNumbers() {}

    /// @param nameless the code of types that have only one
    static Codes codes(Uint nameless) {
        return new Codes("icmp", nameless)
                .add(UNREACHABLE, "Destination unreachable", "RFC 792",
                        "what could not be reached, or what forbade it",
                        "the sender would look for the fault in the wrong place",
                        Names.from0("Network unreachable", "Host unreachable",
                                "Protocol unreachable", "Port unreachable", "Fragmentation needed",
                                "Source route failed",
                                "Destination network unknown", "Destination host unknown", "Source host isolated",
                                "Network administratively prohibited", "Host administratively prohibited",
                                "Network unreachable for TOS", "Host unreachable for TOS",
                                "Communication administratively filtered", "Host precedence violation",
                                "Precedence cutoff in effect"))
                .add(REDIRECT, "Redirect", "RFC 792",
                        "which packets shall take the better way",
                        "the host would lead other packets astray, or go on with the long way",
                        Names.from0("Redirect for network", "Redirect for host", "Redirect for TOS and network",
                                "Redirect for TOS and host"))
                .add(ADVERTISEMENT, "Router advertisement", "RFC 1256 section 3",
                        "whether the router forwards all packets, or mobile hosts' alone",
                        "hosts would choose a router that does not forward their packets",
                        new Names("0 Normal router advertisement\n16 Does not route common traffic"))
                .add(TIME_EXCEEDED, "Time exceeded", "RFC 792",
                        "whether the hops ran out, or the wait for fragments",
                        "lost fragments would be taken for a loop of routers, and traceroute fail",
                        Names.from0("Time to live exceeded in transit", "Fragment reassembly time exceeded"))
                .add(PARAMETER_PROBLEM, "Parameter problem", "RFC 792",
                        "what is wrong with the header",
                        "the sender would look for the fault in the wrong place",
                        Names.from0("Pointer indicates the error", "Required option missing", "Bad length"))
                .add(TRACEROUTE, "Traceroute", "RFC 1393 section 2.3",
                        "whether the router passed the packet on",
                        "a path would seem to end where it goes on", Names.from0("Forwarded", "No route, discarded"))
                .add(PHOTURIS, "Photuris", "RFC 2521 section 2",
                        "why the protected packet could not be accepted",
                        "the sender would mend the wrong thing",
                        Names.from0("Bad SPI", "Authentication failed", "Decompression failed", "Decryption failed",
                                "Need authentication", "Need authorization"))
                .add(EXTENDED_ECHO_REPLY, "Extended echo reply", "RFC 8335 section 3",
                        "whether the question could be answered",
                        "a question that was not understood would pass for an interface that is down", EXTENDED_REPLY);
    }
}
