package net.strata.ping;

import net.strata.os.SockAddr;
import net.strata.probe.Icmp;

/// An ICMP error that came for a probe.
///
/// @param from who sent it: a router, or the host itself
/// @param type the ICMP type
/// @param code the ICMP code
/// @param info the next link's MTU, the pointer or the gateway, as the type has it
/// @param wall when it came, by the system's clock, in ns since the epoch
public record Trouble(Probe probe, SockAddr.Ip from, int type, int code, int info, long wall) {
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int TOO_BIG6 = 2;
    private static final int PARAMETER_PROBLEM6 = 4;

    private boolean isSix() {
        return from instanceof SockAddr.In6;
    }

    /// Whether [#info] is the MTU of the next link (RFC 1191; RFC 4443 section 3.2).
    public boolean tellsMtu() {
        return isSix() ? type == TOO_BIG6 : type == Icmp.UNREACHABLE && code == FRAGMENTATION_NEEDED;
    }

    /// Whether [#info] is where in the probe the fault is (RFC 792; RFC 4443 section 3.4).
    public boolean tellsPointer() {
        return type == (isSix() ? PARAMETER_PROBLEM6 : Icmp.PARAMETER_PROBLEM);
    }

    /// Whether [#info] is the address of a better router (RFC 792).
    public boolean tellsGateway() {
        return !isSix() && type == Icmp.REDIRECT;
    }
}
