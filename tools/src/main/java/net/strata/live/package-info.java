/// A run on the whole screen while it goes on. The engine tells facts, a thread of its own draws them: the engine never
/// waits for a terminal. What is drawn is a pure function of what is known; [net.strata.live.Live] alone meets the terminal.
@NullMarked
package net.strata.live;

import org.jspecify.annotations.NullMarked;
