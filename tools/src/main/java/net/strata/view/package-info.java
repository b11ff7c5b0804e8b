/// What frames look like: a line, a tree, hex, JSON, columns. A view writes one frame after another into a text;
/// [net.strata.view.Pipeline] runs views over whole captures, in parallel and in order.
@NullMarked
package net.strata.view;

import org.jspecify.annotations.NullMarked;
