@NullMarked
package net.strata.cli;

import org.jspecify.annotations.NullMarked;
