/// What it takes to have seen earlier frames: conversations and fragments. One thread, frames in order.
@NullMarked
package net.strata.session;

import org.jspecify.annotations.NullMarked;
