/// What happened in a run, an event a line, as JSON: written, and read again.
@NullMarked
package net.strata.events;

import org.jspecify.annotations.NullMarked;
