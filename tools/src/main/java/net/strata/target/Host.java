package net.strata.target;

import net.strata.os.SockAddr;

/// A host to probe.
///
/// @param typed the name or address as it was typed; empty if the address is one of a prefix or a range
public record Host(String typed, SockAddr.Ip address, long place) implements Found {
    /// What to call it: as typed, else its address. May hold whatever was typed: escape it on the way out.
    public String name() {
        return typed.isEmpty() ? address.toString() : typed;
    }
}
