/// The command line: what a user types, and what a user is told.
@NullMarked
package net.strata.cli;

import org.jspecify.annotations.NullMarked;
