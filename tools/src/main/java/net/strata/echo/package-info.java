/// Small socket programs, servers and clients, over the calls of net.strata.os, and what they share. None of them knows of
/// a console: what happens is told to a listener.
@NullMarked
package net.strata.echo;

import org.jspecify.annotations.NullMarked;
