package net.strata.lab;

import java.util.List;

/// What was recorded, and where.
///
/// @param name of the preset or demonstration, or the two commands
/// @param place where the programs ran
/// @param link what frames begin with, a LINKTYPE_ number of [net.strata.frame.LinkType]
/// @param clientAddresses the addresses of the client's side; of unix sockets none
/// @param system the kernel's name and release
/// @param began in ns since the epoch
public record Origin(String name, Place place, int link, List<String> clientAddresses,
        List<String> serverAddresses, Impairment impairment, String system, long began) {
    /// Where programs run.
    public enum Place {
        /// Each in a network namespace of its own, joined by a veth pair (or two, and a forwarder between).
        NAMESPACES,
        /// Both in one namespace, over its loopback interface: one of the lab's own, or that of whoever started it.
        LOOPBACK
    }
}
