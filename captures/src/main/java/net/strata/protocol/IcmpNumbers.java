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
                .add(UNREACHABLE, "Destination unreachable", Names.from0("Network unreachable", "Host unreachable",
                        "Protocol unreachable", "Port unreachable", "Fragmentation needed", "Source route failed",
                        "Destination network unknown", "Destination host unknown", "Source host isolated",
                        "Network administratively prohibited", "Host administratively prohibited",
                        "Network unreachable for TOS", "Host unreachable for TOS",
                        "Communication administratively filtered", "Host precedence violation",
                        "Precedence cutoff in effect"))
                .add(REDIRECT, "Redirect",
                        Names.from0("Redirect for network", "Redirect for host", "Redirect for TOS and network",
                                "Redirect for TOS and host"))
                .add(ADVERTISEMENT, "Router advertisement",
                        new Names("0 Normal router advertisement\n16 Does not route common traffic"))
                .add(TIME_EXCEEDED, "Time exceeded",
                        Names.from0("Time to live exceeded in transit", "Fragment reassembly time exceeded"))
                .add(PARAMETER_PROBLEM, "Parameter problem",
                        Names.from0("Pointer indicates the error", "Required option missing", "Bad length"))
                .add(TRACEROUTE, "Traceroute", Names.from0("Forwarded", "No route, discarded"))
                .add(PHOTURIS, "Photuris",
                        Names.from0("Bad SPI", "Authentication failed", "Decompression failed", "Decryption failed",
                                "Need authentication", "Need authorization"))
                .add(EXTENDED_ECHO_REPLY, "Extended echo reply", EXTENDED_REPLY);
    }
}
