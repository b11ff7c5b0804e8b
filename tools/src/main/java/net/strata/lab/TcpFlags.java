package net.strata.lab;

import java.util.ArrayList;
import java.util.List;

/// The flags of TCP (RFC 9293 section 3.1), in the order in which they are told.
final class TcpFlags {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;
    private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};

    private TcpFlags() {}

    static List<String> names(int flags) {
        var names = new ArrayList<String>();
        for (int i = 0; i < NAMES.length; i++)
            if ((flags >> i & 1) != 0) names.add(NAMES[i]);
        return List.copyOf(names);
    }
}
