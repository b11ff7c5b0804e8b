package net.strata.ping;

import net.strata.os.SockAddr;

/// An ICMP error that came for a probe.
///
/// @param from who sent it: a router, or the host itself
/// @param type the ICMP type
/// @param code the ICMP code
/// @param info the next link's MTU, the pointer or the gateway, as the type has it
/// @param wall when it came, by the system's clock, in ns since the epoch
public record Trouble(Probe probe, SockAddr.Ip from, int type, int code, int info, long wall) {}
