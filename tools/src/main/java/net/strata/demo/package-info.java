/// Demonstrations: what most people believe of sockets, a run that shows how it is, and a check that it was seen.
///
/// A [net.strata.demo.Demo] is a small file: its texts ([net.strata.demo.About]), two or more programs over the sockets of
/// net.strata.os, and what of their [net.strata.demo.Session] is evidence. [net.strata.demo.HalfClose] is a short one.
/// Nothing in a demonstration may depend on how soon something happens, nor on how TCP cuts a stream: where an order
/// matters, the two sides wait for each other ([net.strata.lab.Stage#await]).
@NullMarked
package net.strata.demo;

import org.jspecify.annotations.NullMarked;
