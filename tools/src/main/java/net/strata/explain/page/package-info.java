/// Captures as pages that explain every packet: the same models as in the terminal, written as HTML.
///
/// All that stands for bits has an attribute that says for which. `data-i` has the numbers of items of the packet (see
/// [net.strata.explain.Anatomy#items]), `data-r` a place: source, first bit, bits, with dots between. The script finds by them
/// what belongs together.
@NullMarked
package net.strata.explain.page;

import org.jspecify.annotations.NullMarked;
