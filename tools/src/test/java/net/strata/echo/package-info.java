@NullMarked
package net.strata.echo;

import org.jspecify.annotations.NullMarked;
