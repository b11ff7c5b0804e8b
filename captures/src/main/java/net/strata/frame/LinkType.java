package net.strata.frame;

import java.util.List;

/// Link types: what a frame begins with. The numbers are those of capture
/// files, LINKTYPE_ of <https://www.tcpdump.org/linktypes.html>.
public final class LinkType {
    /// BSD loopback: a protocol family in the byte order of the capturing host.
    public static final int NULL = 0;
    /// Not a link type: what a custom block of a pcapng file holds. Its meaning is its makers' alone, but it takes a frame
    /// number, as in Wireshark, so that both count alike.
    public static final int CUSTOM_BLOCK = -1;
    public static final int ETHERNET = 1;
    public static final int PPP = 9;
    /// Raw IP under the number that most systems give it in memory (DLT_RAW); found
    /// in old captures.
    public static final int RAW_DLT = 12;
    /// Raw IP under OpenBSD's DLT_RAW.
    public static final int RAW_OPENBSD = 14;
    /// PPP in HDLC-like framing (RFC 1662).
    public static final int PPP_HDLC = 50;
    /// PPP over Ethernet, from the PPPoE header on.
    public static final int PPP_ETHER = 51;
    /// Raw IP, version 4 or 6 by its first nibble.
    public static final int RAW = 101;
    public static final int C_HDLC = 104;
    public static final int IEEE802_11 = 105;
    public static final int FRELAY = 107;
    /// OpenBSD loopback: a protocol family in network byte order.
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;
    /// 802.11 with what the radio tells of it in front.
    public static final int RADIOTAP = 127;
    /// Private use, taken by old macOS for PKTAP.
    public static final int USER2 = 149;
    public static final int PPP_PPPD = 166;
    public static final int PPP_WITH_DIR = 204;
    public static final int IPNET = 226;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int NFLOG = 239;
    public static final int PKTAP = 258;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}

    /// The LINKTYPE_ name without that prefix, such as `ETHERNET`; `UNREGISTERED`
    /// if there is none.
    public static String name(int number) {
        if (number == CUSTOM_BLOCK) return "CUSTOM_BLOCK";
        LinkTypeNames.Entry found = LinkTypeNames.find(number);
        return found == null ? "UNREGISTERED" : found.name();
    }

    /// The link type in a few words.
    public static String description(int number) {
        if (number == CUSTOM_BLOCK) return "Custom block of a pcapng file";
        LinkTypeNames.Entry found = LinkTypeNames.find(number);
        return found == null ? "Unregistered link type" : found.description();
    }

    /// The number with a LINKTYPE_ name, such as `ETHERNET`, in any case; -1 if there is none.
    public static int number(String name) {
        return LinkTypeNames.number(name);
    }

    /// All names, by number.
    public static List<String> names() {
        return LinkTypeNames.names();
    }
}
