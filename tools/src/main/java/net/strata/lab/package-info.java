/// Two programs that talk through sockets, watched: every call and every packet, on one axis of time.
///
/// A [net.strata.lab.Lab] runs a server and a client, each in a network namespace of its own, and makes a
/// [net.strata.lab.Recording] of it. All views are made from recordings, which can also be kept and read again.
@NullMarked
package net.strata.lab;

import org.jspecify.annotations.NullMarked;
