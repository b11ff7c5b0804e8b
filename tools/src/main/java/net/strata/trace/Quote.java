package net.strata.trace;

import net.strata.os.SockAddr;

/// What the packet says of itself that an ICMP error quotes: how the probe looked where it ended. A number is -1 where the
/// quotation does not reach.
///
/// @param hops its time to live or hop limit
/// @param trafficClass its type of service or traffic class
/// @param length bytes of the whole packet, by its IP header; -1 also of a fragment, which says only its own
/// @param id the identification of its IPv4 header, -1 of IPv6
/// @param source where it came from
/// @param destination whom it was for
/// @param sourcePort -1 where its protocol has no ports
/// @param destinationPort -1 where its protocol has no ports
/// @param checksum in the header behind the IP header
/// @param quoted how many bytes follow the header of the error: those that are quoted, and extensions if there are any
public record Quote(int hops, int trafficClass, int length, int id, SockAddr.Ip source, SockAddr.Ip destination,
        int sourcePort, int destinationPort, int checksum, int quoted) {}
