/// The programs of `strata echo`: servers and clients over the calls of [net.strata.os.Socket], without a console.
@NullMarked
package net.strata.echo;

import org.jspecify.annotations.NullMarked;
