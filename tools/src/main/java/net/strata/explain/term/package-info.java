/// The glossary: what the terms of networks and sockets mean, and what a user who typed one meant.
///
/// Each [net.strata.explain.term.Entry] is written in a text file beside these classes, one file a theme;
/// [net.strata.explain.term.EntryText] says in what form. [net.strata.explain.term.Terms] finds an entry, a field or a
/// value of a field by what was typed; [net.strata.explain.term.TermView] draws it.
@NullMarked
package net.strata.explain.term;

import org.jspecify.annotations.NullMarked;
