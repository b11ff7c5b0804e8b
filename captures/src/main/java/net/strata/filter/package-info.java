/// Filters: what chooses frames. Capture filters are programs that libpcap compiled; what is for them is called Bpf.
///
/// Display filters are in Wireshark's language (wireshark-filter(4), version 4.0). A text goes through [net.strata.filter.Lexer] and [net.strata.filter.Parser] to a tree of [net.strata.filter.Condition]s
/// and [net.strata.filter.Expr]essions, and through [net.strata.filter.Compiler], which knows the fields and their
/// types, to [net.strata.filter.Term]s over [net.strata.filter.Operand]s. Terms read their fields as a view does, by
/// being told them; values are numbers and places in the frame's bytes, in arrays that are used again for every frame.
@NullMarked
package net.strata.filter;

import org.jspecify.annotations.NullMarked;
