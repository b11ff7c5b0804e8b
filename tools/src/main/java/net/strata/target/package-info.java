/// Which hosts a command shall probe, and what they are called.
///
/// An [net.strata.target.Expression] is what a user types: a name, an address, a prefix, a range. [net.strata.target.Targets]
/// takes expressions from the command line and from files and gives hosts to one thread that asks, addresses at once and
/// names as soon as they are looked up. [net.strata.target.ReverseNames] finds the names of those that answer.
/// [net.strata.target.Links] tells what is near and what is a broadcast address. No packet is sent here, but for the
/// system's own lookups of names.
@NullMarked
package net.strata.target;

import org.jspecify.annotations.NullMarked;
