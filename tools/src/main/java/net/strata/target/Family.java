package net.strata.target;

import net.strata.os.SockAddr;

/// Which of the two Internet protocols is wanted: `-4`, `-6`, or neither said.
public enum Family {
    ANY, IPV4, IPV6;

    public boolean accepts(SockAddr.Ip address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof SockAddr.In;
            case IPV6 -> address instanceof SockAddr.In6;
        };
    }

    /// In messages.
    @Override
    public String toString() {
        return switch (this) {
            case ANY -> "IP";
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }
}
